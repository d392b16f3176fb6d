"""When and where an agreement was signed.

The day is a date beside the verb of signing: not the news's, nor one of what is to come.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mou_graph.extraction.details import dateline, dates, relative, resolved
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import FIELDS, PLACES, SIGNING
from mou_graph.extraction.pacts import Pact, Read, all_planned, tells
from mou_graph.extraction.people import Page
from mou_graph.extraction.signers import SIGNERS

__all__ = ["date", "place", "share"]

_OCCASION = re.compile(
    r"\bsign\w*|\bceremony\b|\bexchanged\b|\bentered\b|\bagreed\b|\bheld\b|\bformal\w*|\bofficial\b"
    r"|\breached\b|\bstruck\b|\brenewed\b|\bdate[sd]\b",
    re.I,
)
"""Words for the occasion, where no verb of signing stands."""
_AT_SIGNING = re.compile(r"\bsigning\b|\bceremony\b|\bsigned\b", re.I)
_OTHER_DAY = re.compile(
    r"\b(?:until|till|by|since|expire\w*|(?<!dates )(?<!dated )from|effective|through|deadline|ends?|ending|starting"
    r"|beginning|between|public|announced|before)\s+(?:on\s+|the\s+)?$"
)
_ON = re.compile(r"\b(?:on|in)\s+(?:the\s+)?$")
_SIGNED_BEFORE = re.compile(
    r"\b(?:renew|exten|prolong)\w*\b[^.;]{0,120}\b(?:signed|inked|concluded|entered into)\b[^.;]{0,40}$", re.I
)
"""'renewing an MoU concluded in …': the day of the one before."""
_YEAR_ALONE = re.compile(r"\bsigned\b[^.;,]{0,40}\bin ((?:19|20)\d\d)\b")

_HELD = re.compile(r"\b(?:signed|signing|inked|concluded|ceremony|held|executed|entered)\b", re.I)
_VENUE = re.compile(
    r"\b(?:campus|hall|hotel|palace|house|centre|center|office|building|headquarters|embassy|ministry"
    r"|university|room|auditorium)\b",
    re.I,
)


def date(page: Page, sentence: Sentence, pacts: list[Pact]) -> None:
    """Give the agreements the day on which the sentence says that they were signed."""
    text = sentence.text
    verb = SIGNING.search(text) or _OCCASION.search(text)
    told = tells(pacts, sentence) or SIGNERS.search(text) or _AT_SIGNING.search(text)
    if verb is None or not told or all_planned(pacts):
        return
    found = [*_calendar(page, sentence, verb.start()), *_weekdays(page, sentence, verb.start())]
    if page.published and any(e.sentence.index > 3 for p in pacts for e in p.events):
        year = int(page.published[:4])
        found = [f for f in found if int(f.value[:4]) >= year - 1]
    if not found:
        alone = _YEAR_ALONE.search(text)
        found = [Found(alone.start(1), alone.end(1), alone[1], 0.75)] if alone else []
    if not found:
        return
    best = min(found, key=lambda f: (len(f.value) < 10, -round(f.confidence, 1), abs(f.start - verb.start())))
    for pact in pacts:
        was = pact.signed_on
        if was is None or len(str(was.value)) < len(best.value) or was.confidence < best.confidence - 0.05:
            span = sentence.start + best.start, sentence.start + best.end
            pact.signed_on = Read(best.value, *span, best.confidence, "date.of-signing")


def share(pacts: list[Pact]) -> None:
    """Several agreements of one announcement, of which the text dates one: the others were signed beside it."""
    told = [p.signed_on for p in pacts if p.signed_on is not None]
    if not told or len({t.value for t in told}) > 1 or len(told) == len(pacts):
        return
    day = told[0]
    for pact in pacts:
        if pact.signed_on is None and not all_planned([pact]):
            pact.signed_on = Read(day.value, day.start, day.end, min(day.confidence, 0.75), "date.of-the-occasion")


class Found(NamedTuple):
    """A date that can be the day of signing, where it stands in its sentence, and how sure it is."""

    start: int
    end: int
    value: str
    confidence: float


def _calendar(page: Page, sentence: Sentence, verb: int) -> Iterator[Found]:
    """The dates of the sentence that are no dateline, no day of validity, and not after the news."""
    text = sentence.text
    opening = dateline(text)
    for day in dates(text):
        before = text[max(0, day.start - 24) : day.start].casefold()
        if (opening and day.start < opening[1]) or _OTHER_DAY.search(before) or _quoted(text, day.start):
            continue
        if sentence.zone == "headline" and not _ON.search(before):
            continue
        if _SIGNED_BEFORE.search(text[: day.start]):
            continue
        iso = resolved(day, page.published)
        if iso is not None and (page.published is None or iso[:10] <= page.published or len(iso) < 10):
            yield Found(day.start, day.end, iso, 0.93 if abs(day.start - verb) < 120 else 0.79)


def _weekdays(page: Page, sentence: Sentence, verb: int) -> Iterator[Found]:
    """'today', 'on Tuesday', counted back from the publication."""
    text = sentence.text
    opening = dateline(text)
    for start, end, iso in relative(text, 0, page.published):
        if not (opening and start < opening[1]) and not _quoted(text, start):
            yield Found(start, end, iso, 0.85 if abs(start - verb) < 110 else 0.6)


def _quoted(text: str, at: int) -> bool:
    return text[:at].count('"') % 2 == 1


def is_town(name: str) -> bool:
    """Whether a bare name behind 'in' can be a town's: one or two words, no field of work, no acronym.

    >>> is_town("Leeds"), is_town("Computer Science"), is_town("AI")
    (True, False, False)
    """
    words = name.split()
    return len(words) <= 2 and not any(w.casefold() in FIELDS or w.isupper() for w in words)


def place(page: Page, sentence: Sentence, pacts: list[Pact]) -> None:
    """Where it was signed: a town behind 'in', a venue behind 'at'."""
    text = sentence.text
    verb = _HELD.search(text)
    if verb is None or not (tells(pacts, sentence) or SIGNERS.search(text)):
        return
    for m in page.rows[sentence.index]:
        before = [x.low for x in sentence.tokens[max(0, m.i - 2) : m.i]]
        if m.kind not in ("place", "other", "org", "name") or not before:
            continue
        in_town = before[-1] == "in" and m.kind == "place" and m.text.casefold() in PLACES
        behind = m.kind == "name" and m.start - sentence.start > verb.start()
        in_town = in_town or (before[-1] == "in" and behind and is_town(m.text))
        at_venue = before[-1] in ("at", "in") or before[-2:] in (["at", "the"], ["in", "the"])
        venue = (
            at_venue
            and (m.kind == "other" or (m.kind == "org" and before[-1] in ("at", "the")))
            and _VENUE.search(m.text)
        )
        distance = abs(m.start - sentence.start - verb.start())
        if (in_town or venue) and distance < 140:
            for pact in pacts:
                confidence = 0.8 if in_town else 0.75
                if pact.signed_at is None and m.entity not in pact.parties:
                    pact.signed_at = Read(m.text, m.start, m.end, confidence, "place.of-signing")
