"""Sentences that tell of an agreement coming about: which kind, how far it got; who agrees is read in `parties`.

What a sentence recalls from earlier years is background, not news.
"""

import re
from dataclasses import dataclass, field

from mou_graph.extraction.details import dates
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import (
    AGREEMENT_NOUN,
    APPROVE,
    BACKGROUND,
    DENIED,
    ENDED,
    PARTNER,
    PLAN,
    REACHING,
    RENEW,
    SIGNING,
    TYPE_OF,
    pattern,
)
from mou_graph.extraction.names import Mention
from mou_graph.extraction.parties import JOINS, Found, Group, parties
from mou_graph.extraction.people import Page
from mou_graph.model import Status

__all__ = ["WEAK_TYPES", "Event", "Noun", "events", "is_background", "nouns"]

WEAK_TYPES = frozenset(("Partnership", "OtherAgreement", "JointVenture"))
"""Kinds that a text also uses for what is no paper."""
Noun = tuple[str, int, int]
"""The concept of a word for an agreement, and where it stands in its sentence."""

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
_FUTURE = re.compile(pattern("future"), re.I)
_ACTUAL = re.compile(
    r"(?<!be )(?<!being )\b(?:signed|inked|entered into|concluded|executed|struck|sealed|penned|put pen"
    r"|exchanged)\b",
    re.I,
)
_GOING_TO = re.compile(r"\bto (?:sign|ink|enter|form|renew|partner|collaborate)\b", re.I)
_RENEWAL = re.compile(r"renewal|extension|prolongation", re.I)
_OF_PAPER = re.compile(r"\s+of\s+(?:[\w'’-]+\s+){0,8}", re.I)
_TO_PAPER = re.compile(r"\s+(?:(?!(?:to|in|for|on|by|with|of|further|financial)\b)[\w'’-]+\s+){0,6}", re.I)
_IS_RENEWED = re.compile(r"\b(?:was|were|been|being|is|are|got|gets)\s+(?:\w+ly\s+)?$", re.I)
_MAY_RENEW = re.compile(
    r"\b(?:may|can|could|might|option|possib\w+|unless|automatically|afterwards|deemed|taken)\b[^.;]{0,40}$", re.I
)
_AUTHORITY = (
    r"(?:cabinet|council|board|ministers?|parliament|senate|government|commission|assembly|president|regents|trustees)"
)
_AUTHORISES = re.compile(
    rf"\b{_AUTHORITY}\b[^.;]{{0,80}}?\b(?:approv(?:ed|es)|clear(?:ed|s)|endors(?:ed|es)|ratif(?:ied|ies)|okay(?:ed|s)"
    r"|sanction(?:ed|s)|authori[sz](?:ed|es)|greenlit"
    r"|(?:g[ai]ves?|given|granted|grants) (?:[\w-]+\s){0,4}?(?:nod|approval|go-ahead|green light))"
    rf"|\b(?:approv|clear|endors|ratifi|sanction)ed by (?:the )?(?:\w+ ){{0,3}}{_AUTHORITY}\b",
    re.I,
)
# A year that is the signing's own: "In 2019 the two signed", "an MoU concluded in 2019"; not "begun in 2020".
_YEAR_OF_SIGNING = re.compile(
    r"(?:^\W*(?:back\s+|early\s+|late\s+)?in\s+(?:\w+\s+)?|\b(?:sign\w*|conclud\w*|entered|inked|agreed|mous?"
    r"|memorand\w+|agreements?|pact|deal|contract)\b[^.;]{0,45}?\b(?:in|since|of)\s+(?:\w+\s+)?)((?:19"
    r"|20)\d\d)\b",
    re.I,
)


_NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|at no time|n't)\b(?:\s+(?:yet|be|been|ever|actually|have|has|had|was|were)){0,3}"
    r"\s+(?:sign\w*|ink\w*|conclud\w*|enter(?:ed|ing) into|reached)\b",
    re.I,
)
_RECALLED = re.compile(
    r"\b(?:under|after|following|follow(?:s|ed)|since|besides|based on|buil(?:t|ds|ding) (?:up)?on|in line with"
    r"|pursuant to|thanks to|by virtue of|expand(?:s|ed)? (?:up)?on|complements?|in addition to|as part of"
    r"|in keeping with|stems? from|result of)\s+(?:[\w'-]+\s+){0,4}$",
    re.I,
)
"""Before the word for an agreement: what rests on it is told, not that it comes about."""
_ENUMERATED = re.compile(
    r"\s*(?:\([^)]{1,20}\))?\s*(?:on|for|between|with|in the field of|concerning|regarding)\b", re.I
)
_ON_SIGNING = re.compile(r"\b(?:upon|on|after|since|from|date of|following|before)\s+(?:its|the|their)?\s*$", re.I)
_HOPED = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|wish(?:es)?|would like|looks? forward|looking forward|could|might|may|explor(?:e|es|ing)"
    r"|consider(?:s|ing)?|discuss(?:es|ed|ing)?|if)\b[^.;]{0,60}\b(?:sign|ink|enter|conclud|reach|agree|partner|collaborat)\w*",
    re.I,
)
_THE = re.compile(r"\b(?:the|this|that|their|its)\s+(?:[\w'’-]+\s+){0,3}$", re.I)
_DEFINES = re.compile(
    r"\s*(?:\([^)]{1,30}\))?,?\s*(?:is|are|refers? to|means?|typically|usually|serves? as)\s+"
    r"(?:an?|meant|defined|understood|often|typically|usually|not|legally|used|any)\b",
    re.I,
)
_SAID_BEFORE = re.compile(r"\W*(?:the|this|that|these|under|both)\b", re.I)
_BEGINNING = 30
"""Characters at the beginning of a line: a bullet, a number, an article."""
_RECALLS = re.compile(r"\W*(?:earlier|previously|in the past|last year|some years ago)\b", re.I)


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


def nouns(text: str) -> list[tuple[str, int, int]]:
    """The words for agreements in a text, with their concept: the most exact word for each place."""
    return [
        (TYPE_OF[" ".join(m.group().casefold().split())], m.start(), m.end()) for m in AGREEMENT_NOUN.finditer(text)
    ]


