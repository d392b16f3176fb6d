"""Who said what, and what the text says of an earlier collaboration."""

import re
from decimal import Decimal
from typing import NamedTuple

from mou_graph.extraction.lexicon import NUMBERS, SAID
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.names import Mention
from mou_graph.extraction.people import Register

_QUOTE = re.compile(r'"([^"\n]{20,2000})(?:"|$)', re.M)


class Quote(NamedTuple):
    """A stretch of speech, and the person it is given to, by the words at `said`."""

    start: int
    end: int
    person: int
    said: tuple[int, int]
    confidence: float


def quotes(text: str, sentences: list[Sentence], rows: list[list[Mention]], register: Register) -> list[Quote]:
    """The quotations of a plain text with their speakers: the person beside the verb of saying, before or after."""
    people = sorted((m for row in rows for m in row if m.kind == "person" and m.entity >= 0), key=lambda m: m.start)
    found: list[Quote] = []
    for match in _QUOTE.finditer(text):
        start, end = match.start(1), match.end(1)
        after = text[end : end + 130].split("\n")[0]
        before_at = max(0, start - 260)
        before = text[before_at : match.start()].rsplit("\n", 1)[-1]
        speaker = None
        if _says(after):
            near = [m for m in people if end <= m.start < end + len(after)]
            if near:
                speaker, where = near[0], (end, near[0].end)
        if speaker is None and _says(before[-90:]) and re.search(r"(?:[:,]|that)\s*\"$", before + '"'):
            near = [m for m in people if match.start() - len(before) <= m.start < start]
            if near:
                subject = [m for m in near if not text[m.end : start].count(". ")]
                speaker = (subject or near)[0]
                where = (speaker.start, start - 1)
        if speaker is None and found and not _says(after) and start - found[-1].end < 160 and text[found[-1].end : start].count("\n\n") == 0:
            found.append(Quote(start, end, found[-1].person, found[-1].said, 0.85))
            continue
        if speaker is not None and speaker.entity < len(register.found):
            found.append(Quote(start, end, speaker.entity, where, 0.93))
    return [q for q in found if q.end > q.start]


def _says(text: str) -> bool:
    return any(w in SAID for w in re.findall(r"[a-z]+", text.casefold()))


_YEARS = re.compile(
    rf"\b(?P<over>over|more than|nearly|almost|for|of|spanning|some|around|about)\s+(?:the\s+(?:past|last)\s+)?(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})\s+years?\b(?!\s+old)"
    rf"|\bsince\s+(?P<since>(?:19|20)\d\d)\b|\b(?P<n2>\d{{1,3}}|{'|'.join(NUMBERS)})[- ]years?[- ](?:collaboration|partnership|relationship|cooperation)",
    re.I,
)
_TOGETHER = re.compile(r"\b(?:collaborat\w+|cooperat\w+|co-operat\w+|partner\w*|relationship|work(?:ed|ing) together|work(?:ed|ing) with|ties)\b", re.I)
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
        if m and past and not re.search(r"\b(?:will|shall|valid|for the next|over the next)\b.{0,30}$", text[: m.start()], re.I):
            if m["since"]:
                if published is None:
                    continue
                years = int(published[:4]) - int(m["since"])
            else:
                word = (m["n"] or m["n2"]).casefold()
                years = int(word) if word.isdigit() else NUMBERS[word]
                if not re.search(r"over|more than|past|last|spanning|nearly|almost|have|has|had|been|some|around|about", text[max(0, m.start() - 40) : m.end()], re.I):
                    continue
            if 0 < years < 200:
                beyond = re.search(r"\bbeyond (?:the realm of |the field of )?(?P<field>[a-z][a-z -]{3,40}?)(?= to |,|\.| and )", text)
                fields = ((beyond["field"], sentence.start + beyond.start("field"), sentence.start + beyond.end("field")),) if beyond else ()
                found.append(Earlier(sentence, Decimal(years), 0.85, fields))
                continue
        if _LONG.search(text) and re.search(r"\b(?:have|has|had|been|existing|long-?standing)\b", text, re.I) and _TOGETHER.search(text):
            found.append(Earlier(sentence, None, 0.7, ()))
    return found
