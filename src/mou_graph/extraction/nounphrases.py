"""The noun phrases of a sentence, and what each hangs on: the verb, the preposition or the list it stands in.

There is no tagger here: closed classes of words (determiners, prepositions, auxiliaries), lists of common verbs and
the endings of words say where a phrase begins and ends.
"""

from typing import NamedTuple

from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import (
    ADJECTIVE_ENDINGS,
    ADJECTIVES_IN_ED,
    CLASSES,
    EITHER,
    LIGHT,
    NOT_ADVERBS,
    NOUNS_IN_ING,
    SUBJECTS,
    VERB_FORMS,
)

__all__ = ["Phrase", "noun_phrases"]

_LISTS = frozenset(("such", "including", "include", "includes", "like", "namely", "e.g", "e.g.", "viz", "among"))
_BEFORE_A_VERB = frozenset(("to", "will", "would", "shall", "can", "may", "could", "not", "help", "helps"))
_MODALS = frozenset(("will", "would", "shall", "can", "may", "could", "should", "must"))
_PARTICLES = frozenset(("up", "out", "off", "down", "forward", "onto"))
_NO_INFINITIVE = frozenset(
    ["access", "related", "relating", "linked", "dedicated", "devoted", "contribution", "approach", "prior", "due"]
)
_WIDENING = frozenset(("for", "in", "on", "among", "into"))
_LONGEST = 9
"""Words in a phrase with all that "of" adds."""


class Phrase(NamedTuple):
    """Tokens i to j of a sentence that make a noun phrase.

    It hangs on `word`, a verb, preposition or list word (`by` says which, or "start", "item", "other"), which hangs on
    `head`; it is the k-th of n members of a list.  Where it takes in what "for", "in" or "and" adds, `wide` says which.
    """

    i: int
    j: int
    by: str
    word: str
    head: str
    n: int = 1
    k: int = 0
    wide: str = ""


def noun_phrases(sentence: Sentence) -> list[Phrase]:
    """The noun phrases of a sentence in order; a light head ("the development of") leads to what it is followed by.

    >>> from mou_graph.extraction.layout import sentences
    >>> s, = sentences("They agreed to promote the development of solar power and joint research.")
    >>> [(" ".join(t.text for t in s.tokens[p.i : p.j]), p.word, p.wide) for p in noun_phrases(s)]
    [('solar power', 'promote', ''), ('joint research', 'promote', ''),
     ('solar power and joint research', 'promote', 'and')]
    """
    return _Chunker(sentence.tokens, item=sentence.zone == "item").read()


def _kind(t: list[Token], k: int, before: str) -> str:
    """What a word is where it stands: N(oun or adjective), V(erb), D, P, C, A(dverb), a comma, X (a break)."""
    low = t[k].low
    known = CLASSES.get(low)
    if known is not None:
        return known
    if not low[0].isalnum():
        return "," if low in ",;" else "X"
    if low.endswith("ly") and len(low) > 4 and low not in NOT_ADVERBS:
        return "A"
    after = t[k + 1] if k + 1 < len(t) else None
    follows = after is not None and after.low[0].isalnum() and after.low not in CLASSES
    base = VERB_FORMS.get(low)
    if t[k].capital and k and (before == "N" or t[k - 1].capital):
        return "N"
    if low.endswith("ed") and len(low) > 4 and "-" not in low and low != base:
        return "N" if follows and (low in ADJECTIVES_IN_ED or before not in ("N", "X", "A")) else "X"
    if base is None:
        return "V" if k and follows and t[k - 1].low in _MODALS else "N"
    if low.endswith("ing") and low != base:
        return _of_ing(low, before, after, follows=follows)
    if base not in EITHER:
        return "V"
    lead = t[k - 1] if k else None
    if low != base and before == "N" and lead is not None and lead.low in SUBJECTS:
        return "V"  # "the agreement covers"
    if before == "A" and k > 1:
        lead = t[k - 2]
    if lead is not None and low == base and lead.low in _BEFORE_A_VERB:
        return "N" if lead.low == "to" and k > 1 and t[k - 2].low in _NO_INFINITIVE else "V"
    return "V" if before == "C" and after is not None and CLASSES.get(after.low) == "D" else "N"


def _of_ing(low: str, before: str, after: Token | None, *, follows: bool) -> str:
    governs = after is not None and (follows or CLASSES.get(after.low) in ("D", "A", "C"))
    if before == "D" or not governs or after is None:
        return "N"
    if low in NOUNS_IN_ING and (before == "N" or CLASSES.get(after.low) != "D"):
        return "N"
    return "V"


def _after_bullet(t: list[Token]) -> int:
    """The first word of an item after its bullet or number."""
    k = 0
    while k < min(4, len(t) - 1) and (len(t[k].low) == 1 or t[k].low.rstrip(".").isdigit()) and t[k].low not in CLASSES:
        k += 1
    return k


def _runs(t: list[Token], first: int) -> list[tuple[str, int, int]]:
    """The words' classes, nouns and adjectives that follow each other put together; brackets left out."""
    runs: list[tuple[str, int, int]] = []
    before, until = "", first
    for k, token in enumerate(t):
        if k < until:
            continue
        if token.low in "([":
            closing = next((m for m in range(k + 1, min(k + 12, len(t))) if t[m].low in ")]"), None)
            if closing is not None:
                until = closing + 1
                continue
        if token.low in ("'s", "'") and before == "N":
            runs[-1] = ("N", runs[-1][1], k + 1)
            before = "'"
            continue
        kind = _kind(t, k, "D" if before == "'" else before)
        if kind == "N" and before in ("N", "'") and runs[-1][2] == k:
            runs[-1] = ("N", runs[-1][1], k + 1)
        else:
            runs.append((kind, k, k + 1))
        before = kind
    return runs


