"""What the parties will work on together: lists, enumerations and the objects of "cooperate in", "aims to"."""

import re
from typing import NamedTuple

from mou_graph.extraction.agreements import Pact, PactReader, Read
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.names import Mention
from mou_graph.extraction.lexicon import AGREEMENT_NOUN, COUNTRIES, PLACES, ROLE_HEADS, SAID

_AREA = r"(?:areas?|fields?|domains?|sectors?|disciplines|spheres|themes|pillars|components|topics|subjects|activities|issues|priorities|objectives|goals|initiatives|projects|programmes|programs)"
_AREA_WORD = re.compile(rf"\b{_AREA}\b", re.I)
_COLLAB = r"(?:co-?operat(?:e|es|ing|ion)|collaborat(?:e|es|ing|ion|ions|ive (?:work|projects|efforts))|partner(?:ing|ship|ships)?|work(?:ing)? together|work(?:ing)? jointly|joint (?:work|efforts)|tie-up|join forces)"
_VERBS = (
    r"(?:promot\w+|strengthen\w*|enhanc\w+|foster\w*|boost\w*|deepen\w*|expand\w*|develop\w*|explor\w+|facilitat\w+|support\w*|advanc\w+|accelerat\w+|establish\w*|creat\w+|conduct\w*|"
    r"undertak\w+|carry(?:ing)? out|improv\w+|encourag\w+|increas\w+|driv\w+|enabl\w+|build\w*|provid\w+|deliver\w*|pursu\w+|implement\w*|address\w*|tackl\w+|intensify\w*|broaden\w*|widen\w*|"
    r"further\w*|cultivat\w+|launch\w*|set(?:ting)? up|introduc\w+|design\w*|combat\w*|safeguard\w*|protect\w*|offer\w*|organi[sz]\w+|jointly \w+)"
)
# The list may come first: "A, B and C are the main areas the MoU has in view".
_TURNED = re.compile(
    rf"^(?P<list>[^:]{{5,260}}?),?\s+(?:are|were|is|make up|form)\s+(?:the|among the|counted among the|part of the|(?:two|three|four|five|the (?:two|three|four|five)))\s+(?:[\w-]+\s+){{0,3}}"
    rf"(?:{_AREA}|things|points|aims|subject|substance|focus|core|strands)\b",
    re.I,
)
# What opens a list of areas: the pattern, how sure, the rule's name.
_OPENERS: list[tuple[re.Pattern[str], float, str]] = [
    (re.compile(rf"\b(?:(?:in|on|across|to|for|of)\s+)?(?:the\s+|these\s+|various\s+|several\s+|many\s+)?(?:[\w-]+\s+){{0,3}}?{_AREA}\s*(?:of\s+(?:mutual\s+|common\s+)?(?:co-?operation|collaboration|interest|activity|focus|work|partnership)\s*)?,?\s*(?:(?:will|would|shall|to be)\s+)?(?:such as|like|including|includes?|namely|covered|of|are|as|in|regarded as critical, including|:|[–-])\s*(?:are|is|include|the fields of|the areas of|but not limited to|:)?\s*", re.I), 0.86, "focus.areas"),
    (re.compile(rf"\b(?:focus(?:es|ed|ing|ses|sed)?|concentrat\w+|cent(?:re|er)(?:s|ed|ing)?|revolv\w+)\s+(?:\w+ly\s+)?(?:on|around|upon)\s+", re.I), 0.84, "focus.focusing-on"),
    (re.compile(rf"\b{_COLLAB}\s+(?:\w+ly\s+)?(?:with \w+\s+)?(?:in|on|around|across|regarding|concerning)\s+", re.I), 0.82, "focus.cooperate-in"),
    (re.compile(r"\b(?:(?:will|would|shall|to)\s+(?:also\s+)?(?:cover|include|involve|encompass|comprise|address|entail)|covers?|covering|includes?|provides? for|provided for|encompass(?:es|ing)|address(?:es)|comprises?|involves?|envisages?|envisions?|calls for|spans|encompassed|concerns?|is about|are about|deals? with|dedicated to|devoted to|meant for)\s+", re.I), 0.78, "focus.covers"),
    (re.compile(r"\b(?:concerning|regarding|relating to|in connection with|in respect of|dealing with)\s+", re.I), 0.75, "focus.concerning"),
    (re.compile(rf"(?:\b(?:aim(?:s|ed|ing)?|seeks?|seeking|intend(?:s|ed)?|designed|intention|purpose|objective|goal|so as|in order|plan|wish|agreed|wants?|hopes?|will(?: also)?(?: jointly| work| together| collaborate)?|pledged|committed|set out)\s*(?:is|are|of|:)?\s*(?:at|to|of)?\s*(?:be\s+)?|\bto\s+)(?P<verb>{_VERBS})\s+(?:and\s+{_VERBS}\s+)?", re.I), 0.7, "focus.aims-to"),
    (re.compile(r"\branging\s+from\s+", re.I), 0.84, "focus.ranging"),
    (re.compile(r"\bamong\b[^,;:.]{3,80}?\b(?:are|is)\s+", re.I), 0.84, "focus.among"),
    (re.compile(r"\b(?:ties|relations|relationship|exchange|links|strengths|capacit\w+|efforts|activities)\b[^.;,]{0,40}?\bin\s+(?=the\s|[a-z])", re.I), 0.7, "focus.ties-in"),
    (re.compile(rf"\b(?:two|three|four|five|six|seven|eight|\d{{1,2}})\s+[\w -]{{3,50}}:\s*|\b{_AREA}\b[^.:;]{{0,40}}:\s*", re.I), 0.85, "focus.colon"),
    (re.compile(r"\b(?:joint|research|innovation|new|a|an|the)\s+(?:\w+\s+){0,2}(?:centre|center|laboratory|lab|hub|institute|platform)\s+(?:for|on|of|in)\s+", re.I), 0.7, "focus.joint-centre"),
    (re.compile(r"\b(?:research|projects?|studies|training|education|exchanges?|programmes?|programs?|development|solutions)\s+(?:together\s+|jointly\s+)?(?:in|on|into)\s+", re.I), 0.68, "focus.research-in"),
]  # fmt: skip
_NOUN_OPENER = re.compile(r"^\s*(?:\([^)]{2,20}\)\s*)?(?:on|for|in|covering|about|to\s+" + _VERBS + r")\s+", re.I)
_ENUMERATION = re.compile(r"(?:^|[\s:;,])\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})\)\s+")
_CUT = re.compile(
    r"\s*(?:[–—]\s|\(|\.|:|;|\"|,?\s+\b(?:which|that|who|whom|whose|where|whereby|when|while|so that|so as|in order|with (?:the|a|an) (?:aim|view|goal|objective|intention|focus)|through|"
    r"by means|by (?:way|virtue|the|\w+ing)|utili[sz]ing|using|particularly|especially|in particular|among other\w*|as (?:part|well|an?|they|it)|between (?:the|both|its)|of both|for the (?:benefit|purpose|next)|"
    r"within (?:the|their)|under (?:the|which|this)|during|over (?:the|a)|at (?:the|both|each|its)|to (?:be|the|promote|support|help|ensure|improve|enhance|address|meet|enable|nurture|facilitate|make|drive|\w+ate|\w+ise|\w+ize|strengthen|boost|reduce|increase|develop|create|achieve|tackle|build|provide|allow|keep|take|bring|learn|ease|serve|form|advance)|"
    r"together with|included|has|have|had|is|are|was|were|will|would|shall|may|can|could|said|says|according|because|since|if|after|before|until|upon|from (?:the|both)|based on|aimed at|aiming|leading|including|includes|such as|like|with (?:no|at|each|two|experts|which|its|their)|seamlessly|no fewer|half of|two a|about \d)\b).*$",
    re.I | re.S,
)
_LEADS = re.compile(
    r"^(?:(?:the|a|an|its|their|both|and|or|also|of|in|on|for|to|jointly|as|well|further|more|such|other|new|closer|mutual|any|some|all|areas? of|fields? of|field of|cooperation (?:in|on)|co-operation (?:in|on)|"
    r"collaboration (?:in|on|between)|to be|towards?|include|including|regarding|are|is|be it|lastly|finally|respectively|namely|"
    + r"promot(?:e|ing|ion of)|strengthen(?:ing)?|enhanc(?:e|ing)|foster(?:ing)?|boost(?:ing)?|deepen(?:ing)?|expand(?:ing)?|facilitat(?:e|ing)|support(?:ing)?|encourag(?:e|ing)|increas(?:e|ing)|improv(?:e|ing)|explor(?:e|ing)|creat(?:e|ing)|about|excellence (?:for|in)|pursu(?:e|ing)|undertak(?:e|ing)|conduct(?:ing)?|provid(?:e|ing)|establish(?:ing)?|carry(?:ing)? out|implement(?:ing)?)\s+)+",
    re.I,
)
_EMPTY = frozenset(
    "cooperation co-operation collaboration partnership agreement mou it them this that these those both parties sides relations ties relationship relationships memorandum understanding "
    "others other more and or areas area fields field activities activity initiatives efforts projects project work future common interest mutual interests issues matters things goals joint "
    "cooperate collaborate institutions universities companies organisations organizations countries two three benefits benefit opportunities partners framework purpose basis scope".split()
)
# Single words that the openers leave and that name no field of work.
_NO_AREA = frozenset(
    "since later so widely particular general expertise disciplines expected borders place order question line return addition turn fact short time "
    "part full force effect detail details terms term general exchange experience knowledge capacity strength strengths potential value quality "
    "research development training education innovation technology people students staff members everything something practice use life world way ways "
    "years year month months news today tomorrow both each one two three first second future past progress success support help work working other others "
    "company university hospital institute ministry government society region country nation city town community public market markets".split()
) - frozenset("research training education innovation technology development".split())
_CONTEXT = re.compile(
    r"\b(?:the (?:two|three|four|parties|partners|sides|institutions|universities|companies|organi[sz]ations|countries|pair)|both (?:sides|parties|institutions|universities|companies|countries|organi[sz]ations)|"
    r"co-?operat\w+|collaborat\w+|partner\w*|jointly|together)\b",
    re.I,
)
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣∙·*]|[-–](?=\s)|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s*")


