"""How far a post's words go, and whose the post is: "Dean of the Faculty of Law | at Northmoor University".

What a post is of stays in the role as long as it is a part; a whole organisation is where the post is held.
"""

import re
from typing import NamedTuple

from mou_graph.extraction.bridges import FIELD_LIKE
from mou_graph.extraction.directory import is_unit, promote
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import (
    DEMONYMS,
    FIELDS,
    LEADS_A_PART,
    OWNERS,
    POST_PREPOSITIONS,
    TRAILING_FIELDS,
)
from mou_graph.extraction.names import Mention
from mou_graph.extraction.people import Page

__all__ = ["SCHOOLS", "Reach", "above", "generic", "last_organization", "reach", "tidy", "words_of"]

SCHOOLS = OWNERS | {"school"}
"""Kinds that may stand for an organisation named before: "the school's"."""
_FRAME = re.compile(r"^(?:the|its|their|a|an|our|then|current|new)\s+", re.I)
_JOINTS = frozenset(("and", "&", ",", "-", "to", "–"))
_STOPS = frozenset(
    ("and", "said", "who", "for", "on", "with", "by", "was", "were", "is", "to", "at", "in", "from", "as")
)
"""Where lower-case words that belong to a post end."""
_NOBODY = frozenset(("board", "honour", "honor", "staff", "council", "state", "government"))


class Reach(NamedTuple):
    """A post as far as it goes: its words, its organisation (or -1), and the token after it."""

    text: str
    organization: int
    end: int


def words_of(sentence: Sentence, i: int, j: int) -> str:
    """The text of tokens i to j, one space between words."""
    t = sentence.tokens
    return " ".join(sentence.text[t[i].start - sentence.start : t[j - 1].end - sentence.start].split())


def tidy(text: str) -> str:
    """A post as printed, without what frames it."""
    return _FRAME.sub("", " ".join(text.split()).strip(" ,;:–-"))


def generic(page: Page, sentence: Sentence, word: str) -> int:
    """'the university's': the organisation last named whose own name has that word, or -1."""
    for row in reversed(page.rows[max(0, sentence.index - 60) : sentence.index + 1]):
        for r in reversed(row):
            forms = page.known.found[r.entity].forms if r.kind == "org" and r.entity >= 0 else ()
            if any(word in form.casefold().split() for form in forms):
                return r.entity
    return -1


def last_organization(row: list[Mention], i: int) -> int:
    """The whole organisation named last before token i of the sentence, or -1."""
    found = [r for r in row if r.j <= i and r.kind == "org" and r.entity >= 0 and not is_unit(r.text)]
    return found[-1].entity if found else -1


def above(page: Page, row: list[Mention], unit: Mention) -> int:
    """What a unit stands under: known, or the organisation named before it in the sentence."""
    if unit.entity >= 0 and page.known.found[unit.entity].parent >= 0:
        return page.known.found[unit.entity].parent
    return last_organization(row, unit.i)


def reach(page: Page, sentence: Sentence, row: list[Mention], role: Mention, *, limit: int) -> Reach:
    """Read a post from its head on, no further than token `limit`."""
    return _Reader(page, sentence, row, role, limit).read()


