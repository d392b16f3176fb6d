"""What an extractor got wrong is taken out of its draft and told, so that all later steps can trust the rest."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from mou_graph.model import AgreementDraft, Draft, Evidence
from mou_graph.resolution.facts import interval
from mou_graph.vocabulary import AGREEMENT_TYPES

__all__ = ["duration", "sound"]

_DURATION: Final = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(?:(\d+)W)?(\d+D)?(T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


def sound(draft: Draft) -> tuple[Draft, list[str]]:
    """The draft without what cannot be, and what that was.

    A draft whose evidence is not in the text cannot be trusted at all: nothing of it is left but the announcement.
    """
    if fault := _fault(draft):
        return Draft(draft.announcement), [fault]
    faults: list[str] = []
    agreements = []
    for agreement in draft.agreements:
        if agreement.type.value in AGREEMENT_TYPES:
            agreements.append(_sound_agreement(agreement, faults))
        else:
            faults.append(f"no such type of agreement: {agreement.type.value!r}")
    collaborations = []
    for collaboration in draft.collaborations:
        if collaboration.minimum_years and collaboration.minimum_years.value <= 0:
            faults.append(f"no number of years: {collaboration.minimum_years.value}")
            collaboration = replace(collaboration, minimum_years=None)
        collaborations.append(collaboration)
    if faults:
        draft = replace(draft, agreements=tuple(agreements), collaborations=tuple(collaborations))
    return draft, faults


def duration(value: str) -> str | None:
    """A term as xsd:duration has it, without weeks; None for what is none.

    >>> duration("P3Y"), duration("P2W"), duration("three years")
    ('P3Y', 'P14D', None)
    """
    found = _DURATION.fullmatch(value)
    if not found:
        return None
    years, months, weeks, days, time = found.groups()
    if weeks:
        days = f"{int(weeks) * 7 + int((days or '0D')[:-1])}D"
    return "P" + "".join(part for part in (years, months, days, time) if part)


def _sound_agreement(agreement: AgreementDraft, faults: list[str]) -> AgreementDraft:
    for name in ("signed_on", "valid_from", "valid_through"):
        stated = getattr(agreement, name)
        if stated and not interval(stated.value):
            faults.append(f"not a date: {stated.value!r}")
            agreement = _without(agreement, name)
    if agreement.term and not duration(agreement.term.value):
        faults.append(f"not a duration: {agreement.term.value!r}")
        agreement = replace(agreement, term=None)
    if agreement.amount:
        value, currency = agreement.amount.value.value, agreement.amount.value.currency
        if not (value.is_finite() and value >= 0 and _CURRENCY.fullmatch(currency)):
            faults.append(f"not an amount: {value} {currency}")
            agreement = replace(agreement, amount=None)
    return agreement


def _without(agreement: AgreementDraft, name: str) -> AgreementDraft:
    values: dict[str, Any] = {name: None}
    return replace(agreement, **values)


def _fault(draft: Draft) -> str | None:
    """What makes a draft unusable: evidence that is not in the text, a confidence that is none."""
    length = len(draft.announcement.text)
    if not draft.announcement.text.strip():
        return "the text is empty"
    for evidence in _evidence(draft):
        if not 0 <= evidence.confidence <= 1:
            return f"rule {evidence.rule} gives a confidence of {evidence.confidence}"
        if not evidence.spans or any(not 0 <= start < end <= length for start, end in evidence.spans):
            return f"rule {evidence.rule} gives a passage that is not in the text"
    for quotation in draft.quotations:
        if not 0 <= quotation.span.start < quotation.span.end <= length:
            return "a quotation is not in the text"
    return None


def _evidence(draft: Draft) -> Iterator[Evidence]:
    stated = [draft.headline, draft.published]
    for organization in draft.organizations:
        yield organization.evidence
        stated.append(organization.parent)
    for person in draft.people:
        yield person.evidence
        yield from (post.evidence for post in person.posts)
    for a in draft.agreements:
        yield from (a.type.evidence, a.status.evidence)
        yield from (value.evidence for value in chain(a.parties, a.focus_areas))
        yield from (part.evidence for part in a.participations)
        singles = (a.signed_on, a.signed_at, a.term, a.valid_from, a.valid_through, a.amount)
        yield from (value.evidence for value in singles if value)
    for c in draft.collaborations:
        yield c.evidence
        yield from (value.evidence for value in chain(c.collaborators, c.focus_areas))
        if c.minimum_years:
            yield c.minimum_years.evidence
    yield from (quotation.speaker.evidence for quotation in draft.quotations)
    yield from (value.evidence for value in stated if value)
