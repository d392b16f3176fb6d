"""Bodies of states, their head in lower case: the government of Oman, the Nigerian government, the health ministry."""

from mou_graph.extraction.lexicon import DEMONYMS, FIELDS, FIXED, PLACES
from mou_graph.extraction.runs import Line

__all__ = ["LIES_IN", "fixed", "public", "realm"]

_GOVERNMENT = frozenset(("government", "city", "municipality", "embassy"))
"""What is of a place; a city acts as well as it lies somewhere."""
_LEVELS = frozenset(("federal", "central"))
_TIERS = frozenset(("state", "county", "city", "province", "provincial", "district", "regional", "municipal"))
_AND = frozenset(("and", "&", ","))
_REALMS = frozenset(("republic", "kingdom", "commonwealth", "federation"))
LIES_IN = frozenset(("in", "at", "from", "to", "near", "around", "within", "across"))


def public(line: Line) -> dict[int, int]:
    """The bodies in lower case by their first token, with their end."""
    found = {}
    for k, t in enumerate(line.t):
        if t.text in _GOVERNMENT or t.text == "ministry":
            i, j = _of(line, k) if k + 2 < line.n and line.t[k + 1].low == "of" else (_owner(line, k), k + 1)
            if j - i > 1:
                found[i] = j
    return found


def _of(line: Line, k: int) -> tuple[int, int]:
    """'government of Oman', 'ministry of health and sports'."""
    t, m = line.t, k + 2
    if t[k].text == "ministry":
        end = m
        while end < line.n and (t[end].low in FIELDS or (end > m and t[end].low in _AND and end + 1 < line.n)):
            end += 1
        while end > m and t[end - 1].low not in FIELDS:
            end -= 1
        return k, end if end > m else k
    m += m + 1 < line.n and t[m].low == "the"
    end = line.run(m)
    if t[k].text == "city" and any(x.low in LIES_IN for x in t[max(0, k - 2) : k]):
        return k, k
    role = next((x for x in range(m + 1, end) if line.role_end(x) > x or line.honorific_at(x)), end)
    return k, role if end > m else k


def _owner(line: Line, k: int) -> int:
    """Where "the Nigerian government", "Kenya's government" or "the trade and industry ministry" begins; k for none."""
    t = line.t
    if t[k].text == "ministry":
        i = k
        while i > 0 and (
            t[i - 1].low in FIELDS or (i < k and t[i - 1].low in ("and", "&", ",") and t[i - 2].low in FIELDS)
        ):
            i -= 1
        return i if all(x.text.islower() or not x.text.isalpha() for x in t[i:k]) else k
    if t[k].text != "government":
        return k
    if t[k - 1].low in _TIERS and line.cap[k - 1]:
        i = k - 1
        while i > 0 and line.cap[i - 1] and line.adjacent(i):
            i -= 1
        if i < k - 1:
            return i  # the Kano State government
    end = k - 1 if k and t[k - 1].text == "'s" else k
    for width in (3, 2, 1):
        words = " ".join(x.low for x in t[max(0, end - width) : end])
        named = words in PLACES or (width == 1 and (words in DEMONYMS or words in _LEVELS))
        if end >= width and named and line.t[end - width].text[0].isupper():
            return end - width
    return k - 1 if k > 1 and line.cap[k - 1] and line.t[k - 2].low == "the" and line.adjacent(k) else k


def fixed(line: Line) -> dict[int, tuple[int, bool]]:
    """Names that hold an "and" or "the" and are told as they are: their end, and whether it is a place's."""
    t, found = line.t, {}
    for k, token in enumerate(t):
        if token.low not in FIXED or not token.text[0].isupper():
            continue
        for words, place in FIXED[token.low]:
            j = k + len(words)
            if j > line.n or [x.low for x in t[k:j]] != words or not t[j - 1].text[0].isupper():
                continue
            if j == line.n or not (line.cap[j] and line.adjacent(j)):  # not Trinidad and Tobago | Chamber
                found[k] = j, place
                break
    return found


def realm(line: Line, k: int) -> int:
    """The end of the "of China" behind "the People's Republic", which ends at k; or k."""
    t = line.t
    if t[k - 1].low not in _REALMS or k + 1 >= line.n or t[k].low != "of":
        return k
    ends = range(min(k + 5, line.run(k + 1)), k + 1, -1)
    return next((j for j in ends if " ".join(x.low for x in t[k + 1 : j]) in PLACES), k)
