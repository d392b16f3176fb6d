"""What a text says of an earlier collaboration."""

import re
from decimal import Decimal
from typing import NamedTuple

from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import NUMBERS

__all__ = ["Earlier", "earlier"]

_YEARS = re.compile(
    rf"\b(?P<over>over|more than|nearly|almost|for|of|spanning|some|around|about)\s+(?:the\s+(?:past"
    rf"|last)\s+)?(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})\s+years?\b(?!\s+old)"
    rf"|\bsince\s+(?P<since>(?:19|20)\d\d)\b|\b(?P<n2>\d{{1,3}}|{'|'.join(NUMBERS)})[- ]years?[- ](?:collaboration"
    rf"|partnership|relationship|cooperation)",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:collaborat\w+|cooperat\w+|co-operat\w+|partner\w*|relationship|work(?:ed|ing) together|work(?:ed"
    r"|ing) with|ties)\b",
    re.I,
)
_LONG = re.compile(r"\b(?:long|long-standing|longstanding|existing|already|previous|earlier|prior|past)\b", re.I)


class Earlier(NamedTuple):
    """An earlier collaboration: how many years at least (or None), the sentence, the fields it was in."""

    sentence: Sentence
    years: Decimal | None
    confidence: float
    fields: tuple[tuple[str, int, int], ...]


def earlier(sentences: list[Sentence], published: str | None) -> list[Earlier]:
    """Sentences that report a collaboration as already there, with how long it has lasted."""
    found = []
    for sentence in sentences:
        if sentence.zone in ("about", "contact", "related", "legal"):
            continue
        text = sentence.text
        if not _TOGETHER.search(text):
            continue
        m = _YEARS.search(text)
        past = re.search(r"\b(?:have|has|had|spanning|over|past|last|since|been)\b", text, re.I)
        if (
            m
            and past
            and not re.search(r"\b(?:will|shall|valid|for the next|over the next)\b.{0,30}$", text[: m.start()], re.I)
        ):
            if m["since"]:
                if published is None:
                    continue
                years = int(published[:4]) - int(m["since"])
            else:
                word = (m["n"] or m["n2"]).casefold()
                years = int(word) if word.isdigit() else NUMBERS[word]
                if not re.search(
                    r"over|more than|past|last|spanning|nearly|almost|have|has|had|been|some|around|about",
                    text[max(0, m.start() - 40) : m.end()],
                    re.I,
                ):
                    continue
            if 0 < years < 200:
                beyond = re.search(
                    r"\bbeyond (?:the realm of |the field of )?(?P<field>[a-z][a-z -]{3,40}?)(?= to |,|\.| and )", text
                )
                fields = (
                    ((beyond["field"], sentence.start + beyond.start("field"), sentence.start + beyond.end("field")),)
                    if beyond
                    else ()
                )
                found.append(Earlier(sentence, Decimal(years), 0.85, fields))
                continue
        if (
            _LONG.search(text)
            and re.search(r"\b(?:have|has|had|been|existing|long-?standing)\b", text, re.I)
            and _TOGETHER.search(text)
        ):
            found.append(Earlier(sentence, None, 0.7, ()))
    return found
