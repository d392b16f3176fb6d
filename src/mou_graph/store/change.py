"""A change of a store: one transaction, in which announcements are put and forgotten and what follows is done."""

import hashlib
import sqlite3
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from mou_graph.corrections import Account, Corrections
from mou_graph.errors import StoreError
from mou_graph.extraction import extract
from mou_graph.ids import Ids, Row
from mou_graph.mapping import program
from mou_graph.mapping.scheme import SCHEME
from mou_graph.model import Announcement, Draft, Problem
from mou_graph.pipeline import Counts, Extractor, drafts
from mou_graph.registry import Registry, name_key
from mou_graph.resolution.clusters import Naming
from mou_graph.shipped import shipped
from mou_graph.store.known import KINDS, Given, added_people
from mou_graph.store.ledger import SCHEMA, Ledger, packed, unpacked
from mou_graph.store.steps import steps
from mou_graph.vocabulary import BASE, digest, without_article

__all__ = ["FORMAT", "TABLES", "Change", "Grown", "counts_of", "ids_of", "problems_of", "put_setting", "setting"]

FORMAT: Final = "1"

MAKERS: Final = (
    "model",
    "vocabulary",
    "extraction",
    "registry",
    "corrections",
    "ids",
    "resolution",
    "mapping",
    "store",
)
"""The parts of the package on which it depends what a graph is; pages, pictures and verbs change more often."""

TABLES: Final = (
    SCHEMA
    + """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS announcement (identifier TEXT PRIMARY KEY, url TEXT, sha TEXT NOT NULL, mark TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS announcement_url ON announcement (url);
CREATE INDEX IF NOT EXISTS announcement_sha ON announcement (sha);
CREATE TABLE IF NOT EXISTS pending (removed TEXT NOT NULL, added TEXT NOT NULL);
"""
)


class Grown(NamedTuple):
    """What became of a store: how many announcements were added, replaced, found as they were, forgotten."""

    added: int
    replaced: int
    unchanged: int
    forgotten: int
    counts: Counts
    problems: tuple[Problem, ...]


class Change:
    """A transaction: what is put and forgotten, and what follows."""

    def __init__(
        self,
        database: sqlite3.Connection,
        registry: Registry | None,
        corrections: Corrections | None,
        extractor: Extractor | None,
    ) -> None:
        self.database = database
        self.numbers = {"added": 0, "replaced": 0, "unchanged": 0, "forgotten": 0}
        self._touched: set[str] = set()  # identifiers whose ids were taken over from elsewhere
        self._seen: dict[str, str] = {}  # marks of what is under way, by identifier and address
        before = {name: setting(database, name, None) for name in ("registry", "corrections", "extractor", "program")}
        wanted: dict[str, Any] = {
            "registry": _packed(registry) if registry else before["registry"] or _packed(Registry()),
            "corrections": _packed(corrections) if corrections else before["corrections"] or _packed(Corrections()),
            "extractor": (before["extractor"] or _named(extract)) if extractor is None else _named(extractor),
            "program": _program(),
        }
        known: Registry = Registry(*unpacked(wanted["registry"]))
        self.given = Given(known, Corrections(*unpacked(wanted["corrections"])))
        self.ledger = Ledger(database, steps(self.given), watched=("unit", "kept"))
        self.afresh = wanted != before
        self.grown: Grown
        if self.afresh:
            for name, value in {**wanted, "format": FORMAT}.items():
                put_setting(database, name, value)
            if (before["extractor"], before["program"]) != (wanted["extractor"], wanted["program"]):
                self._extract_again(
                    extract if extractor is None and wanted["extractor"] == _named(extract) else extractor
                )
            self._start_afresh()

    def _extract_again(self, extractor: Extractor | None) -> None:
        """All that is there; what an extractor read that is not at hand stays as it read it."""
        if extractor is not None:
            for announcement in {draft.announcement for draft in self.ledger.all("draft")}:
                self._tell(announcement, drafts([announcement], extractor=extractor))

    def _start_afresh(self) -> None:
        self.ledger.restart()
        corrections = self.given.corrections
        names = ((name_key(name), without_article(name)) for name in corrections.added("organization"))
        told: list[tuple[str, str, Any, int]] = [("naming", key, Naming(key, name), 0) for key, name in names if key]
        told += [("namesake", self.given.people.block(words), None, 0) for words in added_people(corrections)]
        for kind in KINDS:
            blocks = self.given.concepts[kind.name]
            labels = ((kind.key(label), label) for label in corrections.added(kind.name))
            told += [(kind.name, blocks.block(key), label, 0) for key, label in labels if key]
        self.ledger.put("corrections", told)

    def is_known(self, announcement: Announcement) -> bool:
        """Whether it is there as it is."""
        mark = _mark(announcement)
        names = [announcement.identifier, *([announcement.url] if announcement.url else [])]
        before = {self._seen[name] for name in names if name in self._seen} or {
            found for _, found in self._others(announcement)
        }
        self._seen.update(dict.fromkeys(names, mark))
        if before == {mark}:
            self.numbers["unchanged"] += 1
        return before == {mark}

    def put(self, announcement: Announcement, own: Iterable[Draft]) -> None:
        """Add one, in the place of those that have its identifier or its address."""
        others = self._others(announcement)
        self.numbers["replaced" if others else "added"] += 1
        ids = [Row(*item) for identifier, _ in others for item, _ in self.ledger.counted("id", identifier)]
        for identifier, _ in others:
            self._take(identifier)
        self._remember(announcement.identifier, ids)
        self.database.execute(
            "INSERT INTO announcement VALUES (?, ?, ?, ?)",
            (announcement.identifier, announcement.url, digest(announcement.text), _mark(announcement)),
        )
        self._tell(announcement, own)

    def _tell(self, announcement: Announcement, own: Iterable[Draft]) -> None:
        told = [("draft", digest(draft.announcement.text), draft, 1) for draft in own]
        self.ledger.put(f"announcement {announcement.identifier}", told)

    def _others(self, announcement: Announcement) -> list[tuple[str, str]]:
        return self.database.execute(
            "SELECT identifier, mark FROM announcement WHERE identifier = ? OR url = ?",
            (announcement.identifier, announcement.url),
        ).fetchall()

    def _take(self, identifier: str) -> None:
        self.database.execute("DELETE FROM announcement WHERE identifier = ?", (identifier,))
        self.ledger.put(f"announcement {identifier}", [])
        self._remember(identifier, [])

    def forget(self, name: str) -> bool:
        """Take back what has this identifier or address, or is this announcement by its IRI."""
        iri = name if name.startswith(BASE) else BASE + name
        shas = [sha for sha, _ in self.ledger.counted("sha", iri)]
        found = self.database.execute(
            "SELECT identifier FROM announcement WHERE identifier = ? OR url = ? OR sha = ?",
            (name, name, *(shas[:1] or [""])),
        ).fetchall()
        for (identifier,) in found:
            self._take(identifier)
        self.numbers["forgotten"] += len(found)
        return bool(found)

    def settle(self) -> None:
        """Do all that follows."""
        some = self.database.execute("SELECT 1 FROM announcement LIMIT 1").fetchone()
        self.ledger.put("program", [("source", program().iri, program(), 1)] if some else [])
        self.ledger.settle()
        changed = {key for relation, key, _ in self.ledger.changed if relation == "kept"}
        for identifier in changed | self._touched:
            self._remember(identifier, (Row(*item) for item, _ in self.ledger.counted("kept", identifier)))
        self.ledger.settle()  # changes nothing: an agreement keeps what it is called

    def keep(self, ids: Ids) -> None:
        """Take over what agreements were called elsewhere, for announcements that this store remembers no ids of."""
        for identifier, rows in groupby(sorted(ids.rows), key=lambda row: row.announcement):
            there = self.database.execute("SELECT 1 FROM announcement WHERE identifier = ?", (identifier,)).fetchone()
            if there and not self.ledger.has("id", identifier):
                self._remember(identifier, rows)

    def _remember(self, identifier: str, rows: Iterable[Row]) -> None:
        """What the agreements of an announcement are called, for the next time."""
        self._touched.add(identifier)
        told = [("id", identifier, (identifier, row.parties, row.agreement), 1) for row in rows]
        self.ledger.put(f"ids {identifier}", told)

    def units(self) -> tuple[list[Any], list[Any]]:
        """Which units are no longer told, and which are now."""
        changed = [(item, n) for (relation, _, item), n in self.ledger.changed.items() if relation == "unit"]
        return tuple([unpacked(item) for item, n in changed if n * sign > 0] for sign in (-1, 1))  # type: ignore[return-value]


