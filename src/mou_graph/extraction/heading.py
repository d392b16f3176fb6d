"""What stands at the head of an announcement: its title, and the day it was published."""

import re

from mou_graph.extraction.details import Day, dateline, dates
from mou_graph.extraction.layout import Sentence
from mou_graph.model import Announcement, Evidence, Span, Stated

__all__ = ["headline", "published"]

_PUBLISHED = re.compile(r"\b(?:published|posted|updated|modified|release\w*|date|by)\b|\d{1,2}:\d\d", re.I)
_SENTENCE = re.compile(r"\b(?:on|in|from|since|until|by) (?:\w+day,? )?$", re.I)


def headline(announcement: Announcement, sentences: list[Sentence]) -> Stated[str] | None:
    """The title's words, as printed, cut at 300 characters; without a title, the first sentence."""
    if not sentences:
        return None
    title = next((s for s in sentences if s.zone == "headline"), sentences[0])
    words = " ".join(announcement.text[title.start : title.end].split())
    return Stated(words[:300], Evidence((Span(title.start, title.end),), 0.95, "headline.first-line"))


def published(announcement: Announcement, sentences: list[Sentence]) -> Stated[str] | None:
    """A full date in a line of its own near the top, or in the dateline the text begins with."""
    if announcement.published:
        return None
    for sentence in sentences[:9]:
        opening = dateline(sentence.text)
        found = [d for d in dates(sentence.text) if d.year is not None and d.day is not None]
        if opening is not None and opening[0] in found and sentence.zone != "headline":
            day, confidence = opening[0], 0.95
        elif found and _is_line(sentence, found[0]):
            day, confidence = found[0], 0.92
        else:
            continue
        span = Span(sentence.start + day.start, sentence.start + day.end)
        return Stated(str(day.iso()), Evidence((span,), confidence, "published.dateline"))
    return None


def _is_line(sentence: Sentence, day: Day) -> bool:
    """A line of a date with little else: who published it, at what time."""
    before, after = sentence.text[: day.start], sentence.text[day.end :]
    rest = before + after
    if len(rest) >= 90 or sentence.text.endswith(".") or _SENTENCE.search(before):
        return False
    words = len(re.findall(r"[a-z]{3,}", rest))
    return words <= 2 or bool(_PUBLISHED.search(rest)) if sentence.zone == "headline" else words <= 7
