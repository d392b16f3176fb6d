"""Names that the text spells out before their short form: Economic Community of West African States (ECOWAS).

The letters in the brackets tell where the name begins, over any "and", comma and "of", and whatever its head is.
"""

from mou_graph.extraction.lexicon import NO_INITIAL, NOT_ACRONYMS
from mou_graph.extraction.runs import Line

__all__ = ["spelt_out"]

_LONGEST = 20
"""Words walked over; bounds the work."""
_SKIPPED = 1
"""Words in capitals that give no letter: the Countries of EDCTP."""


def spelt_out(line: Line) -> dict[int, int]:
    """The names before a bracket that holds their initials: first token to end, in capitals and two words at least."""
    t = line.t
    found = {}
    for p in range(2, line.n - 2):
        if t[p].text != "(":
            continue
        m = p + 1
        while m < line.n - 1 and t[m].low in ('"', "'", "the"):
            m += 1
        letters = "".join(c for c in t[m].low if c.isalpha())
        closed = any(x.text == ")" for x in t[m + 1 : m + 6])
        if not closed or not line.is_acronym(m) or len(letters) > 10 or t[m].low in NOT_ACRONYMS:
            continue
        i = _start(line, p, letters)
        if i >= 0:
            found[i] = p
    return found


def _start(line: Line, p: int, letters: str) -> int:
    """Where the name begins whose words, read from right to left before token p, give the letters; -1 for none."""
    left, k, begin, skipped = len(letters), p, -1, 0
    while left > 0 and k > max(0, p - _LONGEST):
        k -= 1
        t = line.t[k]
        if t.low in NO_INITIAL:
            left -= t.low[0] == letters[left - 1] and not _taken(line.t[k - 1].low if k else "", letters[:left])
            continue
        taken = _taken(t.low, letters[:left])
        skipped += not taken
        if skipped > _SKIPPED or not t.text[0].isupper():
            return -1
        left -= taken
        begin = k
    if left or begin < 0 or p - begin < 2 or line.honorific_at(begin):
        return -1
    return begin


def _taken(word: str, letters: str) -> int:
    """How many of the last letters a word begins with: Community gives ECOWAS's C, and CARICOM's COM."""
    most = 0
    for size in range(1, len(letters) + 1):
        if word.startswith(letters[-size:]):
            most = size
    if not most and "-" in word:
        parts = "".join(part[:1] for part in word.split("-"))
        return len(parts) if letters.endswith(parts) else 0
    return most
