"""What stands between a subject and its verb: insertions, through whom somebody acts, auxiliaries, places."""

from mou_graph.extraction.layout import Token
from mou_graph.extraction.lexicon import SIGNING
from mou_graph.extraction.names import Mention

__all__ = ["LOOKS_ON", "signs_at", "to_the_verb"]

LOOKS_ON = frozenset(("witnessed", "witnesses", "attended", "attends", "hailed", "welcomed", "oversaw", "presided"))
"""What those do who sign nothing, before the word for signing."""
_AUXILIARIES = frozenset(("has", "have", "had", "will", "also", "then", "separately", "later"))


def signs_at(t: list[Token], row: list[Mention], k: int) -> bool:
    """Whether a verb of signing stands at token k, behind brackets, places and auxiliaries at most."""
    if k < len(t) and t[k].text == "(":
        k = next((x + 1 for x in range(k + 1, min(k + 8, len(t))) if t[x].text == ")"), k)
    places = {x for r in row if r.kind in ("place", "other") for x in range(r.i, r.j)}
    while k < len(t) and (k in places or (t[k].low in (",", "in", "the") and k + 1 < len(t))):
        k += 1
    while k < len(t) and t[k].low in _AUXILIARIES:
        k += 1
    return k < len(t) and (SIGNING.fullmatch(t[k].text) is not None or t[k].low in ("enter", "sign", "signs"))


def to_the_verb(words: list[str]) -> list[str]:
    """The words without insertions and without those through whom somebody acts, 'through the Ministry of Health,'."""
    if words[:1] and words[0] in ("through", "via") and "," in words:
        words = words[words.index(",") + 1 :]
    elif len(words) > 1 and words[0] == "," and words[1] in ("through", "via", "represented") and "," in words[1:]:
        words = words[words.index(",", 1) + 1 :]
    return _without_insertions(words)


def _without_insertions(words: list[str]) -> list[str]:
    """The words without brackets and without what stands between a pair of commas."""
    out: list[str] = []
    depth = 0
    for w in words:
        if w == "(":
            depth += 1
        elif w == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            out.append(w)
    if out.count(",") >= 2:
        first, last = out.index(","), len(out) - 1 - out[::-1].index(",")
        out = out[:first] + out[last + 1 :]
    return out
