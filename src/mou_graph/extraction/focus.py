"""What the parties will work on together: the noun phrases of the text that name it, judged by where they stand.

Every noun phrase of the sentences from the first telling of the agreement on is a candidate.  Its signs (`areas`) have
weights, learnt by `scripts/train_focus.py`; those likely enough are the focus areas.
"""

import re
from collections import Counter
from collections.abc import Iterator

from mou_graph.extraction.areas import Candidate, Place, label, likelihood, stems, words_of
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import AGREEMENT_NOUN, pattern
from mou_graph.extraction.nounphrases import noun_phrases
from mou_graph.extraction.pacts import Pact, Read, owners, tells
from mou_graph.extraction.people import Page

__all__ = ["FocusReader"]

_TOGETHER = re.compile(pattern("together"), re.I)
_ZONES = frozenset(("about", "contact", "related", "legal", "byline", "caption"))
_LIKELY = 0.3
"""In cross-validation precision, recall and F1 are .45, .55, .49 at .25; .48, .51, .50 here; .52, .49, .50 at .35."""
_LONE = 0.2
"""What is kept where nothing is likelier: hardly any agreement is about nothing."""
_COMPANY = 0.4
"""What the list that a phrase stands in counts beside the phrase itself."""
_JOINS = re.compile(r"(?:[\s,;]|\band\b|&|\bor\b|\bas well as\b|\bthe\b|\bjoint\b)*", re.I)
_BULLET = 8
_MOST = 12
_NAMED = re.compile(
    r"\b(?:areas|fields|pillars|priorities|themes|domains|objectives|directions)(?: of \w+)?"
    r"\s*(?:[:–—]|\s-\s|,? namely,?)\s*"
    r"(?P<list>[^.;:–—()]{10,300}?)(?=\s*(?:[.;–—]|\s-\s|$))",
    re.I,
)
"""'three areas: A, B and C': what is named so is an area as it is worded."""
_MEMBER = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+(?=[\w-]+ing\s)", re.I)
_WORDS = 7
_NAMED_AREA = 0.86
_BESIDE_NAMED = 0.5
"""What else is read, where a list names the areas."""


class FocusReader:
    """Finds the areas of each agreement of a text."""

    def __init__(self, page: Page, pacts: list[Pact]) -> None:
        self.page = page
        self.pacts = pacts
        self.parties = {e for p in pacts for e in p.parties}
        self.names = {f.casefold() for o in page.known.found for f in o.forms} | {
            f.casefold() for h in page.register.found for f in h.forms
        }
        self.first = min((e.sentence.index for p in pacts for e in p.events), default=0)

    def read(self) -> None:
        """Give each agreement its areas."""
        owned: dict[int, list[Pact]] = {}
        candidates = self.candidates()
        for c, likely in zip(candidates, _in_company(candidates), strict=True):
            if likely < _LONE:
                continue
            if c.sentence.index not in owned:
                owned[c.sentence.index] = owners(self.page, self.pacts, c.sentence)
            for pact in owned[c.sentence.index]:
                pact.focus.append(Read(c.label, c.start, c.end, likely, f"focus.{c.by}"))
        named = self._named(owned)
        for pact in self.pacts:
            kept = [f for f in pact.focus if not named or f.confidence >= _BESIDE_NAMED]
            pact.focus = _best(kept or pact.focus)

    def _named(self, owned: dict[int, list[Pact]]) -> bool:
        """Give the agreements the areas that a list names as such; whether there was one."""
        named = False
        for sentence in self.page.sentences[self.first :]:
            listed = _NAMED.search(sentence.text) if sentence.zone not in _ZONES else None
            members = list(_members(sentence, listed)) if listed else []
            if len(members) < 3:
                continue
            named = True
            for pact in owned.get(sentence.index) or owners(self.page, self.pacts, sentence):
                inside = [f for f in pact.focus if members[0].start <= f.start < members[-1].end]
                pact.focus = [f for f in pact.focus if f not in inside] + members
        return named

    def candidates(self) -> list[Candidate]:
        """Every noun phrase of the sentences that may speak of what the parties will do."""
        found: list[Candidate] = []
        opener = ""  # what stands before a list of items
        for sentence in self.page.sentences if self.pacts else ():
            if sentence.zone in _ZONES or (sentence.index < self.first and sentence.zone != "headline"):
                continue
            if sentence.zone != "item":
                opener = sentence.text
            found += self._of(sentence, opener)
        often = Counter(c.label.casefold() for c in found)
        for c in found:
            if often[c.label.casefold()] > 1:
                c.signs.append("repeated")
        return found

    def _of(self, sentence: Sentence, opener: str) -> list[Candidate]:
        found = []
        place = Place(sentence)
        common = self._signs(sentence, opener)
        for p in noun_phrases(sentence):
            labelled = label(sentence, p)
            if labelled is None or labelled[0].casefold() in self.names:
                continue
            text, start, end = labelled
            over = [m for m in self.page.rows[sentence.index] if m.start < end and start < m.end]
            if any(m.kind == "person" for m in over):
                continue
            signs = common + place.signs(p) + words_of([x for x in sentence.tokens[p.i : p.j] if x.start >= start])
            signs += sorted({f"{m.kind}.{'inside' if m.start <= start and end <= m.end else 'part'}" for m in over})
            found.append(Candidate(text, start, end, sentence, p.by, signs))
        return found

    def _signs(self, sentence: Sentence, opener: str) -> list[str]:
        far = sentence.index - self.first
        bounds = [0, 1, 3, 7, 15]
        signs = ["bias", f"zone.{sentence.zone}", f"far.{sum(far >= b for b in bounds)}"]
        agreed = AGREEMENT_NOUN.search
        told = {
            "sentence.tells": tells(self.pacts, sentence),
            "sentence.agreement": agreed(sentence.text) is not None,
            "sentence.together": _TOGETHER.search(sentence.text) is not None,
            "sentence.party": any(m.entity in self.parties for m in self.page.rows[sentence.index] if m.kind == "org"),
        }
        if sentence.zone == "item":
            told["item.colon"] = opener.rstrip().endswith((":", ";"))
            told["item.opened"] = bool(_TOGETHER.search(opener) or agreed(opener))
        return signs + [sign for sign, true in told.items() if true]


