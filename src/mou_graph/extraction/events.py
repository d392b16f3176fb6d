"""Sentences that tell of an agreement coming about: which kind, how far it got; who agrees is read in `parties`.

What a sentence recalls from earlier years is background, not news.
"""

import re
from dataclasses import dataclass, field

from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import PARTNER, REACHING, SIGNING
from mou_graph.extraction.names import Mention
from mou_graph.extraction.news import WEAK_TYPES, Noun, is_background, is_denied, is_hoped, is_in_force, nouns
from mou_graph.extraction.parties import JOINS, Found, Group, parties
from mou_graph.extraction.people import Page
from mou_graph.extraction.status import progress
from mou_graph.model import Status

__all__ = ["Event", "events"]

_PLURAL = re.compile(
    r"\b(?:memoranda|mous|mo?as|lois|letters|agreements|accords|contracts|pacts|deals|pfas|partnerships"
    r"|protocols|documents|treaties)\b",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:tripartite|trilateral|three-way|three-party|quadripartite|four-way|multi-?party|multilateral|among"
    r"|amongst|consortium|jointly)\b",
    re.I,
)
_ANOTHER = re.compile(
    r"\b(?:another|second|third|fourth|fifth|separate|additional|similar|further|first|last|other)\s+(?:[\w'’-]+\s+){0,4}$",
    re.I,
)
_ALSO = re.compile(r"\b(?:also|likewise|separately|in addition|additionally|moreover|respectively)\b", re.I)
_INTRODUCES = re.compile(
    r"\b(?:an?|another|second|third|fourth|one more|further|separate|two|three)\b[^.;]{0,50}$", re.I
)
_ORDINAL = re.compile(r"^\W*(?:the\s+)?(?:first|second|third|fourth|fifth|other|last|latter)\b", re.I)
_RECALLED = re.compile(
    r"\b(?:under|after|following|follow(?:s|ed)|since|besides|based on|buil(?:t|ds|ding) (?:up)?on|in line with"
    r"|pursuant to|thanks to|by virtue of|expand(?:s|ed)? (?:up)?on|complements?|in addition to|as part of"
    r"|in keeping with|stems? from|result of)\s+(?:[\w'-]+\s+){0,4}$",
    re.I,
)
"""Before the word for an agreement: what rests on it is told, not that it comes about."""
_BETWEEN = re.compile(r"\s*(?:\([^)]{1,20}\)\s*)?(?:(?:signed|concluded|made|reached)\s+)?(?:between|among)\b", re.I)
_ENUMERATED = re.compile(
    r"\s*(?:\([^)]{1,20}\))?\s*(?:on|for|between|with|in the field of|concerning|regarding)\b", re.I
)
_THE = re.compile(r"\b(?:the|this|that|their|its)\s+(?:[\w'’-]+\s+){0,3}$", re.I)
_THE_ONE = re.compile(
    r"\b(?:the|this|that)\s+(?!(?:an?|first|second|third|fourth|other|last|latter|final|new)\b)"
    r"(?:[\w'’-]+\s+){0,2}$",
    re.I,
)
"""Before the word for an agreement: it has been told of before."""
_BRACKETS = re.compile(r"\([^()]*\)")
_SOME_OF = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|some|several|most|each|first)\s+of\s+(?:the|these|those)\b[^,.;]*$",
    re.I,
)
_THOSE_BETWEEN = re.compile(
    r"\b(?:are|were|include[sd]?|comprise[sd]?|takes? in|took in|among them)\b[^.;]{0,80}\bbetween\b", re.I
)
"""'The MoUs are those between A and B; and C and D': which they are is told."""
_THESE = re.compile(r"\W*(?:these|they|among (?:them|these))\b", re.I)
_BRINGS = re.compile(r"\b(?:will see|sees|brings together|will bring together|links|will link|unites|pairs)\b", re.I)
"""'A new agreement will see A work with B': the paper does what its parties do."""
_NEW_BETWEEN = re.compile(r"\b(?:an?|new)\s+(?:[\w-]+\s+){0,3}$", re.I)
_WISHED = re.compile(
    r"\b(?:(?:hop(?:es?|ed|ing)|wish(?:es)?|would like|wants?|seeks?|in talks) to (?:sign|ink|enter|conclude|reach)"
    r"|(?:close to|nearing|on the verge of) (?:sign|ink|enter|conclud|reach)ing)\b",
    re.I,
)
_QUOTATION = re.compile(r'"[^"]{40,}(?:"|$)|^[^"]*"(?=[^"]*$)')
"""What somebody says, to the sentence's end or from its beginning where the marks are in another sentence."""
_SAID_BEFORE = re.compile(r"\W*(?:the|this|that|these|under|both)\b", re.I)
_BEGINNING = 30
"""Characters at the beginning of a line: a bullet, a number, an article."""


