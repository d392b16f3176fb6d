"""Names that the text spells out before their short form: Economic Community of West African States (ECOWAS).

The letters in the brackets tell where the name begins, over any "and", comma and "of", and whatever its head is.
"""

from mou_graph.extraction.lexicon import NO_INITIAL, NOT_ACRONYMS
from mou_graph.extraction.runs import Line

__all__ = ["spells", "spelt_out"]

_LONGEST = 20
"""Words walked over; bounds the work."""
_LETTERS = 12
"""Letters of the longest acronym that is looked at."""


def spells(letters: str, words: list[str]) -> int:
    """How many words give no letter where the others' beginnings, in order, are the letters; -1 where they are not.

    The first word gives one, and small ones never need to.

    >>> spells("hkust", "hong kong university of science and technology".split())
    0
    >>> spells("caricom", ["caribbean", "community"]), spells("kut", ["university", "of", "kaleva"])
    (0, -1)
    """
    if not words or not 0 < len(letters) <= _LETTERS:
        return -1
    best = {0: 0}
    for n, word in enumerate(words):
        after: dict[int, int] = {}
        for at, skipped in best.items():
            if n:
                after[at] = min(after.get(at, _LONGEST), skipped + (word not in NO_INITIAL))
            for size in range(1, len(letters) - at + 1):
                if not word.startswith(letters[at : at + size]):
                    break
                after[at + size] = min(after.get(at + size, _LONGEST), skipped)
        best = after
    return best.get(len(letters), -1)


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
        closed = any(x.text == ")" for x in t[m + 1 : m + 6])
        if not closed or not line.is_acronym(m) or t[m].low in NOT_ACRONYMS:
            continue
        i = _start(line, p, "".join(c for c in t[m].low if c.isalpha()))
        if i >= 0:
            found[i] = p
    return found


def _start(line: Line, p: int, letters: str) -> int:
    """Where the name before token p begins that gives the letters: the one with the fewest idle words; -1 for none."""
    starts: list[tuple[int, int]] = []
    words: list[str] = []
    for k in range(p - 1, max(-1, p - _LONGEST), -1):
        t = line.t[k]
        if not (t.text[0].isupper() or t.low in NO_INITIAL):
            break
        words[:0] = t.low.split("-")
        if t.text[0].isupper() and p - k > 1 and t.low[0] == letters[0] and not line.honorific_at(k):
            idle = spells(letters, words)
            used = sum(w not in NO_INITIAL for w in words) - idle
            if idle in (0, 1) or (1 < idle <= used and len(letters) > 4):
                starts.append((idle, -k))
    return -min(starts)[1] if starts else -1
