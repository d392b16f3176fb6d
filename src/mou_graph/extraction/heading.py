"""What stands at the head of an announcement: its title, and the day it was published."""

import re

from mou_graph.extraction.details import dates
from mou_graph.extraction.layout import Sentence
from mou_graph.model import Announcement, Evidence, Span, Stated

__all__ = ["headline", "published"]

_NEAR = re.compile(r"[^.]{0,70}$")
_DASH = re.compile(r"[^a-z]{0,3}(?:/[^/]{2,40}/|\([^)]{2,40}\))?\s*(?:–|--?|\|)")


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
        found = [d for d in dates(sentence.text) if d.year is not None and d.day is not None]
        if not found:
            continue
        day = found[0]
        rest = sentence.text[: day.start] + sentence.text[day.end :]
        short = (
            len(rest) < 90
            and not sentence.text.endswith(".")
            and sentence.zone != "headline"
            and len(re.findall(r"[a-z]{3,}", rest)) <= 7
        )
        dateline = _NEAR.match(sentence.text[: day.start]) and _DASH.match(sentence.text[day.end :])
        before = sentence.text[: day.start].strip()
        opens = bool(dateline) and (before.isupper() or len(before.split()) <= 7)
        if short or opens:
            iso = day.iso()
            assert iso is not None
            span = Span(sentence.start + day.start, sentence.start + day.end)
            return Stated(iso, Evidence((span,), 0.92 if short else 0.95, "published.dateline"))
    return None
