"""Facts that deserve a look: read with little confidence, or told in two ways."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from math import log10, prod
from typing import Any, Final

from pyoxigraph import NamedNode

from mou_graph.corrections import PROPERTIES
from mou_graph.reviewing.known import Known, pairs
from mou_graph.reviewing.questions import CONFLICT, NO_AGREEMENT, UNSURE, Option, Question
from mou_graph.vocabulary import AGREEMENT_TYPES, BASE, MOU, ORG, SCHEMA, SKOS

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
_IRIS: Final = {
    name: next(getattr(terms, name).value for terms in (MOU, SCHEMA, ORG) if hasattr(terms, name))
    for name in PROPERTIES
}
_LOW: Final = f"""SELECT DISTINCT ?subject ?property {{
  {{ SELECT ?claim {{ ?claim mou:confidence ?sure FILTER(?sure < {SURE}) }} }}
  ?claim rdf:subject ?subject ; rdf:predicate ?property }} ORDER BY ?subject ?property"""
_AGAINST: Final = """SELECT ?subject {{
  ?claim rdf:predicate <{property}> ; rdf:subject ?subject ; rdf:object ?object }}
GROUP BY ?subject HAVING (COUNT(DISTINCT ?object) > 1) ORDER BY ?subject"""
_CLAIMS: Final = """SELECT ?claim ?subject ?object ?sure ?announcement {{
  VALUES ?subject {{ {subjects} }}
  ?claim rdf:subject ?subject ; rdf:predicate <{property}> ; rdf:object ?object ; mou:confidence ?sure ;
    mou:statedIn ?announcement }} ORDER BY ?claim"""
_AT_ONCE: Final = 1000
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

    def add(self, claim: str, announcement: str, sure: float) -> None:
        """One more claim of it."""
        self.claims.append(claim)
        self.sure[announcement] = max(sure, self.sure.get(announcement, 0.0))

    @property
    def confidence(self) -> float:
        """How sure all of them together are: one of two who are half sure is right three times of four."""
        return 1 - prod(1 - each for each in self.sure.values())


def conflicts_and_doubts(graph: Any, known: Known) -> Iterator[Question]:
    """The questions about single facts, in no order; what a conflict is about is not asked a second time."""
    cells = _Cells(graph, known)
    suspects: dict[str, set[str]] = defaultdict(set)
    for subject, property_ in graph.select(_LOW):
        suspects[property_].add(subject)
    for name in sorted(PROPERTIES):
        property_ = _IRIS[name]
        if name in _SINGLE:
            suspects[property_].update(subject for (subject,) in graph.select(_AGAINST.format(property=property_)))
        held = set(pairs(graph, NamedNode(property_)))
        for subject, values in _told(graph, property_, sorted(suspects[property_])).items():
            yield from _questions(known, cells, subject, name, values, held)


def _told(graph: Any, property_: str, subjects: list[str]) -> dict[str, dict[str, "_Told"]]:
    """All that is claimed of a property of these things, by thing and value."""
    told: dict[str, dict[str, _Told]] = defaultdict(lambda: defaultdict(_Told))
    for at in range(0, len(subjects), _AT_ONCE):
        some = " ".join(f"<{subject}>" for subject in subjects[at : at + _AT_ONCE])
        for row in graph.select(_CLAIMS.format(property=property_, subjects=some)).terms:
            claim, subject, value, sure, announcement = (term.value for term in row)
            told[subject][value].add(claim, announcement, float(sure))
    return told


def _questions(
    known: Known, cells: "_Cells", subject: str, name: str, values: dict[str, _Told], held: set[tuple[str, str]]
) -> Iterator[Question]:
    options = []
    for value, told in sorted(values.items()):
        cell, label = cells.of(name, value)
        if cell:
            accepted = (subject, value) in held
            options.append(Option(label, cell, value, accepted, round(told.confidence, 4), tuple(sorted(told.claims))))
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
        titles = dict(sorted(pairs(graph, ORG.role, SKOS.prefLabel), reverse=True))
        at = dict(sorted(pairs(graph, ORG.organization), reverse=True))
        self.posts = {post: (titles.get(post), at.get(post)) for post in {*titles, *at}}
        currencies = dict(pairs(graph, SCHEMA.currency))
        self.sums = {
            amount: f"{currencies[amount]} {Decimal(value):,.2f}".removesuffix(".00")
            for amount, value in pairs(graph, SCHEMA.value)
            if amount in currencies
        }
        names = dict(sorted(pairs(graph, SKOS.prefLabel), reverse=True))
        self.places = {place: names[place] for _, place in pairs(graph, MOU.signedAt) if place in names}
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

    def of(self, name: str, value: str) -> tuple[str, str]:
        """The cell and the label of a value; an empty cell where a correction cannot say it."""
        of_things: Callable[[str], tuple[str, str]] = lambda iri: (self.known.cell(iri), self.known.label(iri))  # noqa: E731
        return self._ways.get(PROPERTIES[name], of_things)(value)

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
