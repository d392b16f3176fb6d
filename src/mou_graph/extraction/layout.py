"""How an announcement's text is laid out: its paragraphs, what each is for, its sentences and words.

Everything here keeps offsets: `plain` has exactly as many characters as the text.
"""

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from mou_graph.extraction.lexicon import ABBREVIATIONS

Zone = Literal["headline", "dateline", "body", "item", "caption", "about", "contact", "related", "legal", "byline"]

# UTF-8 read as Windows-1252 ("â€œ" for a quotation mark) is common in saved pages.  Same length: the
# mark, then as much of nothing as keeps the offsets.
_MOJIBAKE = {
    "â€œ": "  \"",
    "â€\x9d": "\"  ", "â€™": "'", "â€˜": "  '", "â€“": " - ", "â€”": " - ", "â€": '" ', "Â ": "  ",
}  # fmt: skip
_SAME_LENGTH = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "＂": '"',
    "\xa0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ", "\u3000": " ", "\t": " ", "\u2011": "-", "\u2010": "-",
    "—": "–", "―": "–", "\u200b": " ", "\ufeff": " ", "…": ".",
})  # fmt: skip


def plain(text: str) -> str:
    """The text with one kind of quotation mark, apostrophe, dash and space, as long as before.

    >>> plain("Ghana’s “MoU”")
    'Ghana\\'s "MoU"'
    """
    if "â€" in text or "Â" in text:
        for wrong, right in _MOJIBAKE.items():
            if wrong == "â€™":  # inside words: keep the letters together as the reader sees them
                text = re.sub(r"â€™(\w+)", lambda m: "'" + m[1] + "  ", text)
                right = "'  "
            text = text.replace(wrong, right)
    return text.translate(_SAME_LENGTH)


class Token(NamedTuple):
    """A word or a mark: its text, where it stands, and its case-folded form."""

    text: str
    start: int
    end: int
    low: str
    capital: bool  # begins with a capital, or holds one further on (iPhone)


def _token(word: str, at: int) -> Token:
    capital = word[0].isupper() or (word[0].isalpha() and not word.islower() and word.lower() != word)
    return Token(word, at, at + len(word), word.casefold(), capital)


