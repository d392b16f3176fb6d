"""An agreement of one text as it is put together, and which agreements a sentence is about."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from mou_graph.extraction.events import Event
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.news import WEAK_TYPES, nouns
from mou_graph.extraction.parties import Found
from mou_graph.extraction.people import Page
from mou_graph.model import Capacity

__all__ = ["MANY", "Pact", "Part", "Read", "all_planned", "owners", "soon_after", "speaks_of", "tells"]

_ALL = re.compile(
    r"\b(?:both (?:documents|agreements|papers|memoranda|mous)|all (?:three|four|five|the)"
    r"|the (?:two|three) (?:documents|agreements|papers|mous)|the papers)\b",
    re.I,
)
_TOGETHER = re.compile(r"\b(?:both|all|three|four|the (?:mous|agreements|signing|signings|ceremony|documents))\b", re.I)


MANY = 200
"""Agreements of one text that are held against one another; bounds the work."""


@dataclass(slots=True)
class Read:
    """A value read at a place, with how sure and by which rule."""

    value: object
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(slots=True)
class Part:
    """A person's part: entity of the register, capacity, organisation acted for (or -1)."""

    person: int
    capacity: Capacity
    organization: int
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(slots=True)
class Pact:
    """One agreement of a text as it is put together."""

    events: list[Event]
    parties: dict[int, Found] = field(default_factory=dict)
    type: str = "OtherAgreement"
    type_span: tuple[int, int] = (0, 0)
    signed_on: Read | None = None
    signed_at: Read | None = None
    term: Read | None = None
    valid_from: Read | None = None
    valid_through: Read | None = None
    amount: Read | None = None
    parts: list[Part] = field(default_factory=list)
    focus: list[Read] = field(default_factory=list)

    @property
    def status(self) -> Event:
        """The telling that says best how far it got: renewed, signed, planned; the first where none does."""
        said = [e for e in self.events if e.says_status] or self.events
        order = {"Renewed": 0, "Signed": 1, "Planned": 2}
        return min(said, key=lambda e: (order.get(e.status, 3), not e.strong, e.headline))

    def take(self, event: Event) -> None:
        """One more telling: the surer reading of each party wins, the more exact kind."""
        self.events.append(event)
        for entity, found in event.parties.items():
            if found[0] > self.parties.get(entity, (0.0,))[0]:
                self.parties[entity] = found
        later = event.status == "Planned" and any(e.status != "Planned" and e.says_status for e in self.events)
        if not self.type_span[1] or (event.type not in WEAK_TYPES and self.type in WEAK_TYPES and not later):
            self.type, self.type_span = event.type, event.type_span


def owners(page: Page, pacts: list[Pact], sentence: Sentence) -> list[Pact]:
    """The agreements a sentence is about: those it tells of, those of the parties it names, or the one told last."""
    if not pacts:
        return []
    if len(pacts) > MANY:  # a text of thousands must not cost their square
        at = bisect_left(pacts, sentence.index, key=lambda p: p.events[0].sentence.index)
        pacts = pacts[max(0, at - MANY // 2) : at + MANY // 2]
    own = [p for p in pacts if any(e.sentence is sentence for e in p.events)]
    if len(pacts) == 1 or _ALL.search(sentence.text):
        return pacts
    if own and len(own) < len(pacts):
        return own
    named = {m.entity for m in page.rows[sentence.index] if m.kind == "org"}
    counts = [sum(e in p.parties for e in named) for p in pacts]
    common = set.intersection(*(set(p.parties) for p in pacts))
    special = [p for p in pacts if (named & set(p.parties)) - common]
    kinds = {n[0] for n in nouns(sentence.text)} - WEAK_TYPES
    by_kind = [p for p in pacts if p.type in kinds] if len({p.type for p in pacts}) == len(pacts) else []
    if len(by_kind) == 1:
        return by_kind
    if special:
        return special
    if own:
        return own
    earlier = [p for p in pacts if min(e.sentence.index for e in p.events) <= sentence.index]
    if max(counts) == 0 and _TOGETHER.search(sentence.text):
        return pacts
    return earlier[-1:] or pacts


def tells(pacts: list[Pact], sentence: Sentence) -> bool:
    """Whether one of the agreements is told of in this very sentence."""
    return any(e.sentence is sentence for p in pacts for e in p.events)


def all_planned(pacts: list[Pact]) -> bool:
    """Whether nothing of them has been signed yet."""
    return all(e.status == "Planned" for p in pacts for e in p.events)


_DEFINITE = re.compile(
    r"(?:^\W*(?:it|this|which)\b|\b(?:the|this|these|its|their|said|such|under|both)\s+(?:[\w'-]+\s+){0,3}?$)", re.I
)


def speaks_of(pacts: list[Pact], sentence: Sentence) -> bool:
    """Whether the sentence, which tells none of them anew, speaks of one: "the MoU", "This …", "It …" right behind."""
    text = sentence.text
    if any(0 < sentence.index - e.sentence.index <= 2 for p in pacts for e in p.events) and _DEFINITE.match(text):
        return True
    return any(not text[:at].strip() or _DEFINITE.search(text[:at]) for _, at, _ in nouns(text))


def soon_after(page: Page, sentence: Sentence, pacts: list[Pact]) -> bool:
    """Whether the sentence comes soon behind the telling of the only agreement, and names a party."""
    if len(pacts) != 1:
        return False
    behind = sentence.index - pacts[0].events[0].sentence.index
    named = any(m.kind == "org" and m.entity in pacts[0].parties for m in page.rows[sentence.index])
    return 0 < behind <= 4 and (named or bool(_PARTY_WORD.match(sentence.text)))


_PARTY_WORD = re.compile(
    r"\W*(?:the|both|each)\s+(?:\w+\s+)?(?:company|companies|bank|foundation|university|universities|government|fund"
    r"|hospital|ministry|partners?|parties|institutions?|organi[sz]ations?|sides|agency|group|institute|firm|council"
    r"|two)\b",
    re.I,
)
"""Words by which a sentence means a party."""
