"""What the verbs share: options, messages, the progress bar, a graph from a file."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mou_graph.cli.reaching import is_address
from mou_graph.errors import MouGraphError

if TYPE_CHECKING:
    from mou_graph.graph import Graph

__all__ = ["Keys", "load", "must_have_folder", "progress_bar", "quiet_option", "say"]

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


class Keys:
    """Answers by single keys; where the input is no terminal a line is an answer, so that they can come from a file.

    The terminal hands over each key for as long as this is entered, and what is typed ahead is not lost, as it is where
    the terminal changes its ways at every question.
    """

    def __enter__(self) -> "Keys":
        self._was = None
        if sys.stdin.isatty() and sys.platform != "win32":
            import termios
            import tty

            self._was = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin, termios.TCSANOW)
            self._now = termios.tcgetattr(sys.stdin)
        return self

    def __exit__(self, *_: object) -> None:
        self._become(self._was)

    def key(self) -> str:
        """The next one; of a line its first letter (of an empty one a space); nothing at the end."""
        if self._was is not None:
            return os.read(sys.stdin.fileno(), 1).decode("ascii", "replace")
        if sys.stdin.isatty():
            return click.getchar(echo=False)
        line = sys.stdin.readline()
        return line.strip()[:1] or (line[:1] and " ")

    def line(self, what: str) -> str:
        """A text of one line, with the terminal's own editing."""
        self._become(self._was)
        try:
            click.echo(f"{what}: ", nl=False)
            return sys.stdin.readline().strip()
        finally:
            self._become(self._was and self._now)

    def _become(self, mode: "list[Any] | None") -> None:
        if mode is not None:
            import termios

            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, mode)