class _Chunker:
    """Reads the runs of one sentence from left to right."""

    def __init__(self, t: list[Token], *, item: bool) -> None:
        self.t = t
        self.runs = _runs(t, _after_bullet(t) if item else 0)
        self.found: list[Phrase] = []
        self.list: list[Phrase] = []
        self.wide: list[Phrase] = []
        self.by, self.word, self.head = "item" if item else "start", "", ""
        self.last = ""  # the head word of the last phrase or verb
        self.joint = False  # after a comma or "and"

    def read(self) -> list[Phrase]:
        r = 0
        while r < len(self.runs):
            kind, i, _ = self.runs[r]
            if kind == "N":
                r = self._noun(r)
                continue
            if kind in (",", "C"):
                self.joint = True
            elif kind not in ("D", "A"):
                self._governor(kind, self.t[i].low)
            r += 1
        self._close()
        return self.found + self.wide

    def _close(self) -> None:
        self.found.extend(p._replace(n=len(self.list), k=k) for k, p in enumerate(self.list))
        self.list = []

    def _governor(self, kind: str, low: str) -> None:
        if kind == "P" and self.joint and self.list and (self.by, self.word) == ("prep", low):
            return  # "in A, in B": the list goes on
        if low in _PARTICLES and self.word == self.last:
            return  # "set up", "carry out"
        if kind == "V":
            low = VERB_FORMS.get(low, low)
            if not (self.joint and self.by == "verb" and self.list):
                self._close()
            self.by, self.word, self.head, self.last = "verb", low, self.last, low
        elif kind == "P":
            self._close()
            self.by, self.word, self.head = "list" if low in _LISTS else "prep", low, self.last
        else:
            self._close()
            self.by, self.word, self.head = "list" if low in (":", "–", "-") else "other", low, self.last
            self.last = low
        self.joint = False

    def _noun(self, r: int) -> int:
        """Reads the phrase that begins with this run; gives the run to go on at."""
        t, runs = self.t, self.runs
        _, i, j = runs[r]
        self.last = t[j - 1].low
        if (
            r + 1 < len(runs)
            and runs[r + 1][0] == "P"
            and t[runs[r + 1][1]].low in LIGHT.get(self.last, ())
            and j - i <= 3
        ):
            if self.list and not self.joint:
                self._close()
            if self.by in ("start", "item", "other"):
                self.by, self.word = "noun", self.last
            self.head = self.last
            return r + 2
        if not self.joint:
            self._close()
        self.joint = False
        end, r = self._with_of(r, *self._shared(r))
        self.list.append(Phrase(i, end, self.by, self.word, self.head))
        self._wide(i, end, r)
        self.last = t[end - 1].low
        return r

    def _wide(self, i: int, end: int, r: int) -> None:
        """The phrase with what "for", "in" or "and" adds, as another candidate."""
        t, runs = self.t, self.runs
        if r + 1 >= len(runs) or end - i > 5:
            return
        kind, at, _ = runs[r]
        link = t[at].low
        s = r + 2 if runs[r + 1][0] == "D" else r + 1
        if s >= len(runs) or runs[s][0] != "N" or runs[s][2] - runs[s][1] > 4:
            return
        last = runs[s][2]
        if kind == "P" and link in _WIDENING and not t[runs[s][1]].capital:
            if s + 2 < len(runs) and (runs[s + 1][0], runs[s + 2][0]) == ("C", "N") and runs[s + 2][2] - last <= 4:
                last = runs[s + 2][2]
        elif kind == "C" and (len(self.list) == 1 or (s + 1 < len(runs) and runs[s + 1][0] in (",", "C"))):
            # "A and B" alone, or as a member of a list that goes on; the last two of a list are two.
            link = "of-and" if any(x.low == "of" for x in t[i:end]) else "and"
        else:
            return
        self.wide.append(Phrase(i, last, self.by, self.word, self.head, wide=link))

    def _shared(self, r: int) -> tuple[int, int]:
        """The end of "academic and research exchange", which shares its last word, and the run after it."""
        runs = self.runs
        _, i, j = runs[r]
        if (
            j - i == 1
            and r + 2 < len(runs)
            and (runs[r + 1][0], runs[r + 2][0]) == ("C", "N")
            and self.t[i].low.endswith(ADJECTIVE_ENDINGS)
            and runs[r + 2][2] - runs[r + 2][1] <= 4
        ):
            return runs[r + 2][2], r + 3
        return j, r + 1

    def _with_of(self, r: int, end: int, after: int) -> tuple[int, int]:
        i = self.runs[r][1]
        while after + 1 < len(self.runs) and self.runs[after][0] == "P" and self.t[self.runs[after][1]].low == "of":
            s = after + 2 if self.runs[after + 1][0] == "D" else after + 1
            if s >= len(self.runs) or self.runs[s][0] != "N" or self.runs[s][2] - i > _LONGEST:
                break
            end, after = self.runs[s][2], s + 1
        return end, after