class Area(NamedTuple):
    """A focus area where it stands in the sentence's text (offsets of the whole text)."""

    label: str
    start: int
    end: int
    confidence: float
    rule: str


def split(text: str) -> list[tuple[int, int]]:
    """A list's items as offsets: by semicolons where there are any, else by commas and the closing 'and'.

    >>> s = "student exchange, joint research and staff training"
    >>> [s[a:b] for a, b in split(s)]
    ['student exchange', 'joint research', 'staff training']
    """
    mark = r"\s*;\s*(?:and\s+|or\s+)?(?:lastly,?\s+|finally,?\s+)?" if ";" in text else r"\s*,\s*(?:and\s+|or\s+|as well as\s+|along with\s+)?|\s+as well as\s+|\s+along with\s+"
    pieces, at = [], 0
    for m in re.finditer(mark, text):
        pieces.append((at, m.start()))
        at = m.end()
    pieces.append((at, len(text)))
    if ";" not in text:
        # The last item "X and Y" closes a list with commas; without commas it is two only if both are phrases.
        a, b = pieces[-1]
        joint = [m for m in re.finditer(r"\s+(?:and|&|or)\s+", text[a:b])]
        if joint:
            m = joint[-1] if len(pieces) > 1 else joint[0]
            left, right = text[a : a + m.start()], text[a + m.end() : b]
            closing = len(pieces) > 1 and text[max(0, a - 5) : a].strip() not in ("and", "or") and not re.search(r"and\s+$", text[:a])
            if closing or (len(pieces) == 1 and len(left.split()) >= 2 and len(right.split()) >= 2):
                pieces[-1:] = [(a, a + m.start()), (a + m.end(), b)]
    return [(a, b) for a, b in pieces if b > a]


