"""Facts that deserve a look: read with little confidence, or told in two ways."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import log10, prod
from typing import Any, Final

from mou_graph.corrections import PROPERTIES
from mou_graph.reviewing.known import Known
from mou_graph.reviewing.questions import CONFLICT, NO_AGREEMENT, UNSURE, Option, Question
from mou_graph.vocabulary import AGREEMENT_TYPES, BASE, PREFIXES

__all__ = ["SURE", "WEIGHT", "conflicts_and_doubts", "reach", "without_agreement"]

SURE: Final = 0.8
"""Facts that are told with this confidence are not asked about."""

WEIGHT: Final = {
    "party": 1.0,
    "signedOn": 0.8,
    "signatory": 0.8,
    "financialCommitment": 0.8,
    "status": 0.7,
    "agreementType": 0.6,
    "renews": 0.6,
    "subOrganizationOf": 0.6,
    "validFor": 0.6,
    "validFrom": 0.6,
    "validThrough": 0.6,
    "witness": 0.6,
    "hasMembership": 0.5,
    "datePublished": 0.4,
    "focusArea": 0.4,
    "signedAt": 0.4,
    "mentions": 0.2,
}
"""What a wrong fact costs those who ask the graph, by property: a wrong party is a wrong agreement."""

_SINGLE: Final = {
    "agreementType", "datePublished", "financialCommitment", "signedAt", "signedOn", "status", "validFor", "validFrom",
    "validThrough",
}  # fmt: skip
_SPACES: Final = {
    name: PREFIXES[prefix]
    for prefix, names in {
        "mou": "agreementType financialCommitment focusArea party renews signatory signedAt signedOn status witness",
        "schema": "datePublished mentions validFor validFrom validThrough",
        "org": "hasMembership subOrganizationOf",
    }.items()
    for name in names.split()
}
_CLAIMS: Final = """SELECT ?claim ?subject ?object ?sure ?told {{
  ?claim rdf:predicate <{property}> ; rdf:subject ?subject ; rdf:object ?object ; mou:confidence ?sure ;
    mou:statedIn ?told }}"""
_HELD: Final = "SELECT ?subject ?object {{ ?subject <{property}> ?object }}"
_POSTS: Final = """SELECT ?post ?role ?organization {
  ?post a org:Membership . OPTIONAL { ?post org:role/skos:prefLabel ?role }
  OPTIONAL { ?post org:organization ?organization } } ORDER BY ?post ?role ?organization"""
_SUMS: Final = """SELECT ?sum ?currency ?value { ?sum schema:currency ?currency ; schema:value ?value }
ORDER BY ?sum ?currency ?value"""
_CONCEPTS: Final = "SELECT ?thing ?name { ?thing a schema:Place ; skos:prefLabel ?name } ORDER BY ?thing ?name"
_SILENT: Final = """SELECT ?announcement ?headline ?identifier {
  ?announcement a mou:Announcement . FILTER NOT EXISTS { ?announcement mou:announces ?agreement }
  OPTIONAL { ?announcement schema:headline ?headline } OPTIONAL { ?announcement schema:identifier ?identifier } }
