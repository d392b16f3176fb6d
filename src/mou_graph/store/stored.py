"""The graph of a store: the engine's own files to ask, and the triples exactly as the mapping wrote them."""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from mou_graph.errors import StoreError
from mou_graph.graph import Graph
from mou_graph.graph.concepts import missing_concepts, unused_concepts
from mou_graph.graph.formats import ordered
from mou_graph.mapping import Unit, triples_of
from mou_graph.store.ledger import unpacked

__all__ = ["FILE", "StoredGraph", "apply", "lines", "write_engine"]

FILE: Final = "store.sqlite"


class StoredGraph(Graph):
    """A graph that lies in a store: it answers at once, from disk; its triples are read when they are asked for.

    It is as the store was when it was first asked, or its triples were first read; `Store.graph` gives it as it is now.
    """

    def __init__(self, folder: Path, engine: Path, triples: int) -> None:
        self._folder = folder
        self._engine = engine
        self._length = triples

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _triples(self) -> list[Triple]:  # type: ignore[override]
        database = sqlite3.connect(self._folder / FILE)
        try:
            rows = database.execute("SELECT DISTINCT item FROM told WHERE relation = 'unit'")
            return ordered(triple for (item,) in rows for triple in triples_of(unpacked(item)))
        finally:
            database.close()

    @cached_property
    def store(self) -> Store:
        """The engine that answers, opened to read."""
        try:
            return Store.read_only(str(self._engine))
        except OSError as error:
            raise StoreError(f"{self._folder}: its graph cannot be opened: {error}") from None


def write_engine(folder: Path, units: Iterable[Unit]) -> int:
    """The engine's files for all units, new; how many triples they are."""
    shutil.rmtree(folder, ignore_errors=True)
    number = 0

    def quads() -> Iterator[Quad]:
        nonlocal number
        for unit in units:
            for triple in triples_of(unit):
                number += 1
                yield Quad(*triple)

    store = Store(str(folder))
    store.bulk_extend(quads())
    store.extend(Quad(*triple) for triple in missing_concepts(store))
    store.flush()
    for path in (*folder.iterdir(), folder):
        _to_disk(path)
    return number


def _to_disk(path: Path) -> None:
    """Have it survive a power cut; a database that speaks of these files is committed next."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def apply(folder: Path, removed: str, added: str) -> None:
    """Change the engine's files, wholly or not at all; to do it twice is to do it once."""
    try:
        store = Store(str(folder))
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error}") from None
    parts = [f"{verb} DATA {{\n{data}}}" for verb, data in (("DELETE", removed), ("INSERT", added)) if data]
    if parts:
        store.update(";\n".join(parts))
    for triple in list(unused_concepts(store)):
        store.remove(Quad(*triple))
    store.extend(Quad(*triple) for triple in missing_concepts(store))
    store.flush()


def lines(triples: Iterable[Triple]) -> str:
    """Triples as N-Triples, which SPARQL reads too."""
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
