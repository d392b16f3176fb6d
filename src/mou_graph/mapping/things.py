"""Each thing of a resolution to its triples.

An accepted fact is a plain triple; every telling of a fact, accepted or not, is a `mou:Claim` with its passages.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from mou_graph import vocabulary
from mou_graph.mapping import terms
from mou_graph.mapping.scheme import fields_of
from mou_graph.mapping.terms import Term
from mou_graph.model import Money, Span
from mou_graph.resolution import Agreement, Announcement, Collaboration, Concept, Fact, Organization, Person
from mou_graph.vocabulary import FOAF, MOU, ORG, PROV, RDF, SCHEMA, SKOS

__all__ = ["agreement", "announcement", "collaboration", "concept", "kind_of", "organization", "person", "source_node"]

T = TypeVar("T")

_DERIVED: Final = {"Signatory": MOU.signatory, "Witness": MOU.witness}
_CLASSES: Final = {
    "focus-area": MOU.FocusArea,
    "organization": SCHEMA.Organization,  # a publisher of whom no announcement speaks
    "place": SCHEMA.Place,
    "role": ORG.Role,
}


def concept(concept: Concept) -> Iterator[Triple]:
    """A thing that is no more than its names; its IRI says of which kind."""
    kind = concept.iri.removeprefix(vocabulary.BASE).partition("/")[0]
    subject = terms.node(concept.iri)
    yield from _named(subject, _CLASSES[kind], concept)
    if kind == "focus-area":
        fields = fields_of(concept.label)
        yield from (Triple(subject, SKOS.closeMatch, terms.node(field)) for field in fields.close)
        yield from (Triple(subject, SKOS.broader, terms.node(field)) for field in fields.broader)


def organization(organization: Organization, *, present: bool) -> Iterator[Triple]:
    """An organisation; of one that no accepted fact names, only what is claimed of it."""
    subject = terms.node(organization.iri)
    if not present:
        for parent in organization.parents:
            yield from _claims(subject, ORG.subOrganizationOf, terms.node(parent.value), parent)
        return
    yield from _named(subject, MOU.Organization, organization)
    yield from _facts(subject, ORG.subOrganizationOf, organization.parents, terms.node)
    if organization.registered_parent:
        parent_node = terms.node(organization.registered_parent)
        told = [fact.value for fact in organization.parents if fact.accepted]
        if organization.registered_parent not in told:
            yield Triple(subject, ORG.subOrganizationOf, parent_node)
        triple = Triple(subject, ORG.subOrganizationOf, parent_node)
        yield from statement_of(triple, terms.node(vocabulary.REGISTRY))
    if entry := organization.entry:
        if entry.ror:
            yield Triple(subject, SCHEMA.sameAs, NamedNode(f"https://ror.org/{entry.ror}"))
        if entry.wikidata:
            yield Triple(subject, SCHEMA.sameAs, NamedNode(f"http://www.wikidata.org/entity/{entry.wikidata}"))
        if entry.homepage:
            yield Triple(subject, FOAF.homepage, terms.url(entry.homepage))
        if entry.country:
            yield Triple(subject, SCHEMA.addressCountry, Literal(entry.country))
        if kind := kind_of(organization):
            yield Triple(subject, ORG.classification, terms.node(kind))


def person(person: Person, *, present: bool) -> Iterator[Triple]:
    """A person and posts; of one that no accepted fact names, only what is claimed."""
    subject = terms.node(person.iri)
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
            yield Triple(subject, ORG.memberOf, terms.node(organization))
    for post in person.posts:
        membership = NamedNode(post.value.iri)
        if present and post.accepted:
            yield Triple(subject, ORG.hasMembership, membership)
            yield Triple(membership, RDF.type, ORG.Membership)
            yield Triple(membership, ORG.member, subject)
            if post.value.role:
                yield Triple(membership, ORG.role, terms.node(post.value.role))
            if post.value.organization:
                yield Triple(membership, ORG.organization, terms.node(post.value.organization))
        yield from _claims(subject, ORG.hasMembership, membership, post)


def agreement(agreement: Agreement) -> Iterator[Triple]:
    """An agreement, its amounts and parts taken."""
    subject = terms.node(agreement.iri)
    if agreement.accepted:
        yield Triple(subject, RDF.type, MOU.Agreement)
        yield Triple(subject, SKOS.prefLabel, terms.label(agreement.label))
        if agreement.announced_on:
            yield Triple(subject, MOU.announcedOn, terms.date(agreement.announced_on))
    yield from _facts(subject, MOU.party, agreement.parties, terms.node)
    yield from _facts(subject, MOU.agreementType, agreement.types, MOU.concept)
    yield from _facts(subject, MOU.status, agreement.statuses, MOU.concept)
    yield from _facts(subject, MOU.focusArea, agreement.focus_areas, terms.node)
    yield from _facts(subject, MOU.signedOn, agreement.signed_on, terms.date)
    yield from _facts(subject, MOU.signedAt, agreement.signed_at, terms.node)
    yield from _facts(subject, SCHEMA.validFor, agreement.terms, terms.duration)
    yield from _facts(subject, SCHEMA.validFrom, agreement.valid_from, terms.date)
    yield from _facts(subject, SCHEMA.validThrough, agreement.valid_through, terms.date)
    yield from _facts(subject, MOU.buildsOn, agreement.builds_on, terms.node)
    yield from _facts(subject, MOU.renews, agreement.renews, terms.node)
    yield from _amounts(agreement)
    yield from _participations(agreement)


def _amounts(agreement: Agreement) -> Iterator[Triple]:
    def node(money: Money) -> NamedNode:
        return NamedNode(vocabulary.amount(agreement.iri, f"{money.value.normalize():f}", money.currency))

    yield from _facts(terms.node(agreement.iri), MOU.financialCommitment, agreement.amounts, node)
    for fact in agreement.amounts:
        amount = node(fact.value)
        yield Triple(amount, RDF.type, SCHEMA.MonetaryAmount)
        yield Triple(amount, SCHEMA.value, terms.decimal(fact.value.value))
        yield Triple(amount, SCHEMA.currency, Literal(fact.value.currency))


def _participations(agreement: Agreement) -> Iterator[Triple]:
    subject = terms.node(agreement.iri)
    for fact in agreement.participations:
        part, participant = NamedNode(fact.value.iri), terms.node(fact.value.participant)
        derived = _DERIVED.get(fact.value.capacity)
        if derived == MOU.signatory and "/person/" not in fact.value.participant:
            derived = None
        if fact.accepted:
            yield Triple(subject, MOU.participation, part)
            yield Triple(part, RDF.type, MOU.Participation)
            yield Triple(part, MOU.participant, participant)
            yield Triple(part, MOU.capacity, MOU.concept(fact.value.capacity))
            if fact.value.on_behalf_of:
                yield Triple(part, MOU.onBehalfOf, terms.node(fact.value.on_behalf_of))
            if derived:
                yield Triple(subject, derived, participant)
        yield from _claims(subject, MOU.participation, part, fact)
        if derived:
            yield from _claims(subject, derived, participant, fact)


def collaboration(collaboration: Collaboration) -> Iterator[Triple]:
    """A collaboration."""
    subject = terms.node(collaboration.iri)
    yield Triple(subject, RDF.type, MOU.Collaboration)
    yield Triple(subject, SKOS.prefLabel, terms.label(collaboration.label))
    yield from _facts(subject, MOU.collaborator, collaboration.collaborators, terms.node)
    yield from _facts(subject, MOU.minimumYears, collaboration.minimum_years, terms.decimal)
    yield from _facts(subject, MOU.focusArea, collaboration.focus_areas, terms.node)


def announcement(announcement: Announcement) -> Iterator[Triple]:
    """An announcement without its passages."""
    subject = terms.node(announcement.iri)
    language = announcement.language

    def title(value: str) -> Literal:
        return terms.titled(value, language)

    yield Triple(subject, RDF.type, MOU.Announcement)
    yield Triple(subject, SCHEMA.inLanguage, Literal(language))
    yield Triple(subject, SCHEMA.sha256, Literal(announcement.sha256))
    if not any(fact.accepted for fact in announcement.headlines):
        yield Triple(subject, SCHEMA.headline, title(announcement.headline))
    for identifier in announcement.identifiers:
        yield Triple(subject, SCHEMA.identifier, Literal(identifier))
    for url in announcement.urls:
        yield Triple(subject, SCHEMA.url, terms.url(url))
    for publisher in announcement.publishers:
        yield Triple(subject, SCHEMA.publisher, terms.node(publisher))
    for agreement in announcement.announces:
        yield Triple(subject, MOU.announces, terms.node(agreement))
    yield from _facts(subject, SCHEMA.headline, announcement.headlines, title)
    yield from _facts(subject, SCHEMA.datePublished, announcement.published, terms.date)
    yield from _facts(subject, SCHEMA.mentions, announcement.mentions, terms.node)
    for span in {quoted.value.span for quoted in announcement.quotations if quoted.accepted}:
        yield Triple(_passage(announcement.iri, span), RDF.type, SCHEMA.Quotation)
    for quoted in announcement.quotations:
        passage = _passage(announcement.iri, quoted.value.span)
        speaker = terms.node(quoted.value.speaker)
        if quoted.accepted:
            yield Triple(passage, SCHEMA.spokenByCharacter, speaker)
        yield from _claims(passage, SCHEMA.spokenByCharacter, speaker, quoted)


def _facts(
    subject: NamedNode, predicate: NamedNode, facts: Iterable[Fact[T]], term: Callable[[T], Term]
) -> Iterator[Triple]:
    """The accepted ones as triples, and the claims of all."""
    for fact in facts:
        object_ = term(fact.value)
        if fact.accepted:
            yield Triple(subject, predicate, object_)
        yield from _claims(subject, predicate, object_, fact)


def _claims(subject: NamedNode, predicate: NamedNode, object_: Term, fact: Fact[T]) -> Iterator[Triple]:
    """Who says so: the announcements with their words, the documents by which a person added it."""
    words = str(subject), str(predicate), str(object_)
    for source in fact.sources if fact.accepted else ():
        yield from statement_of(Triple(subject, predicate, object_), source_node(source))
    for announcement, evidence in fact.told:
        claim = NamedNode(vocabulary.claim(announcement, *words))
        yield Triple(claim, RDF.type, MOU.Claim)
        yield Triple(claim, RDF.subject, subject)
        yield Triple(claim, RDF.predicate, predicate)
        yield Triple(claim, RDF.object, object_)
        yield Triple(claim, MOU.statedIn, terms.node(announcement))
        yield Triple(claim, MOU.confidence, terms.confidence(evidence.confidence))
        yield Triple(claim, MOU.rule, Literal(evidence.rule))
        yield Triple(claim, PROV.wasAttributedTo, terms.software())
        for span in evidence.spans:
            yield Triple(claim, MOU.evidence, _passage(announcement, span))


def source_node(source: str) -> NamedNode:
    """A document by which a person added something: its address, or an IRI from the words that name it."""
    at = terms.url(source)
    return at if isinstance(at, NamedNode) else terms.node(vocabulary.source(source))


def _passage(announcement: str, span: Span) -> NamedNode:
    return NamedNode(vocabulary.passage(announcement, *span))


def statement_of(triple: Triple, source: NamedNode) -> Iterator[Triple]:
    """That a source which is no announcement says so."""
    words = str(triple.subject), str(triple.predicate), str(triple.object)
    statement = NamedNode(vocabulary.claim(source.value, *words))
    yield Triple(statement, RDF.type, RDF.Statement)
    yield Triple(statement, RDF.subject, triple.subject)
    yield Triple(statement, RDF.predicate, triple.predicate)
    yield Triple(statement, RDF.object, triple.object)
    yield Triple(statement, PROV.hadPrimarySource, source)


def kind_of(organization: Organization) -> str | None:
    """The concept (IRI) of what kind of organisation it is, where the registry says."""
    kind = organization.entry.kind if organization.entry else None
    return vocabulary.kind(kind) if kind and vocabulary.slug(kind) else None


def _named(subject: NamedNode, class_: NamedNode, thing: Concept | Organization | Person) -> Iterator[Triple]:
    yield Triple(subject, RDF.type, class_)
    yield Triple(subject, SKOS.prefLabel, terms.label(thing.label))
    for label in thing.other_labels:
        yield Triple(subject, SKOS.altLabel, terms.label(label))
