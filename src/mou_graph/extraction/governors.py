"""What a name stands behind in its sentence: the word that governs the phrase that names somebody.

The phrase is the name with all that is said of it before: titles, posts, houses.
"""

from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import (
    FIELDS,
    HONORIFICS,
    KINDS,
    NUMBERS,
    ORG_HEADS,
    PREPOSITIONS,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    SAID,
    STOPPERS,
)
from mou_graph.extraction.names import Mention

__all__ = ["Phrases"]

_INSIDE = frozenset(
    ("the", "a", "an", "its", "their", "his", "her", "'s", "'", "(", ")", '"', "then", "both", "-", "also", "lastly")
)
_LINKS = frozenset(("of", "for", "at", "to", "in", "and", "&", ","))
_WORDS = ROLE_HEADS | ROLE_MODIFIERS | FIELDS | KINDS | ORG_HEADS | NUMBERS.keys() | _INSIDE
"""Words of a post, or of the house it is held at, where no name was read."""
_OTHER = (STOPPERS | PREPOSITIONS | SAID) - _LINKS
_LONGEST = 24
"""Words of a phrase before the name; real ones have up to 20."""


class Phrases:
    """The phrases that name people in one sentence."""

    def __init__(self, sentence: Sentence, row: list[Mention]) -> None:
        self.tokens = sentence.tokens
        self.row = row
        self.within = {k: m for m in sorted(row, key=lambda m: m.kind == "person") for k in range(m.i, m.j)}

    def governor(self, m: Mention) -> int:
        """The index of the word before the phrase that names m: 'by' in "by the Rector of Acme, Ida Holm"; or -1."""
        k = m.i - 1
        while k >= 0 and m.i - k < _LONGEST:
            inner, word = self.within.get(k), self.tokens[k]
            if inner is not None:
                if inner.kind == "person":
                    break
                k = inner.i - 1
            elif word.low in ("and", "&") and self._field(k - 1) and self._field(k + 1):
                k -= 2  # "civil aviation and tourism secretary"
            elif word.low in _LINKS:
                role = self._post_before(k, m)
                if role is None:
                    break
                k = role.i - 1
            elif self._belongs(k) or (self._plain(k) and self._field(k + 1)):  # "civil | aviation secretary"
                k -= 1
            else:
                break
        return k

    def _belongs(self, k: int) -> bool:
        low = self.tokens[k].low
        return (
            low in _WORDS
            or low.strip(".") in HONORIFICS
            or (self.tokens[k].capital and k > 0 and low != "by" and not low.startswith("sign"))
        )

    def _field(self, k: int) -> bool:
        return k >= 0 and self.tokens[k].low in FIELDS and self.tokens[k].text.islower()

    def _links(self, k: int) -> bool:
        """Whether the word at k can stand inside a post: no verb, no other preposition."""
        return self.tokens[k].low in _LINKS or self._belongs(k) or self._plain(k)

    def _plain(self, k: int) -> bool:
        low = self.tokens[k].low
        return low.isalpha() and not low.endswith("ed") and low not in _OTHER

    def _post_before(self, k: int, m: Mention) -> Mention | None:
        """The post that goes on over the link at k towards the name, unless it is somebody else's before."""
        if self.tokens[k].low in ("and", "&") and not self._goes_on(k + 1, m):
            return None
        for role in reversed(self.row):
            if role.i >= k or k - role.j > _LONGEST:
                continue
            if role.kind == "person":
                return None
            if role.kind == "role":
                linked = all(x in self.within or self._links(x) for x in range(role.j, k))
                # "Rector Berg, dean of Acme Ida Holm": without a comma before the name the post is the name's own.
                apart = self.tokens[k].low == ","
                return role if linked and not (apart and self._given(role)) else None
        return None

    def _goes_on(self, k: int, m: Mention) -> bool:
        """Behind 'and' comes more of a post or a house, not the name itself."""
        while k < m.i and self.tokens[k].low.strip(".") in HONORIFICS | {"the"}:
            k += 1
        return k < m.i

    def _given(self, role: Mention) -> bool:
        """The post follows the name of another: "Ida Holm, the university's rector"."""
        k = role.i - 1
        while k >= 0:
            inner = self.within.get(k)
            if inner is not None and inner.kind == "person":
                return True
            if inner is not None:
                k = inner.i - 1
            elif self._belongs(k) or self.tokens[k].low in (",", "–", "and", "as", "who", "is", "of"):
                if self.tokens[k].low in ("and", "of") and not self._given_before(k):
                    return False
                k -= 1
            else:
                return False
        return False

    def _given_before(self, k: int) -> bool:
        """An 'and' or 'of' inside a list of posts: what stands before it is a post or a house, not a person."""
        inner = self.within.get(k - 1)
        return inner is not None and inner.kind != "person"
