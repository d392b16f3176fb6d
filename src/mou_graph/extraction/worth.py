"""What an agreement is worth: a sum told of it, not of turnover, trade or a price."""

import re

from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import AGREEMENT_NOUN
from mou_graph.extraction.pacts import Pact, Read, soon_after, speaks_of, tells
from mou_graph.extraction.people import Page
from mou_graph.extraction.quantities import sums
from mou_graph.model import Money

__all__ = ["amount", "only_sum"]

ONLY = 0.66
"""How sure the only sum of a text is its agreement's, where no sentence about the agreement has it."""


_ABOUT = (
    r"(?:\s*(?:about|around|approximately|some|up to|nearly|almost|over|more than|at least|an? estimated|roughly"
    r"|as much as|a (?:total|maximum) of|close to|just|upwards of|at first|initially|an (?:additional|initial)|the|a))*"
    r"\s*\(?$"
)
_OTHER_BEFORE = re.compile(
    r"\b(?:revenues?|turnover|assets|sales|market|gdp|profits?|exports?|trade|wages?|fine|raised|since|so far|to date"
    r"|already|previous\w*|last year|earn\w*|los[et]\w*|sav\w+|stake|salary|prize|drew|disclosed|option)\b[^.;]{0,60}$",
    re.I,
)
_OTHER_AFTER = re.compile(
    r"[^.;,]{0,25}\b(?:revenue|turnover|per |each\b|a (?:year|month|head)\b|annual|in (?:exports|trade|sales|revenue)"
    r"|market|shares?\b|stake|since)",
    re.I,
)
_WORTH = re.compile(
    r"\b(?:worth|valued at|valuing\b[^,;]{0,30}\bat|value of|estimated at|put at|priced at|to the tune of"
    r"|total(?:l?ing|s)?|amount(?:s|ing)? to|amount of|sum of|consideration of|price of)\b[\w\s,()]{0,40}$",
    re.I,
)
_FUNDS = (
    r"(?:funds?|funding|grants?|loans?|investments?|financing|contributions?|donations?|gifts?|endowment|sponsorship"
    r"|facility|credit|package|support|aid)"
)
_OF_FUNDS = re.compile(rf"\b(?:{_FUNDS}|agreement|contract|deal)\s+(?:\w+\s+){{0,3}}?(?:of|totall?ing)" + _ABOUT, re.I)
_GIVES = re.compile(
    r"\b(?:invest|provid|contribut|pay|put|commit|releas|donat|grant|giv|fund|financ|allocat|earmark|inject"
    r"|pledg|receiv|need|carr(?:y|ies))\w*\b[^.;]{0,50}" + _ABOUT.replace(r"\s*\(?$", r"\s*$"),
    re.I,
)
_FOR = re.compile(
    r"\b(?:contract|agreement|order|deal|sale|buy|purchas\w*|acqui\w*|sell)\b[^.;]{0,60}\bfor" + _ABOUT, re.I
)
_ADJECTIVES = re.compile(
    r"[\s-]*(?:(?!(?:of|for|to|in|on|over|from|with|and|by|under|is|was|will|which|that|as|at)\b)[\w'&/-]+[\s-]+){0,5}$",
    re.I,
)
_IS_GIVEN = re.compile(
    r"[^.;,]{0,30}\b(?:will|shall|would|is|are|has been|have been)\s+(?:be\s+|to be\s+|being\s+)?(?:\w+ly\s+)?"
    r"(?:made available|available|come|go|put|given|paid|spent|set aside|provided|invested|contributed|allocated"
    r"|committed|earmarked|donated|funded|granted|released|disbursed)\b",
    re.I,
)
_BEFORE_FUNDS = re.compile(rf"\s*-?(?:in |of )?(?:[\w-]+\s){{0,2}}?{_FUNDS}\b", re.I)


def amount(page: Page, sentence: Sentence, pacts: list[Pact]) -> None:
    """Give the agreements the sum that the sentence says they are worth."""
    text = sentence.text
    found = sums(text)
    if not found:
        return
    near = 0.0 if tells(pacts, sentence) else 0.07 if speaks_of(pacts, sentence) else 0.15
    if near == 0.15 and not soon_after(page, sentence, pacts):
        return
    best = None
    for start, end, money in found:
        sure = _sureness(text, start, end) - near
        if sure > 0.6 and (best is None or sure > best.confidence):
            best = Read(money, sentence.start + start, sentence.start + end, round(sure, 2), "amount.of-agreement")
    for pact in pacts if best else ():
        if best and (pact.amount is None or pact.amount.confidence < best.confidence):
            pact.amount = best


def only_sum(page: Page, pacts: list[Pact]) -> None:
    """Give the one agreement of a text the one sum that a sentence with a party says is given, paid or spent."""
    if len(pacts) != 1 or pacts[0].amount is not None:
        return
    found: dict[Money, Read] = {}
    for sentence, row in zip(page.sentences, page.rows, strict=True):
        named = any(m.entity in pacts[0].parties for m in row if m.kind in ("org", "acronym", "name"))
        if sentence.zone not in ("body", "item", "headline") or not named:
            continue
        for start, end, money in sums(sentence.text):
            if _sureness(sentence.text, start, end) > 0.8:
                read = Read(money, sentence.start + start, sentence.start + end, ONLY, "amount.only-sum")
                found.setdefault(money, read)
    if len(found) == 1:
        (pacts[0].amount,) = found.values()


def _sureness(text: str, start: int, end: int) -> float:
    """How sure the words around a sum make it an agreement's, in a sentence that tells of one."""
    before, after = text[max(0, start - 90) : start], text[end : end + 60]
    if _OTHER_BEFORE.search(before) or _OTHER_AFTER.match(after):
        return 0.0
    noun = AGREEMENT_NOUN.search(after)
    if noun is not None and _ADJECTIVES.match(after[: noun.start()]):
        return 0.92  # "a $5 million research agreement"
    if text[:start].count('"') % 2:
        return 0.0
    if _WORTH.search(before):
        return 0.92
    if _OF_FUNDS.search(before) or _FOR.search(before):
        return 0.85
    return 0.82 if _BEFORE_FUNDS.match(after) or _IS_GIVEN.match(after) or _GIVES.search(before) else 0.0