def is_background(sentence: Sentence, published: str | None, *, lead: bool) -> bool:
    """Whether the sentence recalls an earlier agreement rather than telling the news."""
    text = sentence.text
    year = int(published[:4]) if published else None
    told = {d.year for d in dates(text) if d.year} | {int(y) for y in _YEAR_OF_SIGNING.findall(text)}
    if told and year is not None and max(told) < year - (0 if not lead else 1) and not RENEW.search(text):
        return True
    if _RECALLS.match(text) and not RENEW.search(text) and sentence.zone != "headline":
        return True
    if lead:
        return False
    if told and year is None and re.search(r"\b(?:in|since) (?:19|20)\d\d\b", text, re.I) and not RENEW.search(text):
        return True
    if BACKGROUND.search(text) and not RENEW.search(text):
        return True
    return bool(re.search(r"\bhad (?:been |already |previously )?(?:signed|entered|concluded|inked)\b", text))


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
        also = bool(self.signing and self.found and _ALSO.search(text))
        named = any(_ANOTHER.search(text, max(0, n[1] - 60), n[1]) for n in self.found)
        self.another = also or named or self.joins is not None
        self.renew: re.Match[str] | None = None
        self.approve: re.Match[str] | None = None
        self.plan: re.Match[str] | None = None

    def is_news(self) -> bool:
        """Whether the sentence tells that an agreement comes about, now and really."""
        text = self.text
        if not self.found and not self.partner and not self.signing:
            return False
        denied = DENIED.search(text) or _NEGATED.search(text) or (ENDED.search(text) and not _ACTUAL.search(text))
        if any(ENDED.search(text, max(0, n[1] - 40), n[1]) or _DEFINES.match(text, n[2]) for n in self.found):
            return False
        if denied and not re.search(r"\bnot only\b", text):
            return False
        if '"' in text and not self.signing and not self.headline:
            return False
        if is_background(self.sentence, self.published, lead=self.lead):
            return False
        bare = not self.found and not self.partner  # "They signed in Oslo"; a line of a list needs the word itself
        if bare and (self.sentence.zone == "item" or not re.search(r"\bsign(?:ed|s|ing)?\b", text, re.I)):
            return False
        if not self.lead and _HOPED.search(text) and not _ACTUAL.search(text):
            return False
        self.renew, self.approve, self.plan = RENEW.search(text), APPROVE.search(text), self._planned()
        return not self.found or self._comes_about()

    def _planned(self) -> re.Match[str] | None:
        """The words that put it into the future; a title's "to sign" does too."""
        plan = _FUTURE.search(self.text) or (PLAN.search(self.text) if not _ACTUAL.search(self.text) else None)
        if plan is None and self.headline and _GOING_TO.search(self.text):
            plan = re.search(r"\bto \w+", self.text)
        return plan

    def _comes_about(self) -> bool:
        """The noun has a verb that brings it about; a weak noun needs a strong one, or to stand near the beginning."""
        text = self.text
        reaching = REACHING.search(text)
        if self._is_item() or self._enumerates():
            return True
        told = self.signing or self.renew or self.approve or self.plan or self.partner or reaching or self.joins
        if not told and not self._introduced() and (self._definite() or not re.search(r"\bbetween\b", text)):
            return False
        if self.exact or self.signing or self.partner or self.headline or self.joins:
            return True
        return self.early and bool(reaching or self.renew or self.approve or self.plan)

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
        status, span = self._status((start, end))
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
            status,
            (base + span[0], base + span[1]),
            parties=who.found,
            groups=who.groups,
            nouns=[(n[0], base + n[1], base + n[2]) for n in self.exact],
            listed=self._is_item(),
            numbered=bool(self.exact) and self.exact[0][1] < _BEGINNING and _ORDINAL.match(text) is not None,
            strong=bool(self.signing or self.exact or self.joins),
            says_status=self._says_so(),
            introduces=bool(_INTRODUCES.search(text[:at])) and not self.headline,
            opens=self._opens(),
            plural=bool(_PLURAL.search(text)),
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
        return not _RECALLED.search(self.text[: head[1]])

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

    def _status(self, noun: tuple[int, int]) -> tuple[Status, tuple[int, int]]:
        """How far the agreement got, and the words that say so."""
        renewal = self._renews()
        if renewal:
            return "Renewed", renewal.span()
        if self.plan and (self.headline or not _ACTUAL.search(self.text)):
            return "Planned", self.plan.span()
        if self.approve and self._approves():
            return "Planned", (self.plan or self.approve).span()
        return "Signed", self.signing[0].span() if self.signing else self.partner.span() if self.partner else noun

    def _says_so(self) -> bool:
        """Whether words tell how far it got; "the MoU covers tourism" tells nothing of it."""
        if self.plan or self.approve or self.partner:
            return True
        return any(not _ON_SIGNING.search(self.text[max(0, m.start() - 24) : m.start()]) for m in self.signing)

    def _renews(self) -> re.Match[str] | None:
        """The words that renew an agreement: what is renewed is one, and no possibility is told."""
        text = self.text
        for m in RENEW.finditer(text):
            if _MAY_RENEW.search(text[max(0, m.start() - 60) : m.start()]):
                continue
            noun = _RENEWAL.match(m.group()) is not None
            passive = not noun and _IS_RENEWED.search(text[max(0, m.start() - 30) : m.start()]) is not None
            for kind, start, end in self.found:
                if start >= m.end():
                    ahead = (_OF_PAPER if noun else _TO_PAPER).fullmatch(
                        text[m.end() : start] if start - m.end() < 90 else "?"
                    )
                    if ahead and (kind not in WEAK_TYPES or self._lasting(m.group(), text[start:end])):
                        return m
                elif (noun and 0 < m.start() - end < 3) or (passive and m.start() - end < 90):
                    return m
        return None

    @staticmethod
    def _lasting(verb: str, noun: str) -> bool:
        """A partnership is renewed or extended; cooperation that is extended only grows."""
        return verb[0] in "rR" or noun.casefold() not in ("cooperation", "co-operation", "collaboration")

    def _approves(self) -> bool:
        """An authority has approved that something be signed; nothing has been signed yet."""
        return _AUTHORISES.search(self.text) is not None and not _ACTUAL.search(self.text)
