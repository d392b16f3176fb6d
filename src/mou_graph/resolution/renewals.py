"""What a renewal renews: the latest agreement of the same parties before it, where the graph has one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Final

from mou_graph.model import Evidence
from mou_graph.resolution.agreements import ANNOUNCED_APART, Told, alike_types
from mou_graph.resolution.facts import interval
from mou_graph.resolution.values import Agreement, Fact, Telling

__all__ = ["with_renewals"]

SURE: Final = 0.9
"""How sure it is that the agreement that is renewed is the one found, where it is sure that one is."""

MANY: Final = 12  # parties; a larger circle renews only an agreement of the very same ones

Tellings = Sequence[Told]
Parties = frozenset[str]


def with_renewals(
    found: Sequence[tuple[Agreement, Tellings]], rejected: Callable[[Agreement], bool]
) -> Iterator[Agreement]:
    """The agreements, those that are renewals with what they renew; none renews what a person rejected.

    A renewal has the parties of what it renews, or some of them, or more; their kinds of paper go together; and it
    comes so much later that it cannot be another telling of it.  Its words are those that call it a renewal.
    """
    by_parties: dict[Parties, list[int]] = defaultdict(list)
    renewals = [number for number, (agreement, _) in enumerate(found) if _status(agreement) == "Renewed"]
    for number, (_, tellings) in enumerate(found) if renewals else ():
        for parties in {key for told in tellings for key in _keys(told.parties)}:
            by_parties[parties].append(number)
    renewed: dict[int, Agreement] = {}
    for number in renewals:
        agreement, tellings = found[number]
        near = {other for told in tellings for key in _keys(told.parties) for other in by_parties[key]} - {number}
        fits = [other for other in near if _before(found[other], found[number]) and not rejected(found[other][0])]
        if fits:
            _, earlier = max((_day(found[other][0]), found[other][0].iri) for other in fits)
            renewed[number] = replace(agreement, renews=(_fact(agreement, earlier),))
    return (renewed.get(number, agreement) for number, (agreement, _) in enumerate(found))


def _keys(parties: Parties) -> set[Parties]:
    pairs = combinations(sorted(parties), 2) if len(parties) <= MANY else ()
    return {parties, *map(frozenset, pairs)}


def _before(earlier: tuple[Agreement, Tellings], later: tuple[Agreement, Tellings]) -> bool:
    first, second = interval(_day(earlier[0])), interval(_day(later[0]))
    if not first or not second or _far(first, second) <= ANNOUNCED_APART:
        return False
    if not alike_types(_type(earlier[0]), _type(later[0])):
        return False
    return any(one.parties <= two.parties or two.parties <= one.parties for one in earlier[1] for two in later[1])


def _far(one: tuple[date, date], two: tuple[date, date]) -> int:
    """Days from the end of one to the beginning of the other; none where they overlap or stand the other way round."""
    return (two[0] - one[1]).days


def _fact(agreement: Agreement, earlier: str) -> Fact[str]:
    """Told by those who tell that it is a renewal."""
    told = next(fact.told for fact in agreement.statuses if fact.accepted)
    return Fact(
        earlier,
        tuple(
            Telling(announcement, Evidence(e.spans, round(e.confidence * SURE, 2), "renewal.latest-before"))
            for announcement, e in told
        ),
    )


def _status(agreement: Agreement) -> str:
    return next(fact.value for fact in agreement.statuses if fact.accepted)


def _type(agreement: Agreement) -> str:
    return next(fact.value for fact in agreement.types if fact.accepted)


def _day(agreement: Agreement) -> str:
    return next((fact.value for fact in agreement.signed_on if fact.accepted), None) or agreement.announced_on or ""