def clean(text: str, start: int) -> tuple[str, int, int] | None:
    """An item as a short noun phrase, with its offsets; None where nothing is left."""
    begin = 0
    m = _BULLET.match(text)
    if m:
        begin = m.end()
    m = _LEADS.match(text[begin:])
    lead = m.end() if m else 0
    body = text[begin + lead :]
    cut = _CUT.search(body, 1)
    if cut:
        body = body[: cut.start()]
    body = body.rstrip(" ,;:.-–\"'")
    words = body.split()
    if len(words) > 8:
        joints = [k for k, w in enumerate(words[:9]) if k >= 2 and w.casefold() in ("of", "for", "in", "with", "and", "on", "between", "from", "at", "to", "by", "into", "across")]
        words = words[: joints[-1]] if joints else words[:8]
        body = re.match(r"\s*\S+(?:\s+\S+){" + str(len(words) - 1) + "}", body)[0]  # type: ignore[index]
    while words and words[-1].casefold() in ("of", "for", "in", "with", "and", "on", "the", "a", "between", "from", "at", "to", "by", "their", "its", "or", "&"):
        body = body[: body.rstrip().rfind(words[-1])].rstrip(" ,")
        words = body.split()
    if not words:
        return None
    offset = begin + lead + (len(text[begin + lead :]) - len(text[begin + lead :].lstrip()))
    body = body.strip()
    content = [w for w in re.findall(r"[\w-]+", body.casefold()) if w not in _EMPTY and w not in ("the", "a", "of", "and", "in", "on", "for", "with", "to", "between", "its", "their")]
    if not content or not any(c.isalpha() for c in body) or re.fullmatch(r"[\d\W]+", body):
        return None
    return " ".join(body.split()), start + offset, start + offset + len(body)


