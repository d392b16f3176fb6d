"""What a build was given beside the announcements, ready to be asked for one name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from mou_graph.corrections import Correction, Corrections, Designated
from mou_graph.registry import Entry, Registry, name_key
from mou_graph.resolution.clusters import silent
from mou_graph.resolution.concepts import AREAS, PLACES, ROLES, Kind
from mou_graph.resolution.people import same_words
from mou_graph.vocabulary import BASE, local, person

__all__ = ["KINDS", "Asked", "Given", "Linked"]

V = TypeVar("V")

KINDS: Final = (AREAS, PLACES, ROLES)


class Asked(Mapping[str, V]):
    """A mapping that asks for each key when it is looked up; nobody knows all keys."""

    def __init__(self, ask: Callable[[str], V | None]) -> None:
        self._ask = ask

    def __getitem__(self, key: str) -> V:
        if (found := self._ask(key)) is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("not all keys are known")

    def __len__(self) -> int:
        raise TypeError("not all keys are known")


@dataclass(frozen=True)
class Linked:
    """Corrections of who is who among things of a kind: those that share a key are looked at together."""

    changes: tuple[Correction, ...]
    by_key: dict[str, list[int]]
    _block: dict[str, str] = field(repr=False, default_factory=dict)

    @classmethod
    def of(cls, changes: Iterable[Correction], key: Callable[[Designated], str]) -> "Linked":
        """`key` is what a cell of a correction has in common with the names that it may mean."""
        kept = tuple(changes)
        by_key: dict[str, list[int]] = defaultdict(list)
        block: dict[str, str] = {}
        for number, change in enumerate(kept):
            keys = {key(Designated.by(text)) for text in (change.thing, change.value) if text}
            joined = {k for k, b in block.items() if b in {block.get(one, one) for one in keys}} | keys
            block.update(dict.fromkeys(joined, min(joined)))
            for one in keys:
                by_key[one].append(number)
        return cls(kept, dict(by_key), block)

    def block(self, key: str) -> str:
        """The key that stands for all that are looked at together with this one."""
        return self._block.get(key, key)

    def in_block(self, block: str) -> Corrections:
        """The corrections that are of concern there."""
        numbers = {n for key, numbers in self.by_key.items() if self.block(key) == block for n in numbers}
        return self.picked(numbers)

    def picked(self, numbers: Iterable[int]) -> Corrections:
        """Some of them, in their order."""
        return Corrections(tuple(self.changes[n] for n in sorted(set(numbers))))


@dataclass(frozen=True)
class Given:
    """The registry and the corrections of a store."""

    registry: Registry
    corrections: Corrections

    @cached_property
    def entry_numbers(self) -> dict[Entry, str]:
        """A short name for each entry."""
        return {entry: str(number) for number, entry in enumerate(self.registry.entries)}

    @cached_property
    def silent(self) -> set[tuple[str, str]]:
        """Aliases that tell nothing of a name, because of a split."""
        return silent(self.corrections)

    @cached_property
    def organizations(self) -> Linked:
        """Who is who among organisations."""
        return Linked.of(self.corrections.identities("organization"), lambda d: name_key(d.words))

    @cached_property
    def by_entry(self) -> dict[Entry, list[int]]:
        """Of those, the ones that name an entry of the registry."""
        found: dict[Entry, list[int]] = defaultdict(list)
        for number, change in enumerate(self.organizations.changes):
            for text in (change.thing, change.value):
                if entry := self.registry.find(Designated.by(text).words):
                    found[entry].append(number)
        return found

    @cached_property
    def people(self) -> Linked:
        """Who is who among people."""
        return Linked.of(self.corrections.identities("person"), _words)

    def people_in(self, block: str) -> Corrections:
        """What is of concern to people of some names, also that they are to be added."""
        added = tuple(
            change
            for change in self.corrections.entries
            if change.action == "add" and block in map(self.people.block, added_people(Corrections((change,))))
        )
        return Corrections((*self.people.in_block(block).entries, *added))

    @cached_property
    def concepts(self) -> dict[str, Linked]:
        """Which labels are one, by kind."""
        return {kind.name: _of_kind(kind, self.corrections) for kind in KINDS}

    @cached_property
    def agreements(self) -> Linked:
        """Which tellings are of one agreement; their keys are the parties as in IRIs."""
        changes = [c for c in self.corrections.entries if Designated.by(c.thing).kind == "agreement"]
        changes = [c for c in changes if c.action in ("merge", "rename", "split")]
        return Linked.of(changes, lambda d: d.name.partition("/")[0] if d.kind == "agreement" else "")


def added_people(corrections: Corrections) -> list[str]:
    """The words of the names of people that additions speak of."""
    slugs = (local(person(name)) for name in corrections.added("person"))
    return [same_words(slug) for slug in slugs if slug]


def _words(designated: Designated) -> str:
    iri = designated.iri or person(designated.name)
    return same_words(local(iri).partition("--")[0]) if iri.startswith(BASE + "person/") else ""


def _of_kind(kind: Kind, corrections: Corrections) -> Linked:
    return Linked.of(corrections.identities(kind.name), lambda d: kind.key(d.words))
