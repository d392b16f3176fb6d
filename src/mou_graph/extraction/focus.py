"""What the parties will work on together: lists, enumerations and the objects of "cooperate in", "aims to"."""

import re

from mou_graph.extraction.areas import CUT, Area, clean, is_area, split
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import AGREEMENT_NOUN, pattern
from mou_graph.extraction.names import Mention
from mou_graph.extraction.pacts import Pact, Read, owners, tells
from mou_graph.extraction.people import Page

__all__ = ["FocusReader"]

_AREA = pattern("area")
_AREA_WORD = re.compile(rf"\b{_AREA}\b", re.I)
_COLLAB = pattern("collaborating")
_VERBS = pattern("aims")
# The list may come first: "A, B and C are the main areas the MoU has in view".
_TURNED = re.compile(
    rf"^(?P<list>[^:]{{5,260}}?),?\s+(?:are|were|is|make up|form)\s+(?:the|among the|counted among the|part of the"
    rf"|(?:two|three|four|five|the (?:two|three|four|five)))\s+(?:[\w-]+\s+){{0,3}}"
    rf"(?:{_AREA}|things|points|aims|subject|substance|focus|core|strands)\b",
    re.I,
)
# What opens a list of areas: the pattern, how sure, the rule's name.
_OPENERS: list[tuple[re.Pattern[str], float, str]] = [
    (re.compile(r"\b(?:(?:in|on|across|to|for|of)\s+)?(?:the\s+|these\s+|various\s+|several\s+"
rf"|many\s+)?(?:[\w-]+\s+){{0,3}}?{_AREA}\s*(?:of\s+(?:mutual\s+|common\s+)?(?:co-?operation|collaboration"
r"|interest|activity|focus|work|partnership)\s*)?,?\s*(?:(?:will|would|shall|to be)\s+)?(?:such as|like"
r"|including|includes?|namely|covered|of|are|as|in|:|[–-])\s*(?:are|is"
r"|include|the fields of|the areas of|but not limited to|:)?\s*", re.I), 0.86, "focus.areas"),
    (re.compile(r"\b(?:focus(?:es|ed|ing|ses|sed)?|concentrat\w+|cent(?:re|er)(?:s|ed|ing)?"
r"|revolv\w+)\s+(?:\w+ly\s+)?(?:on|around|upon)\s+", re.I), 0.84, "focus.focusing-on"),
    (re.compile(rf"\b{_COLLAB}\s+(?:\w+ly\s+)?(?:with \w+\s+)?(?:in|on|around|across|regarding"
    rf"|concerning)\s+", re.I), 0.82, "focus.cooperate-in"),
    (re.compile(r"\b(?:(?:will|would|shall|to)\s+(?:also\s+)?(?:cover|include|involve|encompass|comprise|address"
    r"|entail)"
r"|covers?|covering|includes?|provides? for:?|provided for|encompass(?:es|ing)|address(?:es)|comprises?"
r"|involves?|envisages?|envisions?|calls for|spans|encompassed|concerns?|is about|are about|deals? with"
r"|dedicated to|devoted to|meant for)(?:\s*:\s*|\s+)", re.I), 0.78, "focus.covers"),
    (re.compile(r"\b(?:concerning|regarding|relating to|in connection with|in respect of"
    r"|dealing with)\s+", re.I), 0.75, "focus.concerning"),
    (re.compile(r"(?:\b(?:aim(?:s|ed|ing)?|seeks?|seeking|intend(?:s|ed)?|designed|intention|purpose|objective"
    r"|goal|so as"
r"|in order|plan|wish|agreed|wants?|hopes?|will(?: also)?(?: jointly| work| together| collaborate)?"
r"|pledged|committed|set out)\s*(?:is|are|of|:)?\s*(?:at|to|of)?\s*(?:be\s+)?"
rf"|\bto\s+)(?P<verb>{_VERBS})\s+(?:and\s+{_VERBS}\s+)?", re.I), 0.7, "focus.aims-to"),
    (re.compile(r"\branging\s+from\s+", re.I), 0.84, "focus.ranging"),
    (re.compile(r"\bamong\b[^,;:.]{3,80}?\b(?:are|is)\s+", re.I), 0.84, "focus.among"),
    (re.compile(r"\b(?:ties|relations|relationship|exchange|links|strengths|capacit\w+|efforts"
r"|activities)\b[^.;,]{0,40}?\bin\s+(?=the\s|[a-z])", re.I), 0.7, "focus.ties-in"),
    (re.compile(rf"\b(?:two|three|four|five|six|seven|eight|\d{{1,2}})\s+[\w -]{{3,50}}:\s*"
    rf"|\b{_AREA}\b[^.:;]{{0,40}}:\s*", re.I), 0.85, "focus.colon"),
    (re.compile(r"\b(?:joint|research|innovation|new|a|an|the)\s+(?:\w+\s+){0,2}(?:centre|center|laboratory|lab|hub"
r"|institute|platform)\s+(?:for|on|of|in)\s+", re.I), 0.7, "focus.joint-centre"),
    (re.compile(r"\b(?:research|projects?|studies|training|education|exchanges?|programmes?|programs?|development"
r"|solutions)\s+(?:together\s+|jointly\s+)?(?:in|on|into)\s+", re.I), 0.68, "focus.research-in"),
]  # fmt: skip
_NOUN_OPENER = re.compile(r"\s*(?:\([^)]{2,20}\)\s*)?(?:on|for|in|covering|about|to\s+" + _VERBS + r")\s+", re.I)
_SETTING_OUT = re.compile(
    r"^\W*(?:in|as) (?:a|an|its|the|another) (?:\w+ )?(?:move|bid|effort|step|attempt|push|drive)$", re.I
)
_ENUMERATION = re.compile(r"(?:^|[\s:;,])\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})\)\s+")
_CONTEXT = re.compile(pattern("together"), re.I)


