"""What the verbs share: options, messages, the progress bar, a graph from a file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mou_graph.cli.reaching import is_address
from mou_graph.errors import MouGraphError

if TYPE_CHECKING:
    from mou_graph.graph import Graph

__all__ = ["load", "must_have_folder", "progress_bar", "quiet_option", "say"]

quiet_option = click.option("--quiet", is_flag=True, help="Nothing on stderr but problems and errors.")


def say(message: str) -> None:
    """A message for the person, on stderr."""
    click.echo(message, err=True)


def load(graph: str) -> "Graph":
    """The graph of a file, of a store (its folder), or of Turtle on standard input (-)."""
    if is_address(graph):
        fetch = "mou-graph query ADDRESS -q 'CONSTRUCT WHERE { ?s ?p ?o }' > graph.ttl"
        raise MouGraphError(f"only query asks endpoints; to have the graph of one here: {fetch}")
    if graph != "-" and Path(graph).is_dir():
        from mou_graph.store import Store

        return Store(graph).graph
    from mou_graph.graph import Graph

    return Graph.load(sys.stdin.buffer if graph == "-" else graph)


def must_have_folder(output: str) -> None:
    """Refuse before the work what cannot be written after it."""
    if not Path(output).parent.is_dir():
        raise MouGraphError(f"{output}: there is no folder {Path(output).parent}")
    if Path(output).is_dir():
        raise MouGraphError(f"{output}: is a folder")


@contextmanager
def progress_bar(what: str, total: Callable[[], int | None] | None) -> Iterator[Callable[[int], object] | None]:
    """A bar on a terminal; nothing elsewhere, or without `total`."""
    if total is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total())
        yield lambda number: bar.advance(task, number)
