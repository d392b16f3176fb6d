"""What changed from one graph to another: in facts, as people speak of them, not in triples.

Graph ─things▶ Thing … ─┐
                        ├─counterparts▶ who became who ─diff▶ Difference
Graph ─things▶ Thing … ─┘
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

from mou_graph.comparison.counterparts import Counterparts, counterparts
from mou_graph.comparison.things import KINDS, Facts, Thing, things
from mou_graph.graph import Graph
from mou_graph.registry import name_key
from mou_graph.vocabulary import BASE

__all__ = ["Change", "Difference", "Item", "Move", "Part", "Values", "diff"]


class Values(NamedTuple):
    """What is told of a thing in one respect no more, and what is told now."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that came or went, with its facts."""

    id: str
    name: str
    facts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that is in both graphs and of which something else is told; where its id or name is another, both."""

    id: str
    name: str
    facts: Mapping[str, Values]
    id_before: str | None = None
    name_before: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that became part of another (merged), or that came out of it (split)."""

    id: str
    name: str
    other_id: str
    other_name: str


@dataclass(frozen=True, slots=True)
class Part:
    """What changed among the things of one kind."""

    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Change, ...]
    merged: tuple[Move, ...]
    split: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed, by kind of thing; it is true where anything did."""

    announcements: Part
    organizations: Part
    people: Part
    agreements: Part

    def __bool__(self) -> bool:
        return any(getattr(getattr(self, kind), how) for kind in KINDS for how in Part.__slots__)

    def as_dict(self) -> dict[str, Any]:
        """The same for JSON."""
        return asdict(self)


def diff(before: Graph, after: Graph) -> Difference:
    """What changed from one graph to another.

    >>> from mou_graph.pipeline import build
    >>> import pathlib, tempfile
    >>> text = pathlib.Path(tempfile.mkdtemp()) / "a.txt"
    >>> _ = text.write_text("Acme University and Beta Institute signed an MoU on 3 May 2024.")
    >>> before = build(text).graph
    >>> _ = text.write_text("Acme University and Beta Institute signed an MoU on 4 May 2024.")
    >>> found = diff(before, build(text).graph)
    >>> [(change.name, change.facts["signed on"]) for change in found.agreements.changed]
    [('MoU between Acme University and Beta Institute, 2024', Values(removed=('2024-05-03',), added=('2024-05-04',)))]
    >>> bool(diff(before, before))
    False
    """
    old, new = things(before), things(after)
    parts: dict[str, Part] = {}
    became: dict[str, Counterparts] = {}
    for kind in KINDS:
        seen_as = _renamed(old[kind], became)
        became[kind] = counterparts(seen_as, new[kind], _ALIKE[kind])
        parts[kind] = _part(seen_as, new[kind], became[kind])
    return Difference(**parts)


def _renamed(found: Mapping[str, Thing], became: Mapping[str, Counterparts]) -> dict[str, Thing]:
    """Things before, with facts that speak of others by what these are now."""

    def now(value: str) -> str:
        for one in became.values():
            if (new := one.became(value)) != value:
                return new
        return value

    return {
        iri: Thing(
            iri,
            thing.label,
            {name: {now(value): shown for value, shown in values.items()} for name, values in thing.facts.items()},
            thing.traces,
        )
        for iri, thing in found.items()
    }


def _one_name(one: Thing, other: Thing) -> float:
    """Organisations: an acronym alone is not enough."""
    return float(name_key(one.label) in other.traces or name_key(other.label) in one.traces)


def _same_facts(one: Thing, other: Thing) -> float:
    """Agreements that one announcement tells: how many facts they have in common; one of these is a party."""
    return sum(len(_shared(one, other, name)) for name in one.facts) if _shared(one, other, "party") else 0


def _shared(one: Thing, other: Thing, name: str) -> set[str]:
    return one.facts.get(name, {}).keys() & other.facts.get(name, {}).keys()


_ALIKE: Final[dict[str, Callable[[Thing, Thing], float]]] = {
    "announcements": lambda one, other: 1,
    "organizations": _one_name,
    "people": lambda one, other: 1,
    "agreements": _same_facts,
}


def _part(before: Mapping[str, Thing], after: Mapping[str, Thing], found: Counterparts) -> Part:
    came = {*found.same.values(), *found.split}
    went = {*found.same, *found.merged}
    changes = (_change(before[one], after[other]) for one, other in found.same.items())
    return Part(
        added=tuple(_item(after[iri]) for iri in after if iri not in came),
        removed=tuple(_item(before[iri]) for iri in before if iri not in went),
        changed=tuple(change for change in changes if change),
        merged=tuple(_move(before[one], after[other]) for one, other in found.merged.items()),
        split=tuple(_move(after[one], before[other]) for one, other in found.split.items()),
    )


def _id(thing: Thing) -> str:
    return thing.iri.removeprefix(BASE)


def _item(thing: Thing) -> Item:
    return Item(_id(thing), thing.label, {name: tuple(sorted(values.values())) for name, values in thing.facts.items()})


def _move(one: Thing, other: Thing) -> Move:
    return Move(_id(one), one.label, _id(other), other.label)


def _change(before: Thing, after: Thing) -> Change | None:
    facts = {}
    for name in {**after.facts, **before.facts}:
        values = _values(before.facts, after.facts, name)
        if values != ((), ()):
            facts[name] = values
    renamed = before.label != after.label and not _named_by_parties(before, after)
    change = Change(
        _id(after),
        after.label,
        facts,
        _id(before) if before.iri != after.iri else None,
        before.label if renamed else None,
    )
    return change if facts or change.id_before or change.name_before else None


def _named_by_parties(before: Thing, after: Thing) -> bool:
    """Whether an agreement goes by another name because its parties do."""
    one, other = (set(thing.facts.get("party", {}).values()) for thing in (before, after))
    return one != other


def _values(before: Facts, after: Facts, name: str) -> Values:
    old, new = before.get(name, {}), after.get(name, {})
    return Values(*(tuple(sorted(a[value] for value in a.keys() - b.keys())) for a, b in ((old, new), (new, old))))