_TOKEN = re.compile(
    r"Dato'|dato'"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?\b"
    r"|[A-Za-z](?:\.[A-Za-z])+\.?(?!\w)"  # U.S., H.E., Ph.D
    r"|(?:\w+(?:(?:\.?[.&/?*-](?=\w)|'(?=\w)(?!s\b))(?!(?<=[a-z]\.)[A-Z][a-z])\w+)*(?:\.|\+(?![\w+]))?)"
    r"|'s\b|\S"
)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of a stretch of plain text; an abbreviation keeps its full stop.

    >>> [t.text for t in tokens("Prof. Nancy Ip, R&D head of KUT's lab.", 0, 38)]
    ['Prof.', 'Nancy', 'Ip', ',', 'R&D', 'head', 'of', 'KUT', "'s", 'lab', '.']
    """
    found = []
    for m in _TOKEN.finditer(text, start, end):
        word, at = m.group(), m.start()
        if word[-1] == "." and len(word) > 1:
            stem = word[:-1]
            if not (stem.casefold() in ABBREVIATIONS or (len(stem) == 1 and stem.isupper()) or "." in stem):
                found.append(_token(stem, at))
                found.append(_token(".", m.end() - 1))
                continue
        found.append(_token(word, at))
    return found


@dataclass(slots=True)
class Sentence:
    """A stretch of the text that says one thing, with its words; `index` counts through the text."""

    start: int
    end: int
    zone: Zone
    index: int
    paragraph: int
    tokens: list[Token] = field(repr=False)
    text: str = field(repr=False)
    about: str | None = None  # in an "About X" section: X


_HEADING: list[tuple[Zone, re.Pattern[str]]] = [
    ("about", re.compile(r"(?:about|who is|notes? on)\s+(?!us\b)(?P<name>[A-Z0-9][^.:\n]{1,90})\s*:?\s*$")),
    ("contact", re.compile(
        r"(?:for (?:more|further|additional) (?:information|details|enquiries)\b.{0,60}|(?:media|press|investor"
        r"|public)s?"
        r"(?: (?:relations|enquiries|inquiries|contact|contacts|information))*|contacts?|contact (?:us|information)|"
        r"notes? (?:to|for) editors?|issued by.{0,80}|enquiries)\s*:?\s*$", re.I)),
    ("related", re.compile(
        r"(?:related (?:stories|news|articles|posts|links|content)|also read|read (?:also|more|next)|see also"
        r"|more (?:news|stories)|latest"
        r" (?:news|stories|posts)|you may also like|tags?|share this.*|recommended|popular|back to .*|next (?:post"
        r"|article).*|previous (?:post|article).*)"
        r"\s*:?\s*$", re.I)),
    ("legal", re.compile(
        r"(?:(?:cautionary (?:note|statement).*)?forward[- ]looking (?:statements?|information).*|disclaimer"
        r"|safe harbou?r.*|legal notice|notice"
        r"|(?:this|the) (?:information|press release|announcement) (?:is|was) (?:subject to"
        r"|issued).*)\s*:?\s*$", re.I)),
]  # fmt: skip
_INLINE: list[tuple[Zone, re.Pattern[str]]] = [
    ("about", re.compile(r"About (?!the\b|us\b|\d)(?P<name>[A-Z][\w&.,' -]{1,70}?)\s*:\s+\S")),
    ("contact", re.compile(r"(?:(?:media|press|investor)\s+)?(?:contacts?|enquiries)\s*:", re.I)),
    ("caption", re.compile(r"(?:\[?(?:photo|caption|picture|image|pic)s?\]?\b\s*(?:credit|caption"
    r"|courtesy)?\s*[:(\]]|\(from left"
r"|from left|pictured)", re.I)),
    ("related", re.compile(r"(?:also read|read (?:also|more)|related)\s*[:|]", re.I)),
    ("byline", re.compile(r"(?i:by:?|written by|posted by|reported by|author:|text:|story by|\(?writing by)"
r"\s+[A-Z][\w.' -]+(?:\||,|$|;)")),
]  # fmt: skip
_BULLET = re.compile(r"\s*(?:[•●▪◦‣∙·*]|[-–]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s)\s*\S")
_ENDS = re.compile(r"\s*(?:ends|# ?# ?#|-ends-|– ?ends ?–|\*\s?\*\s?\*)\s*$", re.I)
_BREAK = re.compile(
    r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z])"
    r"|[.!?][\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9À-ÖØ-Þ])"
    r"|(?<=[\"'])\s+(?=[A-Z][a-z]+ .{0,40}(?:said|added|stated))"
)


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs as offsets: lines, joined where they are hard-wrapped."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    out: list[tuple[int, int]] = []
    group: list[tuple[int, int]] = []

    def flush() -> None:
        lengths = sorted(e - s for s, e in group)
        wrapped = len(group) >= 3 and lengths[-1] <= 125 and lengths[len(lengths) // 2] >= 45
        for k, (s, e) in enumerate(group):
            joins = (
                wrapped and k > 0 and out and not _BULLET.match(text, s, e)
                and text[out[-1][1] - 1 : out[-1][1]] not in ".!?:"
                and group[k - 1][1] - group[k - 1][0] >= 0.6 * lengths[-1]
            )  # fmt: skip
            # A line that goes on in lower case belongs to the one before, however short that is.
            goes_on = k > 0 and out and text[s:e].lstrip()[:1].islower() and not _BULLET.match(text, s, e)
            if joins or (goes_on and text[out[-1][1] - 1] not in ".!?:"):
                out[-1] = (out[-1][0], e)
            else:
                out.append((s, e))
        group.clear()

    last = 0
    for s, e in lines:
        if text.count("\n", last, s) > 1:
            flush()
        group.append((s, e))
        last = e
    flush()
    return out


_LONGEST = 2000
"""Characters in a sentence: what goes on without a full stop is cut at a space, so that no text costs its square."""


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _LONGEST:
        cut = text.rfind(", ", start, start + _LONGEST) + 2
        cut = cut if cut > start + _LONGEST // 2 else text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts, at = [], start
    for m in _BREAK.finditer(text, start, end):
        before = text[max(start, m.start() - 14) : m.start() + 1]
        if text[m.start()] == ".":
            word = re.search(r"([\w.'&-]+)\.$", before)
            if word and (
                word[1].casefold() in ABBREVIATIONS
                or (len(word[1]) == 1 and word[1].isupper())
                or (word[1].isdigit() and len(word[1]) <= 2 and not text[start : m.start() - len(word[1]) + 1].strip())
                or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word[1])
            ):
                continue
        cut = m.end()
        cuts.append((at, cut))
        at = cut
    cuts.append((at, end))
    cuts = [piece for cut in cuts for piece in _pieces(text, *cut)]
    trimmed = []
    for s, e in cuts:
        while s < e and text[s].isspace():
            s += 1
        while e > s and text[e - 1].isspace():
            e -= 1
        if s < e:
            trimmed.append((s, e))
    return trimmed


def sentences(text: str) -> list[Sentence]:
    """The sentences of a plain text in order, each with the zone it stands in."""
    out: list[Sentence] = []
    section: Zone | None = None
    about: str | None = None
    for number, (s, e) in enumerate(_blocks(text)):
        line = text[s:e].strip(" *#|=_")
        zone: Zone = section or ("item" if _BULLET.match(text, s, e) else "body")
        heading = False
        if len(line) < 110:
            for name, pattern in _HEADING:
                m = pattern.match(line)
                told = any(len(o.text) > 90 for o in out)  # before the text begins, such a line is a menu's
                if m and (told or name == "caption") and not (name == "about" and len(line.split()) > 12):
                    section, zone, heading = name, name, True
                    about = m["name"].strip() if name == "about" else None
                    break
            if _ENDS.match(line):
                section, about, heading, zone = "contact", None, True, "contact"
        if not heading and number > 0:
            for name, pattern in _INLINE:
                m = pattern.match(line)
                if m:
                    zone = name
                    if name == "about":
                        section = name
                    about = m["name"].strip() if name == "about" else about
                    break
        for a, b in _split(text, s, e):
            out.append(
                Sentence(
                    a, b, zone, len(out), number, tokens(text, a, b), text[a:b], about if zone == "about" else None
                )
            )
    _headline(out)
    return out


_LEAD = 90
"""Characters in a sentence that begins the text: longer than what menus and offers say."""
_TITLE = 220
"""Characters in a title at most."""


def _is_alone(sentence: Sentence, found: list[Sentence]) -> bool:
    near = found[max(0, sentence.index - 3) : sentence.index + 3]
    return not any(o.paragraph == sentence.paragraph and o is not sentence for o in near)


def _is_title(sentence: Sentence, found: list[Sentence]) -> bool:
    """One line of a few words without a full stop."""
    words = [t for t in sentence.tokens if t.text[0].isalpha()]
    ends = sentence.text.rstrip("\"'").endswith((".", ":", ";"))
    return len(words) >= 3 and len(sentence.text) < _TITLE and not ends and _is_alone(sentence, found)


def _headline(found: list[Sentence]) -> None:
    """Mark the title: the first paragraph that is no date, rubric or full sentence, before the text begins."""
    for sentence in found[:8]:
        words = [t for t in sentence.tokens if t.text[0].isalpha()]
        if sentence.zone not in ("body", "caption") or len(words) < 3:
            continue
        if sentence.text.count("|") >= 2 or sentence.text.count(">") >= 2:
            continue
        alone = _is_alone(sentence, found)
        if alone and _is_title(sentence, found):
            sentence.zone = "headline"
        elif not alone or sentence.text.endswith("."):
            break
    lead = next((s.index for s in found if s.zone == "body" and len(s.text) > _LEAD and s.text.endswith(".")), 0)
    for above in found[max(0, lead - 1) : lead]:  # behind a page's menus and offers the title is right above the text
        if above.zone == "body" and _is_title(above, found):
            above.zone = "headline"