class FocusReader:
    """Finds the areas of each agreement of a text."""

    def __init__(self, reader: PactReader, pacts: list[Pact]) -> None:
        self.reader = reader
        self.pacts = pacts
        self.sentences = reader.sentences
        self.taken: list[Mention] = []
        self.names = {f.casefold() for o in reader.known.found for f in o.forms} | {f.casefold() for h in reader.register.found for f in h.forms}

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
                        previous.text.rstrip().endswith((":", ";", "–", "-")) or re.search(rf"\b(?:{_AREA}|following|include|components)\b", previous.text, re.I)
                    )
                if items_open and (previous is None or previous.paragraph != sentence.paragraph):
                    self._item(sentence)
                continue
            items_open = False
            if sentence.index < first and sentence.zone != "headline":
                continue
            event = any(e.sentence is sentence for p in self.pacts for e in p.events)
            about = AGREEMENT_NOUN.search(sentence.text) is not None
            near = n - first <= 14
            if event or about or (near and _CONTEXT.search(sentence.text)) or _ENUMERATION.search(sentence.text):
                self._sentence(sentence, event=event or about)
        for pact in self.pacts:
            pact.focus = self._best(pact.focus)

    def _keep(self, sentence: Sentence, found: list[Area]) -> None:
        for pact in self.reader._owner(self.pacts, sentence):
            for area in found:
                pact.focus.append(Read(area.label, area.start, area.end, area.confidence, area.rule))

    def _area(self, text: str, start: int, confidence: float, rule: str) -> Area | None:
        cleaned = clean(text, start)
        if cleaned is None:
            return None
        label, a, b = cleaned
        low = label.casefold()
        first = low.split()[0]
        if low in self.names or low in PLACES or low in COUNTRIES or low.split()[-1] in ROLE_HEADS or first in SAID:
            return None
        if any((m.start < b and a < m.end) if m.kind == "person" else (m.start - 1 <= a < m.end and m.end - m.start > 3) for m in self.taken):
            return None  # a name, or inside one
        if " " not in low and (low in _NO_AREA or low.endswith("ly") or low in COUNTRIES):
            return None
        if re.search(r"\b(?:professor|director|dean|president|minister|mr|ms|dr)\b", low):
            return None
        if re.match(r"(?:\w+ed\b(?! (?:research|learning|manufacturing|computing|technolog|science|health|care|studies|training|projects|programmes))|set up|made|held|given|taken|have|has|been|being|one|something|period|so|which|what|created|announced|sign\w*|said|by|on|at|from|with|he|she|they|we|it|i|this|that|not|both|two|three|each|first|20\d\d)\b", low) or re.search(r"\b(?:mou|moa|memorandum|agreements?|signing|ceremony|letter|milestone|announced|partners|campus|saw|supplying)\b", low):
            return None
        return Area(label, a, b, confidence, rule)

    def _item(self, sentence: Sentence) -> None:
        self.taken = []
        area = self._area(sentence.text, sentence.start, 0.9, "focus.item")
        if area:
            self._keep(sentence, [area])

    def _sentence(self, sentence: Sentence, *, event: bool) -> None:
        text = self._unquoted(sentence.text)
        self.taken = [m for m in self.reader.rows[sentence.index] if m.kind in ("org", "person")]
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
        for pattern, confidence, rule in _OPENERS:
            if rule == "focus.areas" and not _AREA_WORD.search(text):
                continue  # the pattern begins with much that may be left out: slow where it cannot match
            for m in pattern.finditer(text):
                if any(a <= m.end() < b for a, b in covered):
                    continue
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
            r"(?:\.\s|\.$|\s\"|,?\s(?:said|says|according to|while|whereas|which|who|whereby|with the (?:aim|goal)|and (?:it|they|will|is|are|was|has|have|runs?|the (?:two|parties|agreement))|with an eye|was signed|is valid|valid for|were signed|has been|will be|would be|are expected|is expected|are going|is to|are to)\b)",
            text[start:],
        )
        return start + m.start() if m else len(text)

    def _list(self, sentence: Sentence, text: str, at: int, confidence: float, rule: str) -> bool:
        text = re.sub(r"^\s*(?:the\s+)?(?:following\s+)?(?:areas?|fields?)?\s*:\s*", lambda m: " " * len(m.group()), text)
        text = re.split(r"(?<=\w)\s+(?:in|at|on)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b", text)[0]
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
            area = self._area(text[a:b], sentence.start + at + a, confidence - (0.08 if len(pieces) == 1 else 0.0), rule)
            if area is None:
                continue
            found.append(area)
            cut = _CUT.search(text[a:b], 1)
            if cut and k < len(pieces) - 1 and re.search(r"\b(?:which|that|who|where|so that|while|will|is|are|has|have|was|were)\b", text[a:b][cut.start() :][:12]):
                break  # a new clause begins: the list is over
        self._keep(sentence, found)
        return bool(found)

    def _best(self, found: list[Read]) -> list[Read]:
        """No area twice, none that another one says more exactly; at most twelve, in the text's order."""
        kept: list[Read] = []
        for read in sorted(found, key=lambda r: (-r.confidence, r.start)):
            words = _stems(str(read.value))
            if any(words <= _stems(str(k.value)) or len(words & _stems(str(k.value))) >= 0.6 * len(words | _stems(str(k.value))) for k in kept):
                continue
            kept.append(read)
        return sorted(kept[:12], key=lambda r: r.start)


def _stems(text: str) -> set[str]:
    return {w[:-1] if w.endswith("s") and len(w) > 3 else w for w in re.findall(r"\w+", text.casefold())} - {"the", "of", "and", "in", "for", "on", "a", "to"}