def counts_of(database: sqlite3.Connection) -> Counts:
    ledger = Ledger(database, [])
    number = database.execute("SELECT count(*) FROM announcement").fetchone()[0]
    return Counts(number, *(ledger.count(f"written {kind}") for kind in ("agreement", "organization", "person")))


def ids_of(database: sqlite3.Connection) -> Ids:
    return Ids(tuple(sorted(Row(*item) for item in Ledger(database, []).all("id"))))


def problems_of(database: sqlite3.Connection) -> tuple[Problem, ...]:
    ledger = Ledger(database, [])
    registry = Registry(*unpacked(setting(database, "registry")))
    corrections = Corrections(*unpacked(setting(database, "corrections")))
    account = Account()
    account.used = set(ledger.all("used"))
    account.failed = dict(sorted(ledger.all("failed"), key=repr))
    own = {*ledger.all("problem"), *corrections.problems, *account.problems(corrections)}
    return (*registry.problems, *sorted(own))


def setting(database: sqlite3.Connection, name: str, default: Any = ...) -> Any:
    found = database.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    if found is None and default is ...:
        raise StoreError("the store has no graph yet: its first build was interrupted; build again")
    return found[0] if found else default


def put_setting(database: sqlite3.Connection, name: str, value: Any) -> None:
    database.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))


def _packed(given: Registry | Corrections) -> bytes:
    return packed((given.entries, given.problems))


def _named(extractor: Extractor) -> str:
    return f"{getattr(extractor, '__module__', '')}.{getattr(extractor, '__qualname__', repr(extractor))}"


def _mark(announcement: Announcement) -> str:
    a = announcement
    return digest(repr((a.identifier, a.text, a.headline, a.published, a.url, a.publisher, a.language)))


@cache
def _program() -> str:
    """What makes drafts and triples, to the letter: other rules read the same announcements in another way."""
    package = Path(__file__).parent.parent
    parts = [path for name in MAKERS for path in (package / f"{name}.py", *(package / name).rglob("*"))]
    files = sorted(path for path in parts if path.is_file() and path.suffix in (".py", ".toml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*files, shipped(SCHEME)))).hexdigest()
