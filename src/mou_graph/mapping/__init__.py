"""Resolution to triples: this package alone knows the graph's shape (ontology/mou.ttl, ontology/shapes.ttl).

    resolution ─units▶ Described, Passages, Partners … ─triples_of▶ triples

A unit is what is written together: one thing, the passages of one announcement.  No triple is in two of them.
Derived triples (announcedOn, partnerOf, memberOf, signatory, witness) follow from accepted facts; the last two
carry the claims of the participation they follow from.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import permutations
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from mou_graph import vocabulary
from mou_graph.mapping import terms, things
from mou_graph.mapping.things import kind_of, source_node
from mou_graph.model import Span
from mou_graph.resolution import (
    Agreement,
    Announcement,
    Collaboration,
    Concept,
    Fact,
    Organization,
    Person,
    Resolution,
)
from mou_graph.vocabulary import MOU, OA, PROV, RDF, RDFS, SKOS

__all__ = [
    "Described",
    "Kind",
    "Partners",
    "Passages",
    "Source",
    "Thing",
    "Unit",
    "partners",
    "passages",
    "program",
    "references",
    "sources_of",
    "spans_of",
    "triples",
    "triples_of",
    "units",
]

Thing = Agreement | Announcement | Collaboration | Concept | Organization | Person


class Described(NamedTuple):
    """A thing, and whether an accepted fact names it."""

    thing: Thing
    present: bool


class Passages(NamedTuple):
    """The stretches of an announcement (IRI) that something was read from, with their words."""

    announcement: str
    words: tuple[tuple[Span, str], ...]


class Partners(NamedTuple):
    """One organisation is a partner of another (IRIs)."""

    one: str
    other: str


class Kind(NamedTuple):
    """A kind of organisation (IRI)."""

    iri: str


class Source(NamedTuple):
    """What says something without being an announcement: a document, the registry, this program."""

    iri: str
    label: str
    kind: str = "document"


Unit = Described | Passages | Partners | Kind | Source

REGISTRY = Source(vocabulary.REGISTRY, "the registry of organisations the build was given", "registry")


def triples(resolution: Resolution) -> Iterator[Triple]:
    """The graph of a resolution, each triple once, in no particular order; no blank nodes.

    >>> from mou_graph.model import Announcement, Draft
    >>> from mou_graph.resolution import resolve
    >>> graph = triples(resolve([Draft(Announcement("a", "Nothing is agreed here."))]))
    >>> sorted(str(triple.object) for triple in graph if triple.predicate.value.endswith("identifier"))
    ['"a"']
    """
    return (triple for unit in units(resolution) for triple in triples_of(unit))


def units(resolution: Resolution) -> Iterator[Unit]:
    """What is written of a resolution, unit by unit."""
    r = resolution
    present = _present(resolution)
    spans: dict[str, set[Span]] = defaultdict(set)
    sources: set[Source] = set()
    described: Iterable[Thing] = (*r.organizations, *r.people, *r.agreements, *r.collaborations, *r.announcements)
    for thing in described:
        yield Described(thing, thing.iri in present)
        sources.update(sources_of(thing, present=thing.iri in present))
        for announcement, own in spans_of(thing):
            spans[announcement].update(own)
    for concept in (*r.focus_areas, *r.roles, *r.places, *r.publishers):
        yield Described(concept, concept.iri in present)
    yield from {pair for agreement in r.agreements for pair in partners(agreement)}
    yield from {Kind(kind) for o in r.organizations if o.iri in present and (kind := kind_of(o))}
    yield from sources
    for text in r.announcements:
        yield passages(text.iri, text.text, spans[text.iri])
    if r.announcements:
        yield program()


def program() -> Source:
    """This program, which read the announcements."""
    return Source(terms.software().value, f"mou-graph {terms.software().value.rpartition('-')[2]}", "software")


def passages(announcement: str, text: str, spans: Iterable[Span]) -> Passages:
    """The words of the spans of an announcement's text."""
    return Passages(announcement, tuple((span, text[span[0] : span[1]]) for span in sorted(spans)))


def partners(agreement: Agreement) -> Iterator[Partners]:
    """Each two of the parties, both ways."""
    for one, other in permutations([fact.value for fact in agreement.parties if fact.accepted], 2):
        yield Partners(one, other)


