"""The party that a telling leaves unsaid: whom the text is most about."""

import re

from mou_graph.extraction.directory import is_unit
from mou_graph.extraction.events import Event
from mou_graph.extraction.lexicon import DETERMINERS, STAND_ALONE
from mou_graph.extraction.names import Mention
from mou_graph.extraction.pacts import Pact
from mou_graph.extraction.people import Page

__all__ = ["complete"]

_GENERIC_PARTY = re.compile(
    r"\b(?:the (?:university|company|hospital|college|institute|bank|museum|agency|group|firm)|the two|both|they)\b",
    re.I,
)
"""Words by which a telling means organisations named before."""


_ELSEWHERE = frozenset(("at", "in", "by", "from", "under", "into", "near", "to"))
"""Before a name: it stands as a place, as a speaker's house, as the author of something."""
_UNNAMED = re.compile(
    r"\bwith\s+(?:an?|one of the)\s+(?:[\w-]+\s+){0,4}(?:company|firm|partner|university|bank|producer|manufacturer"
    r"|group|institution|supplier|customer|investor|operator|player)\b(?!\s*,?\s*(?:[A-Z(]|called|named))",
)
"""'with a leading US pharmaceutical company': the partner is not named."""


def complete(page: Page, pact: Pact, *, first: bool, others: list[Pact]) -> None:
    """The missing party: whom the signers act for, who stands in title and lead, whom the text is most about."""
    if any(_UNNAMED.search(e.sentence.text) for e in pact.events if e.strong):
        return
    scores, where = _presence(page, pact, others)
    partners = {e for other in others for e, found in other.parties.items() if found[3] == "party.with"}
    known = set(pact.parties)
    if not known and not any(e.nouns or e.headline or _acts(page, e) for e in pact.events):
        return  # neither what is agreed is told, nor who acts
    candidates = [
        e
        for e in scores
        if e in where
        and e not in partners  # "an agreement with Fiji and another with Samoa": neither signs with the other
        and page.known.found[e].name.casefold().split()[-1] not in STAND_ALONE
        and page.known.found[e].parent not in known
        and not any(page.known.found[k].parent == e for k in known)
    ]
    for entity in sorted(candidates, key=lambda e: (-scores[e], e))[: 2 - len(pact.parties)]:
        often = sum(1 for row in page.rows for m in row if m.entity == entity and m.kind == "org") > 1
        strong = any(e.strong for e in pact.events)
        generic = strong and any(_GENERIC_PARTY.search(e.sentence.text) for e in pact.events)
        if scores[entity] >= ((0.8 if (often and strong) or generic else 2.0) if first else 2.5):
            m = where[entity]
            pact.parties[entity] = (0.6, m.start, m.end, "party.whom-the-text-is-about")


def _acts(page: Page, event: Event) -> bool:
    return _GENERIC_PARTY.search(event.sentence.text) is not None or any(
        m.kind in ("person", "org") for m in page.rows[event.sentence.index]
    )


def _presence(page: Page, pact: Pact, others: list[Pact]) -> tuple[dict[int, float], dict[int, Mention]]:
    """How much the text is about each organisation that is no party yet, and where it is named first."""
    scores: dict[int, float] = {}
    where: dict[int, Mention] = {}
    lead = {e.sentence.index for e in pact.events}
    for sentence, row in zip(page.sentences, page.rows, strict=True):
        if sentence.zone in ("related", "legal", "byline"):
            continue
        weight = (
            3.0
            if sentence.index in lead
            else 2.0
            if sentence.zone == "headline"
            else 1.0
            if sentence.index < 4
            else 0.4
        )
        if sentence.zone == "about":
            weight = 0.6
        for m in row:
            if m.kind == "org" and m.entity >= 0 and m.entity not in pact.parties and not is_unit(m.text):
                before = next((x.low for x in reversed(sentence.tokens[: m.i]) if x.low not in DETERMINERS), "")
                if before in _ELSEWHERE and (
                    sentence.index not in lead or before not in ("at", "in", "by", "from", "of")
                ):
                    continue
                scores[m.entity] = scores.get(m.entity, 0.0) + weight * (0.4 if before in ("at", "in") else 1.0)
                where.setdefault(m.entity, m)
    for human in page.register.found:
        for position in human.positions:
            if position.organization >= 0 and position.organization not in pact.parties:
                scores[position.organization] = scores.get(position.organization, 0.0) + 1.0
    for other in others:  # one organisation's series: who is party to the others
        for entity in other.parties if other is not pact else ():
            if entity in scores:
                scores[entity] += 1.5
    return scores, where