class _Reader:
    """One post being read: `end` closes the role's words, `k` is the token to go on at.

    A step returns whether to go on.
    """

    def __init__(self, page: Page, sentence: Sentence, row: list[Mention], role: Mention, limit: int) -> None:
        self.page = page
        self.sentence = sentence
        self.t = sentence.tokens
        self.row = row
        self.role = role
        self.limit = limit
        self.by_start = {r.i: r for r in row}
        self.end = self.k = role.j
        self.organization = -1

    def read(self) -> Reach:
        while self.k < self.limit and self._step():
            pass
        return Reach(words_of(self.sentence, self.role.i, self.end), self.organization, self.k)

    def _step(self) -> bool:
        t, k = self.t, self.k
        low = t[k].low
        if t[k].text == "(":
            return self._bracket()
        if low not in POST_PREPOSITIONS and low not in _JOINTS:
            return False
        m = k + 1
        while m < self.limit and t[m].low in ("the", "its", "their", "a"):
            m += 1
        if m >= self.limit:
            return False
        inner = self.by_start.get(m)
        beside = inner is not None and inner.kind in ("org", "acronym") and self.end == k
        if low in POST_PREPOSITIONS or (low in (",", "–", "-") and beside):
            return self._of(low, m, inner)
        return low in ("and", "&", ",") and self._goes_on(low, m)

    def _to(self, k: int) -> bool:
        """The post's words go on to token k."""
        self.end = self.k = k
        return True

    def _at(self, organization: int, k: int) -> bool:
        """The post is held there; it ends."""
        self.organization, self.k = organization, k
        return False

    def _bracket(self) -> bool:
        """'Rector (KUT)', 'Director (Research)'; not '(left)'."""
        t, k = self.t, self.k
        close = next((x for x in range(k + 1, min(k + 9, self.limit)) if t[x].text == ")"), -1)
        if close < 0:
            return False
        named = any(r.kind == "person" for r in self.row if k < r.i < close)
        if self.end == k and not named and t[k + 1].low not in ("left", "right", "second", "third", "from"):
            inner = self.by_start.get(k + 1)
            if inner is not None and inner.kind == "org" and not is_unit(inner.text):
                self.organization = inner.entity
            else:
                self.end = close + 1
        self.k = close + 1
        return True

    # ── "of …" ──────────────────────────────────────────────────────────────────
    def _of(self, low: str, m: int, inner: Mention | None) -> bool:
        """What stands behind a preposition, by its kind; `m` is its token, `inner` the name there."""
        if inner is None:
            return self._plain_words(m)
        if inner.kind == "org":
            return self._of_organization(low, inner)
        if inner.kind in ("name", "acronym") and self._may_own(inner, low):
            at = promote(inner, self.page.known, confidence=0.8, rule="organization.of-post")
            if at >= 0:
                return self._at(at, inner.j)
        if inner.kind == "place" and low in ("of", "for", "in", "from"):
            return self._of_place(low, inner)
        if inner.kind in ("name", "other"):
            return self._to(inner.j)
        return inner.kind != "person" and self._plain_words(m)

    def _of_organization(self, low: str, inner: Mention) -> bool:
        """A whole organisation ends the post; a unit, or what is led at some other place, stays in the role."""
        t = self.t
        if low in ("of", "for") and self._is_led(inner):
            if inner.entity >= 0 and len(self.page.known.found[inner.entity].mentions) == 1:
                self.page.known.found[inner.entity].mentions.clear()
            inner.kind, inner.entity = "other", -1
            return self._to(inner.j)
        k = inner.j
        if inner.entity >= 0 and not is_unit(inner.text):
            if k < len(t) and t[k].text == "(":
                k = next((x for x in range(k + 1, min(k + 6, len(t))) if t[x].text == ")"), k) + 1
            return self._at(inner.entity, k)
        if self.organization < 0 and inner.entity >= 0:
            self.organization = above(self.page, self.row, inner)
        if k + 2 < len(t) and t[k].text == "(" and t[k + 2].text == ")":
            k += 3
        return self._to(k)

    def _is_led(self, inner: Mention) -> bool:
        """'Head of Hydrogen Technologies at X': what is led there, not where the post is held."""
        t = self.t
        if t[self.role.j - 1].low not in LEADS_A_PART or inner.j + 1 >= len(t) or t[inner.j].low != "at":
            return False
        return any(r.kind in ("org", "acronym", "name") and inner.j < r.i <= inner.j + 2 for r in self.row)

    def _of_place(self, low: str, inner: Mention) -> bool:
        """A country that is a party holds the post; another place stays in the role, unless it is only where."""
        country = self.page.known.get(inner.text)
        if country >= 0:
            return self._at(country, inner.j)
        if low == "in":
            return self._at(-1, inner.j)
        return self._to(self._past_places(inner))

    def _past_places(self, first: Mention) -> int:
        """'for India, Nepal, Bhutan and the Maldives': to the end of the list."""
        end = first.j
        for r in self.row:
            if r.kind == "place" and r.i > end and all(x.low in (",", "and", "the", "&") for x in self.t[end : r.i]):
                end = r.j
        return end

    def _plain_words(self, m: int) -> bool:
        """Lower-case words: 'dean of engineering', 'head of the university's Research Unit'."""
        t, j = self.t, m
        while (
            j < self.limit and j - m < 5 and t[j].text[0].isalpha()
            and j not in self.by_start and t[j].low not in _STOPS
        ):  # fmt: skip
            j += 1
        if j == m:
            inner = self.by_start.get(m)
            return inner is not None and inner.kind == "role" and self._to(inner.j)
        owns = j < len(t) and t[j].text == "'s"
        if j < len(t) and not owns and j - m <= 2 and t[j - 1].low in SCHOOLS:
            at = generic(self.page, self.sentence, t[j - 1].low)
            if at >= 0:
                return self._at(at, j)
        if owns:
            self.organization = generic(self.page, self.sentence, t[j - 1].low)
            following = self.by_start.get(j + 1)
            return following is not None and self._to(following.j)
        return self._to(j)

    def _may_own(self, m: Mention, preposition: str) -> bool:
        """Whether "Head of X" is at X, or leads X at some other place."""
        t, role = self.t, self.role
        if preposition in ("of", "for") and m.kind == "name":
            if preposition == "for":
                return False
            owned = any(
                r.kind == "org" and r.entity >= 0
                and (r.j == role.i or (r.j == role.i - 1 and t[r.j].low == "'s"))
                for r in self.row
            )  # fmt: skip
            follows = m.j < len(t) and t[m.j].low in ("at", "of", "for")
            if t[role.j - 1].low in LEADS_A_PART and (owned or follows or FIELD_LIKE.search(m.text)):
                return False
        low = m.text.casefold()
        fields = all(w in FIELDS or w in DEMONYMS or w in ("and", "&", "of", "relations") for w in low.split())
        if fields or low in _NOBODY:
            return False
        return self.page.register.match(m.text) < 0 and preposition in (
            "of",
            "at",
            "for",
            "from",
            "with",
            ",",
            "–",
            "-",
        )

    # ── "… and …" ───────────────────────────────────────────────────────────────
    def _goes_on(self, low: str, m: int) -> bool:
        """'Research, Extension and Production' goes on only inside 'of …'; 'and' before a post does not."""
        t = self.t
        following = self.by_start.get(m)
        inside = self.end > self.role.j
        if inside and low != "," and following is not None and following.kind in ("name", "other"):
            j = following.j
            if j < len(t) and t[j].low in ("at", "of", "for") and self.page.register.match(following.text) < 0:
                return self._to(j)  # "Director of Digital and Change Enablement at …"
        if inside and t[m].low in FIELDS:
            if following is None and t[m].text[0].isalpha() and low != ",":
                return self._to(m + 1)
            if following is not None and following.kind in ("name", "other") and (low != "," or self._closes(m)):
                return self._to(following.j)
        if (
            low == ","
            and self.end == self.role.j
            and following is not None
            and following.kind in ("name", "org", "other")
        ):
            begins = t[m].low in FIELDS or t[m].low in ("corporate", "public", "media", "investor")
            if begins and all(x.low in TRAILING_FIELDS for x in t[following.i : following.j]):
                return self._to(following.j)
        return False

    def _closes(self, m: int) -> bool:
        """A list 'A, B and C' inside a post closes with 'and' before the sentence does."""
        return any(x.low in ("and", "&") for x in self.t[m + 1 : m + 6])
