"""The graph to serve, as the engine's store: a file in memory, or a store on disk as it is."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store, parse

from mou_graph.errors import GraphError
from mou_graph.graph.concepts import missing_concepts
from mou_graph.graph.formats import FORMATS, HEAD, format_of, refuse_entities, unreadable

__all__ = ["opener"]

SNAPSHOT: Final = ".served-by-"


@contextmanager
def opener(graph: str | Path) -> Iterator[Callable[[], Store]]:
    """A function that gives the store.  A file is read at once; a folder is opened, read-only, when it is called.

    Named graphs stay what they are.  A store on disk has threads, so each process must open it for itself, and all of
    them must find the same: they open a snapshot, which a store that grows meanwhile does not change.
    Raises `GraphError`.
    """
    path = Path(graph)
    if not path.is_dir():
        loaded = read(path)
        yield lambda: loaded
        return
    with snapshot(path) as kept:
        yield lambda: Store.read_only(str(kept))


@contextmanager
def snapshot(path: Path) -> Iterator[Path]:
    """The files of a store as they are now: links to them, which cost nothing, beside it; else copies elsewhere."""
    for left in path.parent.glob(f"{SNAPSHOT}*"):
        if not Path("/proc", left.name.removeprefix(SNAPSHOT)).exists() and Path("/proc/self").exists():
            shutil.rmtree(left, ignore_errors=True)  # of a server that was killed
    beside = os.access(path.parent, os.W_OK)
    folder = path.parent / f"{SNAPSHOT}{os.getpid()}" if beside else Path(tempfile.mkdtemp(prefix=SNAPSHOT))
    try:
        folder.mkdir(exist_ok=True)
        try:
            Store.read_only(str(path)).backup(str(folder / "graph"))
        except OSError as error:
            raise GraphError(f"{path}: is no store that can be opened: {error}") from None
        yield folder / "graph"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read(path: Path) -> Store:
    """A file in a store: not by way of a `Graph`, whose Python triples would take 700 bytes each."""
    form = format_of(path)
    store = Store()
    try:
        with path.open("rb") as file:
            refuse_entities(file.read(HEAD), form, where=str(path))
            file.seek(0)
            store.bulk_extend(parse(file, FORMATS[form], rename_blank_nodes=False))
    except SyntaxError as error:
        raise unreadable(str(path), error) from None
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    store.extend(Quad(*triple) for triple in missing_concepts(store))
    return store
