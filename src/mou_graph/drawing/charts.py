"""Bars, as data for a template: the served pages and the printed report draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bar", "bars"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its number, its length of 100."""

    label: str
    number: int
    length: int


def bars(found: Sequence[tuple[str, int]]) -> list[Bar]:
    """The longest has 100; what is not nothing can be seen.

    >>> bars([("2024", 0), ("2025", 5), ("2026", 10)])[1:]
    [Bar(label='2025', number=5, length=50), Bar(label='2026', number=10, length=100)]
    """
    most = max((number for _, number in found), default=1) or 1
    return [Bar(label, number, max(min(1, number), round(100 * number / most))) for label, number in found]
