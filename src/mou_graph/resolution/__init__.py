"""Drafts to agreements: the one step that sees all announcements.

Each kind of thing has its module; all are pure and do not mind the order of the drafts.

    texts ─▶ organizations ─▶ people ─▶ agreements
                 concepts ────────────────▲
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from mou_graph.corrections import Account, Corrections
from mou_graph.ids import Ids
from mou_graph.model import Draft, Problem
from mou_graph.registry import Registry
from mou_graph.resolution.agreements import same_agreements
from mou_graph.resolution.announcing import announcement, mentions, named_once, told_in
from mou_graph.resolution.concepts import AREAS, PLACES, ROLES, Kind, concepts
from mou_graph.resolution.corrected import Corrector, corrected, corrected_agreement
from mou_graph.resolution.described import Changes, Names, agreements, collaborations, identified
from mou_graph.resolution.keeping import kept_by
from mou_graph.resolution.meanings import Meanings
from mou_graph.resolution.organizations import publisher, resolve_organizations
from mou_graph.resolution.people import resolve_people
from mou_graph.resolution.splitting import called, in_full, split_texts
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
    drafts: Iterable[Draft],
    registry: Registry | None = None,
    corrections: Corrections | None = None,
    ids: Ids | None = None,
) -> Resolution:
    """What all the drafts say together, put right where a person did so; agreements keep the ids they had.

    >>> from mou_graph.model import Announcement as Read
    >>> drafts = [Draft(Read("a", "Nothing is agreed here.")), Draft(Read("b", "Nothing is agreed here."))]
    >>> [announcement.identifiers for announcement in resolve(drafts).announcements]
    [('a', 'b')]
    """
    registry, corrections, account = registry or Registry(), corrections or Corrections(), Account()
    found_texts, problems = texts(drafts)
    found_texts = split_texts(in_full(found_texts, registry), corrections, account)
    read = list(readings(found_texts))
    organizations = resolve_organizations(read, registry, corrections, account)
    areas, found_areas = concepts(labelled(read, AREAS), AREAS, corrections, account)
    places, found_places = concepts(labelled(read, PLACES), PLACES, corrections, account)
    roles, found_roles = concepts(labelled(read, ROLES), ROLES, corrections, account)
    people = resolve_people(read, organizations.named, organizations.found, roles, corrections, account)
    labels = {iri: organization.label for iri, organization in organizations.found.items()}
    names = Names(organizations.named, people.named, areas, places, labels)
    by = Corrector(
        corrections, account, Meanings.of(organizations.by_label, people.found, (areas, places, roles), labels)
    )
    problems = [*problems, *organizations.problems, *people.problems]
    days = {text.iri: text.day for text in found_texts}
    tellings = list(told_in(read, names, days, problems))
    kept = kept_by(ids or Ids(), found_texts, tellings)
    groups = identified(same_agreements(tellings), names, kept)
    described = agreements(groups, names, Changes(corrections, account, called(found_texts, corrections), corrections))
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
    published_by = partial(publisher, by_label=organizations.by_label, labels=labels, registry=registry)
    announcements, publishers = _announcements(found_texts, read, names, found, published_by)
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
        ids=tuple(sorted(kept.rows(groups))),
    )
    problems += [*corrections.problems, *account.problems(corrections)]
    return _in_order(replace(resolution, problems=tuple(sorted(set(problems)))))


def labelled(read: Iterable[Reading], kind: Kind) -> Iterator[tuple[str, str]]:
    """The labels of a kind, each with the announcement that uses it."""
    return ((label, announcement) for announcement, draft in read for label in kind.labels(draft))


def _announcements(
    found_texts: Sequence[Text],
    read: Sequence[Reading],
    names: Names,
    found: Iterable[Agreement],
    publishers: Callable[[str], Concept | None],
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
    by: set[Concept] = set()
    for text in found_texts:
        own = {one for s in text.sources if s.publisher and (one := publishers(s.publisher))}
        by |= own
        organizations, people = ([part[i] for i in of_text[text.iri]] for part in (names.organizations, names.people))
        drafts = [read[i].draft for i in of_text[text.iri]]
        mentioned = mentions(text.iri, drafts, organizations, people)
        made.append(announcement(text, drafts, people, mentioned, own, announced[text.iri]))
    return made, by


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
