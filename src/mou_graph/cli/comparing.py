"""The verb that says what changed."""

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from mou_graph.cli.terminal import load, quiet_option, say
from mou_graph.errors import MouGraphError

if TYPE_CHECKING:
    from mou_graph.comparison import Change, Difference, Item, Part

__all__ = ["diff"]

_HEADINGS: Final = {
    "agreements": "Agreements",
    "organizations": "Organisations",
    "people": "People",
    "announcements": "Announcements",
}


@click.command()
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@quiet_option
def diff(before: str, after: str, as_json: bool, quiet: bool) -> None:
    """What changed from one graph to another, in facts: agreements, organisations, people, announcements.

    BEFORE and AFTER are files or stores. Exit 0 where nothing changed, 1 where anything did, 2 where that cannot be
    told.

    \b
    Examples:
      mou-graph diff yesterday.ttl today.ttl
      mou-graph diff graph.ttl store/ --json
    """
    from mou_graph.comparison import diff as compared

    try:
        found = compared(load(before), load(after))
    except MouGraphError as error:
        say(f"mou-graph: {error}")
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        for line in lines(found):
            click.echo(line)
        if not found and not quiet:
            say("nothing changed")
    if found:
        sys.exit(1)


def lines(found: "Difference") -> Iterator[str]:
    """A difference for people; + came, - went, ~ changed."""
    for kind, heading in _HEADINGS.items():
        part: Part = getattr(found, kind)
        told = list(_part(part))
        if told:
            yield heading
            yield from (f"  {line}" for line in told)


def _part(part: "Part") -> Iterator[str]:
    for sign, items in (("+", part.added), ("-", part.removed)):
        for item in items:
            yield f"{sign} {item.name}"
            yield from _facts(item)
    for move in part.merged:
        yield f"~ {move.name} is now one with {move.other_name}"
    for move in part.split:
        yield f"~ {move.name} is no longer one with {move.other_name}"
    for change in part.changed:
        yield f"~ {change.name}"
        yield from _changes(change)


def _facts(item: "Item") -> Iterator[str]:
    yield f"    id: {item.id}"
    yield from (f"    {name}: {'; '.join(values)}" for name, values in item.facts.items())


def _changes(change: "Change") -> Iterator[str]:
    if change.name_before:
        yield f"    name: {change.name_before} → {change.name}"
    yield f"    id: {change.id_before} → {change.id}" if change.id_before else f"    id: {change.id}"
    for name, (removed, added) in change.facts.items():
        if len(removed) == len(added) == 1:
            yield f"    {name}: {removed[0]} → {added[0]}"
        else:
            yield from (f"    {name}: {sign} {value}" for sign, own in (("-", removed), ("+", added)) for value in own)
