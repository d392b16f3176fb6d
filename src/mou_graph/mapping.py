"""Resolution to triples: this module alone knows the graph's shape (ontology/mou.ttl, ontology/shapes.ttl).

An accepted fact is a plain triple; every telling of a fact, accepted or not, is a `mou:Claim` with its passages.
Derived triples (announcedOn, partnerOf, memberOf, signatory, witness) follow from accepted facts; the last two
carry the claims of the participation they follow from.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import version
from itertools import permutations
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from mou_graph import vocabulary
from mou_graph.model import Money, Span
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
from mou_graph.vocabulary import FOAF, MOU, OA, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

__all__ = ["triples"]

T = TypeVar("T")
Term = NamedNode | Literal

_DERIVED: Final = {"Signatory": MOU.signatory, "Witness": MOU.witness}
_DATES: Final = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
_LETTER: Final = re.compile(r"[A-Za-z]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


def triples(resolution: Resolution) -> Iterator[Triple]:
    """The graph of a resolution, each triple once, in no particular order; no blank nodes.

    >>> from mou_graph.model import Announcement, Draft
    >>> from mou_graph.resolution import resolve
    >>> graph = triples(resolve([Draft(Announcement("a", "Nothing is agreed here."))]))
    >>> sorted(str(triple.object) for triple in graph if triple.predicate == SCHEMA.identifier)
    ['"a"']
    """
    return _Graph(resolution).triples()


@lru_cache(maxsize=1 << 14)
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


@lru_cache(maxsize=1 << 14)
def _label(text: str) -> Literal:
    """A name; those in Latin letters are tagged as English, the language of the announcements."""
    return Literal(text, language="en") if _LETTER.search(text) else Literal(text)


def _titled(text: str, language: str) -> Literal:
    tag = language.replace("_", "-")
    return Literal(text, language=tag) if _LANGUAGE.fullmatch(tag) else Literal(text)


def _date(value: str) -> Literal:
    return Literal(value, datatype=_DATES[len(value)])


def _duration(value: str) -> Literal:
    return Literal(value, datatype=XSD.duration)


def _decimal_form(value: Decimal) -> str:
    """The canonical form of xsd:decimal: 24.0, 0.95, 12500000.0."""
    form = f"{value.normalize():f}"
    return form if "." in form else form + ".0"


def _decimal(value: Decimal) -> Literal:
    return Literal(_decimal_form(value), datatype=XSD.decimal)


@lru_cache(maxsize=1 << 10)
def _confidence(value: float) -> Literal:
    return _decimal(Decimal(repr(round(float(value), 4))))


@lru_cache(maxsize=1 << 14)
def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def _url(url: str) -> Term:
    """An IRI, as far as it can be one."""
    if url.startswith(("http://", "https://")):
        quoted = _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", url)
        try:
            return NamedNode(quoted)
        except ValueError:
            pass
    return Literal(url)


class _Graph:
    """The triples of one resolution while they are written: what is in, and which passages are named."""

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution
        self.software = NamedNode(vocabulary.software(version("mou-graph")))
        self.passages: dict[str, dict[Span, NamedNode]] = defaultdict(dict)
        self.present = _present(resolution)
        self.sources: dict[NamedNode, str] = {}  # documents by which a person added facts

    def triples(self) -> Iterator[Triple]:
        r = self.resolution
        for organization in r.organizations:
            yield from self.organization(organization)
        for person in r.people:
            yield from self.person(person)
        for agreement in r.agreements:
            yield from self.agreement(agreement)
        partners = (permutations([f.value for f in a.parties if f.accepted], 2) for a in r.agreements)
        for one, other in {pair for pairs in partners for pair in pairs}:
            yield Triple(_node(one), MOU.partnerOf, _node(other))
        for collaboration in r.collaborations:
            yield from self.collaboration(collaboration)
        for class_, concepts in (
            (MOU.FocusArea, r.focus_areas),
            (ORG.Role, r.roles),
            (SCHEMA.Place, r.places),
            (SCHEMA.Organization, r.publishers),
        ):
            for concept in concepts:
                if concept.iri in self.present:
                    yield from _named(_node(concept.iri), class_, concept)
        registered = [o for o in r.organizations if o.iri in self.present]
        for kind in {kind for o in registered if (kind := _kind(o))}:
            yield Triple(_node(kind), RDF.type, SKOS.Concept)
            yield Triple(_node(kind), SKOS.prefLabel, _label(vocabulary.local(kind).replace("-", " ")))
        if any(o.registered_parent for o in registered):
            registry = _node(vocabulary.REGISTRY)
            yield Triple(registry, RDF.type, PROV.Entity)
            yield Triple(registry, RDFS.label, Literal("the registry of organisations the build was given"))
        for announcement in r.announcements:
            yield from self.announcement(announcement)
        for announcement in r.announcements:
            yield from self.passages_of(announcement)
        for node, source in self.sources.items():
            yield Triple(node, RDF.type, PROV.Entity)
            yield Triple(node, RDFS.label, Literal(source))
        if r.announcements:
            yield Triple(self.software, RDF.type, PROV.SoftwareAgent)
            yield Triple(self.software, RDFS.label, Literal(f"mou-graph {version('mou-graph')}"))

    # ── facts and claims ─────────────────────────────────────────────────────

    def facts(
        self, subject: NamedNode, predicate: NamedNode, facts: Iterable[Fact[T]], term: Callable[[T], Term]
    ) -> Iterator[Triple]:
        """The accepted ones as triples, and the claims of all."""
        for fact in facts:
            object_ = term(fact.value)
            if fact.accepted:
                yield Triple(subject, predicate, object_)
            yield from self.claims(subject, predicate, object_, fact)

    def claims(self, subject: NamedNode, predicate: NamedNode, object_: Term, fact: Fact[T]) -> Iterator[Triple]:
        """Who says so: the announcements with their words, the documents by which a person added it."""
        statement = str(subject), str(predicate), str(object_)
        for source in fact.sources if fact.accepted else ():
            yield from self.sourced(Triple(subject, predicate, object_), source)
        for announcement, evidence in fact.told:
            claim = NamedNode(vocabulary.claim(announcement, *statement))
            yield Triple(claim, RDF.type, MOU.Claim)
            yield Triple(claim, RDF.subject, subject)
            yield Triple(claim, RDF.predicate, predicate)
            yield Triple(claim, RDF.object, object_)
            yield Triple(claim, MOU.statedIn, _node(announcement))
            yield Triple(claim, MOU.confidence, _confidence(evidence.confidence))
            yield Triple(claim, MOU.rule, Literal(evidence.rule))
            yield Triple(claim, PROV.wasAttributedTo, self.software)
            for span in evidence.spans:
                yield Triple(claim, MOU.evidence, self.passage(announcement, span))

    def sourced(self, triple: Triple, source: str) -> Iterator[Triple]:
        node = _url(source)
        if not isinstance(node, NamedNode):
            node = _node(vocabulary.source(source))
        self.sources[node] = source
        yield from _statement(triple, node)

    def passage(self, announcement: str, span: Span) -> NamedNode:
        of_announcement = self.passages[announcement]
        node = of_announcement.get(span)
        if node is None:
            node = of_announcement[span] = NamedNode(vocabulary.passage(announcement, *span))
        return node

    # ── things ───────────────────────────────────────────────────────────────

    def organization(self, organization: Organization) -> Iterator[Triple]:
        subject = _node(organization.iri)
        if organization.iri not in self.present:
            for parent in organization.parents:
                yield from self.claims(subject, ORG.subOrganizationOf, _node(parent.value), parent)
            return
        yield from _named(subject, MOU.Organization, organization)
        yield from self.facts(subject, ORG.subOrganizationOf, organization.parents, _node)
        if organization.registered_parent:
            parent_node = _node(organization.registered_parent)
            told = [fact.value for fact in organization.parents if fact.accepted]
            if organization.registered_parent not in told:
                yield Triple(subject, ORG.subOrganizationOf, parent_node)
            triple = Triple(subject, ORG.subOrganizationOf, parent_node)
            yield from _statement(triple, _node(vocabulary.REGISTRY))
        if entry := organization.entry:
            if entry.ror:
                yield Triple(subject, SCHEMA.sameAs, NamedNode(f"https://ror.org/{entry.ror}"))
            if entry.wikidata:
                yield Triple(subject, SCHEMA.sameAs, NamedNode(f"http://www.wikidata.org/entity/{entry.wikidata}"))
            if entry.homepage:
                yield Triple(subject, FOAF.homepage, _url(entry.homepage))
            if entry.country:
                yield Triple(subject, SCHEMA.addressCountry, Literal(entry.country))
            if kind := _kind(organization):
                yield Triple(subject, ORG.classification, _node(kind))

    def person(self, person: Person) -> Iterator[Triple]:
        subject = _node(person.iri)
        present = person.iri in self.present
        if present:
            yield from _named(subject, MOU.Person, person)
            for predicate, value in (
                (SCHEMA.givenName, person.given_name),
                (SCHEMA.familyName, person.family_name),
                (SCHEMA.honorificPrefix, person.honorific),
            ):
                if value:
                    yield Triple(subject, predicate, Literal(value))
            for organization in {post.value.organization for post in person.posts if post.accepted} - {None}:
                yield Triple(subject, ORG.memberOf, _node(organization))
        for post in person.posts:
            membership = NamedNode(post.value.iri)
            if present and post.accepted:
                yield Triple(subject, ORG.hasMembership, membership)
                yield Triple(membership, RDF.type, ORG.Membership)
                yield Triple(membership, ORG.member, subject)
                if post.value.role:
                    yield Triple(membership, ORG.role, _node(post.value.role))
                if post.value.organization:
                    yield Triple(membership, ORG.organization, _node(post.value.organization))
            yield from self.claims(subject, ORG.hasMembership, membership, post)

    def agreement(self, agreement: Agreement) -> Iterator[Triple]:
        subject = _node(agreement.iri)
        if agreement.accepted:
            yield Triple(subject, RDF.type, MOU.Agreement)
            yield Triple(subject, SKOS.prefLabel, _label(agreement.label))
            if agreement.announced_on:
                yield Triple(subject, MOU.announcedOn, _date(agreement.announced_on))
        yield from self.facts(subject, MOU.party, agreement.parties, _node)
        yield from self.facts(subject, MOU.agreementType, agreement.types, MOU.concept)
        yield from self.facts(subject, MOU.status, agreement.statuses, MOU.concept)
        yield from self.facts(subject, MOU.focusArea, agreement.focus_areas, _node)
        yield from self.facts(subject, MOU.signedOn, agreement.signed_on, _date)
        yield from self.facts(subject, MOU.signedAt, agreement.signed_at, _node)
        yield from self.facts(subject, SCHEMA.validFor, agreement.terms, _duration)
        yield from self.facts(subject, SCHEMA.validFrom, agreement.valid_from, _date)
        yield from self.facts(subject, SCHEMA.validThrough, agreement.valid_through, _date)
        yield from self.facts(subject, MOU.buildsOn, agreement.builds_on, _node)
        yield from self.amounts(agreement)
        yield from self.participations(agreement)

    def amounts(self, agreement: Agreement) -> Iterator[Triple]:
        def node(money: Money) -> NamedNode:
            return NamedNode(vocabulary.amount(agreement.iri, f"{money.value.normalize():f}", money.currency))

        yield from self.facts(_node(agreement.iri), MOU.financialCommitment, agreement.amounts, node)
        for fact in agreement.amounts:
            amount = node(fact.value)
            yield Triple(amount, RDF.type, SCHEMA.MonetaryAmount)
            yield Triple(amount, SCHEMA.value, _decimal(fact.value.value))
            yield Triple(amount, SCHEMA.currency, Literal(fact.value.currency))

    def participations(self, agreement: Agreement) -> Iterator[Triple]:
        subject = _node(agreement.iri)
        for fact in agreement.participations:
            part, participant = NamedNode(fact.value.iri), _node(fact.value.participant)
            derived = _DERIVED.get(fact.value.capacity)
            if derived == MOU.signatory and "/person/" not in fact.value.participant:
                derived = None
            if fact.accepted:
                yield Triple(subject, MOU.participation, part)
                yield Triple(part, RDF.type, MOU.Participation)
                yield Triple(part, MOU.participant, participant)
                yield Triple(part, MOU.capacity, MOU.concept(fact.value.capacity))
                if fact.value.on_behalf_of:
                    yield Triple(part, MOU.onBehalfOf, _node(fact.value.on_behalf_of))
                if derived:
                    yield Triple(subject, derived, participant)
            yield from self.claims(subject, MOU.participation, part, fact)
            if derived:
                yield from self.claims(subject, derived, participant, fact)

    def collaboration(self, collaboration: Collaboration) -> Iterator[Triple]:
        subject = _node(collaboration.iri)
        yield Triple(subject, RDF.type, MOU.Collaboration)
        yield Triple(subject, SKOS.prefLabel, _label(collaboration.label))
        yield from self.facts(subject, MOU.collaborator, collaboration.collaborators, _node)
        yield from self.facts(subject, MOU.minimumYears, collaboration.minimum_years, _decimal)
        yield from self.facts(subject, MOU.focusArea, collaboration.focus_areas, _node)

    def announcement(self, announcement: Announcement) -> Iterator[Triple]:
        subject = _node(announcement.iri)
        language = announcement.language

        def title(value: str) -> Literal:
            return _titled(value, language)

        yield Triple(subject, RDF.type, MOU.Announcement)
        yield Triple(subject, SCHEMA.inLanguage, Literal(language))
        yield Triple(subject, SCHEMA.sha256, Literal(announcement.sha256))
        if not any(fact.accepted for fact in announcement.headlines):
            yield Triple(subject, SCHEMA.headline, title(announcement.headline))
        for identifier in announcement.identifiers:
            yield Triple(subject, SCHEMA.identifier, Literal(identifier))
        for url in announcement.urls:
            yield Triple(subject, SCHEMA.url, _url(url))
        for publisher in announcement.publishers:
            yield Triple(subject, SCHEMA.publisher, _node(publisher))
        for agreement in announcement.announces:
            yield Triple(subject, MOU.announces, _node(agreement))
        yield from self.facts(subject, SCHEMA.headline, announcement.headlines, title)
        yield from self.facts(subject, SCHEMA.datePublished, announcement.published, _date)
        yield from self.facts(subject, SCHEMA.mentions, announcement.mentions, _node)
        for span in {quoted.value.span for quoted in announcement.quotations if quoted.accepted}:
            yield Triple(self.passage(announcement.iri, span), RDF.type, SCHEMA.Quotation)
        for quoted in announcement.quotations:
            passage = self.passage(announcement.iri, quoted.value.span)
            speaker = _node(quoted.value.speaker)
            if quoted.accepted:
                yield Triple(passage, SCHEMA.spokenByCharacter, speaker)
            yield from self.claims(passage, SCHEMA.spokenByCharacter, speaker, quoted)

    def passages_of(self, announcement: Announcement) -> Iterator[Triple]:
        """Every stretch of its text that something was read from."""
        source = _node(announcement.iri)
        for (start, end), passage in self.passages[announcement.iri].items():
            yield Triple(passage, RDF.type, MOU.Passage)
            yield Triple(passage, OA.hasSource, source)
            yield Triple(passage, OA.start, _number(start))
            yield Triple(passage, OA.end, _number(end))
            yield Triple(passage, OA.exact, Literal(announcement.text[start:end]))


def _statement(triple: Triple, source: NamedNode) -> Iterator[Triple]:
    """That a source which is no announcement says so."""
    words = str(triple.subject), str(triple.predicate), str(triple.object)
    statement = NamedNode(vocabulary.claim(source.value, *words))
    yield Triple(statement, RDF.type, RDF.Statement)
    yield Triple(statement, RDF.subject, triple.subject)
    yield Triple(statement, RDF.predicate, triple.predicate)
    yield Triple(statement, RDF.object, triple.object)
    yield Triple(statement, PROV.hadPrimarySource, source)


def _kind(organization: Organization) -> str | None:
    kind = organization.entry.kind if organization.entry else None
    return vocabulary.kind(kind) if kind and vocabulary.slug(kind) else None


def _named(subject: NamedNode, class_: NamedNode, thing: Concept | Organization | Person) -> Iterator[Triple]:
    yield Triple(subject, RDF.type, class_)
    yield Triple(subject, SKOS.prefLabel, _label(thing.label))
    for label in thing.other_labels:
        yield Triple(subject, SKOS.altLabel, _label(label))


def _present(resolution: Resolution) -> set[str]:
    """What the graph describes: all that an accepted fact names, and what that leads to."""
    present = {f.value for a in resolution.announcements for f in a.mentions if f.accepted}
    present |= {f.value.speaker for a in resolution.announcements for f in a.quotations if f.accepted}
    for agreement in resolution.agreements:
        for facts in (agreement.parties, agreement.focus_areas, agreement.signed_at):
            present.update(f.value for f in facts if f.accepted)
        for part in agreement.participations:
            if part.accepted:
                present.add(part.value.participant)
                present.update(filter(None, [part.value.on_behalf_of]))
    for collaboration in resolution.collaborations:
        present.update(f.value for f in (*collaboration.collaborators, *collaboration.focus_areas) if f.accepted)
    present.update(publisher.iri for publisher in resolution.publishers)
    for person in resolution.people:
        if person.iri in present:
            for post in person.posts:
                if post.accepted:
                    present.update(filter(None, [post.value.role, post.value.organization]))
    by_iri = {organization.iri: organization for organization in resolution.organizations}
    present.update(p for a in resolution.announcements for p in a.publishers)
    left = [iri for iri in present if iri in by_iri]
    while left:
        organization = by_iri[left.pop()]
        parents = {fact.value for fact in organization.parents if fact.accepted}
        parents.update(filter(None, [organization.registered_parent]))
        left += parents - present
        present |= parents
    return present
