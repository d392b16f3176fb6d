"""A graph that grows on disk: announcements are added, replaced and forgotten, and only what they touch is redone.

    STORE/store.sqlite   announcements, what they say, and all that follows from it, piece by piece (`ledger`)
    STORE/graph-N/       the triples, as the engine keeps them: asked without being loaded

What is in a store is always what a build of its present announcements would give.  A change is one transaction of
SQLite that also notes which triples change; the engine's files follow, in one transaction of theirs.  Whoever is
interrupted between the two leaves the note, and the next one who opens the store does what it says.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Final

from mou_graph.corrections import Corrections
from mou_graph.errors import StoreError
from mou_graph.extraction import extract
from mou_graph.ids import Ids
from mou_graph.mapping import triples_of
from mou_graph.model import Announcement, Problem
from mou_graph.pipeline import Counts, Executor, Extractor, extracted
from mou_graph.reading import Source, read
from mou_graph.registry import Registry
from mou_graph.store.change import FORMAT, TABLES, Change, Grown, counts_of, ids_of, problems_of, put_setting, setting
from mou_graph.store.stored import FILE, StoredGraph, apply, lines, write_engine

__all__ = ["Grown", "Store", "is_store"]

WHOLE: Final = 3000
"""Changed units from which the engine's files are written anew: to load a million triples takes 7 s, to change one
thousand 0.05 s."""


def is_store(path: str | Path) -> bool:
    """Whether a path is a store's folder."""
    return (Path(path) / FILE).is_file()


