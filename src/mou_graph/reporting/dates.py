"""When an agreement ends, as far as the announcements say: days, months or years, as exact as they were told."""

import calendar
import re
from datetime import date, timedelta

from mou_graph.errors import DrawingError

__all__ = ["dated", "last_day", "lasting", "later"]

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
TERM = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")  # of xsd:duration, without times
HORIZON = re.compile(r"(\d{1,4}) ?(day|week|month|year)s?")


def dated(text: str) -> str:
    """A year, a month or a day; nothing where the text is none.

    >>> dated("2029-03"), dated("soon")
    ('2029-03', '')
    """
    return text if DATE.fullmatch(text) else ""


def later(start: str, duration: str) -> str:
    """The date so much later, no more exact than the start; nothing where either says nothing.

    >>> later("2024-03-08", "P5Y"), later("2024", "P18M"), later("2024-01-31", "P1M"), later("", "P5Y")
    ('2029-03-08', '2025', '2024-02-29', '')
    """
    term = TERM.fullmatch(duration)
    if not term or not any(term.groups()) or not dated(start):
        return ""
    years, months, weeks, days = (int(part or 0) for part in term.groups())
    year, month, day = (int(part) for part in (start + "-01-01")[:10].split("-"))
    count = year * 12 + month - 1 + years * 12 + months
    if count >= 12 * 9999:
        return ""
    day = min(day, calendar.monthrange(count // 12, count % 12 + 1)[1])
    try:
        end = date(count // 12, count % 12 + 1, day) + timedelta(days=7 * weeks + days)
    except (OverflowError, ValueError):
        return ""
    return end.isoformat()[: len(start)]


def last_day(told: str) -> str:
    """The last day of a year or a month.

    >>> last_day("2024"), last_day("2024-02"), last_day("2024-02-03")
    ('2024-12-31', '2024-02-29', '2024-02-03')
    """
    if len(told) == 4:
        return told + "-12-31"
    if len(told) == 7:
        return f"{told}-{calendar.monthrange(int(told[:4]), int(told[5:]))[1]:02}"
    return told


def lasting(horizon: str) -> str:
    """How far ahead to look, as a duration.  Raises `DrawingError`.

    >>> lasting("12 months"), lasting("90 days"), lasting("1 year")
    ('P12M', 'P90D', 'P1Y')
    """
    found = HORIZON.fullmatch(horizon.strip().lower())
    if not found:
        raise DrawingError(f"{horizon!r} is no stretch of time: say it as 90 days, 12 months or 2 years")
    return f"P{int(found[1])}{found[2][0].upper()}"
