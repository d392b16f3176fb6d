"""Drafts to agreements: the one step that sees all announcements.

Each kind of thing has its module; all are pure and do not mind the order of the drafts.

    texts ─▶ organizations ─▶ people ─▶ agreements
                 concepts ────────────────▲
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mou_graph.corrections import Account, Corrections
from mou_graph.model import Draft, Problem
from mou_graph.registry import Registry
from mou_graph.resolution.agreements import Told, same_agreements
from mou_graph.resolution.concepts import AREAS, PLACES, ROLES, concepts
from mou_graph.resolution.corrected import Corrector, corrected, corrected_agreement
from mou_graph.resolution.described import Changes, Names, agreements, collaborations
from mou_graph.resolution.facts import ACCEPTED, gather
from mou_graph.resolution.meanings import Meanings
from mou_graph.resolution.organizations import Organizations, publisher, resolve_organizations
from mou_graph.resolution.people import resolve_people
from mou_graph.resolution.splitting import called, split_texts
from mou_graph.resolution.texts import Reading, Text, readings, texts, where
from mou_graph.resolution.values import (
    Agreement,
    Announcement,
    Collaboration,
    Concept,
    Fact,
    Membership,
    Organization,
    Participation,
    Person,
    Quoted,
    Resolution,
    Telling,
)

__all__ = [
    "Agreement",
    "Announcement",
    "Collaboration",
    "Concept",
    "Fact",
    "Membership",
    "Organization",
    "Participation",
    "Person",
    "Quoted",
    "Resolution",
    "Telling",
    "resolve",
]


def resolve(
    drafts: Iterable[Draft], registry: Registry | None = None, corrections: Corrections | None = None
) -> Resolution:
    """What all the drafts say together, put right where a person did so.

    >>> from mou_graph.model import Announcement as Read
    >>> drafts = [Draft(Read("a", "Nothing is agreed here.")), Draft(Read("b", "Nothing is agreed here."))]
    >>> [announcement.identifiers for announcement in resolve(drafts).announcements]
    [('a', 'b')]
    """
    registry, corrections, account = registry or Registry(), corrections or Corrections(), Account()
    found_texts, problems = texts(drafts)
    found_texts = split_texts(found_texts, corrections, account)
    read = list(readings(found_texts))
    organizations = resolve_organizations(read, registry, corrections, account)
    areas, found_areas = concepts(_areas(read), AREAS, corrections, account)
    places, found_places = concepts(_places(read), PLACES, corrections, account)
    roles, found_roles = concepts(_roles(read), ROLES, corrections, account)
    people = resolve_people(read, organizations.named, organizations.found, roles, corrections, account)
    labels = {iri: organization.label for iri, organization in organizations.found.items()}
    names = Names(organizations.named, people.named, areas, places, labels)
    by = Corrector(
        corrections, account, Meanings.of(organizations.by_label, people.found, (areas, places, roles), labels)
    )
    problems = [*problems, *organizations.problems, *people.problems]
    days = {text.iri: text.day for text in found_texts}
    groups = same_agreements(list(_told(read, names, days, problems)))
    described = agreements(groups, names, Changes(corrections, account, called(found_texts, corrections)))
    told_by: dict[int, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for agreement, group in described:
        for told in group:
            told_by[told.reading].append((told.parties, agreement.iri))
    earlier, builds_on, faults = collaborations(read, names, told_by)
    problems += [Problem("resolve", where(reading.draft), fault) for reading, fault in faults]
    found = [
        corrected_agreement(replace(agreement, builds_on=builds_on.get(agreement.iri, ())), by)
        for agreement, _ in described
    ]
    announcements, publishers = _announcements(found_texts, read, names, found, organizations, registry)
    resolution = Resolution(
        announcements=tuple(corrected(announcement, by) for announcement in announcements),
        organizations=tuple(organizations.found.values()),
        people=tuple(corrected(person, by) for person in people.found.values()),
        agreements=tuple(found),
        collaborations=tuple(earlier),
        focus_areas=tuple(found_areas),
        roles=tuple(found_roles),
        places=tuple(found_places),
        publishers=tuple(named_once(p for p in publishers if p.iri not in organizations.found)),
    )
    problems += [*corrections.problems, *account.problems(corrections)]
    return _in_order(replace(resolution, problems=tuple(sorted(set(problems)))))


def _areas(read: Iterable[Reading]) -> Iterator[tuple[str, str]]:
    for announcement, draft in read:
        for areas in (*(a.focus_areas for a in draft.agreements), *(c.focus_areas for c in draft.collaborations)):
            yield from ((area.value, announcement) for area in areas)


def _places(read: Iterable[Reading]) -> Iterator[tuple[str, str]]:
    for announcement, draft in read:
        yield from ((a.signed_at.value, announcement) for a in draft.agreements if a.signed_at)


def _roles(read: Iterable[Reading]) -> Iterator[tuple[str, str]]:
    for announcement, draft in read:
        yield from ((post.role, announcement) for p in draft.people for post in p.posts if post.role)


def _told(
    read: Sequence[Reading], names: Names, days: dict[str, str | None], problems: list[Problem]
) -> Iterator[Told]:
    """The agreements that drafts tell, those that cannot be left out as problems."""
    for i, (announcement, draft) in enumerate(read):
        organizations = names.organizations[i]
        for agreement in dict.fromkeys(draft.agreements):
            stated = [p for p in agreement.parties if p.evidence.confidence >= ACCEPTED]
            parties = frozenset(organizations[p.value] for p in stated if p.value in organizations)
            fault = None
            if unknown := [p.value for p in agreement.parties if p.value not in organizations]:
                fault = f"a party is not among the organisations of the draft: {unknown[0]!r}"
            elif len(parties) < 2:
                fault = f"an agreement of fewer than two parties ({', '.join(p.value for p in agreement.parties)})"
            if fault:
                problems.append(Problem("resolve", where(draft), fault))
                continue
            areas = frozenset(names.areas[a.value] for a in agreement.focus_areas if a.value in names.areas)
            yield Told(i, announcement, agreement, parties, areas, days[announcement])


def _announcements(
    found_texts: Sequence[Text],
    read: Sequence[Reading],
    names: Names,
    found: Iterable[Agreement],
    organizations: Organizations,
    registry: Registry,
) -> tuple[list[Announcement], set[Concept]]:
    """The announcements, and who publishes them."""
    announced: dict[str, list[str]] = defaultdict(list)
    for agreement in found:
        for iri in agreement.announced_by if agreement.accepted else ():
            announced[iri].append(agreement.iri)
    of_text: dict[str, list[int]] = defaultdict(list)
    for i, reading in enumerate(read):
        of_text[reading.announcement].append(i)
    made = []
    publishers: set[Concept] = set()
    for text in found_texts:
        by = {name for s in text.sources if s.publisher and (name := publisher(s.publisher, organizations, registry))}
        publishers |= by
        parts = of_text[text.iri]
        made.append(
            Announcement(
                iri=text.iri,
                text=text.sources[0].text,
                sha256=text.sha256,
                headline=text.headline,
                language=min(source.language for source in text.sources),
                identifiers=tuple(sorted({source.identifier for source in text.sources})),
                urls=tuple(sorted({source.url for source in text.sources if source.url})),
                publishers=tuple(sorted({p.iri for p in by})),
                headlines=text.headlines,
                published=text.published,
                mentions=gather(
                    (names_[mention.name], text.iri, mention.evidence)
                    for i in parts
                    for names_, mentioned in (
                        (names.organizations[i], read[i].draft.organizations),
                        (names.people[i], read[i].draft.people),
                    )
                    for mention in mentioned
                    if mention.name in names_
                ),
                quotations=gather(
                    (Quoted(q.span, names.people[i][q.speaker.value]), text.iri, q.speaker.evidence)
                    for i in parts
                    for q in read[i].draft.quotations
                    if q.speaker.value in names.people[i]
                ),
                announces=tuple(sorted(announced[text.iri])),
            )
        )
    return made, publishers


def named_once(publishers: Iterable[Concept]) -> Iterator[Concept]:
    """One concept an IRI, the spellings of its name beside it.

    >>> list(named_once([Concept("x:acme", "ACME"), Concept("x:acme", "Acme")]))
    [Concept(iri='x:acme', label='ACME', other_labels=('Acme',))]
    """
    labels: dict[str, set[str]] = defaultdict(set)
    for publisher_ in publishers:
        labels[publisher_.iri].add(publisher_.label)
    for iri, names in labels.items():
        first, *rest = sorted(names)
        yield Concept(iri, first, tuple(rest))


def _in_order(resolution: Resolution) -> Resolution:
    return replace(
        resolution,
        announcements=tuple(sorted(resolution.announcements, key=lambda a: a.iri)),
        organizations=tuple(sorted(resolution.organizations, key=lambda o: o.iri)),
        people=tuple(sorted(resolution.people, key=lambda p: p.iri)),
        agreements=tuple(sorted(resolution.agreements, key=lambda a: a.iri)),
        collaborations=tuple(sorted(resolution.collaborations, key=lambda c: c.iri)),
        focus_areas=tuple(sorted(resolution.focus_areas, key=lambda c: c.iri)),
        roles=tuple(sorted(resolution.roles, key=lambda c: c.iri)),
        places=tuple(sorted(resolution.places, key=lambda c: c.iri)),
        publishers=tuple(sorted(resolution.publishers, key=lambda c: c.iri)),
    )