class FocusReader:
    """Finds the areas of each agreement of a text."""

    def __init__(self, page: Page, pacts: list[Pact]) -> None:
        self.page = page
        self.pacts = pacts
        self.sentences = page.sentences
        self.taken: list[Mention] = []
        self.names = {f.casefold() for o in page.known.found for f in o.forms} | {
            f.casefold() for h in page.register.found for f in h.forms
        }

    def read(self) -> None:
        if not self.pacts:
            return
        first = min(e.sentence.index for p in self.pacts for e in p.events)
        items_open = False
        for n, sentence in enumerate(self.sentences):
            if sentence.zone in ("about", "contact", "related", "legal", "byline", "caption"):
                items_open = False
                continue
            previous = self.sentences[n - 1] if n else None
            if sentence.zone == "item":
                if previous is not None and previous.zone != "item":
                    items_open = n > first and bool(
                        previous.text.rstrip().endswith((":", ";", "–", "-"))
                        or re.search(rf"\b(?:{_AREA}|following|include|components)\b", previous.text, re.I)
                    )
                if items_open and (previous is None or previous.paragraph != sentence.paragraph):
                    self._item(sentence)
                continue
            items_open = False
            if sentence.index < first and sentence.zone != "headline":
                continue
            event = tells(self.pacts, sentence)
            about = AGREEMENT_NOUN.search(sentence.text) is not None
            near = n - first <= 14
            if event or about or (near and _CONTEXT.search(sentence.text)) or _ENUMERATION.search(sentence.text):
                self._sentence(sentence, event=event or about)
        for pact in self.pacts:
            pact.focus = self._best(pact.focus)

    def _keep(self, sentence: Sentence, found: list[Area]) -> None:
        for pact in owners(self.page, self.pacts, sentence):
            for area in found:
                pact.focus.append(Read(area.label, area.start, area.end, area.confidence, area.rule))

    def _area(self, text: str, start: int, confidence: float, rule: str) -> Area | None:
        cleaned = clean(text, start)
        if cleaned is None:
            return None
        label, a, b = cleaned
        if label.casefold() in self.names or not is_area(label):
            return None
        for m in self.taken:  # a name, or inside one
            if m.start < b and a < m.end if m.kind == "person" else m.start - 1 <= a < m.end and m.end - m.start > 3:
                return None
        return Area(label, a, b, confidence, rule)

    def _item(self, sentence: Sentence) -> None:
        self.taken = []
        area = self._area(sentence.text, sentence.start, 0.9, "focus.item")
        if area:
            self._keep(sentence, [area])

    def _sentence(self, sentence: Sentence, *, event: bool) -> None:
        text = self._unquoted(sentence.text)
        self.taken = [m for m in self.page.rows[sentence.index] if m.kind in ("org", "person")]
        marks = list(_ENUMERATION.finditer(text))
        if len(marks) >= 2:
            found = []
            for m, nxt in zip(marks, [*marks[1:], None], strict=True):
                piece = text[m.end() : nxt.start() if nxt else len(text)]
                piece = re.sub(r"[;,]\s*(?:and|or)?\s*$", "", piece)
                area = self._area(piece, sentence.start + m.end(), 0.93, "focus.enumeration")
                if area:
                    found.append(area)
            self._keep(sentence, found)
            return
        dashes = re.search(r"\s[–-]\s([^–]{8,200}?,[^–]{3,200}? and [^–]{3,100}?)\s[–-]\s", text)
        if dashes:
            self._list(sentence, dashes[1], dashes.start(1), 0.9, "focus.dashes")
            return
        covered: list[tuple[int, int]] = []
        turned = _TURNED.match(text)
        if turned and self._list(sentence, turned["list"], turned.start("list"), 0.82, "focus.turned"):
            covered.append(turned.span("list"))
        for opens, confidence, rule in _OPENERS:
            if rule == "focus.areas" and not _AREA_WORD.search(text):
                continue  # the pattern begins with much that may be left out: slow where it cannot match
            for m in opens.finditer(text):
                if any(a <= m.end() < b for a, b in covered):
                    continue
                if rule == "focus.aims-to" and _SETTING_OUT.search(text[: m.start()]):
                    continue  # "In a move to promote research, …": why, not what
                if rule in ("focus.aims-to", "focus.research-in") and not event:
                    continue
                end = self._clause(text, m.end()) if text.count(";", m.end()) == 0 else len(text.rstrip(". "))
                start = m.start("verb") if rule == "focus.aims-to" else m.end()
                if self._list(sentence, text[start:end], start, confidence, rule):
                    covered.append((m.start(), end))
        for m in AGREEMENT_NOUN.finditer(text):
            opener = _NOUN_OPENER.match(text, m.end())
            if opener and not any(a <= opener.end() < b for a, b in covered):
                end = self._clause(text, opener.end())
                if self._list(sentence, text[opener.end() : end], opener.end(), 0.72, "focus.agreement-on"):
                    covered.append((opener.start(), end))

    def _unquoted(self, text: str) -> str:
        """The sentence with quoted speech blanked: what somebody says is not what is agreed."""
        return re.sub(r'"[^"]{25,}(?:"|$)', lambda m: " " * len(m.group()), text)

    def _clause(self, text: str, start: int) -> int:
        m = re.search(
            r"(?:\.\s|\.$|\s\"|,?\s(?:said|says|according to|while|whereas|which|who|whereby|with the (?:aim|goal)"
            r"|and (?:it|they|will|is|are|was|has|have|runs?|the (?:two|parties|agreement))|with an eye|was signed"
            r"|is valid|valid for|were signed|has been|will be|would be|are expected|is expected|are going|is to"
            r"|are to)\b)",
            text[start:],
        )
        return start + m.start() if m else len(text)

    def _list(self, sentence: Sentence, text: str, at: int, confidence: float, rule: str) -> bool:
        text = re.sub(
            r"^\s*(?:the\s+)?(?:following\s+)?(?:areas?|fields?)?\s*:\s*", lambda m: " " * len(m.group()), text
        )
        text = re.split(
            r"(?<=\w)\s+(?:in|at|on)\s+(?:January|February|March|April|May|June|July|August|September|October|November"
            r"|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b",
            text,
        )[0]
        if rule == "focus.ranging":
            pieces = []
            k = 0
            for m in re.finditer(r"\s+to\s+|,\s*(?:and\s+)?|\s+through\s+", text):
                pieces.append((k, m.start()))
                k = m.end()
            pieces.append((k, len(text)))
        else:
            pieces = split(text)
        found = []
        for k, (a, b) in enumerate(pieces):
            area = self._area(
                text[a:b], sentence.start + at + a, confidence - (0.08 if len(pieces) == 1 else 0.0), rule
            )
            if area is None:
                continue
            found.append(area)
            cut = CUT.search(text[a:b], 1)
            if (
                cut
                and k < len(pieces) - 1
                and re.search(
                    r"\b(?:which|that|who|where|so that|while|will|is|are|has|have|was|were)\b",
                    text[a:b][cut.start() :][:12],
                )
            ):
                break  # a new clause begins: the list is over
        self._keep(sentence, found)
        return bool(found)

    def _best(self, found: list[Read]) -> list[Read]:
        """No area twice, none that another one says more exactly; at most twelve, in the text's order."""
        kept: list[Read] = []
        for read in sorted(found, key=lambda r: (-r.confidence, r.start)):
            words = _stems(str(read.value))
            if any(
                words <= _stems(str(k.value))
                or len(words & _stems(str(k.value))) >= 0.6 * len(words | _stems(str(k.value)))
                for k in kept
            ):
                continue
            kept.append(read)
        return sorted(kept[:12], key=lambda r: r.start)


def _stems(text: str) -> set[str]:
    return {w[:-1] if w.endswith("s") and len(w) > 3 else w for w in re.findall(r"\w+", text.casefold())} - {
        "the",
        "of",
        "and",
        "in",
        "for",
        "on",
        "a",
        "to",
    }
