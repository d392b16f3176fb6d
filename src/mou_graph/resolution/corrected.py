"""Facts as a person has them: rejected, accepted, added.  What was told stays, as claims that are not accepted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeVar

from mou_graph import vocabulary
from mou_graph.corrections import Account, Correction, Corrections, Designated
from mou_graph.registry import name_key
from mou_graph.resolution.described import agreement_label
from mou_graph.resolution.facts import ACCEPTED, settle, settle_dates
from mou_graph.resolution.meanings import Meanings, UnknownMeaning
from mou_graph.resolution.people import meant
from mou_graph.resolution.values import Agreement, Announcement, Fact, Organization, Person

__all__ = ["Corrector", "corrected", "corrected_agreement"]

Thing = TypeVar("Thing", Agreement, Announcement, Organization, Person)

_FIELDS: Final = {
    "agreementType": "types",
    "datePublished": "published",
    "financialCommitment": "amounts",
    "focusArea": "focus_areas",
    "hasMembership": "posts",
    "mentions": "mentions",
    "party": "parties",
    "renews": "renews",
    "signatory": "participations",
    "signedAt": "signed_at",
    "signedOn": "signed_on",
    "status": "statuses",
    "subOrganizationOf": "parents",
    "validFor": "terms",
    "validFrom": "valid_from",
    "validThrough": "valid_through",
    "witness": "participations",
}
_DATES: Final = frozenset({"published", "signed_on", "valid_from", "valid_through"})
_SINGLE: Final = _DATES | {"types", "statuses", "signed_at", "terms", "amounts"}
_AT_LEAST: Final = {"parties": 2, "types": 1, "statuses": 1}


class Corrector(NamedTuple):
    """The corrections, what their words mean, and which of them were of use."""

    corrections: Corrections
    account: Account
    meanings: Meanings


def corrected_agreement(agreement: Agreement, by: Corrector) -> Agreement:
    """The agreement with its facts put right, and its name after them; a rejected one keeps no accepted fact."""
    whole = [
        c for c in by.corrections.about(agreement.iri, [agreement.label]) if c.action == "reject" and not c.property
    ]
    if whole:
        by.account.used.update(whole)
        names = {name for name in _FIELDS.values() if hasattr(agreement, name)} | {"builds_on"}
        refused: dict[str, Any] = {
            name: tuple(replace(fact, accepted=False) for fact in getattr(agreement, name)) for name in names
        }
        return replace(agreement, accepted=False, **refused)
    made = corrected(agreement, by)
    if made is agreement or agreement.label != _label(agreement, agreement, by):
        return made
    return replace(made, label=_label(made, agreement, by))


def corrected(thing: Thing, by: Corrector) -> Thing:
    """The thing with those of its facts rejected, accepted and added that a person says."""
    barred: set[tuple[str, object]] = set()
    for change in by.corrections.about(thing.iri, _names(thing)):
        if not _is_about(change, thing, by):
            continue
        field = _FIELDS.get(change.property, "")
        if not hasattr(thing, field):
            by.account.failed[change] = f"no {change.property or 'property'} of this kind of thing to {change.action}"
            continue
        before: Sequence[Fact[Any]] = getattr(thing, field)
        try:
            value = by.meanings.value(change, thing.iri) if change.value else None
            after = _CHANGES[change.action](before, field, value, change, barred)
        except UnknownMeaning as error:
            by.account.failed[change] = str(error)
            continue
        if sum(fact.accepted for fact in after) < _AT_LEAST.get(field, 0):
            by.account.failed[change] = (
                f"{_AT_LEAST[field]} at least must stay (reject the whole agreement, or accept another)"
            )
            continue
        by.account.used.add(change)
        made: dict[str, Any] = {field: tuple(after)}
        thing = replace(thing, **made)
    return thing


def _names(thing: Agreement | Announcement | Organization | Person) -> list[str]:
    if isinstance(thing, Announcement):
        return [*thing.identifiers, *thing.urls]
    return [thing.label] if isinstance(thing, Agreement) else [thing.label, *thing.other_labels]


def _is_about(change: Correction, thing: Agreement | Announcement | Organization | Person, by: Corrector) -> bool:
    """Whether a name means just this one; of people of one name a correction must give the IRI."""
    designated = Designated.by(change.thing)
    if designated.kind or isinstance(thing, Agreement | Announcement):
        return True
    if isinstance(thing, Organization):
        return by.meanings.organizations.get(name_key(designated.words), thing.iri) == thing.iri
    several = meant(designated, by.meanings.people)
    if len(several) > 1:
        by.account.failed[change] = f"names {len(several)} people: {', '.join(map(_shown, several))}"
    return several == [thing.iri] or not several


def _shown(iri: str) -> str:
    return iri.removeprefix(vocabulary.BASE)


def _is(fact: Fact[Any], value: object, change: Correction) -> bool:
    """Whether the fact is the one that is meant; of parts in agreements, the capacity counts and not for whom."""
    if change.property in ("signatory", "witness"):
        capacity = fact.value.capacity.casefold() == change.property
        return capacity and (value is None or fact.value.participant == getattr(value, "participant", None))
    return value is None or bool(fact.value == value)


def _rejected(
    facts: Sequence[Fact[Any]], field: str, value: object, change: Correction, barred: set[tuple[str, object]]
) -> Sequence[Fact[Any]]:
    """Those that are meant are refused; of values that exclude each other, the best of the others takes their place."""
    wrong = [fact for fact in facts if _is(fact, value, change)]
    if not wrong:
        raise UnknownMeaning("no such fact is told")
    barred.update((field, fact.value) for fact in wrong)
    after = [replace(fact, accepted=False) if fact in wrong else fact for fact in facts]
    if field in _SINGLE and not any(fact.accepted for fact in after):
        left = [
            replace(fact, accepted=not fact.told or any(t.evidence.confidence >= ACCEPTED for t in fact.told))
            for fact in after
            if (field, fact.value) not in barred
        ]
        settled = {fact.value: fact for fact in (settle_dates(left) if field in _DATES else settle(left))}
        after = [settled.get(fact.value, fact) for fact in after]
    return after


def _accepted(
    facts: Sequence[Fact[Any]], field: str, value: object, change: Correction, barred: set[tuple[str, object]]
) -> Sequence[Fact[Any]]:
    right = [fact for fact in facts if _is(fact, value, change)]
    if not right:
        raise UnknownMeaning("no such fact is told (add it, with its source)")
    sources = (change.source,) if change.source else ()
    return [
        replace(fact, accepted=True, sources=(*fact.sources, *sources))
        if fact in right
        else replace(fact, accepted=fact.accepted and field not in _SINGLE)
        for fact in facts
    ]


def _added(
    facts: Sequence[Fact[Any]], field: str, value: object, change: Correction, barred: set[tuple[str, object]]
) -> Sequence[Fact[Any]]:
    if not any(_is(fact, value, change) for fact in facts):
        facts = [*facts, Fact(value)]
    return _accepted(facts, field, value, change, barred)


_CHANGES: Final = {"reject": _rejected, "accept": _accepted, "add": _added}


def _label(agreement: Agreement, before: Agreement, by: Corrector) -> str:
    """What it is called by its facts; with the day where its IRI needs one."""
    notation, day = _called_after(before)
    exact = vocabulary.local(agreement.iri) != f"{(day or 'undated')[:4]}-{notation}"
    notation, day = _called_after(agreement)
    parties = [by.meanings.labels[fact.value] for fact in agreement.parties if fact.accepted]
    return agreement_label(notation, day, parties, exact)


def _called_after(agreement: Agreement) -> tuple[str, str | None]:
    day = next(_accepted_values(agreement.signed_on), None) or agreement.announced_on
    return vocabulary.AGREEMENT_TYPES[next(_accepted_values(agreement.types))], day


def _accepted_values(facts: Iterable[Fact[str]]) -> Any:
    return (fact.value for fact in facts if fact.accepted)
