"""Tellings of agreements to agreements: which announcements tell of the same one.

The same parties, a compatible type and status, and signings at most 31 days apart (announcements at most 60,
where a day of signing is missing) are one agreement; two that one announcement tells apart never are.  A
telling that leaves parties out belongs to the one agreement that has them all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from mou_graph.model import AgreementDraft
from mou_graph.resolution.facts import interval

__all__ = ["ANNOUNCED_APART", "Told", "alike_types", "same_agreements"]

SIGNED_APART: Final = 31  # days between two days of signing of one agreement, as announcements have them
ANNOUNCED_APART: Final = 60  # days between two announcements of one agreement
RENEWED_APART: Final = 7  # the same, where one calls it a renewal and the other does not

# Words for any agreement: a telling that has no better one goes with every type.
_LOOSE: Final = frozenset({"OtherAgreement", "CooperationAgreement", "Partnership"})


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One agreement as one draft tells it, names resolved."""

    reading: int  # which draft
    announcement: str  # IRI
    draft: AgreementDraft
    parties: frozenset[str]  # IRIs, the accepted ones
    areas: frozenset[str]  # IRIs
    published: str | None
    words: str = ""  # its parties as the announcement names them

    @property
    def type(self) -> str:
        return self.draft.type.value

    @property
    def signed(self) -> str | None:
        """The day of signing, where it is one."""
        stated = self.draft.signed_on
        return stated.value if stated and interval(stated.value) else None


def same_agreements(tellings: Sequence[Told]) -> list[list[Told]]:
    """Groups of tellings, one group an agreement; tellings come in the order of publication.

    Near-linear: only tellings with the same parties are compared, then those that lack some with those that have
    all of the rarest of theirs.
    """
    blocks: dict[frozenset[str], list[Told]] = defaultdict(list)
    for told in tellings:
        blocks[told.parties].append(told)
    groups = [group for block in blocks.values() for group in _in_block(block)]
    return _with_parts(groups)


def _in_block(block: list[Told]) -> list[list[Told]]:
    """Tellings of the same parties, those with a day before those without."""
    groups: list[list[Told]] = []
    for dated in (True, False):
        by_reading: dict[int, list[Told]] = defaultdict(list)
        for told in block:
            if bool(told.signed or told.published) is dated:
                by_reading[told.reading].append(told)
        for together in by_reading.values():
            _place(together, groups, only=not dated)
    return groups


def _place(together: list[Told], groups: list[list[Told]], *, only: bool) -> None:
    """Each telling of one draft into the group it fits best, one a group, or a new one.

    `only`: where several would do, none does.
    """
    pairs = []
    for i, told in enumerate(together):
        fits = [(fit, j) for j, group in enumerate(groups) if (fit := _fit(told, group))]
        if not only or len(fits) == 1:
            pairs += [(fit, -i, -j) for fit, j in fits]
    placed: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in placed and -j not in placed.values():
            placed[-i] = -j
    for i, told in enumerate(together):
        if i in placed:
            groups[placed[i]].append(told)
        else:
            groups.append([told])


class _Fit(NamedTuple):
    """How well a telling goes with a group: more is better, from the first field on."""

    same_day: bool
    same_type: bool
    same_status: bool
    shared_areas: int
    days_apart: int


def _fit(told: Told, group: list[Told]) -> _Fit | None:
    """None where it does not."""
    days = []
    for other in group:
        apart = _days_apart(told, other)
        if told.reading == other.reading or apart is None or not _compatible(told, other, apart):
            return None
        days.append(apart)
    return _Fit(
        same_day=any(told.signed and told.signed == other.signed for other in group),
        same_type=any(told.type == other.type for other in group),
        same_status=any(told.draft.status.value == other.draft.status.value for other in group),
        shared_areas=max(len(told.areas & other.areas) for other in group),
        days_apart=-min(days),
    )


def alike_types(one: str, two: str) -> bool:
    """Whether two words for a paper can be for one: the same, or one of them is a word for any agreement.

    >>> alike_types("LetterOfIntent", "Partnership"), alike_types("LetterOfIntent", "FundingAgreement")
    (True, False)
    """
    return one == two or bool({one, two} & _LOOSE)


def _compatible(one: Told, two: Told, apart: int) -> bool:
    if not alike_types(one.type, two.type):
        return False
    statuses = {one.draft.status.value, two.draft.status.value}
    if len(statuses) > 1 and "Ended" in statuses:
        return False
    return apart <= RENEWED_APART or not (len(statuses) > 1 and "Renewed" in statuses)


def _days_apart(one: Told, two: Told) -> int | None:
    """Between the signings or else the announcements; 0 where a day is not known, None where it is too far."""
    signed = interval(one.signed), interval(two.signed)
    if signed[0] and signed[1]:
        days = _between(signed[0], signed[1])
        return days if days <= SIGNED_APART else None
    told = (interval(one.published) or signed[0]), (interval(two.published) or signed[1])
    if not told[0] or not told[1]:
        return 0
    days = _between(told[0], told[1])
    return days if days <= ANNOUNCED_APART else None


def _between(one: tuple[date, date], two: tuple[date, date]) -> int:
    return max(0, (one[0] - two[1]).days, (two[0] - one[1]).days)


def _with_parts(groups: list[list[Told]]) -> list[list[Told]]:
    """Groups that lack some of the parties joined to the only group that has them all."""
    having: dict[str, set[int]] = defaultdict(set)
    for i, group in enumerate(groups):
        for party in group[0].parties:
            having[party].add(i)
    into: dict[int, int] = {}
    for i in sorted(range(len(groups)), key=lambda i: len(groups[i][0].parties)):
        wider = [j for j in _wider(i, groups, having) if all(_part_of(told, groups[j]) for told in groups[i])]
        if len(wider) == 1:
            into[i] = wider[0]
            groups[wider[0]] = [*groups[wider[0]], *groups[i]]
    return [group for i, group in enumerate(groups) if i not in into]


def _wider(i: int, groups: list[list[Told]], having: dict[str, set[int]]) -> Iterator[int]:
    parties = groups[i][0].parties
    rarest = min(parties, key=lambda party: (len(having[party]), party))
    return (j for j in sorted(having[rarest]) if parties < groups[j][0].parties)


def _part_of(told: Told, group: Iterable[Told]) -> bool:
    group = list(group)
    return bool(told.signed or told.published) and _fit(told, group) is not None and not _alone(group)


def _alone(group: list[Told]) -> bool:
    return not any(told.signed or told.published for told in group)
