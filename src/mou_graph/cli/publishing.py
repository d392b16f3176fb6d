"""The verb that puts a graph on a server elsewhere: publish."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from mou_graph.cli.reaching import access_from, access_options, is_address
from mou_graph.cli.terminal import load, quiet_option, say

__all__ = ["publish"]


@click.command()
@click.argument("graph", metavar="GRAPH")
@click.option("--to", "url", required=True, metavar="URL", help="Where the server takes triples.")
@click.option("--graph", "name", metavar="IRI", help="The graph on the server. [default: its default graph]")
@click.option("--replace", "mode", flag_value="replace", help="Empty that graph first.")
@click.option("--add", "mode", flag_value="add", help="Add to what is in it.")
@click.option("--via", type=click.Choice(["update", "store"]), help="SPARQL Update or Graph Store Protocol.")
@click.option("--count-at", metavar="URL", help="Where the server answers queries.")
@click.option("--chunk", type=click.IntRange(1), default=5000, show_default=True, help="Triples a request.")
@access_options
@quiet_option
def publish(
    graph: str,
    url: str,
    name: str | None,
    mode: Any,
    via: Any,
    count_at: str | None,
    chunk: int,
    quiet: bool,
    **access: Any,
) -> None:
    """Load a graph into a SPARQL server, in chunks, and count it there. The same command goes on where one broke off.

    GRAPH is a file, or a folder with a store. What URL speaks, and where to ask, is told by how it ends.

    \b
    Examples:
      mou-graph publish graph.ttl --to http://127.0.0.1:7878/store --graph https://example.org/agreements
      mou-graph publish graph.ttl --to http://127.0.0.1:3030/ds/update --graph https://example.org/agreements --replace
      mou-graph publish store --to https://graph.example.org/sparql --via update --count-at https://graph.example.org/query
    """
    from mou_graph.remote import Target
    from mou_graph.remote import publish as publish_graph

    if not is_address(url):
        raise click.BadParameter("an address begins with http:// or https://", param_hint="--to")
    target = Target.at(url, graph=name, way=via, ask=count_at)
    given = Path(graph) if Path(graph).is_file() else load(graph)
    with bar(quiet) as progress:
        done = publish_graph(
            given, target, mode=mode or "new", access=access_from(**access), chunk=chunk, progress=progress
        )
    if not quiet:
        before = done.triples - done.sent
        say(
            f"{target}: {done.there:,} triples, counted; {done.sent:,} sent"
            + (f", {before:,} were there" if before else "")
        )


@contextmanager
def bar(quiet: bool) -> Iterator[Callable[[int, int], object]]:
    """How many triples are there, on a terminal; it may go back, where a server lost some."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("triples", total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
