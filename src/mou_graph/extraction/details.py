"""Dates wherever they stand; which of them is an agreement's is decided in `occasion` and `validity`."""

import datetime as dt
import re
from dataclasses import dataclass

from mou_graph.extraction.lexicon import DAYS, MONTHS

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
