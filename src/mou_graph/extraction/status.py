"""How far a telling says that the agreement has got: signed, renewed, or planned."""

import re
from dataclasses import dataclass

from mou_graph.extraction.lexicon import APPROVE, PARTNER, PLAN, RENEW, SIGNING, pattern
from mou_graph.extraction.news import ACTUAL, WEAK_TYPES, Noun
from mou_graph.model import Status

__all__ = ["Progress", "progress"]

_FUTURE = re.compile(pattern("future"), re.I)
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
_ON_SIGNING = re.compile(r"\b(?:upon|on|after|since|from|date of|following|before)\s+(?:its|the|their)?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Progress:
    """The status, where its words stand (None: no words tell), and whether words tell of anything but the paper."""

    status: Status
    span: tuple[int, int] | None
    told: bool
    ahead: bool  # renewed, approved, or planned: it comes about without a verb of signing


def progress(text: str, found: list[Noun], *, headline: bool) -> Progress:
    """How far the agreements that `found` names have got.

    >>> progress("The cabinet approved a treaty.", [("OtherAgreement", 23, 29)], headline=False).status
    'Planned'
    """
    signing, partner, plan = list(SIGNING.finditer(text)), PARTNER.search(text), _planned(text, headline=headline)
    ahead = bool(plan or RENEW.search(text) or APPROVE.search(text))
    done = any(not _ON_SIGNING.search(text[max(0, m.start() - 24) : m.start()]) for m in signing)
    told = bool(plan or APPROVE.search(text) or partner or done)
    if renewal := _renews(text, found):
        return Progress("Renewed", renewal.span(), told, ahead)
    if plan and (headline or not ACTUAL.search(text)):
        return Progress("Planned", plan.span(), told, ahead)
    if approved := _AUTHORISES.search(text) if not ACTUAL.search(text) else None:
        return Progress("Planned", (plan or approved).span(), told, ahead)
    span = signing[0].span() if signing else partner.span() if partner else None
    return Progress("Signed", span, told, ahead)


def _planned(text: str, *, headline: bool) -> re.Match[str] | None:
    """The words that put it into the future; a title's "to sign" does too."""
    plan = _FUTURE.search(text) or (PLAN.search(text) if not ACTUAL.search(text) else None)
    if plan is None and headline and _GOING_TO.search(text):
        plan = re.search(r"\bto \w+", text)
    return plan


def _renews(text: str, found: list[Noun]) -> re.Match[str] | None:
    """The words that renew an agreement: what is renewed is one, and no possibility is told."""
    for m in RENEW.finditer(text):
        if _MAY_RENEW.search(text[max(0, m.start() - 60) : m.start()]):
            continue
        noun = _RENEWAL.match(m.group()) is not None
        passive = not noun and _IS_RENEWED.search(text[max(0, m.start() - 30) : m.start()]) is not None
        for kind, start, end in found:
            if start >= m.end():
                ahead = (_OF_PAPER if noun else _TO_PAPER).fullmatch(
                    text[m.end() : start] if start - m.end() < 90 else "?"
                )
                if ahead and (kind not in WEAK_TYPES or _lasting(m.group(), text[start:end])):
                    return m
            elif (noun and 0 < m.start() - end < 3) or (passive and m.start() - end < 90):
                return m
    return None


def _lasting(verb: str, noun: str) -> bool:
    """A partnership is renewed or extended; cooperation that is extended only grows."""
    return verb[0] in "rR" or noun.casefold() not in ("cooperation", "co-operation", "collaboration")
