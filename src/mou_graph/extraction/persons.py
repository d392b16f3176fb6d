"""Titles before a name, and how far the name behind them goes."""

from mou_graph.extraction.lexicon import CREDENTIALS, ORG_HEADS, PARTICLES, WEAK_HEADS
from mou_graph.extraction.runs import Line

__all__ = ["past_honorifics", "person_end", "strip_credentials"]

_RETIRED = frozenset(("r", "retd", "rtd", "ret"))
_ALWAYS_TITLES = frozenset(("dr", "prof", "professor", "mr", "mrs", "ms", "dato'", "datuk", "sir"))


def past_honorifics(line: Line, k: int) -> int:
    """Where the titles that begin at k end: "Col. (Retd)", "the Hon. Dr", "Assoc.-Prof.".

    "M." is Monsieur where it comes first, and an initial behind another title.
    """
    t, m = line.t, k
    while m < line.n:
        if m > k and t[m].text == "M.":
            break
        joins = t[m].text in ("-", ".", "(", ")", "the") and m + 1 < line.n and line.honorific_at(m + 1)
        if m > k and _retired(line, m):
            m += 3
        elif line.honorific_at(m) or (m > k and joins):
            m += 1
        else:
            break
    return m


def _retired(line: Line, m: int) -> bool:
    t = line.t
    return m + 2 < line.n and t[m].text == "(" and t[m + 1].low.strip(".") in _RETIRED and t[m + 2].text == ")"


def person_end(line: Line, k: int) -> int:
    """The end of a person's name that begins at k: capitals, initials, particles, a nickname in quotation marks."""
    t, n, cap = line.t, line.n, line.cap
    j = k
    while j < n and j - k < 8:
        if j > k and not line.adjacent(j):
            break
        if t[j].text[0].isalpha() and (cap[j] or (j == k and t[j].capital)) and t[j].text != "I":
            if _ends_person(line, k, j):
                break
            j += 1
        elif t[j].low in PARTICLES and j > k and j + 1 < n and (cap[j + 1] or t[j + 1].low in PARTICLES):
            j += 1
        elif t[j].text == '"' and k < j and j + 3 < n and cap[j + 1] and t[j + 2].text == '"' and cap[j + 3]:
            j += 3
        else:
            break
    # Family name first with a comma: "Liarng, Ruoh-Huei".
    if j == k + 1 and j + 1 < n and t[j].text == "," and "-" in t[j + 1].text and cap[j + 1]:
        j += 2 if line.honorific_at(k - 1) else 0
    while j > k and t[j - 1].low in PARTICLES:
        j -= 1
    return j


def _ends_person(line: Line, k: int, j: int) -> bool:
    """Whether the capitalised word at j begins something else than the rest of the name that began at k."""
    t = line.t[j]
    if j > k and len(t.text) > 2:
        role = line.role_end(j)
        if role > j and (j - k > 1 or role > j + 1):  # Dean may be a family name
            return True
        if line.honorific_at(j) and (t.text.endswith(".") or t.low in _ALWAYS_TITLES):
            return True
    return t.low in ORG_HEADS and t.low not in WEAK_HEADS


def strip_credentials(words: list[str]) -> list[str]:
    """A name's words without degrees and honours after it."""
    while len(words) > 1 and words[-1].strip(".,").casefold() in CREDENTIALS:
        words = words[:-1]
    return words
