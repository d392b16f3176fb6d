"""How far an organisation's name goes beyond the run of capitals that holds its head.

To the left over fields joined by "and", to the right over "of …", "for …" and the legal form.
"""

from mou_graph.extraction.lexicon import (
    DEMONYMS,
    DIRECTIONS,
    FIELDS,
    JOINS_ANYTHING,
    OF_MEMBERS,
    ORG_HEADS,
    PLACES,
    SEATS,
    SUFFIXES,
    UNITS,
    WEAK_HEADS,
    WHOLES,
    WITH_PLACE,
)
from mou_graph.extraction.runs import Line

__all__ = ["left", "right", "suffix"]

_LINKS = frozenset(["of", "for", "in", "at", "on", "de", "del", "della", "da", "do", "di", "du", "des", "für", "dos"])
_ARTICLES = frozenset(("the", "la", "le", "il", "los", "las"))
_AFTER_COMMA = frozenset(
    ("inc", "ltd", "llc", "llp", "lp", "corp", "co", "plc", "limited", "gmbh", "s.a", "n.v", "jsc", "pjsc", "sa")
)
"""Legal forms that may stand behind a comma."""


def left(line: Line, k: int) -> int:
    """Where the name begins: fields joined by 'and' before the head's run, Food and | Agriculture Organization."""
    t, cap = line.t, line.cap
    joined = FIELDS | DIRECTIONS | DEMONYMS
    if k < 2 or t[k - 1].low not in ("and", "&") or not cap[k - 2] or t[k].low not in joined:
        return k
    i = k - 2
    while i > 0 and cap[i - 1] and line.adjacent(i):
        i -= 1
    if t[k - 2].low not in joined or line.has_head(i, k - 1):
        return k
    if i >= 2 and t[i - 1].text == "," and t[i - 2].low in FIELDS and cap[i - 2]:
        i -= 2
    return i


def suffix(line: Line, k: int) -> int:
    """After a name: the end of its legal form, across a comma or in round brackets; k where it has none."""
    t, n = line.t, line.n
    j = k
    while j < n:
        m = j + 1 if t[j].text == "," else j
        if m + 2 < n and t[m].text == "(" and t[m + 1].low in SUFFIXES and t[m + 2].text == ")":
            j = m + 3
        elif (
            m < n and t[m].low in SUFFIXES and (t[m].capital or t[m].low in ("plc", "gmbh"))
            and (t[m].low.rstrip(".") in _AFTER_COMMA if m > j else line.adjacent(m))
        ):  # fmt: skip
            j = m + 1
        else:
            break
    return j


def right(line: Line, i: int, k: int) -> int:
    """Where the name ends whose run is i to k: it takes in 'of Science and Technology', 'for X', ', Inc.'."""
    j = suffix(line, k)
    if j > k:
        return j
    head = next((line.t[m].low for m in range(k - 1, i - 1, -1) if line.t[m].low in ORG_HEADS), "")
    had_of = any(line.t[m].low == "of" for m in range(i, k))
    while j < line.n:
        low = line.t[j].low
        if low in _LINKS:
            end = _linked(line, i, k, j, head=head, had_of=had_of)
            had_of = had_of or low in ("of", "for")
        elif low in ("and", "&", ",") and j > i:
            end = _listed(line, j, head=head, had_of=had_of)
        else:
            break
        if end < 0:
            break
        j = end
    return max(j, suffix(line, j))


