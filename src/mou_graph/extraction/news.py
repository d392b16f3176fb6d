"""Whether words for an agreement are news: not denied, ended, defined, hoped for, nor recalled from before."""

import re

from mou_graph.extraction.details import dates
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import AGREEMENT_NOUN, BACKGROUND, DENIED, ENDED, RENEW, TYPE_OF

__all__ = ["ACTUAL", "WEAK_TYPES", "Noun", "is_background", "is_denied", "is_hoped", "is_in_force", "nouns"]

WEAK_TYPES = frozenset(("Partnership", "OtherAgreement", "JointVenture"))
"""Kinds that a text also uses for what is no paper."""
Noun = tuple[str, int, int]
"""The concept of a word for an agreement, and where it stands in its sentence."""

ACTUAL = re.compile(
    r"(?<!be )(?<!being )\b(?:signed|inked|entered into|concluded|executed|struck|sealed|penned|put pen"
    r"|exchanged)\b",
    re.I,
)
"""Verbs that say that it was signed."""
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
_HOPED = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|wish(?:es)?|would like|looks? forward|looking forward|could|might|may|explor(?:e|es|ing)"
    r"|consider(?:s|ing)?|discuss(?:es|ed|ing)?|if)\b[^.;]{0,60}\b(?:sign|ink|enter|conclud|reach|agree|partner|collaborat)\w*",
    re.I,
)
_DEFINES = re.compile(
    r"\s*(?:\([^)]{1,30}\))?,?\s*(?:is|are|refers? to|means?|typically|usually|serves? as)\s+"
    r"(?:an?|meant|defined|understood|often|typically|usually|not|legally|used|any)\b",
    re.I,
)
_RECALLS = re.compile(
    r"\W*(?:earlier|previously|in the past|last (?:year|month)|some years ago|in \w+ (?:this|last) year)\b", re.I
)

_YEARS_AGO = re.compile(r"\b(?:years?|decades?) ago\b", re.I)
_KNOWN_BEFORE = re.compile(
    r"\b(?:implement(?:s|ed|ing|ation of)?|review(?:s|ed|ing)?|breach(?:es|ed|ing)?(?: of)?|violat\w+(?: of)?"
    r"|honou?r(?:s|ed|ing)?|progress (?:of|on|under|in)|compliance with|(?:offered|available|open|held|eligible) under)"
    r"\s+(?:the|its|their|this)\s+(?:[\w-]+\s+){0,3}$",
    re.I,
)
_OVER = re.compile(
    r"[^.;]{0,120}\b(?:expire[sd]?|lapse[sd]?|(?:is|was|be) (?:null and )?(?:void|invalid|unlawful))\b", re.I
)
"""Behind a definite paper: it is told of because it is in force, or was."""


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
    if _YEARS_AGO.search(text) and ACTUAL.search(text) and not RENEW.search(text):
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


def is_denied(text: str, found: list[Noun]) -> bool:
    """Whether no agreement comes about: denied, negated, ended, or a word that is only defined."""
    if any(ENDED.search(text, max(0, n[1] - 40), n[1]) or _DEFINES.match(text, n[2]) for n in found):
        return True
    denied = DENIED.search(text) or _NEGATED.search(text) or (ENDED.search(text) and not ACTUAL.search(text))
    return bool(denied) and not re.search(r"\bnot only\b", text)


def is_in_force(text: str, found: list[Noun]) -> bool:
    """Whether the paper is carried out, looked back on, or over: it came about before.

    >>> text = "The act implements the treaty between Samoa and Fiji."
    >>> is_in_force(text, nouns(text))
    True
    """
    if not found or ACTUAL.search(text) or RENEW.search(text):
        return False
    _, start, end = found[0]
    definite = re.search(r"\b(?:the|its|their|this)\s+(?:[\w-]+\s+){0,3}$", text[:start], re.I)
    return _KNOWN_BEFORE.search(text[:start]) is not None or bool(definite and _OVER.match(text, end))


def is_hoped(text: str) -> bool:
    """Whether somebody only hopes for one, explores or discusses it."""
    return _HOPED.search(text) is not None and not ACTUAL.search(text)
