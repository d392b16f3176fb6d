"""Dates, terms and sums of money, wherever they stand; which of them is an agreement's is decided in `particulars`."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from mou_graph.extraction.lexicon import CURRENCY_MARKS, CURRENCY_WORDS, DAYS, MONTHS, NUMBERS, SCALES
from mou_graph.model import Money

_MONTH = "|".join(sorted((re.escape(m) for m in MONTHS), key=len, reverse=True))
_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?P<iso>\b({_YEAR})[-./](\d{{1,2}})[-./](\d{{1,2}})\b)"
    rf"|(?P<dmy>\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?({_MONTH})\b\.?,?\s*({_YEAR})?\b)"
    rf"|(?P<mdy>\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:%])(?:\s*,?\s*({_YEAR})\b)?)"
    rf"|(?P<my>\b({_MONTH})\b\.?,?\s+(?:of\s+)?({_YEAR})\b)"
    r"|(?P<slash>\b(\d{1,2})([/.])(\d{1,2})\18(\d{4}|\d\d)\b(?P<clock>,?\s+\d{1,2}:\d\d(?::\d\d)?\s*[AP]M\b)?)",
    re.I,
)
_RELATIVE = re.compile(
    r"(?<!announced )(?<!announce )\b(?P<today>today)\b"
    r"(?! (?:announc|said|says|report|reveal|unveil|made (?:known|public)))"
    rf"|\b(?P<yesterday>yesterday)\b|\b(?P<day>{_DAY})\b(?!\s*\(?\d)",
    re.I,
)


_LOWER = re.compile(r"\b[a-z]{3,}\b")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed: what is not printed is None."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    def iso(self) -> str | None:
        if self.year is None:
            return None
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


def dates(text: str, offset: int = 0) -> list[Day]:
    """The calendar dates in a text.

    >>> [d.iso() for d in dates("on 15 January 2025, from March 2026; Dec. 3rd, 2024; 2024.05.09; 7.8.2024")]
    ['2025-01-15', '2026-03', '2024-12-03', '2024-05-09', '2024-08-07']
    """
    found: list[Day] = []
    if not _DIGIT.search(text):
        return found
    for m in _DATE.finditer(text):
        year: int | None
        day: int | None
        if m["iso"]:
            year, month, day = int(m[2]), int(m[3]), int(m[4])
        elif m["dmy"]:
            day, month, year = int(m[6]), MONTHS[m[7].casefold()], int(m[8]) if m[8] else None
        elif m["mdy"]:
            month, day, year = MONTHS[m[10].casefold()], int(m[11]), int(m[12]) if m[12] else None
            if m[10] == "may":  # "may 3" is a verb more often than a month
                continue
        elif m["my"]:
            month, day, year = MONTHS[m[14].casefold()], None, int(m[15])
        else:
            first, second, year = int(m[17]), int(m[19]), int(m[20])
            year = year + 2000 if year < 100 else year
            if m[18] == "." or first > 12 >= second or first == second:
                day, month = first, second
            elif second > 12 >= first or m["clock"]:  # who writes AM and PM puts the month first
                month, day = first, second
            else:
                continue  # 03/04/2024: two readings
        if not (1 <= month <= 12 and (day is None or 1 <= day <= 31)):
            continue
        if year is not None and day is not None:
            try:
                dt.date(year, month, day)
            except ValueError:
                continue
        end = m.start() + len(m.group().rstrip(" ,"))
        found.append(Day(offset + m.start(), offset + end, year, month, day))
    return found


_BEHIND_DATELINE = re.compile(r"[^a-zA-Z]{0,3}(?:,?\s*[A-Z]{2,6}\b|/[^/]{2,40}/|\([^)]{2,40}\))?\s*(?:–|--?|\||:|\))")


def dateline(text: str) -> tuple[Day, int] | None:
    """The date by which a report opens, behind a place at most, and where it ends; no date of what it tells.

    >>> dateline("TESTVILLE, May 3, 2024 (TNA) -- Acme signed a deal on 2 May.")[0].iso()
    '2024-05-03'
    """
    day = next(iter(dates(text[:160])), None)
    if day is None:
        return None
    before, behind = text[: day.start], _BEHIND_DATELINE.match(text, day.end)
    placed = len(before) <= 70 and len(_LOWER.findall(before)) <= 1 and before.strip().casefold() != "on"
    return (day, behind.end()) if behind and placed else None


def resolved(day: Day, published: str | None) -> str | None:
    """The date with its year: the one printed, or the last such day before the publication."""
    if day.year is not None:
        return day.iso()
    if published is None or len(published) < 10 or day.day is None:
        return None
    news = dt.date.fromisoformat(published)
    for year in (news.year, news.year - 1):
        try:
            candidate = dt.date(year, day.month, day.day)
        except ValueError:
            return None
        if candidate <= news + dt.timedelta(days=1):
            return candidate.isoformat() if (news - candidate).days < 200 else None
    return None


def relative(text: str, offset: int, published: str | None) -> list[tuple[int, int, str]]:
    """'yesterday', 'on Friday', 'today', as dates, where the day of publication is known."""
    if published is None or len(published) < 10:
        return []
    news = dt.date.fromisoformat(published)
    found = []
    for m in _RELATIVE.finditer(text):
        before = text[max(0, m.start() - 30) : m.start()]
        if re.search(
            r"\b(?:sa(?:id|ys)|announce[ds]?|told|report(?:ed|s)|stated|statement|public|every|next|until|by|each|coming|from)\s+(?:\w+\s+)?$",
            before,
            re.I,
        ):
            continue
        if m["day"] and len(m["day"]) < 4 and not m["day"][0].isupper():
            continue
        if m["today"]:
            day = news
        elif m["yesterday"]:
            day = news - dt.timedelta(days=1)
        else:
            back = (news.weekday() - DAYS[m["day"].casefold()]) % 7
            day = news - dt.timedelta(days=back)
        found.append((offset + m.start(), offset + m.end(), day.isoformat()))
    return found


_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_TERM = re.compile(
    rf"\b(?P<n>{_NUMBER})(?:\s*\(\s*\w+\s*\))?[\s-]+(?P<unit>years?|months?|seasons?)\b(?!\s+(?:ago|old|earlier"
    r"|later|before|now|in a row|of experience))(?P<s>'s?)?",
    re.I,
)
_TERM_NOT = re.compile(
    r"(?:past|last|previous|over|more than|nearly|almost|about|than|some|after|within|since|celebrat\w+|every"
    r"|first|next|for the past|"
    r"mark\w*|anniversary|aged?|history of|of its|total of)\s+(?:the\s+)?(?:past\s+|last\s+)?$",
    re.I,
)


def terms(text: str, offset: int = 0) -> list[tuple[int, int, str]]:
    """Durations, as ISO 8601, that are not told of the past.

    >>> [t for _, _, t in terms("valid for five (5) years; a 30-month MoU; over the past 24 years")]
    ['P5Y', 'P30M']
    """
    found = []
    for m in _TERM.finditer(text):
        before = text[max(0, m.start() - 30) : m.start()]
        if text[: m.start()].count('"') % 2:
            continue  # what somebody says of time is seldom the term
        ahead = re.search(
            r"(?:over|within|next|first)\s+(?:a |the )?(?:period of |next |coming |initial )?$", before, re.I
        )
        if (
            _TERM_NOT.search(before)
            and not re.search(r"\blast\s+$", before)
            and not (
                ahead
                and not re.search(
                    r"(?:spanning|collaborat\w+|partnership|relationship|cooperation|for|of|worked|history)\s+over\s+$",
                    before,
                    re.I,
                )
            )
        ):
            continue
        lasts = re.search(r"\b(?:will|would|to|shall|can|may|should|both|all)\s+(?:both\s+)?last\s+$", before, re.I)
        if re.search(r"(?:past|last|previous)\s+$", before, re.I) and not lasts:
            continue
        word = m["n"].casefold()
        n = NUMBERS.get(word) or int(word) if not word.isdigit() else int(word)
        if not 0 < n <= 99:
            continue
        found.append(
            (offset + m.start(), offset + m.end(), f"P{n}{'M' if m['unit'].casefold().startswith('m') else 'Y'}")
        )
    return found


_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_MARKS = "|".join(re.escape(m) for m in sorted(CURRENCY_MARKS, key=len, reverse=True))
_WORDS = "|".join(re.escape(m).replace(r"\ ", r"\s+") for m in sorted(CURRENCY_WORDS, key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONEY = re.compile(
    rf"(?<![\w$])(?P<mark>{_MARKS})\s?(?P<n1>{_FIGURE})(?:[\s-]?(?P<s1>{_SCALE})\b)?(?:\s*(?P<code>USD|AUD|CAD|HKD"
    rf"|SGD|NZD)\b)?"
    rf"|(?<![\w.])(?P<n2>{_FIGURE})[\s-]?(?:(?P<s2>{_SCALE})\b)?[\s-]*(?P<word>(?:{_WORDS})\b|(?:{_MARKS})(?![\w$]))",
    re.I,
)


def amounts(text: str, offset: int = 0) -> list[tuple[int, int, Money]]:
    """Sums of money with their currency.

    >>> [(str(m.value), m.currency) for _, _, m in amounts("€3.4 million, 64.65 million dollars, Rs 330 crore")]
    [('3400000', 'EUR'), ('64650000', 'USD'), ('3300000000', 'INR')]
    >>> [(str(m.value), m.currency) for _, _, m in amounts("US$21M, HK$10,000,000")]
    [('21000000', 'USD'), ('10000000', 'HKD')]
    """
    found: list[tuple[int, int, Money]] = []
    if not _DIGIT.search(text):
        return found
    for m in _MONEY.finditer(text):
        figure, scale = (m["n1"], m["s1"]) if m["mark"] else (m["n2"], m["s2"])
        unit = m["mark"] or m["word"]
        if (
            m["mark"]
            and len(unit) <= 2
            and unit.isalpha()
            and not unit.isupper()
            and unit not in ("Rs", "Rp", "Tk", "Dh")
        ):
            continue
        if not m["mark"] and unit.isalpha() and len(unit) <= 2 and (unit not in ("RM", "Rs", "Tk") or not scale):
            continue
        name = " ".join(unit.split())
        currency = CURRENCY_MARKS.get(name.upper()) or CURRENCY_WORDS.get(name.casefold())
        if currency is None:
            continue
        if m["mark"] == "$" and m["code"]:
            currency = m["code"].upper()
        value = Decimal(re.sub(r"[, \u00a0]", "", figure)) * (SCALES[scale.casefold()] if scale else 1)
        value = value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
        if value > 0:
            found.append((offset + m.start(), offset + m.end(), Money(value, currency)))
    return found