def _members(sentence: Sentence, listed: re.Match[str]) -> Iterator[Read]:
    """The members of a list that names areas; none where one of them is too long to be a phrase."""
    at = listed.start("list")
    pieces = [*_MEMBER.finditer(listed["list"]), None]
    found = []
    start = 0
    for piece in pieces:
        end = piece.start() if piece else len(listed["list"])
        text = listed["list"][start:end]
        if not 0 < len(text.split()) <= _WORDS:
            return
        found.append(Read(text, sentence.start + at + start, sentence.start + at + end, _NAMED_AREA, "focus.named"))
        start = piece.end() if piece else end
    yield from found


def _in_company(candidates: list[Candidate]) -> list[float]:
    """How likely each is, by itself and by the list it stands in: what is listed together is of one kind."""
    alone = [likelihood(c.signs) for c in candidates]
    together: list[float] = []
    k = 0
    while k < len(candidates):
        end = k + 1
        while end < len(candidates) and _listed(candidates[end - 1], candidates[end]):
            end += 1
        mean = sum(alone[k:end]) / (end - k)
        together += [(1 - _COMPANY) * own + _COMPANY * mean for own in alone[k:end]]
        k = end
    return together


def _listed(one: Candidate, other: Candidate) -> bool:
    """Whether only commas and "and" stand between two phrases, or both are lines of one list."""
    if one.sentence is not other.sentence:
        a, b = one.sentence, other.sentence
        return a.zone == b.zone == "item" and b.index == a.index + 1 and other.start - b.start < _BULLET
    between = one.sentence.text[one.end - one.sentence.start : other.start - one.sentence.start]
    return one.end <= other.start and _JOINS.fullmatch(between) is not None


def _best(found: list[Read]) -> list[Read]:
    """The likeliest, none that says what another one says already; in the text's order."""
    kept: list[Read] = []
    said: list[frozenset[str]] = []
    for read in sorted(found, key=lambda r: (-r.confidence, r.start)):
        if len(kept) == _MOST or (kept and read.confidence < _LIKELY):
            break
        words = stems(str(read.value))
        if any(words <= s or s <= words or 2 * len(words & s) >= len(words | s) for s in said):
            continue
        kept.append(read)
        said.append(words)
    return sorted(kept, key=lambda r: r.start)
