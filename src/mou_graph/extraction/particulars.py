"""What an agreement's own sentences say of it: the day, the term, the sum, the place; the people by `signing`."""

import re

from mou_graph.extraction.details import amounts, dates, relative, resolved, terms
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import AGREEMENT_NOUN, FIELDS, PLACES, SIGNING
from mou_graph.extraction.news import is_background, nouns
from mou_graph.extraction.pacts import Pact, Read, all_planned, owners, tells
from mou_graph.extraction.people import Page
from mou_graph.extraction.signers import SIGNERS
from mou_graph.extraction.signing import take_part

__all__ = ["particulars"]

_SIGNING = re.compile(r"\bsign\w*|\bceremony\b|\bexchanged\b|\bentered\b|\bagreed\b|\bheld\b", re.I)
_DATELINE = re.compile(r".{0,90}?(?:–|--|/ ?-|\) ?[–-])\s")
_OTHER_DAY = re.compile(
    r"\b(?:until|till|by|since|expire\w*|from|effective|through|deadline|ends?|ending|starting|beginning"
    r"|between)\s+(?:on\s+|the\s+)?$"
)
_VALID = re.compile(
    r"\b(?:valid|validity|term|duration|period|runs?|running|last|lasts|effective|in force|remain"
    r"|over the next|for the next|initial|extend\w*|renew\w*|added|programme|collaborat\w+)\b",
    re.I,
)
_TERM_LINK = re.compile(
    r"\b(?:for|of|over|is|lasts?|runs? for|by|another|next|valid|covers?|duration|added)\b[\w\s,]{0,28}$", re.I
)
_OF_COURSE = re.compile(r"\s*(?:programme|course|degree|plan|strategy|bachelor|master|scholarship|old\b)", re.I)
_AHEAD = re.compile(r"\b(?:over|for) (?:a period of |the next |the coming )$", re.I)
_BEFORE_OTHER_SUM = re.compile(
    r"\b(?:revenue|turnover|budget|assets|sales|market|annual\w*|gdp|profit|share|exports?|trade|cost|costs"
    r"|costing|grant from|raised|loan|funding from|wage|fine|stake|supported by)\b[^.;]{0,40}$",
    re.I,
)
_AFTER_OTHER_SUM = re.compile(
    r"[^.;,]{0,25}\b(?:grant from|revenue|turnover|budget|per |a year each|annual|in (?:exports|trade|sales"
    r"|revenue)|market|share)",
    re.I,
)
_WORTH = re.compile(
    r"\b(?:worth|valued? (?:at|of)?|value|amount\w*(?: of)?|to the tune of|totall?ing|investment of|invest\w*"
    r"|fund\w*|contribut\w*|provide\w*|up to|for|put at|release|commit\w*|support of|sum of"
    r"|consideration)\b[\w\s,()]{0,40}$",
    re.I,
)
_HELD = re.compile(r"\b(?:signed|signing|inked|concluded|ceremony|held|executed|entered)\b", re.I)
_VENUE = re.compile(
    r"\b(?:campus|hall|hotel|palace|house|centre|center|office|building|headquarters|embassy|ministry"
    r"|university|room|auditorium)\b",
    re.I,
)


def particulars(page: Page, pacts: list[Pact]) -> None:
    """Give the agreements their dates, terms, sums, places and people, from the sentences that are about them."""
    for sentence in page.sentences:
        about = owners(page, pacts, sentence)
        if not about or sentence.zone in ("about", "contact", "related", "legal", "byline"):
            continue
        recalls = nouns(sentence.text) and is_background(sentence, page.published, lead=False)
        if recalls and not tells(about, sentence):
            continue
        _date(page, sentence, about)
        _term(page, sentence, about)
        _amount(page, sentence, about)
        _place(page, sentence, about)
        take_part(page, sentence, about)


def _signs(sentence: Sentence, pacts: list[Pact]) -> bool:
    """Whether the sentence is about the signing."""
    return tells(pacts, sentence) or bool(SIGNERS.search(sentence.text))


