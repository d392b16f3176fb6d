"""What a review has to know of a graph: who is called what, what hangs on whom, and how a correction names a thing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from mou_graph.corrections import Designated
from mou_graph.registry import name_key
from mou_graph.resolution.concepts import AREAS
from mou_graph.vocabulary import BASE

__all__ = ["KINDS", "Known", "key_of"]

KINDS: Final = ("organization", "person", "agreement", "focus-area")

_NAMES: Final = """SELECT ?kind ?thing ?name ?further {
  VALUES (?class ?kind) {
    (mou:Organization "organization") (mou:Person "person") (mou:Agreement "agreement") (mou:FocusArea "focus-area") }
  ?thing a ?class .
  { ?thing skos:prefLabel ?name BIND (false AS ?further) }
  UNION { ?thing skos:altLabel ?name BIND (true AS ?further) } }
ORDER BY ?thing ?further ?name"""

_PARTIES: Final = "SELECT ?agreement ?party { ?agreement a mou:Agreement ; mou:party ?party }"
_PEOPLE: Final = "SELECT DISTINCT ?agreement ?person { ?agreement mou:signatory|mou:witness ?person }"
_AREAS: Final = "SELECT ?agreement ?area { ?agreement mou:focusArea ?area }"
_WHOLES: Final = "SELECT ?part ?whole { ?part org:subOrganizationOf ?whole }"
_PLACES: Final = """SELECT DISTINCT ?person ?organization {
  ?person a mou:Person . { ?person org:memberOf ?organization }
  UNION { ?person org:hasMembership/org:organization ?organization }
  UNION { ?part mou:participant ?person ; mou:onBehalfOf ?organization } }"""
_TOLD: Final = """SELECT ?thing ?announcement {
  { ?announcement mou:announces ?thing } UNION { ?announcement schema:mentions ?thing } }"""
_ELSEWHERE: Final = "SELECT ?thing ?other { ?thing a mou:Organization ; schema:sameAs ?other }"
_AGREEMENTS: Final = """SELECT ?agreement ?type ?status ?signed ?announced {
  ?agreement a mou:Agreement ; mou:agreementType ?type ; mou:status ?status .
  OPTIONAL { ?agreement mou:signedOn ?signed } OPTIONAL { ?agreement mou:announcedOn ?announced } }
ORDER BY ?agreement ?type ?status ?signed ?announced"""


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
        for kind, thing, name, _ in graph.select(_NAMES):
            known.names.setdefault(thing, []).append(name)
            known.kinds[thing] = kind
            known._bearers[f"{kind} {key_of(kind, name)}"].add(thing)
        for query, into in (
            (_PARTIES, known.parties),
            (_PEOPLE, known.people),
            (_WHOLES, known.wholes),
            (_PLACES, known.places),
            (_TOLD, known.told),
            (_ELSEWHERE, known.elsewhere),
        ):
            for one, other in graph.select(query):
                into[one].add(str(other))
        for agreement, kind, status, signed, announced in graph.select(_AGREEMENTS):
            day = str(signed or announced or "")
            known.agreements.setdefault(agreement, (kind.rpartition("#")[2], status.rpartition("#")[2], day))
        for ends in (known.parties, known.people):
            for of in ends.values():
                known.reach.update(of)
        known.reach.update(area for _, area in graph.select(_AREAS))
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
