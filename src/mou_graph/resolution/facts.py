"""Weighing what announcements say: tellings into facts, and which facts the graph accepts."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from mou_graph.model import Evidence
from mou_graph.resolution.values import Fact, Telling

__all__ = ["ACCEPTED", "gather", "interval", "most_told", "settle", "settle_dates", "weight"]

T = TypeVar("T")

ACCEPTED: Final = 0.5
"""A fact that no announcement tells with at least this confidence is recorded, not accepted."""


def gather(statements: Iterable[tuple[T, str, Evidence]]) -> tuple[Fact[T], ...]:
    """One fact a value, in the order of first telling; statements are (value, announcement, evidence).

    An announcement that states a value twice tells it once, with both passages and the better confidence.
    """
    told: dict[T, dict[str, Evidence]] = {}
    for value, announcement, evidence in statements:
        tellings = told.setdefault(value, {})
        before = tellings.get(announcement)
        tellings[announcement] = evidence if before is None else _both(before, evidence)
    return tuple(
        Fact(
            value,
            tuple(Telling(announcement, evidence) for announcement, evidence in tellings.items()),
            any(evidence.confidence >= ACCEPTED for evidence in tellings.values()),
        )
        for value, tellings in told.items()
    )


def _both(one: Evidence, other: Evidence) -> Evidence:
    confidence, rule = min((-e.confidence, e.rule) for e in (one, other))
    return Evidence(tuple(sorted({*one.spans, *other.spans})), -confidence, rule)


def weight(fact: Fact[T]) -> float:
    """How much speaks for it: the confidences of its tellings together."""
    return sum(telling.evidence.confidence for telling in fact.told)


def settle(
    facts: Sequence[Fact[T]], *, rank: Callable[[Fact[T]], float] = weight, always: bool = False
) -> tuple[Fact[T], ...]:
    """Of values that exclude each other, accept the weightiest; `always` accepts it however unsure it is.

    Equal weights: the value that comes first in the order of their text.
    """
    open_ = [fact for fact in facts if fact.accepted or always]
    if not open_:
        return tuple(facts)
    best = min(open_, key=lambda fact: (-round(rank(fact), 6), str(fact.value)))
    return tuple(replace(fact, accepted=True) if fact is best else _refused(fact) for fact in facts)


def settle_dates(facts: Sequence[Fact[str]]) -> tuple[Fact[str], ...]:
    """As `settle`, but a less exact date speaks for the more exact ones it agrees with, and loses to them.

    >>> facts = gather((day, str(n), Evidence((), 0.9, "r")) for n, day in enumerate(["2024-03", "2024-03-08", "2024"]))
    >>> [(fact.value, fact.accepted) for fact in settle_dates(facts)]
    [('2024-03', False), ('2024-03-08', True), ('2024', False)]
    """
    return settle(
        facts,
        rank=lambda fact: sum(weight(f) for f in facts if fact.value.startswith(f.value)) + len(fact.value) / 1000,
    )


def _refused(fact: Fact[T]) -> Fact[T]:
    return replace(fact, accepted=False) if fact.accepted else fact


def most_told(forms: Counter[str]) -> str:
    """The most frequent; of equals the longest, of those the first in the alphabet."""
    return min(forms, key=lambda form: (-forms[form], -len(form), form))


_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def interval(day: str | None) -> tuple[date, date] | None:
    """The first and last day that a date, a month or a year means; None for what is none.

    >>> interval("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> interval("2024-02-30") is None, interval(None) is None
    (True, True)
    """
    if not day or not _DATE.fullmatch(day):
        return None
    try:
        first = date.fromisoformat(day + "-01-01"[len(day) - 10 :] if len(day) < 10 else day)
    except ValueError:
        return None
    if len(day) == 10:
        return first, first
    if len(day) == 4:
        return first, first.replace(month=12, day=31)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1) if first < date(9999, 12, 1) else date.max
    return first, date.fromordinal(following.toordinal() - 1)