class Store:
    """A folder with announcements and their graph.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Acme University and Beta Institute signed an MoU on 3 May 2024.")
    >>> _ = (folder / "b.txt").write_text("Acme University and Gamma Hospital signed an MoU on 4 May 2024.")
    >>> store = Store(folder / "store")
    >>> store.grow([folder / "a.txt", folder / "b.txt"]).counts
    Counts(announcements=2, agreements=2, organizations=3, people=0)
    >>> store.forget(["a"]).counts
    Counts(announcements=1, agreements=1, organizations=2, people=0)
    >>> store.graph.answer("ASK { <organization/gamma-hospital> mou:partnerOf <organization/acme-university> }")
    True
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        if self.folder.exists() and not is_store(self.folder):
            if not self.folder.is_dir():
                raise StoreError(f"{folder}: is no folder")
            if any(self.folder.iterdir()):
                raise StoreError(f"{folder}: is no store, and there is something else in it")

    def grow(
        self,
        sources: Source | Iterable[Source],
        *,
        registry: Registry | str | Path | None = None,
        corrections: Corrections | str | Path | None = None,
        ids: Ids | str | Path | None = None,
        extractor: Extractor = extract,
        workers: int = 1,
        executor: Executor | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> Grown:
        """Add the announcements of the sources; one whose identifier or address is there takes the other's place.

        The store remembers the registry and the corrections that it was given last, and what agreements are called;
        `ids` has this for announcements that are new to it.
        """
        called = Ids.load(ids) if isinstance(ids, str | Path) else ids or Ids()
        problems: list[Problem] = []
        with self._changing(registry, corrections, extractor) as change:

            def announcements() -> Iterator[Announcement]:
                for one in read(sources):
                    if isinstance(one, Problem):
                        problems.append(one)
                    elif not change.is_known(one):
                        yield one
                        continue
                    if progress:
                        progress(1)

            found = extracted(
                announcements(), extractor=extractor, workers=workers, executor=executor, progress=progress
            )
            for announcement, own in groupby(found, key=lambda draft: draft.announcement):
                change.put(announcement, own)
            change.keep(called)
        return change.grown._replace(problems=tuple(dict.fromkeys([*problems, *change.grown.problems])))

    def forget(self, names: Iterable[str]) -> Grown:
        """Take announcements back, by identifier, address or IRI."""
        with self._changing(create=False) as change:
            for name in names:
                if not change.forget(name):
                    raise StoreError(f"{self.folder}: no announcement is called {name!r}")
        return change.grown

    @property
    def engine(self) -> Path:
        """The folder of the engine's files, up to date, for those who open them themselves."""
        with closing(self._connect()) as database:
            self._repair(database)
            return self.folder / str(setting(database, "graph"))

    @property
    def graph(self) -> StoredGraph:
        """The graph, as it is now."""
        engine = self.engine
        with closing(self._connect()) as database:
            return StoredGraph(self.folder, engine, setting(database, "triples"))

    @property
    def counts(self) -> Counts:
        """How much is in it."""
        with closing(self._connect()) as database:
            return counts_of(database)

    @property
    def ids(self) -> Ids:
        """What the agreements are called; a build of the same announcements with these ids gives the same graph."""
        with closing(self._connect()) as database:
            return ids_of(database)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What of the announcements, the registry and the corrections could not be used."""
        with closing(self._connect()) as database:
            return problems_of(database)

    def _connect(self, *, create: bool = False) -> sqlite3.Connection:
        if create:
            self.folder.mkdir(parents=True, exist_ok=True)
        elif not is_store(self.folder):
            raise StoreError(f"{self.folder}: there is no store")
        database = sqlite3.connect(self.folder / FILE, isolation_level=None, timeout=1)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA cache_size = -200000")
        return database

    @contextmanager
    def _changing(
        self,
        registry: Registry | str | Path | None = None,
        corrections: Corrections | str | Path | None = None,
        extractor: Extractor | None = None,
        *,
        create: bool = True,
    ) -> Iterator[Change]:
        known = Registry.load(registry) if isinstance(registry, str | Path) else registry
        changes = Corrections.load(corrections) if isinstance(corrections, str | Path) else corrections
        try:
            with closing(self._connect(create=create)) as database:
                database.execute("BEGIN IMMEDIATE")
                for statement in TABLES.split(";"):
                    database.execute(statement)
                if setting(database, "format", FORMAT) != FORMAT:
                    raise StoreError(f"{self.folder}: was made by another version of mou-graph; build it anew")
                self._follow(database)
                change = Change(database, known, changes, extractor)
                yield change
                change.settle()
                change.grown = Grown(**change.numbers, counts=counts_of(database), problems=problems_of(database))
                self._write(database, change)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreError(f"{self.folder}: another process is writing to it") from None
            raise StoreError(f"{self.folder}: {error}") from None
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{self.folder}: is damaged, or no store: {error}") from None

    def _write(self, database: sqlite3.Connection, change: Change) -> None:
        """Commit, with the engine's files after it, or new ones before it."""
        removed, added = change.units()
        before = setting(database, "graph", None)
        if before is None or change.afresh or len(removed) + len(added) > WHOLE:
            name = f"graph-{int(before.partition('-')[2]) + 1 if before else 1}"
            put_setting(database, "triples", write_engine(self.folder / name, change.ledger.all("unit")))
            put_setting(database, "graph", name)
            database.execute("COMMIT")
            for other in self.folder.glob("graph-*"):
                if other.name not in (name, before):  # whoever reads the one before may go on
                    shutil.rmtree(other, ignore_errors=True)
            return
        gone = {triple for unit in removed for triple in triples_of(unit)}
        new = {triple for unit in added for triple in triples_of(unit)}
        put_setting(database, "triples", setting(database, "triples") + len(new - gone) - len(gone - new))
        database.execute("INSERT INTO pending VALUES (?, ?)", (lines(gone - new), lines(new - gone)))
        database.execute("COMMIT")
        self._repair(database)

    def _repair(self, database: sqlite3.Connection) -> None:
        """Bring the engine's files after the database, if nobody else is just doing it."""
        try:
            if not database.execute("SELECT 1 FROM pending").fetchone():
                return
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                return
            raise StoreError(f"{self.folder}: there is no graph in it yet") from None
        self._follow(database)
        database.execute("COMMIT")

    def _follow(self, database: sqlite3.Connection) -> None:
        for removed, added in database.execute("SELECT removed, added FROM pending ORDER BY rowid").fetchall():
            apply(self.folder / setting(database, "graph"), removed, added)
        database.execute("DELETE FROM pending")