def _linked(line: Line, i: int, k: int, j: int, *, head: str, had_of: bool) -> int:
    """The end of what the preposition at j adds to the name, or -1 where the name stops before it."""
    t = line.t
    low, m = t[j].low, j + 1
    while m < line.n and t[m].low in _ARTICLES:
        m += 1
    end = line.run(m)
    of_or_for = low in ("of", "for")
    if end == m or (of_or_for and line.role_end(m) > m and t[m].low not in FIELDS):
        return -1
    first = t[m].low
    place = " ".join(x.low for x in t[m:end]) in PLACES
    heads_there = any(x.low in ORG_HEADS and x.low not in FIELDS for x in t[m:end])
    if of_or_for and heads_there and first not in FIELDS and head not in OF_MEMBERS:
        strong_there = any(
            (x.low in ORG_HEADS and x.low not in WEAK_HEADS and x.low not in FIELDS) or x.low in WHOLES
            for x in t[m:end]
        )
        if strong_there or head in UNITS or not head:
            return -1  # "… of the University of X": another organisation begins
    if low in ("in", "on") and first not in FIELDS:
        return -1
    if low == "of" and head == "board" and k - i == 1 and (line.is_acronym(m) or heads_there):
        return -1  # the board of somebody: a part of a post
    if low == "at" and not (had_of and head == "university" and (place or end - m == 1) and not line.is_acronym(m)):
        return -1
    if low == "of" and place and had_of:
        last = t[j - 1].low
        if last not in FIELDS and last not in SEATS and not (last.endswith("s") and head == "academy"):
            return -1
    if low == "of" and place and not had_of and k - i > 1 and head not in WITH_PLACE and first not in FIELDS:
        return -1
    return _until_post(line, m, end)


def _listed(line: Line, j: int, *, head: str, had_of: bool) -> int:
    """The end of what the 'and' or comma at j adds to the name, or -1: fields, and whatever a faculty is of."""
    t = line.t
    low, last, m = t[j].low, t[j - 1].low, j + 1
    if low == "," and m < line.n and t[m].low in ("and", "&"):
        m += 1
    end = line.run(m)
    fields = end > m and last in FIELDS and t[m].low in FIELDS and had_of
    if (
        not fields
        and not _led(line, low, m, end, head=head, had_of=had_of)
        and not _plurals(line, j, m, end, had_of=had_of)
    ):
        return -1
    if low == "," and not _list_closes(line, end):
        return -1
    end = _until_post(line, m, end)
    if line.has_head(m, end) and not all(x.low in FIELDS for x in t[m:end]):
        return -1
    return end


def _led(line: Line, low: str, m: int, end: int, *, head: str, had_of: bool) -> bool:
    """Whatever a faculty is of may be joined: Department of Mechanical and Material Engineering."""
    if (
        low == ","
        or not had_of
        or head not in JOINS_ANYTHING
        or end <= m
        or line.is_acronym(m)
        or line.has_head(m, end)
    ):
        return False
    return line.t[m].low not in PLACES and not line.honorific_at(m) and line.role_end(m) == m


def _plurals(line: Line, j: int, m: int, end: int, *, had_of: bool) -> bool:
    """Two plurals belong together whatever they mean: Association of Brewers and Distillers."""
    last = line.t[j - 1].low
    if line.t[j].low == "," or not had_of or end - m != 1:
        return False
    low = line.t[m].low
    return (
        last.endswith("s") and low.endswith("s") and low not in ORG_HEADS and low not in PLACES and last not in PLACES
    )


def _until_post(line: Line, m: int, end: int) -> int:
    """A run is cut where a post or a title begins in it."""
    for x in range(m + 1, end):
        role = line.role_end(x)
        if line.honorific_at(x) or role > x + 1 or (role > x and line.t[x].low not in FIELDS):
            return x
    return end


def _list_closes(line: Line, k: int) -> bool:
    """After ', Youth' an 'and Sports' must follow: only then is the comma inside a name."""
    t, n = line.t, line.n
    while k < n and t[k].text == ",":
        if k + 1 < n and t[k + 1].low in ("and", "&"):
            k += 1
            break
        end = line.run(k + 1)
        if end == k + 1 or t[k + 1].low not in FIELDS:
            return False
        k = end
    return k + 1 < n and t[k].low in ("and", "&") and line.cap[k + 1] and t[k + 1].low in FIELDS
