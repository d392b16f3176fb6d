"""What may stand between a post and the name of who holds it: only what the post is of.

"Minister of Foreign Affairs, Foreign Trade and Immigration | Mr Holm", "President Testville University, | Dr Holm".
"""

import re

from mou_graph.extraction.layout import Token
from mou_graph.extraction.lexicon import CREDENTIALS, DEMONYMS, FIELDS, PLACES_IN_PICTURE
from mou_graph.extraction.names import Mention

__all__ = ["FIELD_LIKE", "bridged", "past_aside", "past_credentials", "start_of"]

FIELD_LIKE = re.compile(
    r"(?:tions?|ments?|ings?|ics|ogy|ogies|ness|ity|ities|ance|ence|ship|ships|ism|work|works|care|sales|business"
    r"|affairs|relations|people|talent|strategy|growth|products?|extension|production)$",
    re.I,
)
"""Endings of words that name a field of work, and are no surname's."""
_LONGEST = 24
"""Tokens between a post and its holder."""
_SMALL = frozenset(("of", "for", "at", "in", "to", "the", "and", "&", ",", "/", "(", ")", "'s", "its", "their"))
_OPENS = frozenset(("of", "for", "at", "in", "to", "from", "and", "&", ",", "/", "(", "-", "–"))
_NEVER_LAST = frozenset(("of", "for", "at", "in", "to", "the", "and", "&", ",", "/", "("))
_NAMING = ("org", "name", "acronym", "place", "other", "role")


def bridged(t: list[Token], row: list[Mention], i: int, j: int) -> bool:
    """Whether the tokens i to j, behind a post, say nothing but what it is of."""
    if i >= j:
        return i == j
    starts = {r.i: r for r in row if i <= r.i and r.j <= j and r.kind in _NAMING}
    if j - i > _LONGEST or t[j - 1].low in _NEVER_LAST or not (t[i].low in _OPENS or i in starts):
        return False
    k = i
    while k < j:
        if k in starts:
            k = starts[k].j
        elif t[k].low in _SMALL or t[k].low in DEMONYMS or _is_field(t[k]):
            k += 1
        else:
            return False
    return True


def _is_field(token: Token) -> bool:
    low = token.low
    return (
        low in FIELDS or low.endswith(("al", "ic")) or (FIELD_LIKE.search(low) is not None and not low.endswith("ing"))
    )


def start_of(t: list[Token], m: Mention) -> int:
    """The token where the name's honorifics begin."""
    k = m.i
    if m.honorific:
        width = len(m.honorific)
        while k > 0 and m.start - t[k - 1].start <= width + 2:
            k -= 1
    return k


def past_aside(t: list[Token], k: int) -> int:
    """Behind '(right)' or '(KUT)', where such brackets begin at k: what a caption puts behind a name."""
    if k < len(t) and t[k].text == "(":
        for j in range(k + 1, min(k + 10, len(t))):
            if t[j].text == ")":
                pictured = any(x.low in PLACES_IN_PICTURE for x in t[k + 1 : j])
                return j + 1 if pictured or j - k < 3 else k
    return k


def past_credentials(t: list[Token], k: int) -> int:
    """Behind ', PhD, FRCS'."""
    while k + 1 < len(t) and t[k].text == "," and t[k + 1].low.strip(".") in CREDENTIALS:
        k += 2
    return k
