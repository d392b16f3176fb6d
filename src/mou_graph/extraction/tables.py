"""Rows of tables and lists, where every word has a capital: which of them are a body's name."""

from itertools import pairwise

from mou_graph.extraction.bodies import field_like
from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import COMMON, MONTHS, ORG_HEADS, PLACES, SIGNING, SUFFIXES, SURE_HEADS
from mou_graph.extraction.mention import Mention

__all__ = ["is_a_name"]

_ROW = 16
"""Words in a row of a table."""


def is_a_name(sentence: Sentence, row: list[Mention]) -> bool:
    """Whether a line holds a body's full name, or people with their posts, and else figures and places at most."""
    if sentence.zone == "body" and len(sentence.tokens) <= _ROW and SIGNING.search(sentence.text) is None:
        pairs = [(a, b) for a, b in pairwise(row) if a.kind == "role" and a.j == b.i and b.kind in ("name", "person")]
        if pairs and all(len(b.text.split()) in (2, 3) for _, b in pairs):
            return True  # "President Ida Holm and Rector Per Berg"
    if sentence.zone != "body" or sum(m.kind == "org" for m in row) != 1 or len(sentence.tokens) > _ROW:
        return False
    name = next(m for m in row if m.kind == "org")
    words = name.text.casefold().split()
    own = any(len(w) > 3 and w not in ORG_HEADS and w not in COMMON and not field_like(w) for w in words)
    outside = [t for k, t in enumerate(sentence.tokens) if not name.i <= k < name.j]
    return own and any(w in SURE_HEADS or w in SUFFIXES for w in words) and not any(_says(t) for t in outside)


def _says(token: Token) -> bool:
    """A word that is no place, month, figure or acronym."""
    return token.text.isalpha() and not (token.text.isupper() or token.low in PLACES or token.low in MONTHS)
