"""Capitals that name nobody: what somebody does, bodies without a name of their own, datelines, degrees, figures."""

import re

from mou_graph.extraction.bodies import field_like
from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import (
    COMMON,
    COMMON_HEADS,
    COMPANY_POSTS,
    DAYS,
    FIELDS,
    GENERIC,
    INTERNAL,
    MONTHS,
    NOT_ACRONYMS,
    NOT_HEADS,
    OPENERS,
    ORG_HEADS,
    PLURAL_HEADS,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    SAID,
    STAND_ALONE,
    VENUES,
    WEAK_HEADS,
)
from mou_graph.extraction.names import Mention

__all__ = ["asides", "dateline", "nameless", "says_itself"]

_DATELINE = re.compile(r"[^!?]{0,110}?(?:\s(?:–|--?)\s|/\s*(?:–|--?)\s*|\)\s*(?:–|--?|:)\s|\)?--)")
_SAYS_ITSELF = (
    COMPANY_POSTS | ROLE_HEADS | FIELDS | GENERIC | NOT_HEADS | OPENERS | ROLE_MODIFIERS | {"and", "&", "of", "for"}
)
"""Words of which none is a name's own."""


_SECOND = frozenset(("deputy", "assistant", "acting", "senior", "vice", "associate", "former"))
"""What opens a post and no name: the Deputy National Police | Commissioner."""


def nameless(mention: Mention, sentence: Sentence) -> bool:
    """Whether a name with a body's head is none: fields, several bodies, a body by its kind alone, a venue."""
    t = sentence.tokens
    before = t[mention.i - 1].low if mention.i else ""
    led = mention.i > 1 and before in ("of", "for") and t[mention.i - 2].low in ROLE_HEADS
    words = mention.text.casefold().split()
    if (led or before not in ("the", "of")) and _only_fields(mention.text):
        return True
    if (words[-1] in PLURAL_HEADS and "of" not in words) or (
        words[0] in PLURAL_HEADS and len(words) > 1 and words[1] == "of"
    ):
        return True
    if words[-1] in COMMON_HEADS and all(w in COMMON for w in words[:-1]):
        return len(words) > 1
    if words[0] in _SECOND and all(w in COMMON or w in ROLE_MODIFIERS or w in WEAK_HEADS for w in words):
        return True
    if words[1:] in (["of", "excellence"], ["of", "notes"]) or (
        len(words) > 2 and words[0] in INTERNAL and words[1] in COMMON_HEADS
    ):
        return True
    if words[-1] == "exchange" and all(w in COMMON or field_like(w) for w in words[:-1]):
        return True
    return len(words) > 1 and words[-2] in VENUES and words[-1] in ("center", "centre") and _at(t, mention.i)


def _at(t: list[Token], i: int) -> bool:
    """Behind 'at the' or 'in'."""
    return any(x.low in ("at", "in") for x in t[max(0, i - 2) : i])


def _only_fields(name: str) -> bool:
    """'Corporate Communications', 'Human Resources': what somebody does, not a body."""
    words = [w for w in name.casefold().split() if w not in ("and", "&")]
    return all((w.rpartition("-")[2] in FIELDS or w in WEAK_HEADS or w in COMMON) and w not in GENERIC for w in words)


def says_itself(name: str, plain_words: frozenset[str]) -> bool:
    """Whether a bare name's words say what they mean: a day, a field, a post, a word the text has in lower case too."""
    words = name.casefold().split()
    if any(w in DAYS or w in MONTHS for w in words) or words[0][0].isdigit():
        return True
    if len(words) == 1 and (words[0] in SAID or (words[0] in ORG_HEADS and words[0] not in STAND_ALONE)):
        return True
    if len(words) == 1 and (words[0].removesuffix("s") in ORG_HEADS or words[0].removesuffix("ies") + "y" in ORG_HEADS):
        return True
    if len(words) == 1 and (words[0] in plain_words or words[0].removesuffix("s") in NOT_ACRONYMS):
        return True
    return all(w in _SAYS_ITSELF or (len(words) > 1 and field_like(w) and not w.endswith("ions")) for w in words)


def dateline(sentence: Sentence, row: list[Mention]) -> None:
    """The town and the agency a text begins with."""
    if sentence.text.startswith("(") and sentence.paragraph < 6:  # "(Moorland News Agency) The …"
        close = sentence.text.find(")", 0, 60) + 1
        for m in row:
            if m.end <= sentence.start + close:
                m.kind = "other"
    line = _DATELINE.match(sentence.text) if sentence.paragraph < 6 and sentence.zone == "body" else None
    if line and len(re.findall(r"\b[a-z]{3,}\b", line.group())) <= 1:
        for m in row:
            agency = m.kind == "org" and any(x.text == "(" for x in sentence.tokens[max(0, m.i - 3) : m.i])
            bare = m.kind in ("name", "acronym", "other", "place")
            if m.end <= sentence.start + line.end() and (bare or agency):
                m.kind = "other"


def asides(sentence: Sentence, row: list[Mention]) -> None:
    """Acronyms that name nobody: degrees after a person, a currency before a figure, a line in capitals."""
    t = sentence.tokens
    shouted = len(t) <= 4 and all(x.text.isupper() or not x.text.isalpha() for x in t)
    for n, m in enumerate(row):
        if m.kind != "acronym":
            continue
        figure = m.j < len(t) and t[m.j].text[0].isdigit()
        alone = m.i == 0 and m.j == len(t)
        ticker = m.i > 1 and t[m.i - 1].text == ":" and any(x.text == "(" for x in t[max(0, m.i - 4) : m.i])
        if figure or ticker or alone or shouted or _is_degree(t, row, n) or _in_dateline(sentence, m):
            m.kind = "other"


def _is_degree(t: list[Token], row: list[Mention], n: int) -> bool:
    """'Ida Holm, FRCS' and what follows it behind another comma."""
    if not n or [x.text for x in t[row[n - 1].j : row[n].i]] != [","]:
        return False
    kind = row[n - 1].kind
    return kind == "person" or (kind == "other" and n > 1 and row[n - 2].kind == "person")


def _in_dateline(sentence: Sentence, m: Mention) -> bool:
    """The acronym stands before the dash that a text begins with, and no words stand before it."""
    t = sentence.tokens
    if sentence.paragraph >= 5 or m.i >= 8 or m.j >= len(t) or t[m.j].text not in "–-":
        return False
    return not any(x.low.isalpha() and len(x.low) > 3 and x.text.islower() for x in t[: m.i])
