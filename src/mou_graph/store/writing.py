"""Things as they are written: facts put right, who is present, and the units of the mapping."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from mou_graph.corrections import Account
from mou_graph.mapping import Described, Kind, Thing, partners, passages, references, sources_of, spans_of
from mou_graph.mapping.things import kind_of
from mou_graph.model import Evidence, Span
from mou_graph.resolution.announcing import announcement as announcement_of
from mou_graph.resolution.announcing import mentions, named_once
from mou_graph.resolution.corrected import Corrector, corrected, corrected_agreement
from mou_graph.resolution.facts import gather
from mou_graph.resolution.organizations import publisher as publisher_of
from mou_graph.resolution.texts import Text
from mou_graph.resolution.values import Agreement, Announcement, Organization
from mou_graph.store.known import Given
from mou_graph.store.ledger import View
from mou_graph.store.naming import meanings, tell_account
from mou_graph.store.telling import part

__all__ = ["agreement", "announcement", "as_told", "described", "organization", "passage", "person", "publisher"]


def write(view: View, thing: Thing, *, present: bool) -> None:
    """Tell the unit of a thing, and what is written because of it."""
    view.tell("unit", thing.iri, Described(thing, present))
    for iri in set(references(thing, present=present)):
        view.tell("present", iri)
    spans: dict[str, set[Span]] = defaultdict(set)
    for iri, own in spans_of(thing):
        spans[iri].update(own)
    for iri, found in spans.items():
        view.tell("span", iri, tuple(sorted(found)))
    for source in set(sources_of(thing, present=present)):
        view.tell("source", source.iri, source)
    if isinstance(thing, Agreement):
        for pair in set(partners(thing)):
            view.tell("partners", f"{pair.one}\t{pair.other}", pair)
    if present and isinstance(thing, Organization) and (kind := kind_of(thing)):
        view.tell("kind", kind, Kind(kind))


def corrector(view: View, given: Given) -> Corrector:
    """The corrections, with what their words mean in the whole store."""
    return Corrector(given.corrections, Account(), meanings(view, given))


def agreement(view: View, iri: str, given: Given) -> None:
    """An agreement with what it builds on."""
    by = corrector(view, given)
    found: Agreement = view.first("agreement", iri)
    builds = gather(_statements(view, iri))
    found = corrected_agreement(replace(found, builds_on=builds), by)
    for text in found.announced_by if found.accepted else ():
        view.tell("announced", text, iri)
    write(view, found, present=True)
    tell_account(view, by.account)


def _statements(view: View, iri: str) -> Iterator[tuple[str, str, Evidence]]:
    for _, facts in sorted(view.items("builds on", iri), key=lambda told: told[0]):
        for fact in facts:
            yield from ((fact.value, announcement, evidence) for announcement, evidence in fact.told)


def person(view: View, iri: str, given: Given) -> None:
    """A person; one whom no accepted fact names is hardly written."""
    by = corrector(view, given)
    write(view, corrected(view.first("person", iri), by), present=view.has("present", iri))
    tell_account(view, by.account)


def organization(view: View, iri: str) -> None:
    """An organisation; one that no accepted fact names is hardly written."""
    write(view, view.first("organization", iri), present=view.has("present", iri))


def described(view: View, iri: str, relation: str) -> None:
    """A concept or a collaboration."""
    write(view, view.first(relation, iri), present=relation == "collaboration" or view.has("present", iri))


def announcement(view: View, sha: str, given: Given) -> None:
    """An announcement and who publishes it."""
    by = corrector(view, given)
    own = part(view, [sha])
    text = own.texts[0]
    found = (
        publisher_of(source.publisher, by.meanings.organizations, by.meanings.labels, given.registry)
        for source in text.sources
        if source.publisher
    )
    publishers = {one for one in found if one}
    drafts = [reading.draft for reading in own.readings]
    people = own.names.people
    mentioned = mentions(text.iri, drafts, own.names.organizations, people)
    made: Announcement = announcement_of(text, drafts, people, mentioned, publishers, view.items("announced", text.iri))
    write(view, corrected(made, by), present=True)
    for one in publishers:
        view.tell("publisher", one.iri, one)
    tell_account(view, by.account)


def publisher(view: View, iri: str) -> None:
    """A publisher of whom no announcement speaks."""
    if not view.has("label", iri):
        (one,) = named_once(view.items("publisher", iri))
        write(view, one, present=True)


def passage(view: View, iri: str) -> None:
    """The passages of an announcement that something was read from."""
    text: Text = view.first("text", view.first("sha", iri))
    spans = {span for own in view.items("span", iri) for span in own}
    view.tell("unit", f"{iri}#", passages(iri, text.sources[0].text, spans))


def as_told(view: View, key: str, relation: str) -> None:
    """What several things may ask for is written once."""
    view.tell("unit", f"{relation} {key}", view.first(relation, key))