@dataclass(slots=True)
class Event:
    """One telling of an agreement."""

    sentence: Sentence
    type: str
    type_span: tuple[int, int]
    status: Status
    status_span: tuple[int, int]
    parties: dict[int, Found] = field(default_factory=dict)  # by entity
    groups: list[Group] = field(default_factory=list)
    nouns: list[Noun] = field(default_factory=list)  # the named instruments, with offsets in the text
    numbered: bool = False  # "the second": one of several, where several are told of
    listed: bool = False  # one of a list: nothing but its own agreement is told
    says_status: bool = True  # words tell how far it got
    strong: bool = True  # a signing, or a named instrument
    opens: bool = True  # an agreement not told before may come about in it
    introduces: bool = False  # "a", "another": the sentence brings it up
    plural: bool = False
    together: bool = False
    another: bool = False
    headline: bool = False
    other_types: list[tuple[str, tuple[int, int]]] = field(default_factory=list)


def events(page: Page) -> list[Event]:
    """The tellings of a text, in its order; names that only a party can have become organisations."""
    lead = next((s.index for s in page.sentences if s.zone in ("body", "item") and len(s.text) > 90), 0)
    found = []
    for sentence, row in zip(page.sentences, page.rows, strict=True):
        if sentence.zone not in ("about", "contact", "related", "legal", "byline"):
            telling = _Telling(sentence, ahead=sentence.index - lead, published=page.published)
            if telling.is_news():
                found.append(telling.event(row, page))
    return found


