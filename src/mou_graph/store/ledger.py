"""Work that is done once and redone only where something changed: cells, what they tell, and what they heard.

    cell (a step, a key) ─ run ▶ tells (relation, key, item) ─▶ cells that heard it, or are driven by it

A step is a pure function of what it asks the ledger.  Each of its cells stands for one key of the relation that
drives it.  When a cell tells something else than before, those that heard it run again; when it tells the same,
the change ends there.  So what is in the ledger is always what running everything afresh would give, whatever the
order in which things came.  All of it lies in SQLite, and changes with one transaction.
"""

import io
import pickle
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Any, Final, NamedTuple

__all__ = ["Cell", "Ledger", "Step", "View", "packed", "unpacked"]

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS cell (id INTEGER PRIMARY KEY, step TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (step, key));
CREATE TABLE IF NOT EXISTS told (relation TEXT NOT NULL, key TEXT NOT NULL, item BLOB NOT NULL,
    times INTEGER NOT NULL, cell INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS told_of ON told (relation, key);
CREATE INDEX IF NOT EXISTS told_by ON told (cell);
CREATE TABLE IF NOT EXISTS heard (relation TEXT NOT NULL, key TEXT NOT NULL, cell INTEGER NOT NULL,
    PRIMARY KEY (relation, key, cell)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS heard_by ON heard (cell);
"""

LARGE: Final = 400  # bytes from which an item is compressed: texts and people shrink to a third

Told = dict[tuple[str, str, bytes], int]


class Cell(NamedTuple):
    """One piece of work: a step for a key."""

    step: str
    key: str


class Step(NamedTuple):
    """A kind of work: it runs for every key of which the relation `driver` has items."""

    name: str
    driver: str
    run: Callable[["View", str], None]


class View:
    """What one cell sees of the ledger while it runs, and what it tells."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self.heard: set[tuple[str, str]] = set()
        self.told: Told = defaultdict(int)

    def counted(self, relation: str, key: str) -> list[tuple[Any, int]]:
        """What is told of a key, each with how often, always in the same order."""
        self.heard.add((relation, key))
        return self._ledger.counted(relation, key)

    def items(self, relation: str, key: str) -> list[Any]:
        """What is told of a key, each once."""
        return [item for item, _ in self.counted(relation, key)]

    def first(self, relation: str, key: str) -> Any:
        """What is told of a key of which one thing is told; None where nothing is."""
        return next(iter(self.items(relation, key)), None)

    def has(self, relation: str, key: str) -> bool:
        """Whether anything is told of a key."""
        self.heard.add((relation, key))
        return self._ledger.has(relation, key)

    def tell(self, relation: str, key: str, item: Any = True, *, times: int = 1) -> None:
        """Tell something of a key."""
        self.told[relation, key, packed(item)] += times


class Ledger:
    """All cells, in a database whose transactions are the caller's; `changed` counts what became of some relations."""

    def __init__(self, database: sqlite3.Connection, steps: Sequence[Step], *, watched: Container[str] = ()) -> None:
        self._database = database
        self._steps = {step.name: step for step in steps}
        self._rank = {step.name: rank for rank, step in enumerate(steps)}
        self._driven: dict[str, list[str]] = defaultdict(list)
        for step in steps:
            self._driven[step.driver].append(step.name)
        self._watched = watched
        self._due: list[dict[str, None]] = [{} for _ in steps]
        self.changed: Counter[tuple[str, str, bytes]] = Counter()  # (relation, key, item) to how many more tell it

    def put(self, name: str, told: Iterable[tuple[str, str, Any, int]]) -> None:
        """Tell something from outside, under a name; nothing, to take back what was told under it."""
        view = View(self)
        for relation, key, item, times in told:
            view.tell(relation, key, item, times=times)
        self._record(Cell("", name), view, bool(view.told))

    def settle(self, progress: Callable[[int], object] | None = None) -> None:
        """Run what is due, and what that makes due, until nothing is."""
        while (rank := next((rank for rank, due in enumerate(self._due) if due), None)) is not None:
            key = next(iter(self._due[rank]))
            del self._due[rank][key]
            step = list(self._steps.values())[rank]
            view = View(self)
            driven = view.has(step.driver, key)
            if driven:
                step.run(view, key)
            self._record(Cell(step.name, key), view, driven)
            if progress:
                progress(1)

    def counted(self, relation: str, key: str) -> list[tuple[Any, int]]:
        """What is told of a key, each with how often."""
        found = self._database.execute(
            "SELECT item, sum(times) FROM told WHERE relation = ? AND key = ? GROUP BY item ORDER BY item",
            (relation, key),
        )
        return [(unpacked(item), times) for item, times in found]

    def has(self, relation: str, key: str) -> bool:
        """Whether anything is told of a key."""
        asked = self._database.execute("SELECT 1 FROM told WHERE relation = ? AND key = ? LIMIT 1", (relation, key))
        return asked.fetchone() is not None

    def all(self, relation: str) -> Iterator[Any]:
        """Everything that is told in a relation."""
        for (item,) in self._database.execute("SELECT DISTINCT item FROM told WHERE relation = ?", (relation,)):
            yield unpacked(item)

    def count(self, step: str) -> int:
        """How many cells a step has."""
        found: int = self._database.execute("SELECT count(*) FROM cell WHERE step = ?", (step,)).fetchone()[0]
        return found

    def restart(self) -> None:
        """Forget all work, not what was told from outside, and make all of it due."""
        execute = self._database.execute
        for table, cell in (("told", "cell"), ("heard", "cell"), ("cell", "id")):
            execute(f"DELETE FROM {table} WHERE {cell} NOT IN (SELECT id FROM cell WHERE step = '')")
        self._concern(set(execute("SELECT DISTINCT relation, key FROM told")))

    def named(self) -> list[str]:
        """Under which names something was told from outside."""
        return [name for (name,) in self._database.execute("SELECT key FROM cell WHERE step = ''")]

    def _record(self, cell: Cell, view: View, alive: bool) -> None:
        """Keep what a cell tells and heard, and make due whom the difference concerns.

        A living cell that tells nothing stays too: what it heard may change.
        """
        found = self._database.execute("SELECT id FROM cell WHERE step = ? AND key = ?", cell).fetchone()
        rows: dict[tuple[str, str, bytes], tuple[int, int]] = {}
        heard: set[tuple[str, str]] = set()
        if found:
            (number,) = found
            for row, relation, key, item, times in self._database.execute(
                "SELECT rowid, relation, key, item, times FROM told WHERE cell = ?", (number,)
            ):
                rows[relation, key, item] = (row, times)
            heard = set(self._database.execute("SELECT relation, key FROM heard WHERE cell = ?", (number,)))
        elif alive:
            number = self._database.execute("INSERT INTO cell (step, key) VALUES (?, ?)", cell).lastrowid
        else:
            return
        gone = [(told, row) for told, (row, times) in rows.items() if view.told.get(told) != times]
        new = [(*told, times, number) for told, times in view.told.items() if rows.get(told, (0, None))[1] != times]
        self._database.executemany("DELETE FROM told WHERE rowid = ?", [(row,) for _, row in gone])
        self._database.executemany("INSERT INTO told (relation, key, item, times, cell) VALUES (?, ?, ?, ?, ?)", new)
        if alive:
            for relation, key in heard - view.heard:
                self._database.execute(
                    "DELETE FROM heard WHERE relation=? AND key=? AND cell=?", (relation, key, number)
                )
            self._database.executemany(
                "INSERT INTO heard VALUES (?, ?, ?)", [(*one, number) for one in view.heard - heard]
            )
        else:
            self._database.execute("DELETE FROM heard WHERE cell = ?", (number,))
            self._database.execute("DELETE FROM cell WHERE id = ?", (number,))
        for told, _ in gone:
            if told[0] in self._watched:
                self.changed[told] -= 1
        for relation, key, item, *_ in new:
            if relation in self._watched:
                self.changed[relation, key, item] += 1
        self._concern({(told[0], told[1]) for told, _ in gone} | {(relation, key) for relation, key, *_ in new})

    def _concern(self, changed: Iterable[tuple[str, str]]) -> None:
        for relation, key in changed:
            for step in self._driven.get(relation, ()):
                self._due[self._rank[step]][key] = None
            for step, own in self._database.execute(
                "SELECT step, cell.key FROM heard JOIN cell ON cell.id = heard.cell"
                " WHERE heard.relation = ? AND heard.key = ?",
                (relation, key),
            ):
                self._due[self._rank[step]][own] = None


def packed(item: Any) -> bytes:
    """An item as bytes; equal items are equal bytes, as far as they hold no sets and dictionaries."""
    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol=5)
    pickler.fast = True  # else bytes would tell which equal parts of the item are one object
    pickler.dispatch_table = _reducers()
    pickler.dump(item)
    data = file.getvalue()
    return b"z" + zlib.compress(data, 1) if len(data) > LARGE else b"p" + data


def unpacked(data: bytes) -> Any:
    """
    >>> unpacked(packed(("a", 1)))
    ('a', 1)
    """
    return _Unpickler(io.BytesIO(zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:])).load()


