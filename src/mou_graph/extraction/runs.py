"""One sentence's words by what they can be part of: runs of capitals, titles, posts, heads of organisations.

A `Line` answers questions about stretches of tokens and decides nothing: what a stretch names is read in `names`.
"""

import re

from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import (
    CLOSING_HEADS,
    DAYS,
    FIELDS,
    FIRST_POSTS,
    FUNCTION_WORDS,
    HONORIFICS,
    NOT_HEADS,
    OPENERS,
    ORG_HEADS,
    OWN_POSSESSIVES,
    PLACES,
    PREPOSITIONS,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    SAID,
    SEATS,
    SIGNING,
    STAND_ALONE,
    SUFFIXES,
    WHOLES,
)

__all__ = ["Line", "is_title_case"]

_LONGEST = 30  # words in a run of capitals; more is no name, and reading it word by word costs its square
_ANY_CASE_SUFFIXES = frozenset(("sa", "as", "co", "se", "ab", "ag", "kg", "kk"))
"""Legal forms that are words or syllables too: only in capitals, or with a full stop."""
_FULL = 3
"""Words of a name that is surely whole."""
_ADVERB = 5
"""Letters of the longest name in -ly that is no adverb: Emily, Italy."""
_TICKER = re.compile(r"[A-Z0-9]{2,6}\.[A-Z]{1,2}")
"""What a newswire prints behind a company: KCHOL.IS."""
_BASED = ("-based", "-headquartered", "-owned", "-funded", "-backed", "-led", "-born", "-listed")
"""How words end that describe who is named behind them."""
_MINISTERS = frozenset(("minister", "secretary", "commissioner", "undersecretary"))
_OWN_POSTS = frozenset(
    ("president", "director", "dean", "chairman", "chair", "chairperson", "ceo", "rector", "minister", "secretary",
     "officer", "manager", "governor", "mayor", "chancellor", "provost")
)  # fmt: skip
"""Posts that a name behind them never takes in: "President Acme Bank" is no bank's name."""


def is_title_case(sentence: Sentence) -> bool:
    """Whether capitals say nothing here: a headline in which nearly every word has one, or all of it is in capitals."""
    if sentence.zone in ("body", "headline") and 1 < len(sentence.tokens) <= 3 and sentence.text[-1:].isalpha():
        return True
    if sentence.zone not in ("headline", "related", "body", "caption"):
        return False
    if sentence.text.rstrip('"').endswith((".", "?")):
        return False
    if sentence.zone != "headline" and len(sentence.text) > 150:
        return False
    words = [t for t in sentence.tokens if len(t.text) > 3 and t.text[0].isalpha()]
    if len(words) < 3:
        return False
    if any(t.text.islower() and (SIGNING.fullmatch(t.text) or t.low not in PREPOSITIONS | OPENERS) for t in words):
        return False  # a word of weight without a capital: here capitals mean names
    return sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)


