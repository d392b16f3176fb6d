"""What a source says, field by field → Announcement, or why not.

All formats meet here: each hands over a mapping with some of the keys `id`, `text`, `title`, `url`,
`published`, `publisher`, `language`, as its source gives them; other keys are ignored.  Without a usable
text there is no announcement; any other field that is wrong is left out, with a problem that says so.
"""

import datetime
import re
from collections.abc import Iterator, Mapping

from mou_graph.model import Announcement, Problem

__all__ = ["announcement", "problem", "valid_date", "with_title"]

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as it can be told without its registry
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")  # an absolute IRI (RFC 3987), not decomposed
TITLE_SEPARATOR = re.compile(r"\s[|–—·:-]{1,2}\s")  # "HKUST signs MoU | HKUST News"


def problem(where: str, message: str) -> Problem:
    """A problem of this step."""
    return Problem("read", where, message)


def announcement(
    fields: Mapping[str, object], *, identifier: str, where: str, limit: int
) -> Iterator[Announcement | Problem]:
    """The announcement that `fields` give, after a problem for each field that had to be left out.

    `identifier` is taken where the source gives no `id`; a text over `limit` characters is refused.

    >>> fields = {"text": "A and B signed.", "published": "May"}
    >>> for one in announcement(fields, identifier="a", where="a.md", limit=99):
    ...     print(one)
    a.md: published is left out, not an ISO date (2025-01-15): 'May'
    Announcement(identifier='a', text='A and B signed.', headline=None, published=None, ...)
    """
    given = {key: value for key, value in fields.items() if value is not None and value != ""}
    text = given.get("text", "")
    if not isinstance(text, str):
        yield problem(where, f"text is not a string: {_shown(text)}")
        return
    unusable = _unusable(text, limit)
    if unusable:
        yield problem(where, unusable)
        return
    kept: dict[str, str] = {}
    for key, check in FIELDS.items():
        if key in given:
            value = check(given[key])
            if value is None:
                yield problem(where, f"{key} is left out, not {EXPECTED[key]}: {_shown(given[key])}")
            elif value:
                kept[key] = value
    title = kept.get("title")
    yield Announcement(
        identifier=kept.get("id", identifier),
        text=with_title(text, title),
        headline=title,
        published=kept.get("published"),
        url=kept.get("url"),
        publisher=kept.get("publisher"),
        language=kept.get("language", "en"),
        source=where,
    )


def with_title(text: str, title: str | None) -> str:
    r"""The text, under its title unless it begins with it.

    >>> with_title("Two parties signed.", "A meets B")
    'A meets B\n\nTwo parties signed.'
    >>> with_title("A MEETS B\nTwo parties signed.", "A meets B | News")
    'A MEETS B\nTwo parties signed.'
    """
    if title is None:
        return text
    words = r"\s+".join(map(re.escape, title.split()))
    if re.match(rf"\s*{words}[ \t]*(\n|$)", text, re.I):
        return text
    first = " ".join(text.lstrip().partition("\n")[0].split())
    site = first and title.casefold().startswith(first.casefold()) and TITLE_SEPARATOR.match(title, len(first))
    return text if site else f"{title}\n\n{text}"


def valid_date(value: object) -> str | None:
    """The day of an ISO 8601 date or date-time.

    >>> valid_date("2025-01-15T09:00:00+08:00"), valid_date("2025-02-30"), valid_date("15 January 2025")
    ('2025-01-15', None, None)
    """
    text = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?", text):
        return None
    try:
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def _unusable(text: str, limit: int) -> str | None:
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        return "there is no text"
    if len(text) > limit:
        return f"the text is over {limit:,} characters; is it one announcement?"
    if "\x00" in text:
        return "the text has NUL characters"
    return None if _is_unicode(text) else "the text has half of a surrogate pair, no Unicode character"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _line(value: object) -> str | None:
    """One line of text; a number, as identifiers are, counts as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and _is_unicode(value) and "\x00" not in value:
        return " ".join(value.split())
    return None


def _address(value: object) -> str | None:
    line = _line(value)
    return line if line == "" or (line and ADDRESS.fullmatch(line)) else None


def _language(value: object) -> str | None:
    line = _line(value)
    return line if line == "" or (line and LANGUAGE_TAG.fullmatch(line)) else None


def _shown(value: object) -> str:
    shown = ascii(value) if isinstance(value, str) and not _is_unicode(value) else repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


FIELDS = {
    "id": _line,
    "title": _line,
    "url": _address,
    "published": valid_date,
    "publisher": _line,
    "language": _language,
}
EXPECTED = {
    "id": "a line of text",
    "title": "a line of text",
    "url": "an absolute address (https://…)",
    "published": "an ISO date (2025-01-15)",
    "publisher": "a line of text",
    "language": "a language tag (en, zh-Hant)",
}
