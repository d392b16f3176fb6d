"""Groups of tellings to agreements and collaborations: what they say together, and what they are called."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from mou_graph import vocabulary
from mou_graph.corrections import Account, Corrections, Designated
from mou_graph.model import AgreementDraft, Capacity, Evidence, Stated
from mou_graph.resolution.agreements import Told
from mou_graph.resolution.facts import ACCEPTED, gather, settle, settle_dates, weight
from mou_graph.resolution.keeping import Kept
from mou_graph.resolution.renewals import with_renewals
from mou_graph.resolution.sound import duration
from mou_graph.resolution.texts import Reading
from mou_graph.resolution.values import Agreement, Collaboration, Fact, Participation

__all__ = ["Changes", "Described", "Names", "agreement_label", "agreements", "collaborations", "identified"]

T = TypeVar("T")

_TYPE_LABELS: Final = {"mou": "MoU", "moa": "MoA", "loi": "Letter of intent", "agreement": "Agreement"} | {
    notation: notation.replace("-", " ").capitalize() + " agreement"
    for notation in ("cooperation", "framework", "research", "exchange", "funding", "licence")
}


class Names(NamedTuple):
    """What names mean: by reading for organisations and people, everywhere for areas and places (IRIs)."""

    organizations: Sequence[Mapping[str, str]]
    people: Sequence[Mapping[str, str]]
    areas: Mapping[str, str]
    places: Mapping[str, str]
    labels: Mapping[str, str]  # of organisations, by IRI


class Described(NamedTuple):
    """An agreement and the tellings that it is made of."""

    agreement: Agreement
    tellings: list[Told]


class Changes(NamedTuple):
    """What a person says of agreements: corrections, and the announcements (IRIs) by the names they use for them."""

    corrections: Corrections
    account: Account
    announcements: Mapping[str, str]
    facts: Corrections  # all, where `corrections` may be those of who is who alone

    def rejected(self, agreement: Agreement) -> bool:
        """Whether a person said that there is no such agreement."""
        return any(c.action == "reject" and not c.property for c in self.facts.about(agreement.iri, [agreement.label]))


def identified(groups: Iterable[list[Told]], names: Names, kept: Kept) -> dict[str, list[Told]]:
    """Groups by their IRIs: those they had before, or new ones; no two have the same."""
    found: dict[str, list[Told]] = {}
    new = []
    for group in groups:
        if iri := kept.iri(group):
            found[iri] = group
        else:
            new.append(group)
    iris = _iris([_Group(group, names) for group in new], kept)
    return {**found, **dict(zip(iris, new, strict=True))}


def agreements(found_groups: Mapping[str, list[Told]], names: Names, changes: Changes) -> list[Described]:
    """One agreement a group."""
    groups = {iri: _Group(group, names) for iri, group in found_groups.items()}
    called = _corrected(groups, names, changes)
    found = []
    for iri, group in groups.items():
        agreement = group.agreement(iri, names)
        found.append(Described(replace(agreement, label=called.get(iri, agreement.label)), group.tellings))
    renewed = with_renewals(found, changes.rejected)
    return [Described(agreement, told) for agreement, (_, told) in zip(renewed, found, strict=True)]


def _corrected(groups: dict[str, "_Group"], names: Names, changes: Changes) -> dict[str, str]:
    """Merge, split and rename as a person says; the names of those that were renamed, by IRI."""
    called: dict[str, str] = {}
    moved: dict[str, str] = {}
    for change in changes.corrections.entries:
        thing, value = Designated.by(change.thing), Designated.by(change.value)
        one, other = (moved.get(d.iri or "", d.iri) for d in (thing, value))
        if thing.kind != "agreement" or one is None or one not in groups:
            continue
        if change.action == "rename":
            called[one] = change.value
        elif change.action == "merge" and other in groups and other is not None and one != other:
            groups[other] = _Group([*groups[other].tellings, *groups.pop(one).tellings], names)
            moved[one] = other
        elif change.action == "split" and (text := changes.announcements.get(change.source)):
            apart = [told for told in groups[one].tellings if told.announcement == text]
            rest = [told for told in groups[one].tellings if told.announcement != text]
            if not apart or not rest:
                continue
            groups[one] = _Group(rest, names)
            groups[f"{one}-{vocabulary.digest(text)[:4]}"] = _Group(apart, names)
        else:
            continue
        changes.account.used.add(change)
    return called


class _Group:
    """Tellings of one agreement, and the facts that its IRI is made of."""

    def __init__(self, group: list[Told], names: Names) -> None:
        self.tellings = group
        self.parties = gather(
            (names.organizations[told.reading][party.value], told.announcement, party.evidence)
            for told in group
            for party in told.draft.parties
            if party.value in names.organizations[told.reading]
        )
        self.types = settle(self._stated(lambda draft: draft.type), rank=_type_weight, always=True)
        self.signed_on = settle_dates(self._stated(lambda draft: draft.signed_on))
        self.announced_on = min((told.published for told in group if told.published), default=None)
        self.day = next((f.value for f in self.signed_on if f.accepted), None) or self.announced_on
        self.notation = vocabulary.AGREEMENT_TYPES[next(f.value for f in self.types if f.accepted)]
        self.accepted_parties = [f.value for f in self.parties if f.accepted]

    def _stated(self, pick: Callable[[AgreementDraft], Stated[T] | None]) -> tuple[Fact[T], ...]:
        return gather(
            (stated.value, told.announcement, stated.evidence)
            for told in self.tellings
            if (stated := pick(told.draft)) is not None
        )

    def content(self) -> str:
        """What tells it from another agreement of the same parties, type and day."""
        areas = sorted({area for told in self.tellings for area in told.areas})
        others = sorted(
            {
                repr(value.value)
                for told in self.tellings
                for d in (told.draft,)
                for value in (d.status, d.amount, d.term, d.signed_at)
                if value
            }
        )
        return repr((areas, others))

    def evidence(self) -> str:
        """What tells it from another agreement with the very same content."""
        return repr(sorted((told.announcement, repr(told.draft)) for told in self.tellings))

    def agreement(self, iri: str, names: Names) -> Agreement:
        suffix = vocabulary.local(iri).removeprefix(f"{(self.day or 'undated')[:4]}-{self.notation}")
        return Agreement(
            iri=iri,
            label=agreement_label(
                self.notation, self.day, [names.labels[p] for p in self.accepted_parties], bool(suffix)
            ),
            announced_by=tuple(sorted({told.announcement for told in self.tellings})),
            announced_on=self.announced_on,
            parties=self.parties,
            types=self.types,
            statuses=settle(self._stated(lambda draft: draft.status), always=True),
            focus_areas=gather(
                (names.areas[area.value], told.announcement, area.evidence)
                for told in self.tellings
                for area in told.draft.focus_areas
                if area.value in names.areas
            ),
            signed_on=self.signed_on,
            signed_at=settle(
                gather(
                    (names.places[place.value], told.announcement, place.evidence)
                    for told in self.tellings
                    if (place := told.draft.signed_at) and place.value in names.places
                )
            ),
            terms=settle(
                gather(
                    (term, told.announcement, told.draft.term.evidence)
                    for told in self.tellings
                    if told.draft.term and (term := duration(told.draft.term.value))
                )
            ),
            valid_from=settle_dates(self._stated(lambda draft: draft.valid_from)),
            valid_through=settle_dates(self._stated(lambda draft: draft.valid_through)),
            amounts=settle(self._stated(lambda draft: draft.amount)),
            participations=tuple(_participations(iri, self.tellings, names)),
        )


def _type_weight(fact: Fact[str]) -> float:
    """A type that says more is worth more than one that every agreement could be called."""
    return weight(fact) * {"OtherAgreement": 0.2, "Partnership": 0.5, "CooperationAgreement": 0.5}.get(fact.value, 1)


def _iris(groups: Sequence[_Group], kept: Kept) -> list[str]:
    """Parties, year and type; where that is several, also the day; where that still is, also a digest of the rest.

    What one of those that have an id is called counts as well.
    """
    iris = [vocabulary.agreement(g.accepted_parties, g.day[:4] if g.day else None, g.notation) for g in groups]
    for suffix in (_day_of_year, _content_digest, _evidence_digest):
        times = Counter(iris)
        iris = [
            iri + suffix(g) if times[iri] > 1 or kept.is_taken(iri) else iri
            for iri, g in zip(iris, groups, strict=True)
        ]
    return iris


def _day_of_year(group: _Group) -> str:
    return group.day[4:] if group.day and len(group.day) == 10 else ""


def _content_digest(group: _Group) -> str:
    return "-" + vocabulary.digest(group.content())[:4]


def _evidence_digest(group: _Group) -> str:
    return "-" + vocabulary.digest(group.evidence())[:4]


def _participations(iri: str, tellings: Iterable[Told], names: Names) -> Iterator[Fact[Participation]]:
    """One a participant and capacity; for whom, as most tellings have it."""
    statements: list[tuple[tuple[str, Capacity], str, Evidence]] = []
    behalf: dict[tuple[str, Capacity], list[tuple[str, str, Evidence]]] = defaultdict(list)
    for told in tellings:
        organizations, people = names.organizations[told.reading], names.people[told.reading]
        for part in told.draft.participations:
            who = people.get(part.participant) or organizations.get(part.participant)
            if not who:
                continue
            key = (who, part.capacity)
            statements.append((key, told.announcement, part.evidence))
            if part.on_behalf_of and (whom := organizations.get(part.on_behalf_of)):
                behalf[key].append((whom, told.announcement, part.evidence))
    for fact in gather(statements):
        who, capacity = fact.value
        whom = next((f.value for f in settle(gather(behalf[fact.value]), always=True) if f.accepted), None)
        part_iri = vocabulary.participation(iri, who, capacity)
        yield Fact(Participation(part_iri, who, capacity, whom), fact.told, fact.accepted)


def _joined(labels: Sequence[str]) -> str:
    shown = [*labels[:3], f"{len(labels) - 3} more"] if len(labels) > 4 else list(labels)
    return ", ".join(shown[:-1]) + f" and {shown[-1]}"


def agreement_label(notation: str, day: str | None, parties: Iterable[str], exact: bool) -> str:
    """
    >>> agreement_label("mou", "2024-05-03", ["Beta", "Acme"], exact=False)
    'MoU between Acme and Beta, 2024'
    """
    kind = _TYPE_LABELS.get(notation, notation.replace("-", " ").capitalize())
    when = f", {day if exact else day[:4]}" if day else ""
    return f"{kind} between {_joined(sorted(parties))}{when}"


def collaborations(
    readings: Sequence[Reading], names: Names, found: Mapping[int, Sequence[tuple[frozenset[str], str]]]
) -> tuple[list[Collaboration], dict[str, tuple[Fact[str], ...]], list[tuple[Reading, str]]]:
    """Collaborations; by agreement IRI, those it builds on; and readings with one that is none, and why.

    `found` has, by reading, the parties and the IRI of each agreement it tells.
    """
    who: dict[str, list[tuple[str, str, Evidence]]] = defaultdict(list)
    years: dict[str, list[tuple[Decimal, str, Evidence]]] = defaultdict(list)
    areas: dict[str, list[tuple[str, str, Evidence]]] = defaultdict(list)
    builds: dict[str, list[tuple[str, str, Evidence]]] = defaultdict(list)
    faults = []
    for i, reading in enumerate(readings):
        organizations = names.organizations[i]
        for c in reading.draft.collaborations:
            known = [(organizations[s.value], s.evidence) for s in c.collaborators if s.value in organizations]
            accepted = {o for o, evidence in known if evidence.confidence >= ACCEPTED}
            if len(accepted) < 2:
                faults.append((reading, "an earlier collaboration of fewer than two organisations"))
                continue
            iri = vocabulary.collaboration(accepted)
            who[iri] += [(o, reading.announcement, evidence) for o, evidence in known]
            areas[iri] += [
                (names.areas[a.value], reading.announcement, a.evidence)
                for a in c.focus_areas
                if a.value in names.areas
            ]
            if c.minimum_years:
                years[iri].append((c.minimum_years.value, reading.announcement, c.minimum_years.evidence))
            told = found.get(i, ())
            for parties, agreement in told:
                if len(told) == 1 or len(parties & accepted) >= 2:
                    builds[agreement].append((iri, reading.announcement, c.evidence))
    made = [
        Collaboration(
            iri,
            f"Collaboration of {_joined(sorted(names.labels[f.value] for f in gather(who[iri]) if f.accepted))}",
            gather(who[iri]),
            settle(gather(years[iri])),
            gather(areas[iri]),
        )
        for iri in who
    ]
    return made, {iri: gather(statements) for iri, statements in builds.items()}, faults
