"""What an agreement's own sentences say of it: the day, the term, the sum, the place; the people by `signing`."""

import re

from mou_graph.extraction.details import amounts, terms
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import AGREEMENT_NOUN
from mou_graph.extraction.news import is_background, nouns
from mou_graph.extraction.occasion import date, place, share
from mou_graph.extraction.pacts import Pact, Read, owners, tells
from mou_graph.extraction.people import Page
from mou_graph.extraction.signing import take_part

__all__ = ["particulars"]

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


def particulars(page: Page, pacts: list[Pact]) -> None:
    """Give the agreements their dates, terms, sums, places and people, from the sentences that are about them."""
    for sentence in page.sentences:
        about = owners(page, pacts, sentence)
        if not about or sentence.zone in ("about", "contact", "related", "legal", "byline"):
            continue
        recalls = nouns(sentence.text) and is_background(sentence, page.published, lead=False)
        if recalls and not tells(about, sentence):
            continue
        date(page, sentence, about)
        _term(page, sentence, about)
        _amount(page, sentence, about)
        place(page, sentence, about)
        take_part(page, sentence, about)
    share(pacts)


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