def spans_of(thing: Thing) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The stretches of text that the thing's facts were read from, with their announcements (IRIs)."""
    for fact in _facts(thing):
        yield from ((announcement, evidence.spans) for announcement, evidence in fact.told)
    if isinstance(thing, Announcement):
        yield from ((thing.iri, (quoted.value.span,)) for quoted in thing.quotations)


def sources_of(thing: Thing, *, present: bool) -> Iterator[Source]:
    """The documents that say something of it, and the registry where it does."""
    if present or not isinstance(thing, Organization | Person):
        for fact in _facts(thing):
            if fact.accepted:
                yield from (Source(source_node(source).value, source) for source in fact.sources)
    if present and isinstance(thing, Organization) and thing.registered_parent:
        yield REGISTRY


def _facts(thing: Thing) -> Iterator[Fact[object]]:
    for field in fields(thing):
        values = getattr(thing, field.name)
        if isinstance(values, tuple):
            yield from (value for value in values if isinstance(value, Fact))


def triples_of(unit: Unit) -> Iterator[Triple]:
    """The triples of one unit."""
    match unit:
        case Described(thing, present):
            yield from _described(thing, present)
        case Partners(one, other):
            yield Triple(terms.node(one), MOU.partnerOf, terms.node(other))
        case Kind(iri):
            yield Triple(terms.node(iri), RDF.type, SKOS.Concept)
            yield Triple(terms.node(iri), SKOS.prefLabel, terms.label(vocabulary.local(iri).replace("-", " ")))
        case Source(iri, label, kind):
            yield Triple(NamedNode(iri), RDF.type, PROV.SoftwareAgent if kind == "software" else PROV.Entity)
            yield Triple(NamedNode(iri), RDFS.label, Literal(label))
        case Passages(announcement, words):
            source = terms.node(announcement)
            for (start, end), exact in words:
                passage = NamedNode(vocabulary.passage(announcement, start, end))
                yield Triple(passage, RDF.type, MOU.Passage)
                yield Triple(passage, OA.hasSource, source)
                yield Triple(passage, OA.start, terms.number(start))
                yield Triple(passage, OA.end, terms.number(end))
                yield Triple(passage, OA.exact, Literal(exact))


def _described(thing: Thing, present: bool) -> Iterator[Triple]:
    match thing:
        case Organization():
            yield from things.organization(thing, present=present)
        case Person():
            yield from things.person(thing, present=present)
        case Agreement():
            yield from things.agreement(thing)
        case Collaboration():
            yield from things.collaboration(thing)
        case Announcement():
            yield from things.announcement(thing)
        case Concept():
            if present:
                yield from things.concept(thing)


def references(thing: Thing, *, present: bool = True) -> Iterator[str]:
    """The things (IRIs) that the graph describes because this one is in it: all that its accepted facts name."""
    match thing:
        case Announcement():
            yield from (fact.value for fact in thing.mentions if fact.accepted)
            yield from (fact.value.speaker for fact in thing.quotations if fact.accepted)
            yield from thing.publishers
        case Agreement():
            for facts in (thing.parties, thing.focus_areas, thing.signed_at):
                yield from (fact.value for fact in facts if fact.accepted)
            for part in (fact.value for fact in thing.participations if fact.accepted):
                yield part.participant
                if part.on_behalf_of:
                    yield part.on_behalf_of
        case Collaboration():
            yield from (fact.value for fact in (*thing.collaborators, *thing.focus_areas) if fact.accepted)
        case Person() if present:
            for post in (fact.value for fact in thing.posts if fact.accepted):
                yield from (iri for iri in (post.role, post.organization) if iri)
        case Organization() if present:
            yield from (fact.value for fact in thing.parents if fact.accepted)
            if thing.registered_parent:
                yield thing.registered_parent


def _present(resolution: Resolution) -> set[str]:
    """What the graph describes: all that an accepted fact names, and what that leads to."""
    r = resolution
    naming: Iterable[Thing] = (*r.announcements, *r.agreements, *r.collaborations)
    present = {iri for thing in naming for iri in references(thing)}
    present.update(publisher.iri for publisher in r.publishers)
    present.update(iri for person in r.people if person.iri in present for iri in references(person))
    by_iri = {organization.iri: organization for organization in r.organizations}
    left = [iri for iri in present if iri in by_iri]
    while left:
        more = set(references(by_iri[left.pop()])) - present
        present |= more
        left += more
    return present
