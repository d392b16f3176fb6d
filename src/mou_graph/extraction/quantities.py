"""Durations and sums of money, wherever they stand; which is an agreement's is decided in `validity` and `worth`."""

import re
from decimal import Decimal

from mou_graph.extraction.lexicon import CURRENCY_MARKS, CURRENCY_WORDS, NUMBERS, SCALES
from mou_graph.model import Money

__all__ = ["durations", "sums"]

_WORD_NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
_DURATION = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{_WORD_NUMBER})(?:\s*\(\s*\w+\s*\))?[\s-]+"
    r"(?:(?:more|further|additional|full|consecutive|calendar|academic)\s+)?"
    r"(?P<unit>years?|months?|seasons?)\b(?!\s+(?:ago|old|earlier|later|before|now|in a row|of experience))(?:'s?)?",
    re.I,
)


def durations(text: str) -> list[tuple[int, int, str]]:
    """Durations, as ISO 8601.

    >>> [iso for _, _, iso in durations("valid for five (5) years; a 30-month MoU; three more years")]
    ['P5Y', 'P30M', 'P3Y']
    """
    found = []
    for m in _DURATION.finditer(text):
        word = m["n"].casefold()
        n = NUMBERS[word] if word in NUMBERS else int(word)
        if 0 < n <= 99:
            found.append((m.start(), m.end(), f"P{n}{'M' if m['unit'].casefold().startswith('m') else 'Y'}"))
    return found


_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_MARKS = "|".join(re.escape(m) for m in sorted(CURRENCY_MARKS, key=len, reverse=True))
_WORDS = "|".join(re.escape(m).replace(r"\ ", r"\s+") for m in sorted(CURRENCY_WORDS, key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONEY = re.compile(
    rf"(?<![\w$])(?P<mark>{_MARKS})\s?(?P<n1>{_FIGURE})(?:[\s-]?(?P<s1>{_SCALE})\b(?:\s+(?P<t1>crores?|million|billion)"
    r"\b)?|(?!\w))(?:\s*(?P<code>USD|AUD|CAD|HKD|SGD|NZD)\b)?"
    rf"|(?<![\w.])(?P<n2>{_FIGURE}|(?:{_WORD_NUMBER})(?=[\s-](?:{_SCALE})\b))[\s-]?(?:(?P<s2>{_SCALE})\b"
    rf"(?:\s+(?P<t2>crores?|million|billion)\b)?)?[\s-]*(?P<word>(?:{_WORDS})\b|(?:{_MARKS})(?![\w$]))",
    re.I,
)
_COUNT = re.compile(r"\d|million|billion|crore|lakh", re.I)
_LOWER_MARKS = frozenset(("Rs", "Rp", "Tk", "Dh"))
_BEHIND = frozenset(("RM", "Rs", "Tk"))


def sums(text: str) -> list[tuple[int, int, Money]]:
    """Sums of money with their currency.

    >>> [(str(m.value), m.currency) for _, _, m in sums("€3.4 million, 64.65 million dollars, Rs 330 crore")]
    [('3400000', 'EUR'), ('64650000', 'USD'), ('3300000000', 'INR')]
    >>> [(str(m.value), m.currency) for _, _, m in sums("US$21M, two million euros, Rs 1.2 lakh crore, P4P")]
    [('21000000', 'USD'), ('2000000', 'EUR'), ('1200000000000', 'INR')]
    """
    if not _COUNT.search(text):
        return []
    found = []
    for m in _MONEY.finditer(text):
        currency = _currency(m)
        if currency is not None:
            figure = (m["n1"] or m["n2"]).casefold()
            value = Decimal(NUMBERS[figure]) if figure in NUMBERS else Decimal(re.sub(r"[, \u00a0]", "", figure))
            for scale in (m["s1"] or m["s2"], m["t1"] or m["t2"]):
                value *= SCALES[scale.casefold()] if scale else 1
            value = value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
            if value > 0:
                found.append((m.start(), m.end(), Money(value, currency)))
    return found


def _currency(m: re.Match[str]) -> str | None:
    """The code of the currency; None where the letters beside the figure are no mark of one."""
    unit = m["mark"] or m["word"]
    if unit.isalpha() and len(unit) <= 2:
        scaled = m["s1"] or m["s2"]
        marks = unit.isupper() or unit in _LOWER_MARKS if m["mark"] else unit in _BEHIND and scaled
        if not marks:
            return None
    if m["mark"] == "$" and m["code"]:
        return m["code"].upper()
    name = " ".join(unit.split())
    return CURRENCY_MARKS.get(name.upper()) or CURRENCY_WORDS.get(name.casefold())
