"""What a graph says that each announcement says: through its claims, so that merged agreements stay apart."""

from collections import defaultdict
from dataclasses import dataclass, field

from pyoxigraph import Literal

from mou_graph.evaluation.gold import Names
from mou_graph.graph import Graph
from mou_graph.vocabulary import MOU, ORG, RDF, SCHEMA, SKOS

__all__ = ["Told", "ToldAgreement", "ToldPerson", "Value", "told"]

Value = tuple[Names, float]
"""A value by its names, and the confidence of the claim."""

_SINGLE = {
    MOU.agreementType.value: "type",
    MOU.status.value: "status",
    MOU.signedOn.value: "signed_on",
    SCHEMA.validFor.value: "term",
    MOU.financialCommitment.value: "amount",
}
_TYPES = {"MemorandumOfUnderstanding": "MoU", "MemorandumOfAgreement": "MoA", "LetterOfIntent": "LoI"}


def _concept(iri: str) -> str:
    return iri.rpartition("#")[2]


@dataclass(slots=True)
class ToldAgreement:
    """An agreement: its values by field, and its values of which there can be several."""

    values: dict[str, tuple[str, float]] = field(default_factory=dict)
    parties: list[Value] = field(default_factory=list)
    signatories: list[Value] = field(default_factory=list)
    focus_areas: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class ToldPerson:
    """A person: names, confidence, posts (role or None, organisation or (), confidence)."""

    names: Names
    confidence: float
    posts: list[tuple[str | None, Names, float]] = field(default_factory=list)


@dataclass(slots=True)
class Told:
    """All that one announcement is claimed to say; `predicates` are those of its claims."""

    agreements: list[ToldAgreement] = field(default_factory=list)
    people: list[ToldPerson] = field(default_factory=list)
    organizations: list[Value] = field(default_factory=list)
    predicates: list[str] = field(default_factory=list)


def told(graph: Graph) -> dict[str, Told]:
    """What each announcement says, by identifier."""
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    claims = set()
    for s, p, o in graph:
        subject = str(s)[1:-1] if str(s).startswith("<") else str(s)
        links[subject][p.value].append(o.value if isinstance(o, Literal) else str(o)[1:-1])
        if p == RDF.type and o == MOU.Claim:
            claims.add(subject)

    def one(subject: str, predicate: str) -> str | None:
        return min(links[subject].get(predicate, [None]), key=str) if subject in links else None

    def names(iri: str) -> Names:
        preferred, others = (links[iri].get(p.value, []) for p in (SKOS.prefLabel, SKOS.altLabel))
        return (*preferred, *sorted(others)) or (iri.rsplit("/", 1)[-1].replace("-", " "),)

    def value(predicate: str, object_: str) -> str:
        if predicate == MOU.financialCommitment.value:
            amount = float(one(object_, SCHEMA.value.value) or "nan")
            return f"{amount:g} {one(object_, SCHEMA.currency.value)}"
        if predicate == MOU.agreementType.value:
            return _TYPES.get(_concept(object_), "Other")
        return _concept(object_).lower() if predicate == MOU.status.value else object_

    stated: dict[str, list[tuple[str, str, str, float]]] = defaultdict(list)
    for claim in sorted(claims):
        subject, predicate, object_ = (one(claim, p.value) or "" for p in (RDF.subject, RDF.predicate, RDF.object))
        confidence = float(one(claim, MOU.confidence.value) or 0)
        for announcement in links[claim][MOU.statedIn.value]:
            stated[announcement].append((subject, predicate, object_, confidence))

    found: dict[str, Told] = {}
    for announcement, facts in stated.items():
        here = Told(predicates=[predicate for _, predicate, _, _ in facts])
        agreements = {iri: ToldAgreement() for iri in sorted(links[announcement][MOU.announces.value])}
        people: dict[str, ToldPerson] = {}
        facts.sort(key=lambda fact: fact[1] == ORG.hasMembership.value)  # people before their posts
        for subject, predicate, object_, confidence in facts:
            agreement = agreements.get(subject)
            if agreement is not None:
                if predicate in _SINGLE:
                    agreement.values.setdefault(_SINGLE[predicate], (value(predicate, object_), confidence))
                for several, property_ in (
                    (agreement.parties, MOU.party),
                    (agreement.signatories, MOU.signatory),
                    (agreement.focus_areas, MOU.focusArea),
                ):
                    if predicate == property_.value:
                        several.append((names(object_), confidence))
            elif predicate == SCHEMA.mentions.value and MOU.Person.value in links[object_][RDF.type.value]:
                people[object_] = ToldPerson(names(object_), confidence)
            elif predicate == SCHEMA.mentions.value and MOU.Organization.value in links[object_][RDF.type.value]:
                here.organizations.append((names(object_), confidence))
            elif predicate == ORG.hasMembership.value and subject in people:
                role, at = one(object_, ORG.role.value), one(object_, ORG.organization.value)
                people[subject].posts.append((names(role)[0] if role else None, names(at) if at else (), confidence))
        here.agreements = list(agreements.values())
        here.people = list(people.values())
        for identifier in links[announcement][SCHEMA.identifier.value]:
            found[identifier] = here
    return found
