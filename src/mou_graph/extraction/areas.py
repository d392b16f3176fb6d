"""The items of a list of areas: where one ends and the next begins, and what of it is the area."""

import re
from typing import NamedTuple

from mou_graph.extraction.lexicon import (
    COUNTRIES,
    EMPTY,
    ENDS,
    JOINTS,
    NO_AREA,
    PLACES,
    ROLE_HEADS,
    SAID,
    SMALL,
    pattern,
)

__all__ = ["CUT", "Area", "clean", "is_area", "split"]

CUT = re.compile(pattern("area_cut"), re.I | re.S)
"""Where an area ends in its item."""
_LEADS = re.compile(pattern("area_leads"), re.I)
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣∙·*]|[-–](?=\s)|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s*")
_POST = re.compile(r"\b(?:professor|director|dean|president|minister|mr|ms|dr)\b")
_NOT_FIRST = re.compile(pattern("no_area_first"))
_NOT_INSIDE = re.compile(pattern("no_area_inside"))


class Area(NamedTuple):
    """A focus area where it stands in the sentence's text (offsets of the whole text)."""

    label: str
    start: int
    end: int
    confidence: float
    rule: str


def split(text: str) -> list[tuple[int, int]]:
    """A list's items as offsets: by semicolons where there are any, else by commas and the closing 'and'.

    >>> s = "student exchange, joint research and staff training"
    >>> [s[a:b] for a, b in split(s)]
    ['student exchange', 'joint research', 'staff training']
    """
    mark = (
        r"\s*;\s*(?:and\s+|or\s+)?(?:lastly,?\s+|finally,?\s+)?"
        if ";" in text
        else r"\s*,\s*(?:and\s+|or\s+|as well as\s+|along with\s+)?|\s+as well as\s+|\s+along with\s+"
    )
    pieces, at = [], 0
    for m in re.finditer(mark, text):
        pieces.append((at, m.start()))
        at = m.end()
    pieces.append((at, len(text)))
    if ";" not in text:
        # The last item "X and Y" closes a list with commas; without commas it is two only if both are phrases.
        a, b = pieces[-1]
        joint = list(re.finditer(r"\s+(?:and|&|or)\s+", text[a:b]))
        if joint:
            m = joint[-1] if len(pieces) > 1 else joint[0]
            left, right = text[a : a + m.start()], text[a + m.end() : b]
            closing = (
                len(pieces) > 1
                and text[max(0, a - 5) : a].strip() not in ("and", "or")
                and not re.search(r"and\s+$", text[:a])
            )
            if closing or (len(pieces) == 1 and len(left.split()) >= 2 and len(right.split()) >= 2):
                pieces[-1:] = [(a, a + m.start()), (a + m.end(), b)]
    return [(a, b) for a, b in pieces if b > a]


def clean(text: str, start: int) -> tuple[str, int, int] | None:
    """An item as a short noun phrase, with its offsets; None where nothing is left."""
    begin = 0
    m = _BULLET.match(text)
    if m:
        begin = m.end()
    m = _LEADS.match(text[begin:])
    lead = m.end() if m else 0
    body = text[begin + lead :]
    cut = CUT.search(body, 1)
    if cut:
        body = body[: cut.start()]
    body = body.rstrip(" ,;:.-–\"'")
    words = body.split()
    if len(words) > 8:
        joints = [k for k, w in enumerate(words[:9]) if k >= 2 and w.casefold() in JOINTS]
        words = words[: joints[-1]] if joints else words[:8]
        kept = re.match(rf"\s*\S+(?:\s+\S+){{{len(words) - 1}}}", body)
        body = kept[0] if kept else body
    while words and words[-1].casefold() in ENDS:
        body = body[: body.rstrip().rfind(words[-1])].rstrip(" ,")
        words = body.split()
    if not words:
        return None
    offset = begin + lead + (len(text[begin + lead :]) - len(text[begin + lead :].lstrip()))
    body = body.strip()
    content = [w for w in re.findall(r"[\w-]+", body.casefold()) if w not in EMPTY and w not in SMALL]
    if not content or not any(c.isalpha() for c in body) or re.fullmatch(r"[\d\W]+", body):
        return None
    return " ".join(body.split()), start + offset, start + offset + len(body)


def is_area(label: str) -> bool:
    """Whether a label can name a field of work: no place, no post, no clause, no word that says nothing."""
    low = label.casefold()
    words = low.split()
    if low in PLACES or low in COUNTRIES or words[-1] in ROLE_HEADS or words[0] in SAID:
        return False
    if len(words) == 1 and (low in NO_AREA or low.endswith("ly")):
        return False
    return not _POST.search(low) and not _NOT_FIRST.match(low) and not _NOT_INSIDE.search(low)
