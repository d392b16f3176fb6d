"""Who said what."""

import re
from typing import NamedTuple

from mou_graph.extraction.lexicon import SAID
from mou_graph.extraction.names import Mention
from mou_graph.extraction.people import Register

__all__ = ["Quote", "quotes"]

_QUOTE = re.compile(r'"([^"\n]{20,2000})(?:"|$)', re.M)


class Quote(NamedTuple):
    """A stretch of speech, and the person it is given to, by the words at `said`."""

    start: int
    end: int
    person: int
    said: tuple[int, int]
    confidence: float


def quotes(text: str, rows: list[list[Mention]], register: Register) -> list[Quote]:
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
        if (
            speaker is None
            and found
            and not _says(after)
            and start - found[-1].end < 160
            and text[found[-1].end : start].count("\n\n") == 0
        ):
            found.append(Quote(start, end, found[-1].person, found[-1].said, 0.85))
            continue
        if speaker is not None and speaker.entity < len(register.found):
            found.append(Quote(start, end, speaker.entity, where, 0.93))
    return [q for q in found if q.end > q.start]


def _says(text: str) -> bool:
    return any(w in SAID for w in re.findall(r"[a-z]+", text.casefold()))
