"""What a review has to know of a graph: who is called what, what hangs on whom, and how a correction names a thing."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pyoxigraph import NamedNode

from mou_graph.corrections import Designated
from mou_graph.registry import name_key
from mou_graph.resolution.concepts import AREAS
from mou_graph.vocabulary import BASE, MOU, ORG, RDF, SCHEMA, SKOS

__all__ = ["KINDS", "Known", "key_of", "pairs"]

KINDS: Final = ("organization", "person", "agreement", "focus-area")

_CLASSES: Final = dict(zip((MOU.Organization, MOU.Person, MOU.Agreement, MOU.FocusArea), KINDS, strict=True))


def pairs(graph: Any, *path: NamedNode) -> Iterator[tuple[str, str]]:
    """Subjects and objects (IRIs, or texts) of a property, or of a path of two.

    Patterns, not queries: on a store of 20,000 agreements the joins of an engine on disk take ten times as long.
    """
    first, *more = path
    found = ((q.subject.value, q.object.value) for q in graph.store.quads_for_pattern(None, first, None))
    if not more:
        return found
    ends: dict[str, list[str]] = defaultdict(list)
    for middle, end in pairs(graph, *more):
        ends[middle].append(end)
    return ((start, end) for start, middle in found for end in ends.get(middle, ()))


@dataclass
class Known:
    """By IRI, what a graph knows; `names` begins with the official one."""

    names: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    parties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of agreements
    people: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # who signed or witnessed them
    wholes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # what organisations are part of
    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # organisations of people
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # announcements that name a thing
    elsewhere: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # ids that others gave it
    agreements: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # type, status, day
    reach: Counter[str] = field(default_factory=Counter)  # how many agreements hang on a thing
    _bearers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of a name, by kind and key

    @classmethod
    def of(cls, graph: Any) -> "Known":
        """All of it, from a graph that answers SELECT."""
        known = cls()
        for class_, kind in _CLASSES.items():
            for quad in graph.store.quads_for_pattern(None, RDF.type, class_):
                known.kinds[quad.subject.value] = kind
        for property_ in (SKOS.prefLabel, SKOS.altLabel):
            for thing, name in sorted(pairs(graph, property_)):
                if kind := known.kinds.get(thing, ""):
                    known.names.setdefault(thing, []).append(name)
                    known._bearers[f"{kind} {key_of(kind, name)}"].add(thing)
        for into, *paths in (
            (known.parties, (MOU.party,)),
            (known.people, (MOU.signatory,), (MOU.witness,)),
            (known.wholes, (ORG.subOrganizationOf,)),
            (known.places, (ORG.memberOf,), (ORG.hasMembership, ORG.organization)),
            (known.elsewhere, (SCHEMA.sameAs,)),
        ):
            for path in paths:
                for one, other in pairs(graph, *path):
                    into[one].add(other)
        behalf = dict(pairs(graph, MOU.onBehalfOf))
        for part, person in pairs(graph, MOU.participant):
            if part in behalf:
                known.places[person].add(behalf[part])
        for property_ in (MOU.announces, SCHEMA.mentions):
            for announcement, thing in pairs(graph, property_):
                known.told[thing].add(announcement)
        days = dict(sorted(pairs(graph, MOU.announcedOn))) | dict(sorted(pairs(graph, MOU.signedOn)))
        statuses = dict(sorted(pairs(graph, MOU.status)))
        for agreement, type_ in sorted(pairs(graph, MOU.agreementType)):
            status = statuses.get(agreement, "").rpartition("#")[2]
            known.agreements[agreement] = (type_.rpartition("#")[2], status, days.get(agreement, ""))
        for ends in (known.parties, known.people):
            for of in ends.values():
                known.reach.update(of)
        known.reach.update(area for _, area in pairs(graph, MOU.focusArea))
        known.reach.update(list(known.agreements))
        return known

    def of_kind(self, kind: str) -> list[str]:
        """All things of a kind, in order."""
        return sorted(iri for iri, of in self.kinds.items() if of == kind)

    def label(self, iri: str) -> str:
        """What it is called, or the words of its IRI."""
        return self.names[iri][0] if iri in self.names else Designated.by(iri).words

    def cell(self, iri: str) -> str:
        """How a correction names it: by its name where that can mean no other thing, else by its IRI.

        Agreements always go by their IRI: their names are sentences.
        """
        kind, label = self.kinds.get(iri), self.label(iri)
        plain = kind and kind != "agreement" and Designated.by(label).kind is None and len(label) > 1
        if plain and self._bearers[f"{kind} {key_of(str(kind), label)}"] == {iri}:
            return label
        return iri.removeprefix(BASE)

    def meant(self, cell: str) -> set[str]:
        """The things that a cell of a correction may mean; the cell itself where there is none."""
        designated = Designated.by(cell.strip())
        if designated.iri:
            return {designated.iri}
        found = set()
        for kind in KINDS:
            found |= self._bearers.get(f"{kind} {key_of(kind, cell)}", set())
        return found or {cell.strip().casefold()}


def key_of(kind: str, name: str) -> str:
    """What spellings of one name have in common.

    >>> key_of("organization", "The Acme & Sons Ltd."), key_of("person", "Ada Example")
    ('acme and sons', 'ada example')
    """
    if kind == "organization":
        return name_key(name)
    return AREAS.key(name) if kind == "focus-area" else " ".join(name.casefold().split())
