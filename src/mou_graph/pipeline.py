"""The spine on one screen.

    sources ─read▶ Announcement ─extract▶ Draft ─resolve▶ Resolution ─triples▶ Graph

Everything up to the drafts looks at one announcement at a time, so it is spread over processes in batches;
everything after sees all of them.  No step minds the order, so the graph does not depend on it.
"""

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from mou_graph.corrections import Corrections
from mou_graph.errors import MouGraphError
from mou_graph.extraction import extract
from mou_graph.graph import Graph
from mou_graph.ids import Ids
from mou_graph.mapping import triples
from mou_graph.model import Announcement, Draft, Problem
from mou_graph.reading import Source, read
from mou_graph.registry import Registry
from mou_graph.resolution import resolve

__all__ = ["Build", "Counts", "Executor", "Extractor", "build", "drafts", "extracted"]

T = TypeVar("T")

Extractor = Callable[[Announcement], Iterable[Draft]]

BATCH = 50
"""Announcements a task: some 0.3 s of work, against 1 ms to send them."""

WINDOW = 16
"""Batches submitted at once; two windows are under way, so 1,600 announcements at most wait for their turn."""

FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What an extractor raises on a text it was not made for."""


class Executor(Protocol):
    """Anything with `map`: of concurrent.futures, of a cluster's client."""

    def map(self, fn: Callable[..., Any], /, *iterables: Iterable[Any]) -> Iterable[Any]:
        """The results of `fn`, in the order of the items."""


class Counts(NamedTuple):
    """How much was read, and how much of what it speaks of there is."""

    announcements: int
    agreements: int
    organizations: int
    people: int


@dataclass(frozen=True, slots=True)
class Build:
    """A graph, what it was made of, and what could not be used."""

    graph: Graph
    counts: Counts
    problems: tuple[Problem, ...]
    ids: Ids  # for the next build to keep


def build(
    sources: Source | Iterable[Source],
    *,
    registry: Registry | str | Path | None = None,
    corrections: Corrections | str | Path | None = None,
    ids: Ids | str | Path | None = None,
    extractor: Extractor = extract,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Callable[[int], object] | None = None,
) -> Build:
    """The graph of all that the announcements of the sources (see `read`) say.

    `registry` gives the names and ids of organisations, `corrections` what a person put right, `ids` what agreements
    are to be called because an earlier build (its `ids`) called them so; `workers` processes extract, or an `executor`
    of your own; `progress` is called with the number of records done since the last call.
    In a script, call it with more than one worker under `if __name__ == "__main__":`, as Python asks of all that
    starts processes.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Acme University and Beta Institute signed a Memorandum of Understanding.")
    >>> _ = (folder / "b.txt").write_text("")
    >>> made = build(folder)
    >>> made.counts
    Counts(announcements=1, agreements=1, organizations=2, people=0)
    >>> [problem.message for problem in made.problems]
    ['the file is empty']
    """
    known = Registry.load(registry) if isinstance(registry, str | Path) else registry
    changes = Corrections.load(corrections) if isinstance(corrections, str | Path) else corrections
    called = Ids.load(ids) if isinstance(ids, str | Path) else ids or Ids()
    problems = list(known.problems) if known else []
    stream = read(sources)
    number = 0

    def announcements() -> Iterator[Announcement]:
        nonlocal number
        for one in stream:
            if isinstance(one, Announcement):
                number += 1
                yield one
            else:
                problems.append(one)
                if progress:
                    progress(1)

    found = list(extracted(announcements(), extractor=extractor, workers=workers, executor=executor, progress=progress))
    resolution = resolve(found, known, changes, called)
    counts = Counts(number, len(resolution.agreements), len(resolution.organizations), len(resolution.people))
    return Build(
        Graph.of(triples(resolution)),
        counts,
        tuple(dict.fromkeys([*problems, *resolution.problems])),
        called.updated(resolution.ids, {draft.announcement.identifier for draft in found}),
    )


def extracted(
    announcements: Iterable[Announcement],
    *,
    extractor: Extractor = extract,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Draft]:
    """As `drafts`, in processes of its own where there are to be several workers."""
    if workers < 1:
        raise ValueError("workers: 1 at least")
    with _processes(workers) if executor is None and workers > 1 else nullcontext(executor) as pool:
        try:
            yield from drafts(announcements, extractor=extractor, executor=pool, progress=progress)
        except BrokenProcessPool:
            raise MouGraphError("a worker process died, perhaps for want of memory; try fewer workers") from None


def drafts(
    announcements: Iterable[Announcement],
    *,
    extractor: Extractor = extract,
    executor: Executor | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Draft]:
    """What each announcement says, in their order; one that the extractor fails on is a draft with only a problem."""
    work = partial(_batch_of_drafts, extractor)
    for number, batch in _results(work, _batches(announcements, BATCH), executor):
        yield from batch
        if progress:
            progress(number)


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    pool = ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),  # a fork copies the locks of the thread that draws the progress bar
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),  # Ctrl-C is for the one who waits, not for each worker
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _batch_of_drafts(extractor: Extractor, announcements: list[Announcement]) -> tuple[int, list[Draft]]:
    return len(announcements), [draft for one in announcements for draft in _drafts_of(extractor, one)]


def _drafts_of(extractor: Extractor, announcement: Announcement) -> list[Draft]:
    try:
        return list(extractor(announcement))
    except FAULTS as error:
        message = f"the extractor failed: {type(error).__name__}: {error}"
        return [Draft(announcement, problems=(Problem("extract", announcement.source, message),))]


def _results(work: Callable[[T], Any], batches: Iterable[T], executor: Executor | None) -> Iterator[Any]:
    """The results in order; by an executor, the next window is submitted before the last one is waited for."""
    if executor is None:
        yield from map(work, batches)
        return
    ahead: Iterable[Any] = ()
    for window in _batches(batches, WINDOW):
        submitted = executor.map(work, window)
        yield from ahead
        ahead = submitted
    yield from ahead


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