@cache
def _reducers() -> dict[type, Callable[[Any], tuple[Any, ...]]]:
    """Our values as calls of their classes: three times as fast as what dataclasses do by themselves."""
    found: dict[type, Callable[[Any], tuple[Any, ...]]] = {}
    for module in _OURS:
        for kind in vars(import_module(module)).values():
            if isinstance(kind, type) and is_dataclass(kind):
                found[kind] = _reducer(kind)
    return found


def _reducer(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(kind) if field.init]
    if len(names) == 1:
        return lambda value: (kind, (getattr(value, names[0]),))
    values_of = attrgetter(*names)
    return lambda value: (kind, values_of(value))


class _Unpickler(pickle.Unpickler):
    """Makes our own values and nothing else, whoever wrote the file."""

    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@cache
def _class(module: str, name: str) -> Any:
    if module in _OURS or (module, name) in _PYTHONS:
        found = super(_Unpickler, _Unpickler(io.BytesIO())).find_class(module, name)
        if isinstance(found, type):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} has no place in a store")


_OURS: Final = frozenset(
    f"mou_graph.{name}"
    for name in (
        "corrections",
        "mapping",
        "model",
        "registry.entries",
        "resolution.clusters",
        "resolution.texts",
        "resolution.values",
    )
)
_PYTHONS: Final = frozenset({("decimal", "Decimal")})
