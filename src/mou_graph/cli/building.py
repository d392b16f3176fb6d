"""The verbs that make a graph: build, and demo, which shows the whole on what is shipped."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from mou_graph.cli.terminal import must_have_folder, progress_bar, quiet_option, say
from mou_graph.errors import MouGraphError

if TYPE_CHECKING:
    from mou_graph.pipeline import Build

__all__ = ["build", "demo"]


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", metavar="FILE", help="Where to write; the ending names the format. Without: stdout.")
@click.option("--into", metavar="STORE", type=Path, help="A folder that keeps the graph, to which more can be added.")
@click.option(
    "--registry",
    metavar="FILE",
    type=Path,
    help="Organisations' names and ids: .csv, .tsv, SKOS .ttl, .sssom.tsv, ROR .json.",
)
@click.option("--corrections", metavar="FILE", type=Path, help="A table (.csv, .tsv) of what a person put right.")
@click.option("--ids", metavar="FILE", type=Path, help="A table (.csv) of agreements' ids, read, kept and written.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that extract.")
@click.option("--strict", is_flag=True, help="Exit 1 if there was any problem; the graph is written all the same.")
@quiet_option
def build(
    sources: tuple[str, ...],
    output: str | None,
    into: Path | None,
    registry: Path | None,
    corrections: Path | None,
    ids: Path | None,
    workers: int,
    strict: bool,
    quiet: bool,
) -> None:
    """Announcements in, a graph out.

    SOURCE is a file, a folder, a glob or - (standard input): plain text (.txt), Markdown with front matter (.md),
    saved pages (.html), JSON Lines (.jsonl, .ndjson; one announcement a line, with id, text, title, url, published,
    publisher, language), JSON (.json, where named). FILE ends in .ttl, .nt, .nq, .trig, .jsonld, .rdf, .xml or .n3.

    With --ids agreements keep the ids that earlier builds gave them, whatever is told of them later.

    With --into the announcements are added to those that the STORE has; one of the same id or url is replaced. The
    other verbs take a STORE where they take a GRAPH.

    \b
    Examples:
      mou-graph build press-releases/ --output graph.ttl
      mou-graph build "news/**/*.html" more.jsonl -o graph.nq --registry registry.csv --workers 4
      mou-graph build press-releases/ -o graph.ttl --corrections corrections.csv
      mou-graph build press-releases/ -o graph.ttl --ids ids.csv
      mou-graph build press-releases/ --into store/
      cat announcement.txt | mou-graph build - > graph.ttl
    """
    to_stdout = output == "-" or (output is None and into is None)
    if to_stdout and output is None and sys.stdout.isatty():
        raise click.UsageError("the graph would fill the terminal: name --output FILE (or --output - to see it)")
    if output is not None and not to_stdout:
        _can_become(output)
    given = Given(registry, corrections, ids, workers)
    made = _grown(into, sources, given, quiet) if into else _built(sources, given, quiet)
    if ids is not None:
        from mou_graph.graph import write_bytes

        write_bytes(
            ids, made.ids.text().encode()
        )  # before the graph: whoever is interrupted here gets this graph the next time
    if to_stdout:
        made.graph.write(sys.stdout.buffer)
    elif output is not None:
        made.graph.write(output)
    if not quiet:
        say(_summary(made))
    if strict and made.problems:
        sys.exit(1)


class Given(NamedTuple):
    """What a build is given beside the announcements."""

    registry: Path | None = None
    corrections: Path | None = None
    ids: Path | None = None
    workers: int = 1


def _built(sources: Iterable[str], given: Given, quiet: bool) -> "Build":
    """The build, its problems told; none readable announcement is a failure."""
    from mou_graph.pipeline import build
    from mou_graph.reading import count

    sources = list(sources)
    with progress_bar("announcements", None if quiet else lambda: count(sources)) as progress:
        made = build(sources, **given._asdict(), progress=progress)
    for problem in made.problems:
        say(f"problem: {problem}")
    if made.counts.announcements == 0:
        raise MouGraphError("no announcement could be read; nothing is written")
    return made


def _grown(into: Path, sources: Iterable[str], given: Given, quiet: bool) -> "Build":
    """As `_built`, in a store."""
    from mou_graph.ids import Ids
    from mou_graph.pipeline import Build
    from mou_graph.reading import count
    from mou_graph.store import Store

    sources, store = list(sources), Store(into)
    with progress_bar("announcements", None if quiet else lambda: count(sources)) as progress:
        grown = store.grow(sources, **given._asdict(), progress=progress)
    for problem in grown.problems:
        say(f"problem: {problem}")
    if grown.counts.announcements == 0:
        raise MouGraphError("no announcement could be read; nothing is in the store")
    if not quiet:
        say(f"{into}: {grown.added:,} added, {grown.replaced:,} replaced, {grown.unchanged:,} as they were")
    ids = Ids.load(given.ids) if given.ids else Ids()
    rows = store.ids.rows
    return Build(store.graph, grown.counts, grown.problems, ids.updated(rows, {row.announcement for row in rows}))


def _can_become(output: str) -> None:
    """Refuse before the work what cannot be written after it."""
    from mou_graph.graph import FORMATS

    ending = Path(output).suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise click.BadParameter(f"{output}: end it in one of .{' .'.join(FORMATS)}", param_hint="--output")
    must_have_folder(output)


def _summary(made: "Build") -> str:
    counted = [
        (made.counts.announcements, "announcement", "announcements"),
        (made.counts.agreements, "agreement", "agreements"),
        (made.counts.organizations, "organisation", "organisations"),
        (made.counts.people, "person", "people"),
        (len(made.problems), "problem", "problems"),
    ]
    read, *rest = (f"{number:,} {one if number == 1 else many}" for number, one, many in counted)
    return f"{read} read: {', '.join(rest)}; {len(made.graph):,} triples"


@click.command()
@click.argument("folder", default="mou-graph-demo", metavar="[FOLDER]")
@quiet_option
def demo(folder: str, quiet: bool) -> None:
    """Build and draw the announcements that come with mou-graph, into FOLDER (without: ./mou-graph-demo).

    \b
    Examples:
      mou-graph demo
      mou-graph demo /tmp/try
    """
    from mou_graph.drawing import draw
    from mou_graph.shipped import shipped

    try:
        announcements = shipped("data/announcements")
        given = Given(shipped("data/registry.csv"), shipped("data/corrections.csv"))
    except FileNotFoundError as error:
        raise MouGraphError(str(error)) from None
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    made = _built([str(announcements)], given, quiet)
    made.graph.write(place / "graph.ttl")
    draw(made.graph, place / "graph.html")
    if not quiet:
        say(_summary(made))
        say(f"\ngraph    {place / 'graph.ttl'}\npicture  {place / 'graph.html'}  (open it in a browser)")
        say(f"\nNow ask: mou-graph query {place / 'graph.ttl'} partners-over-time --bind organization=HKUST")
