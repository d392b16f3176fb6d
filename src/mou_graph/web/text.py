"""An announcement's text, cut where its passages begin and end; of one whose text is not at hand, the passages."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mou_graph.model import Announcement
from mou_graph.reading import read
from mou_graph.vocabulary import digest

__all__ = ["Marked", "marked", "texts"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text; `anchors` are the passages that begin here, `read` says whether any was read from it."""

    words: str
    read: bool = True
    anchors: tuple[str, ...] = ()
    gap: bool = False  # something that is not at hand stands before it


def texts(sources: Iterable[str]) -> dict[str, str]:
    """Texts by their digest, by which the graph knows them.  Raises `SourceError` for a source that is not there."""
    return {digest(one.text): one.text for one in read(list(sources)) if isinstance(one, Announcement)}


def marked(text: str | None, passages: Sequence[Mapping[str, str]]) -> list[Marked]:
    """The pieces in the order of the text.

    >>> passage = {"start": "0", "end": "1", "words": "A", "passage": "x#char=0,1"}
    >>> [(p.words, p.read, p.anchors) for p in marked("A signs.", [passage])]
    [('A', True, ('char=0,1',)), (' signs.', False, ())]
    >>> [p.words for p in marked(None, [passage])]
    ['A']
    """
    spans = [(int(p["start"]), int(p["end"]), p) for p in passages if p["start"].isdigit() and p["end"].isdigit()]
    if text is None:
        return [Marked(p.get("words", ""), True, (part(p),), n > 0) for n, (_, _, p) in enumerate(spans)]
    spans = [(start, min(end, len(text)), p) for start, end, p in spans if start < len(text)]
    cuts = sorted({0, len(text), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    return [
        Marked(
            text[here:there],
            any(s <= here < e for s, e, _ in spans),
            tuple(part(p) for s, _, p in spans if s == here),
        )
        for here, there in itertools.pairwise(cuts)
    ]


def part(passage: Mapping[str, str]) -> str:
    return passage["passage"].partition("#")[2]
