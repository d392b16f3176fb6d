"""How long an agreement is in force: its term, and its first and last day where the text names them."""

import re

from mou_graph.extraction.details import dates
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import AGREEMENT_NOUN
from mou_graph.extraction.pacts import Pact, Read, soon_after, speaks_of, tells
from mou_graph.extraction.people import Page
from mou_graph.extraction.quantities import durations

__all__ = ["period", "term"]

_AN = (
    r"(?:\s+(?:at least|up to|an?|the|another|a further|an additional|next|coming|initial|first|minimum|full|period"
    r"|term|duration|of|validity))*\s*$"
)
_TERM_IS = re.compile(
    r"\b(?:terms?|duration|validity|period|tenure)\b[^.;,]{0,45}\b(?:of|is|be|for|to|at|was)" + _AN, re.I
)
_IN_FORCE = re.compile(
    r"\b(?:valid|good|effective|in (?:force|effect)|effect|binding|runs?|running|last(?:s|ing)?|remains?|stands?"
    r"|extend\w*|renew(?:ed|s|ing)?|prolong\w*|covers?|covering|spans?|spanning)\b(?:[^.;]{0,60}\b(?:for|of|over|by))?"
    + _AN,
    re.I,
)
_TERM_BEHIND = re.compile(r"[\s-]+(?:\w+\s+)?(?:term|period|duration|extension|renewal|validity)\b", re.I)
_FOR = re.compile(
    r"\b(?:(?:for|over)" + _AN.removesuffix(r"\s*$") + r"|(?:in|within|during) the (?:next|coming|following))\s*$", re.I
)
_AHEAD = re.compile(r"\b(?:over|for) (?:a period of |the next |the coming )$", re.I)
_MORE = re.compile(r"\b(?:another|further|additional)\s+$", re.I)
_ADDS = re.compile(r"\b(?:added|adds?|exten\w+|renew\w*|prolong\w*)\b", re.I)
_MAY_BE = re.compile(
    r"\b(?:renewable|option|may|can|could|possib\w*|automatically|unless|thereafter)\b[^.;]{0,70}$", re.I
)
_PAST = re.compile(
    r"\b(?:(?:past|previous|more than|after|within|than|since|nearly|almost|celebrat\w+|mark\w*|histor\w+|first)"
    r"\s+(?:the\s+)?|(?:has|have|had) (?:been |already )?(?:been|worked|collaborated|cooperated|enjoyed|maintained"
    r"|existed|had|developed|partnered|run|supported)\b[^.;]{0,40})$",
    re.I,
)
_A = re.compile(r"\b(?:an?|the|new)\s+$", re.I)
_OWN = re.compile(r"(?:'s|\b(?:its|their|our|his|her))\s+$", re.I)
_OTHER = re.compile(
    r"\W*(?:programme|program|course|degree|plan|strategy|bachelor|master|doctora\w*|scholarship|project|old\b|histor"
    r"|experience|internship|of (?:experience|history|service|work))",
    re.I,
)
_OF_COOPERATION = re.compile(
    r"\s+of\s+(?:\w+\s+)?(?:co-?operation|collaboration|partnership|support|sponsorship)", re.I
)
_ADJECTIVES = re.compile(
    r"[\s-]*(?:(?!(?:of|for|to|in|on|over|from|with|by|under|is|was|will|which|that|as|at)\b)[\w'&/-]+,?[\s-]+){0,6}$",
    re.I,
)


def term(page: Page, sentence: Sentence, pacts: list[Pact]) -> None:
    """Give the agreements the duration that the sentence says they have."""
    found = durations(sentence.text)
    if not found:
        return
    event, about = tells(pacts, sentence), speaks_of(pacts, sentence)
    soon = soon_after(page, sentence, pacts)
    best = None
    for start, end, value in found:
        sure = _sureness(sentence.text, start, end, event=event, about=about, soon=soon)
        if sure and (best is None or sure > best.confidence):
            best = Read(value, sentence.start + start, sentence.start + end, sure, "term.stated")
    for pact in pacts if best else ():
        if best and (pact.term is None or pact.term.confidence < best.confidence):
            pact.term = best


def _sureness(text: str, start: int, end: int, *, event: bool, about: bool, soon: bool) -> float:
    """How sure the words around a duration make it an agreement's; 0.0 where they do not."""
    before, after = text[max(0, start - 90) : start], text[end : end + 60]
    if _PAST.search(before) or _MAY_BE.search(before):
        return 0.0
    singular = not text[start:end].casefold().endswith("s")
    noun = AGREEMENT_NOUN.search(after)
    if singular and noun is not None and _ADJECTIVES.match(after[: noun.start()]) and not _OWN.search(before):
        if event or about:
            return 0.93  # "a three-year research agreement"
        if _A.search(before):
            return 0.75
    if event or about:
        if _OTHER.match(after):
            return 0.0
        if singular and _TERM_BEHIND.match(after):
            return 0.9
        if _TERM_IS.search(before):
            return 0.92
        if _IN_FORCE.search(before):
            return 0.9
        if _MORE.search(before) and _ADDS.search(text):
            return 0.85
    if event and (_FOR.search(before) or _OF_COOPERATION.match(after)):
        return 0.8
    return 0.7 if soon and _AHEAD.search(before) and not _OTHER.match(after) else 0.0


_FORCE = re.compile(
    r"\b(?:valid\w*|effective|effect|force|runs?|running|terms?|period|expir\w+|duration|last(?:s|ing)?|remains?"
    r"|exten(?:d|sion)\w*|renew\w*|covers?|covering|binding)\b",
    re.I,
)
_BEGINS = re.compile(
    r"\b(?:from|effective|starting|commenc\w+|beginning|as of|(?:into|in) (?:force|effect)|takes? effect)"
    r"(?:\s+(?:on|from|in|as of|the))*\s*$",
    re.I,
)
_ENDS = re.compile(
    r"\b(?:until|till|through|to|expir\w+|ends?|ending)(?:\s+(?:on|in|the|at|of|end|beginning))*\s*$", re.I
)
_YEAR = re.compile(r"(?<![\d/.-])20\d\d(?![\d/-]|\.\d)")


def period(sentence: Sentence, pacts: list[Pact]) -> None:
    """Give the agreements their first and last day in force, and the term where both are years."""
    text = sentence.text
    if not _FORCE.search(text) or not (tells(pacts, sentence) or speaks_of(pacts, sentence)):
        return
    days = [(d.start, d.end, iso) for d in dates(text) if (iso := d.iso())]
    years = [m for m in _YEAR.finditer(text) if not any(s <= m.start() < e for s, e, _ in days)]
    begins = ends = None
    for start, end, iso in sorted([*days, *((m.start(), m.end(), m.group()) for m in years)]):
        before = text[max(0, start - 40) : start]
        if begins is None and _BEGINS.search(before):
            begins = Read(iso, sentence.start + start, sentence.start + end, 0.85, "validity.begins")
        elif ends is None and _ENDS.search(before):
            ends = Read(iso, sentence.start + start, sentence.start + end, 0.85, "validity.ends")
    if begins and ends and str(ends.value)[: len(str(begins.value))] < str(begins.value)[: len(str(ends.value))]:
        return
    for pact in pacts:
        pact.valid_from, pact.valid_through = pact.valid_from or begins, pact.valid_through or ends
        if begins and ends and pact.term is None and len(str(begins.value)) == len(str(ends.value)) == 4:
            years_long = int(str(ends.value)) - int(str(begins.value))
            if years_long:
                pact.term = Read(f"P{years_long}Y", begins.start, ends.end, 0.75, "term.from-until")