ORDER BY ?announcement ?headline ?identifier"""


def reach(known: Known, *iris: str) -> float:
    """1, and more where more agreements hang on the thing: 2 for ten, 3 for a hundred; of several things, the least."""
    return 1 + log10(max(1, min(known.reach[iri] for iri in iris)))


@dataclass
class _Told:
    """A value of a property of a thing: which claims tell it, and how sure each announcement is of it."""

    claims: list[str] = field(default_factory=list)
    sure: dict[str, float] = field(default_factory=dict)

    @property
    def confidence(self) -> float:
        """How sure all of them together are: one of two who are half sure is right three times of four."""
        return 1 - prod(1 - each for each in self.sure.values())


def conflicts_and_doubts(graph: Any, known: Known) -> Iterator[Question]:
    """The questions about single facts, in no order; what a conflict is about is not asked a second time."""
    cells = _Cells(graph, known)
    for name in sorted(PROPERTIES):
        property_ = _SPACES[name] + name
        told: dict[str, dict[Any, _Told]] = defaultdict(lambda: defaultdict(_Told))
        for claim, subject, object_, sure, announcement in graph.select(_CLAIMS.format(property=property_)):
            one = told[str(subject)][object_]
            one.claims.append(claim)
            one.sure[announcement] = max(float(sure), one.sure.get(announcement, 0.0))
        held = {(str(s), o) for s, o in graph.select(_HELD.format(property=property_))}
        for subject, values in told.items():
            yield from _questions(known, cells, subject, name, values, held)


def _questions(
    known: Known, cells: "_Cells", subject: str, name: str, values: dict[Any, _Told], held: set[tuple[str, Any]]
) -> Iterator[Question]:
    options = []
    for value, told in sorted(values.items(), key=lambda item: str(item[0])):
        cell, label = cells.of(name, value)
        if cell:
            accepted = (subject, value) in held
            options.append(
                Option(label, cell, str(value), accepted, round(told.confidence, 4), tuple(sorted(told.claims)))
            )
    if not options or not (subject in known.kinds or name in ("mentions", "datePublished")):
        return
    weight = WEIGHT[name] * reach(known, subject)
    about = known.kinds.get(subject, "announcement")
    thing, called = known.cell(subject), known.label(subject)
    against = name in _SINGLE and any(_differ(a.cell, b.cell) for a, b in combinations(options, 2))
    if against:
        options.sort(key=lambda option: (not option.accepted, -(option.confidence or 0), option.cell))
        total = sum(option.confidence or 0 for option in options)
        doubt = 1 - (options[0].confidence or 0) / total
        why = f"{len(options)} values are told of {_words(name)}"
        found = Question(CONFLICT, about, thing, called, why, tuple(options), name, doubt * weight, (subject,))
        yield found
        return
    for option in options:
        sure = option.confidence or 0
        if sure >= SURE:
            continue
        doubt = 1 - sure if option.accepted else sure
        why = f"{_words(name)}: read with confidence {sure:.2f}" + ("" if option.accepted else ", not taken for a fact")
        yield Question(UNSURE, about, thing, called, why, (option,), name, doubt * weight, (subject,))


def _differ(one: str, other: str) -> bool:
    """A less exact date does not contradict a more exact one."""
    return not (one.startswith(other) or other.startswith(one))


def _words(name: str) -> str:
    """
    >>> _words("financialCommitment"), _words("hasMembership")
    ('financial commitment', 'post')
    """
    if name == "hasMembership":
        return "post"
    if name == "subOrganizationOf":
        return "part of"
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)


def without_agreement(graph: Any) -> Iterator[Question]:
    """The announcements in which no agreement was found."""
    seen = set()
    for iri, headline, identifier in graph.select(_SILENT):
        if iri not in seen:
            seen.add(iri)
            label = headline or identifier or iri.removeprefix(BASE)
            thing = iri.removeprefix(BASE)
            why = "no agreement was found in this announcement"
            yield Question(NO_AGREEMENT, "announcement", thing, label, why, score=0.15, iris=(iri,))


class _Cells:
    """How corrections write the values of properties, and how people read them."""

    def __init__(self, graph: Any, known: Known) -> None:
        self.known = known
        self.posts: dict[str, tuple[str | None, str | None]] = {}
        for post, role, organization in graph.select(_POSTS):
            self.posts.setdefault(post, (role, organization))
        self.sums = {s: f"{currency} {value:,.2f}".removesuffix(".00") for s, currency, value in graph.select(_SUMS)}
        self.places: dict[str, str] = {}
        for place, name in graph.select(_CONCEPTS):
            self.places.setdefault(place, name)
        self._ways: dict[str, Callable[[str], tuple[str, str]]] = {
            "type": self._type,
            "status": lambda value: (value.rpartition("#")[2].lower(),) * 2,
            "money": lambda value: (self.sums.get(value, ""),) * 2,
            "place": lambda value: (self.places.get(value, ""),) * 2,
            "post": self._post,
            "person": self._person,
            "date": lambda value: (value, value),
            "duration": lambda value: (value, value),
        }

    def of(self, name: str, value: Any) -> tuple[str, str]:
        """The cell and the label of a value; an empty cell where a correction cannot say it."""
        of_things: Callable[[str], tuple[str, str]] = lambda iri: (self.known.cell(iri), self.known.label(iri))  # noqa: E731
        return self._ways.get(PROPERTIES[name], of_things)(str(value))

    def _type(self, value: str) -> tuple[str, str]:
        notation = AGREEMENT_TYPES.get(value.rpartition("#")[2], "")
        return notation, notation.replace("-", " ")

    def _person(self, value: str) -> tuple[str, str]:
        """A name that reads as one acting for another goes by its IRI."""
        cell = self.known.cell(value)
        return value.removeprefix(BASE) if " for " in f" {cell} " else cell, self.known.label(value)

    def _post(self, value: str) -> tuple[str, str]:
        role, organization = self.posts.get(value, (None, None))
        if role and " at " in f" {role} ":
            return "", ""
        at = f"at {self.known.cell(organization)}" if organization else ""
        cell = " ".join(part for part in (role, at) if part)
        label = ", ".join(part for part in (role, organization and self.known.label(organization)) if part)
        return cell, label