class _Telling:
    """One sentence's words for agreements and their coming about; `ahead` counts sentences from the lead."""

    def __init__(self, sentence: Sentence, *, ahead: int, published: str | None) -> None:
        text = sentence.text
        self.sentence = sentence
        self.text = text
        self.published = published
        self.headline = sentence.zone == "headline"
        self.lead = self.headline or ahead <= 1
        self.early = self.lead or ahead <= 3
        self.found = nouns(text)
        self.exact = [n for n in self.found if n[0] not in WEAK_TYPES]
        self.signing = list(SIGNING.finditer(text))
        self.partner = PARTNER.search(text)
        self.joins = JOINS.search(text) if self.found and _ORDINAL.match(text) else None
        self.progress = progress(text, self.found, headline=self.headline)
        told = self.signing or self.partner or self.progress.told
        known = bool(self.found) and _THE_ONE.search(text[: (self.exact or self.found)[0][1]]) is not None
        also = bool(told and self.found and not known and _ALSO.search(_BRACKETS.sub("", text)))
        named = any(_ANOTHER.search(text, max(0, n[1] - 60), n[1]) for n in self.found)
        self.plural = _PLURAL.search(text) is not None
        self.another = also or named or self.joins is not None

    def is_news(self) -> bool:
        """Whether the sentence tells that an agreement comes about, now and really."""
        text = self.text
        if not self.found and not self.partner and not self.signing:
            return False
        if is_denied(text, self.found) or is_in_force(text, self.found):
            return False
        if not self.signing and not self.headline and self._only_quoted():
            return False
        if is_background(self.sentence, self.published, lead=self.lead):
            return False
        bare = not self.found and not self.partner  # "They signed in Oslo"; a line of a list needs the word itself
        if bare and (self.sentence.zone == "item" or not re.search(r"\bsign(?:ed|s|ing)?\b", text, re.I)):
            return False
        if (not self.lead and is_hoped(text)) or _WISHED.search(text):
            return False
        return not self.found or self._comes_about()

    def _only_quoted(self) -> bool:
        """Whether the words for an agreement stand in somebody's quoted sentence; a quoted term is the text's own."""
        text = self.text
        if '"' not in text:
            return False
        told = _QUOTATION.sub(lambda m: " " * len(m.group()), text)
        return not (any(told[n[1]] != " " for n in self.found) or PARTNER.search(told))

    def _comes_about(self) -> bool:
        """The noun has a verb that brings it about; a weak noun needs a strong one, or to stand near the beginning."""
        text = self.text
        reaching = REACHING.search(text)
        if self._is_item() or self._enumerates():
            return True
        told = self.signing or self.progress.ahead or self.partner or reaching or self.joins
        if self.early and any(_BRINGS.match(text, n[2] + 1) for n in self.found):
            return True
        if ((self.plural or _THESE.match(text)) and _THOSE_BETWEEN.search(text)) or self._names_both():
            return True
        if not told and not self._introduced() and (self._definite() or not re.search(r"\bbetween\b", text)):
            return False
        if self.exact or self.signing or self.partner or self.headline or self.joins:
            return True
        return self.early and bool(reaching or self.progress.ahead)

    def _names_both(self) -> bool:
        """'The pact between A and B will …': it says between whom."""
        found = [n for n in self.exact or self.found if _BETWEEN.match(self.text, n[2])]
        early = self.early and any(_NEW_BETWEEN.search(self.text[: n[1]]) for n in found)
        return bool(found) and (self._definite() or early)

    def _definite(self) -> bool:
        """'the agreement between A and B': it is known already."""
        return bool(self.found) and _THE.search(self.text[: self.found[0][1]]) is not None

    def _introduced(self) -> bool:
        before = self.text[: self.exact[0][1]] if self.exact else ""
        return bool(re.search(r"\b(?:an?|another|first|second|third|last)\b[^,.;]{0,60}$", before, re.I))

    def event(self, row: list[Mention], page: Page) -> Event:
        """The telling with its parties."""
        text, base = self.text, self.sentence.start
        kind, start, end = self._kind()
        span = self.progress.span or (start, end)
        at = start if self.found else 0
        another = self.another
        partner = self.joins or self.partner
        verbs = [*self.signing, *([partner] if partner else [])]
        anchor = min([10**6, *(m.start() for m in verbs), *(n[1] for n in self.found)])
        who = parties(
            self.sentence, row, page.known, anchor=base + anchor, partner=partner is not None, another=another
        )
        return Event(
            self.sentence,
            kind,
            (base + start, base + end),
            self.progress.status,
            (base + span[0], base + span[1]),
            parties=who.found,
            groups=who.groups,
            nouns=[(n[0], base + n[1], base + n[2]) for n in self.exact],
            listed=self._is_item(),
            numbered=bool(self.exact) and self.exact[0][1] < _BEGINNING and _ORDINAL.match(text) is not None,
            strong=bool(self.signing or self.exact or self.joins),
            says_status=self.progress.told,
            introduces=bool(_INTRODUCES.search(text[:at])) and not self.headline,
            opens=self._opens(),
            plural=self.plural,
            together=bool(_TOGETHER.search(text)),
            another=another,
            headline=self.headline,
            other_types=[(n[0], (base + n[1], base + n[2])) for n in self.exact if n[0] != kind],
        )

    def _opens(self) -> bool:
        """Far from the beginning only what is signed, said of a paper that is brought up, opens a new agreement."""
        if self.lead or self.joins or self.another or self._enumerates() or self._is_item():
            return True
        if not self.found:
            return self.partner is not None
        head = (self.exact or self.found)[0]
        before = self.text[: head[1]]
        return not (_RECALLED.search(before) or (_THE_ONE.search(before) and not _SOME_OF.search(before)))

    def _enumerates(self) -> bool:
        """'The four are: MoU on tourism, MoU on trade …'."""
        return sum(_ENUMERATED.match(self.text, n[2]) is not None for n in self.exact) >= 3

    def _is_item(self) -> bool:
        """ "– MoU between A and B", "The second MoU links …": its beginning says that it is one of several."""
        item = self.sentence.zone == "item" and not _SAID_BEFORE.match(self.text)
        return item and bool(self.exact) and self.exact[0][1] < _BEGINNING

    def _kind(self) -> Noun:
        """The concept named first, a named instrument before the rest; without a noun, by the verb."""
        if self.found:
            return (self.exact or self.found)[0]
        if self.signing:
            return ("OtherAgreement", *self.signing[0].span())
        return ("Partnership", *(self.partner.span() if self.partner else (0, 1)))
