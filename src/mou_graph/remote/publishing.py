"""A graph onto a server elsewhere: in chunks, to be gone on with after any interruption, counted at the end.

How far it got is asked of the server, not noted here: triples go in an order that does not change, so a count says
which are there.  A note of our own would be wrong when the server is restored, emptied, or loses what it took last.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlencode

from pyoxigraph import RdfFormat, Triple, serialize

from mou_graph.errors import ServerError
from mou_graph.remote.access import Access
from mou_graph.remote.endpoint import Endpoint
from mou_graph.remote.line import Line, LostError, StatusError
from mou_graph.remote.target import Target
from mou_graph.remote.telling import Telling

__all__ = ["CHUNK", "Published", "publish"]

CHUNK: Final = 5000
"""Triples a request: about a megabyte, which servers take; only Virtuoso's updates have to be smaller (1,000)."""

WAITS: Final = (1, 2, 4, 8, 15)  # seconds, for a server that starts again or has too much to do
PASSING: Final = (408, 425, 429, 502, 503, 504)

Mode = Literal["new", "replace", "add"]

AGAIN: Final[dict[Mode, str]] = {
    "new": "the same command goes on with the next",
    "replace": "the same command without --replace goes on with the next",
    "add": "the same command sends all again, and nothing is there twice",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: triples of the graph, those that were sent this time, those at the target now."""

    triples: int
    sent: int
    there: int


def publish(
    graph: str | Path | Iterable[Triple],
    to: str | Target,
    *,
    mode: Mode = "new",
    access: Access | None = None,
    chunk: int = CHUNK,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Published:
    """Load a graph (a file, or a `Graph`) into a graph on a server; `progress` is told how far it is.

    Where the target has the beginning of the graph, from an earlier try, the rest is sent.  Where it has other
    things: mode "add" adds to them, "replace" empties it first, "new" refuses.  Raises `ServerError` where the server
    does not take it, or has not as many triples at the end as it should.
    """
    target = to if isinstance(to, Target) else Target.at(to)
    telling = Telling.of(graph)
    work = Work(target, telling, access or Access(), chunk=max(1, chunk), mode=mode)
    if mode == "replace":
        work.clear()
    before = work.count()
    sent = work.carry_on(0 if mode == "add" else work.reached(before), progress=progress)
    after = work.count()
    low, high = (max(before, telling.total), before + telling.total) if mode == "add" else (telling.total,) * 2
    if not low <= after <= high:
        raise ServerError(f"{target}: has {after:,} triples, and should have {low:,}: {why(after < low)}")
    return Published(telling.total, sent, after)


def why(fewer: bool) -> str:
    if fewer:
        return "some were lost on the way, or it counts equal values that are written otherwise once; try again"
    return "others write to it too, or it counts what other graphs have or what it concludes; name a graph for it"


class Work:
    """One publication under way."""

    def __init__(self, target: Target, telling: Telling, access: Access, *, chunk: int, mode: Mode) -> None:
        write, access = access.with_login_of(target.write)
        self.target = Target(write, target.ask, target.way, target.graph)
        self.telling, self.chunk, self.mode = telling, chunk, mode
        self._asked = Endpoint(target.ask, access=access)
        self._line = Line(access)
        self._direct = True

    def count(self) -> int:
        """How many triples the target has."""
        query = f"SELECT (COUNT(*) AS ?n) {{ {self.target.pattern('?s ?p ?o')} }}"
        ((number,),) = self._asked.select(query)
        return int(number)

    def reached(self, count: int) -> int:
        """How many triples need not be sent again, as the target has so many, of whatever.

        All whole chunks that fit, if a sample of them is there; beyond them, a server that takes half a chunk may
        have a part of the next one.  Raises `ServerError` where there is something else.
        """
        done = min(count, self.telling.total) // self.chunk * self.chunk
        done = self.telling.total if count == self.telling.total else done
        sample = self.telling.sample(done)
        ours = count <= self.telling.total and self._has(sample) == len(sample)
        if ours and count > done:
            ours = self._has(next(self.telling.chunks(self.chunk, start=done), [])) == count - done
        if not ours:
            raise ServerError(
                f"{self.target}: has {count:,} triples, and not the first of this graph: "
                "add to them (--add), empty it first (--replace), or take another graph (--graph)"
            )
        return done

    def _has(self, triples: list[Triple]) -> int:
        """How many of these triples are there."""
        if not triples:
            return 0
        rows = "\n".join(f"({' '.join(map(str, triple))})" for triple in triples)
        found = f"VALUES (?s ?p ?o) {{ {rows} }} {self.target.pattern('?s ?p ?o')}"
        ((number,),) = self._asked.select(f"SELECT (COUNT(*) AS ?n) {{ {found} }}")
        return int(number)

    def carry_on(self, start: int, *, progress: Callable[[int, int], object]) -> int:
        """Send what is left; after an interruption wait, look how far it got, and go on."""
        sent, waits = 0, iter(WAITS)
        while True:
            try:
                progress(start, self.telling.total)
                if start == self.telling.total:
                    return sent
                for chunk in self.telling.chunks(self.chunk, start=start):
                    self._send(chunk)
                    start, sent, waits = start + len(chunk), sent + len(chunk), iter(WAITS)
                    progress(start, self.telling.total)
                return sent
            except (LostError, StatusError) as error:
                start = self._again(error, waits, start)

    def _again(self, error: ServerError, waits: Iterable[float], start: int) -> int:
        for seconds in waits:
            if isinstance(error, StatusError) and error.status not in PASSING:
                raise error from None
            time.sleep(seconds)
            try:
                return start if self.mode == "add" else self.reached(self.count())
            except (LostError, StatusError) as another:
                error = another
        raise ServerError(f"{error}; {start:,} triples are through: {AGAIN[self.mode]}") from None

    def clear(self) -> None:
        """Empty the target."""
        if self.target.way == "update":
            self._update(f"CLEAR SILENT {f'GRAPH <{self.target.graph}>' if self.target.graph else 'DEFAULT'}")
            return
        try:
            self._line.send("DELETE", self.target.store_url, headers={})
        except StatusError as error:
            if error.status != 404:  # nothing there to empty
                raise

    def _send(self, chunk: list[Triple]) -> None:
        lines = serialize(chunk, format=RdfFormat.N_TRIPLES) or b""
        if self.target.way == "update":
            self._update(f"INSERT DATA {{ {self.target.pattern(lines.decode())} }}")
        else:  # N-Triples are Turtle, which every server reads
            self._line.send("POST", self.target.store_url, content=lines, headers={"Content-Type": "text/turtle"})

    def _update(self, text: str) -> None:
        """As the protocol would rather have it, else as a form: some servers know only that."""
        if self._direct:
            try:
                kind = {"Content-Type": "application/sparql-update"}
                self._line.send("POST", self.target.write, content=text.encode(), headers=kind)
                return
            except StatusError as error:
                if error.status != 415:
                    raise
            self._direct = False
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self._line.send("POST", self.target.write, content=urlencode({"update": text}).encode(), headers=kind)