def _date(page: Page, sentence: Sentence, pacts: list[Pact]) -> None:
    """The day of signing: a date near the verb of signing, not one of validity or of the news."""
    text = sentence.text
    verb = SIGNING.search(text) or _SIGNING.search(text)
    if verb is None or not _signs(sentence, pacts):
        return
    if all_planned(pacts):
        return
    found: list[tuple[int, int, str, float]] = []
    dateline = _DATELINE.match(text)
    head = dateline.end() if dateline and sentence.paragraph <= 4 else 0
    for day in dates(text):
        before = text[max(0, day.start - 24) : day.start].casefold()
        if day.start < head or _OTHER_DAY.search(before):
            continue
        if '"' in text[: day.start] and text[: day.start].count('"') % 2:
            continue
        iso = resolved(day, page.published)
        if iso is not None and (page.published is None or iso[:10] <= page.published or len(iso) < 10):
            near = 1.0 if abs(day.start - verb.start()) < 120 else 0.85
            found.append((day.start, day.end, iso, 0.93 * near))
    for start, end, iso in relative(text, 0, page.published):
        if start >= head and not (text[:start].count('"') % 2):
            found.append((start, end, iso, 0.85 if abs(start - verb.start()) < 110 else 0.6))
    if page.published:
        year = int(page.published[:4])
        found = [
            f
            for f in found
            if int(f[2][:4]) >= year - 1 or not any(e.sentence.index > 3 for p in pacts for e in p.events)
        ]
    if not found:  # "signed in 2024": the year alone
        year_only = re.search(r"\bsigned\b[^.;,]{0,40}\bin ((?:19|20)\d\d)\b", text)
        if year_only:
            found.append((*year_only.span(1), year_only[1], 0.75))
    if not found:
        return
    start, end, iso, confidence = min(found, key=lambda f: (-round(f[3], 1), abs(f[0] - verb.start())))
    for pact in pacts:
        if (
            pact.signed_on is None
            or (len(str(pact.signed_on.value)) < len(iso))
            or pact.signed_on.confidence < confidence - 0.05
        ):
            pact.signed_on = Read(iso, sentence.start + start, sentence.start + end, confidence, "date.of-signing")


def _term(page: Page, sentence: Sentence, pacts: list[Pact]) -> None:
    """How long it is valid: a duration told of the agreement, not of a programme or of the past."""
    text = sentence.text
    event = tells(pacts, sentence)
    about = AGREEMENT_NOUN.search(text)
    valid = _VALID.search(text)
    for start, end, term in terms(text):
        tail = text[end : end + 34]
        joined = (
            re.match(r"(?:,? [\w-]+){0,4} ", tail) is not None
            and AGREEMENT_NOUN.search(tail) is not None
            and text[start:end].find("-") > 0
        )
        near = _TERM_LINK.search(text[max(0, start - 44) : start])
        if _OF_COURSE.match(tail) and not joined:
            continue
        ahead = _soon_after(page, sentence, pacts) and _AHEAD.search(text[max(0, start - 24) : start])
        confidence = (
            0.93
            if joined
            else 0.88
            if near and valid and (about or event)
            else 0.8
            if near and event
            else 0.7
            if ahead
            else 0.0
        )
        if confidence:
            for pact in pacts:
                if pact.term is None or pact.term.confidence < confidence:
                    pact.term = Read(term, sentence.start + start, sentence.start + end, confidence, "term.stated")
            break


def _amount(page: Page, sentence: Sentence, pacts: list[Pact]) -> None:
    """What it is worth: a sum told of the agreement, not of turnover, trade or a price."""
    text = sentence.text
    event = tells(pacts, sentence)
    about = AGREEMENT_NOUN.search(text)
    soon = _soon_after(page, sentence, pacts) and re.search(r"\b(?:will|would|is to|are to|to be)\b", text)
    if not event and not about and not soon:
        return
    for start, end, money in amounts(text):
        before, after = text[max(0, start - 70) : start], text[end : end + 45]
        if _BEFORE_OTHER_SUM.search(before) and not re.search(r"financing|loan agreement|grant agreement", text, re.I):
            continue
        if _AFTER_OTHER_SUM.match(after):
            continue
        worth = _WORTH.search(before)
        compound = (
            AGREEMENT_NOUN.search(after) is not None and start > 0 and bool(re.match(r"[\s-]*(?:[\w-]+\s){0,4}", after))
        )
        confidence = (
            0.9
            if compound and event
            else 0.86
            if worth and event
            else 0.75
            if worth and about
            else 0.65
            if soon and not re.search(r"option|stake|shares?|per cent|%", text)
            else 0.0
        )
        if confidence:
            for pact in pacts:
                if pact.amount is None or pact.amount.confidence < confidence:
                    pact.amount = Read(
                        money, sentence.start + start, sentence.start + end, confidence, "amount.of-agreement"
                    )
            break


def _soon_after(page: Page, sentence: Sentence, pacts: list[Pact]) -> bool:
    """Right after the only agreement was told, a sentence that names a party."""
    if len(pacts) != 1:
        return False
    first = pacts[0].events[0].sentence.index
    return 0 < sentence.index - first <= 3 and any(
        m.kind == "org" and m.entity in pacts[0].parties for m in page.rows[sentence.index]
    )


def is_town(name: str) -> bool:
    """Whether a bare name behind 'in' can be a town's: one or two words, no field of work, no acronym.

    >>> is_town("Leeds"), is_town("Computer Science"), is_town("AI")
    (True, False, False)
    """
    words = name.split()
    return len(words) <= 2 and not any(w.casefold() in FIELDS or w.isupper() for w in words)


def _place(page: Page, sentence: Sentence, pacts: list[Pact]) -> None:
    """Where it was signed: a town behind 'in', a venue behind 'at'."""
    text = sentence.text
    verb = _HELD.search(text)
    if verb is None or not _signs(sentence, pacts):
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