class Line:
    """A sentence's tokens with the capitals that count; `i` to `j` are token indices, end exclusive."""

    __slots__ = ("cap", "n", "sentence", "t")

    def __init__(self, sentence: Sentence, *, lower_words: frozenset[str], capital_words: frozenset[str]) -> None:
        self.sentence = sentence
        self.t: list[Token] = sentence.tokens
        self.n = len(self.t)
        self.cap = self._capitals(lower_words, capital_words)

    # ── capitals and runs ───────────────────────────────────────────────────────
    def _capitals(self, lower_words: frozenset[str], capital_words: frozenset[str]) -> list[bool]:
        """Which tokens have a capital of their own: the sentence's first word may have it by position only."""
        caps = [t.capital for t in self.t]
        start = True
        for k, t in enumerate(self.t):
            if t.text in '"([':
                continue
            shouted = t.text.isupper() and len(t.text) > 1 and t.low not in OPENERS
            if start and caps[k] and t.text[0].isupper() and not shouted:
                caps[k] = not self._by_position(k, lower_words, capital_words)
            if caps[k] and (t.low.endswith(_BASED) or _TICKER.fullmatch(t.text)):
                caps[k] = False  # "Leeds-based Acme"
            article = 0 < k < len(caps) - 1 and t.low == "the"
            if caps[k] and not start and t.low in FUNCTION_WORDS and not article:
                caps[k] = False
            start = False
        return caps

    def _by_position(self, k: int, lower_words: frozenset[str], capital_words: frozenset[str]) -> bool:
        """Whether the first word's capital is only that of a first word."""
        t = self.t[k]
        after = self.t[k + 1] if k + 1 < self.n else None
        follows = after is not None and (
            after.capital
            or after.low in ("'s", "(", "&")
            or (after.low == "of" and (t.low in ORG_HEADS or t.low in SEATS))
        )
        if after is not None and f"{t.low} {after.low}" in PLACES:
            return False  # New Zealand
        if after is not None and after.text == "," and t.low.endswith("ly") and len(t.low) > _ADVERB:
            return True  # "Similarly, …"
        if t.low in OPENERS or (t.low in lower_words and (not follows or t.low.endswith("ing"))):
            return True
        speaks = after is not None and (
            after.low in SAID or after.text == "," or SIGNING.fullmatch(after.text) is not None
        )
        joined = after is not None and after.low == "and" and k + 2 < self.n and self.t[k + 2].capital
        speaks = speaks or (joined and len(t.text) > 3)
        return not follows and t.text not in capital_words and t.low not in PLACES and not speaks

    def adjacent(self, k: int) -> bool:
        """Token k follows k-1 in one name: nothing but a space between, and no empty line."""
        start = self.sentence.start
        gap = self.sentence.text[self.t[k - 1].end - start : self.t[k].start - start]
        return gap in (" ", "") or (gap.isspace() and "\n\n" not in gap)

    def run(self, k: int) -> int:
        """The end of the run of capitalised words that begins at k: `&` and numbers join, a comma does not."""
        if k >= self.n or not self.cap[k]:
            return k
        j = k + 1
        while j < self.n and j - k < _LONGEST:
            t = self.t[j]
            if not self.adjacent(j) and t.text != "'s":
                break
            goes_on = j + 1 < self.n and self.cap[j + 1]
            if t.low in DAYS:
                break  # "Acme University | Saturday signed"
            if self.cap[j] and t.text[0].isalpha():
                if t.low in OPENERS and self.t[j - 1].text.endswith(".") and t.text.istitle():
                    break  # "… in the U.S. Its …"
                j += 1
            elif goes_on and t.text == "&" and self._two_names(k, j):
                break
            elif goes_on and (t.text == "&" or (t.text == "'s" and self._owns(j))):
                j += 2
            elif goes_on and t.text.isdigit() and len(t.text) < 3:
                j += 1
            else:
                break
        return j

    def _two_names(self, k: int, at: int) -> bool:
        """Whether the "&" stands between two full names: a whole house before it, three words and one behind."""
        if not any(t.low in WHOLES for t in self.t[k:at]):
            return False
        end = at + 1  # no run: runs that ask for runs cost their square
        while end < self.n and self.cap[end] and self.t[end].text[0].isalpha() and end - at < _LONGEST:
            end += 1
        return end - at > _FULL and any(t.low in WHOLES for t in self.t[at + 1 : end])

    def _owns(self, k: int) -> bool:
        """Whether the possessive at k stands inside a name."""
        return self.t[k - 1].low in OWN_POSSESSIVES and self.t[k + 1].low not in ROLE_HEADS

    # ── titles and posts ────────────────────────────────────────────────────────
    def honorific_at(self, k: int) -> bool:
        """Whether token k is a title as it stands before a name."""
        t = self.t[k]
        low = t.low.rstrip(".ª")
        if low == "tan":  # Tan Sri is a title, Tan a family name
            return k + 1 < self.n and self.t[k + 1].low == "sri"
        if t.text == "M." and k and self.cap[k - 1] and self.adjacent(k) and self.t[k - 1].low not in ROLE_HEADS:
            return False  # an initial inside a name, not Monsieur
        if t.low not in HONORIFICS and low not in HONORIFICS:
            return False
        shouted = t.text.isupper() and len(low) > 2 and "." not in t.text
        return (t.text[0].isupper() or t.low == "dato'") and not shouted

    def role_end(self, k: int, *, before: int | None = None) -> int:
        """The end of a post that begins at k (modifiers and heads) and ends by `before`, or k when none does."""
        j, head = k, k
        last = min(self.n, k + 7) if before is None else before
        while j < last:
            low = self.t[j].low.rstrip(".")
            if j > k and not self.adjacent(j) and self.t[j].text not in "-":
                break
            if (
                low in ROLE_HEADS
                or ("-" in low and all(part in ROLE_HEADS or part == "general" for part in low.split("-")))
                or (low.endswith("s") and low[:-1] in ROLE_HEADS and low not in ORG_HEADS)
                or (j > k and ((low == "general" and head == j) or (low == "executive" and self._chief_executive(j))))
            ):
                j = head = j + 1
            elif low in ROLE_MODIFIERS or self._inside_post(k, j):
                j += 1
            elif low in ("and", "&") and head == j and j > k and self.role_end(j + 1) > j + 1:
                j = head = self.role_end(j + 1)
            else:
                break
        return head

    def _chief_executive(self, k: int) -> bool:
        """The 'executive' at k ends a post: it is no part of 'chief executive officer'."""
        return self.t[k - 1].low == "chief" and not (k + 1 < self.n and self.t[k + 1].low == "officer")

    def _inside_post(self, k: int, j: int) -> bool:
        """Whether token j can go on inside the post that begins at k: a hyphen, or a field before its minister."""
        low = self.t[j].low.rstrip(".")
        if (j > k and self.t[j].text == "-") or (low in FIELDS and self._before_minister(j)):
            return True
        if j > k and low in ("and", "&") and self._before_minister(j):
            return True  # Fisheries and Livestock Minister
        led = low in FIELDS or low in ("and", "&", "human", "corporate")
        return self.t[k].low == "chief" and led and self._before_officer(j)

    def _before_officer(self, k: int) -> bool:
        """'chief human resources and corporate affairs officer'."""
        words = [t.low for t in self.t[k : k + 6]]
        return "officer" in words and all(
            w in FIELDS or w in ROLE_MODIFIERS or w in ("and", "&") for w in words[: words.index("officer")]
        )

    def _before_minister(self, k: int) -> bool:
        """'Trade and Industry Minister': only fields stand between token k and the head."""
        for t in self.t[k + 1 : k + 5]:
            if t.low in _MINISTERS:
                return True
            if t.low not in FIELDS and t.low not in ("and", "&"):
                return False
        return False

    # ── heads ───────────────────────────────────────────────────────────────────
    def has_head(self, i: int, j: int) -> bool:
        """Whether tokens i to j hold a word that makes an organisation of them."""
        for k in range(i, j):
            low = self.t[k].low
            if low in SUFFIXES and k > i and self._is_suffix(k):
                return True
            if low in ORG_HEADS:
                if j - i == 1 and low not in STAND_ALONE:
                    continue
                if low in CLOSING_HEADS and k < j - 1 and " ".join(t.low for t in self.t[k + 1 : j]) not in PLACES:
                    continue  # National Gallery Singapore
                return True
        return False

    def _is_suffix(self, k: int) -> bool:
        """A legal form, not the word or syllable that is spelt as one."""
        t = self.t[k]
        if t.low.rstrip(".") not in _ANY_CASE_SUFFIXES:
            return True
        return t.text.isupper() or t.low.endswith(".") or t.low == "co"

    def is_headless(self, i: int, j: int) -> bool:
        """Whether the head of tokens i to j names a thing or a place that is no organisation: a project, a street."""
        un = any(t.low in ("un", "united", "world", "national") for t in self.t[i : min(i + 2, j)])
        if un and self.t[j - 1].low in ("programme", "program") and j - i > 2:
            return False  # the UN Development Programme, the World Food Programme
        last = self.t[j - 1].low.rstrip(".")
        if last in NOT_HEADS and last not in ORG_HEADS:
            return True
        lows = [t.low for t in self.t[i:j]]
        return any(low in NOT_HEADS for low in lows) and not any(low in ORG_HEADS for low in lows)

    def is_acronym(self, k: int) -> bool:
        """Whether token k is mostly capitals: KUT, AfDB, R&D; a number or a fraction is none."""
        text = self.t[k].text
        letters = [c for c in text if c.isalpha()]
        if not 2 <= len(text) <= 12 or "/" in text or len(letters) < 2 or sum(c.isdigit() for c in text) > 1:
            return False
        return sum(c.isupper() for c in letters) >= 0.6 * len(letters)

    def name_goes_on(self, k: int, role: int) -> bool:
        """A post's words (k to role) open an organisation's name: Student Representative Council, General Hospital."""
        if not self.cap[k]:
            return False
        end = self.run(k)
        if any(self.honorific_at(m) for m in range(role, end)):
            return False
        if self.t[k].low in FIRST_POSTS and role == k + 1:
            return False
        if any(t.low in ORG_HEADS or t.low in SUFFIXES for t in self.t[role:end]):
            return self.t[role - 1].low not in _OWN_POSTS
        return False
