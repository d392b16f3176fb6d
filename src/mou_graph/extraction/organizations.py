"""The organisations a text names: one entity for a full name, its acronym and its short forms.

The order of belief: a name with an organisation's head or legal form; an acronym defined beside a name;
a short form of a name already known; a bare name that stands where only an organisation can stand.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from mou_graph.extraction.layout import Sentence, Token, tokens
from mou_graph.extraction.lexicon import DEMONYMS, FIELDS, KINDS, NOT_ACRONYMS, NOT_HEADS, OPENERS, ORG_HEADS, PLACES, SUFFIXES, WEAK_HEADS
from mou_graph.extraction.names import Mention

_PARTS = frozenset("faculty department school college division office unit section laboratory lab branch directorate bureau".split())
_GENERIC = frozenset(
    "company university institute hospital bank council fund ministry group college school foundation centre center museum government "
    "agency authority board commission committee department faculty office association federation union society club party parties "
    "institution organization organisation corporation firm campus city province country state bureau trust secretariat movement "
    "working holding holdings governments cabinet parliament senate consortium alliance library archive archives board division unit team project programme".split()
)


_PLAIN_SUFFIXES = frozenset(s.replace(".", "") for s in SUFFIXES)


@dataclass(slots=True)
class Organization:
    """An organisation of one text, as it is put together: every form it has, and where."""

    name: str
    forms: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    confidence: float = 0.9
    rule: str = "organization.head"
    parent: int = -1
    parent_rule: str = ""
    country: bool = False

    def add(self, mention: Mention, *, form: str | None = None) -> None:
        self.mentions.append(mention)
        self.see(form or mention.text)

    def see(self, form: str) -> None:
        form = clean(form)
        if form and form not in self.forms:
            self.forms.append(form)
        if rank(form) > rank(self.name):
            self.name = form


@lru_cache(maxsize=1 << 14)
def clean(form: str) -> str:
    """A name as it is cited: no article, no trailing comma, one space between words."""
    form = " ".join(form.split()).strip(" ,;:")
    return re.sub(r"^(?:the|The|THE)\s+", "", form)


def rank(form: str) -> tuple[bool, int]:
    """The fullest form wins: several words before an acronym, then the longer one."""
    return (" " in form or not form.isupper(), len(form))


@lru_cache(maxsize=1 << 14)
def key(form: str) -> str:
    """What must be equal for two forms to be the same name.

    >>> key("The Shear Wind Inc.") == key("Shear Wind, Inc")
    True
    """
    words = re.findall(r"[\w]+", clean(form).casefold().replace("'s", "").replace("&", " and "))
    if len(words) > 2 and "government" in words[:2] and words[words.index("government") + 1] == "of":
        # The Government of India is India; the City Government of Bukirin is the City of Bukirin.
        at = words.index("government")
        words = (words[:at] + ["of"] if at else []) + [w for w in words[at + 2 :] if w != "the"]
    while len(words) > 1 and words[-1] in _PLAIN_SUFFIXES:
        words.pop()
    return " ".join(words)


def initials(name: str) -> str:
    """The capitals an acronym would take from a name: Kaleva University of Technology → KUT."""
    words = re.findall(r"\w+", name)
    return "".join(w[0] if not (w.isupper() and len(w) < 6) else w for w in words if w[0].isupper()).upper()


def fits(acronym: str, name: str) -> bool:
    """Whether the letters can come, in order, from the name, beginning with its first.

    >>> fits("HKUST", "Hong Kong University of Science and Technology"), fits("AfDB", "African Development Bank")
    (True, True)
    """
    letters = [c.casefold() for c in acronym if c.isalnum()]
    low = name.casefold()
    if not letters or not low or not low.startswith(letters[0]):
        return False
    at = 0
    for c in letters:
        at = low.find(c, at) + 1
        if at == 0:
            return False
    capitals = initials(name).casefold()
    shared = sum(1 for c in letters if c in capitals)
    return shared >= 0.6 * len(letters)


class Directory:
    """The organisations found so far, by form."""

    def __init__(self) -> None:
        self.found: list[Organization] = []
        self.by_key: dict[str, int] = {}
        self.by_word: dict[str, list[int]] = {}  # the first word of a form's key, or the place of "University of X"
        self.by_initials: dict[str, list[int]] = {}
        self.not_organizations: set[str] = set()

    def get(self, form: str) -> int:
        return self.by_key.get(key(form), -1)

    def entity(self, mention: Mention, *, confidence: float, rule: str) -> int:
        """The organisation of this name, made if it is new; the mention becomes one of it."""
        at = self.get(mention.text)
        if at < 0:
            at = len(self.found)
            self.found.append(Organization(clean(mention.text), confidence=confidence, rule=rule))
            self.by_key[key(mention.text)] = at
            self._index(mention.text, at)
        self.attach(mention, at)
        return at

    def _index(self, form: str, at: int) -> None:
        """So that a short form finds its organisation without a look at all of them."""
        words = key(form).split()
        for word in {words[0], words[-1] if words[:2] in (["university", "of"], ["ministry", "of"]) else words[0]} if words else ():
            listed = self.by_word.setdefault(word, [])
            if at not in listed[-8:]:
                listed.append(at)
        self.by_initials.setdefault(initials(form), []).append(at)

    def attach(self, mention: Mention, at: int) -> None:
        mention.kind, mention.entity = "org", at
        self.found[at].add(mention)

    def alias(self, form: str, at: int) -> None:
        self.by_key.setdefault(key(form), at)
        self.found[at].see(form)
        self._index(form, at)


def directory(sentences: list[Sentence], mentions: list[list[Mention]]) -> Directory:
    """First pass: full names, and the acronyms and short forms that brackets give them."""
    known = Directory()
    for sentence, row in zip(sentences, mentions, strict=True):
        for mention in row:
            if mention.kind == "org" and _only_fields(mention.text) and sentence.tokens[mention.i - 1 if mention.i else 0].low not in ("the", "of"):
                mention.kind = "other"
            if mention.kind == "org" and not (" " not in mention.text and mention.text.casefold() in _GENERIC):
                known.entity(mention, confidence=0.9, rule="organization.head")
    _same_with_country(known)
    _merge_short(known)
    for sentence, row in zip(sentences, mentions, strict=True):
        _asides(sentence, row)
        _brackets(sentence, row, known)
    _abouts(sentences, mentions, known)
    _short_forms(sentences, mentions, known)
    _units(sentences, mentions, known)
    return known


def _only_fields(name: str) -> bool:
    """'Corporate Communications', 'Human Resources': what somebody does, not a body."""
    words = [w for w in name.casefold().split() if w not in ("and", "&", "of")]
    return all((w in FIELDS or w in WEAK_HEADS or w in ("corporate", "external", "internal", "investor", "public", "human")) and w not in _GENERIC for w in words)


_TAIL = frozenset("group holdings holding corporation company limited international inc ltd co plc corp gmbh enterprises pty llc university".split())


def _merge_short(known: Directory) -> None:
    """'Karas Copper' and 'Karas Copper Holdings (Pty) Ltd' are one where the rest is only form; 'Chimbwe Council' is 'Chimbwe District Council'."""
    for n, short in enumerate(known.found):
        mine = key(short.name).split()
        if len(mine) < 2 or not short.mentions:
            continue
        for at in known.by_word.get(mine[0], ()):
            full = known.found[at]
            theirs = key(full.name).split()
            if at == n or not full.mentions or len(theirs) <= len(mine):
                continue
            tail = theirs[len(mine) :] if theirs[: len(mine)] == mine else None
            form = tail is not None and (all(w in _TAIL for w in tail) or tail[0] == "for")
            inner = theirs[0] == mine[0] and theirs[-1] == mine[-1] and set(mine) <= set(theirs) and len(theirs) - len(mine) == 1 and "of" not in theirs
            if form or inner:
                for mention in list(short.mentions):
                    known.attach(mention, at)
                short.mentions = []
                known.by_key[key(short.name)] = at
                break


def _same_with_country(known: Directory) -> None:
    """'the Palace Museum' and 'the Palace Museum of China' in one text are one."""
    for n, organization in enumerate(known.found):
        m = re.match(r"(.+) of (?:the )?([A-Z].+)$", organization.name)
        if m and m[2].casefold() in PLACES:
            base = known.get(m[1])
            if base >= 0 and base != n:
                for mention in organization.mentions:
                    known.attach(mention, base)
                organization.mentions = []
                known.by_key[key(organization.name)] = base


_DATELINE = re.compile(r"[^!?]{0,110}?(?:\s(?:–|--?)\s|/\s*(?:–|--?)\s*|\)\s*(?:–|--?|:)\s)")


def _asides(sentence: Sentence, row: list[Mention]) -> None:
    """Capitals that name nobody: degrees after a person, a currency before a figure, the agency in a dateline."""
    t = sentence.tokens
    line = _DATELINE.match(sentence.text) if sentence.paragraph < 6 and sentence.zone == "body" else None
    if line and len(re.findall(r"\b[a-z]{3,}\b", line.group())) <= 1:
        for m in row:
            if m.end <= sentence.start + line.end() and m.kind in ("name", "acronym", "other"):
                m.kind = "place" if m.kind == "name" or m.i == 0 else "other"
    for n, m in enumerate(row):
        if m.kind != "acronym":
            continue
        previous = row[n - 1] if n else None
        degree = previous is not None and previous.kind in ("person", "other") and [x.text for x in t[previous.j : m.i]] == [","] and (
            previous.kind == "person" or (n > 1 and row[n - 2].kind == "person")
        )
        figure = m.j < len(t) and t[m.j].text[0].isdigit()
        dateline = sentence.paragraph < 5 and m.i < 8 and m.j < len(t) and t[m.j].text in "–-" and not any(x.low.isalpha() and len(x.low) > 3 and x.text.islower() for x in t[: m.i])
        alone = m.i == 0 and m.j == len(t)
        shouted = len(t) <= 4 and all(x.text.isupper() or not x.text.isalpha() for x in t)
        if degree or figure or dateline or alone or shouted:
            m.kind = "other"


def _brackets(sentence: Sentence, row: list[Mention], known: Directory) -> None:
    t = sentence.tokens
    by_start = {m.i: m for m in row}
    for mention in row:
        if mention.kind in ("role", "person") or mention.j >= len(t) or t[mention.j].text != "(":
            continue
        close = next((k for k in range(mention.j + 1, min(mention.j + 16, len(t))) if t[k].text == ")"), -1)
        if close < 0:
            continue
        inside = t[mention.j + 1 : close]
        if any(x.text == ":" for x in inside):  # a ticker: (OSE: HALV); the next brackets may hold the short form
            for m in row:
                if mention.j < m.i < close:
                    m.kind = "other"
            if close + 1 < len(t) and t[close + 1].text == "(":
                close2 = next((k for k in range(close + 2, min(close + 16, len(t))) if t[k].text == ")"), -1)
                inside = t[close + 2 : close2] if close2 > 0 else []
            else:
                if mention.kind in ("name", "acronym"):
                    known.entity(mention, confidence=0.9, rule="organization.ticker")
                continue
        forms = _bracketed(sentence, inside)
        inner = by_start.get(mention.j + 1)
        if mention.kind == "acronym" and inner is not None and inner.kind in ("org", "name") and fits(mention.text, inner.text):
            at = known.entity(inner, confidence=0.93, rule="organization.defined")
            known.alias(mention.text, at)
            known.attach(mention, at)
            continue
        for form in forms:
            if mention.kind == "org" and mention.entity >= 0:
                acronym = form.isupper() or " " not in form
                if acronym or fits(form, mention.text) or key(mention.text).startswith(key(form)):
                    known.alias(form, mention.entity)
                    known.found[mention.entity].confidence = 0.95
            elif mention.kind in ("name", "acronym") and (fits(form, mention.text) or key(mention.text).startswith(key(form))) and form.casefold() not in NOT_ACRONYMS:
                at = known.entity(mention, confidence=0.88, rule="organization.defined")
                known.alias(form, at)
            elif mention.kind == "other":
                known.not_organizations |= {form, form.removesuffix("s")}
        for m in row:
            if mention.j < m.i < close and m.kind in ("acronym", "name") and mention.kind == "org" and known.get(m.text) == mention.entity:
                known.attach(m, mention.entity)
    # An acronym that brackets give to something that is no name: Related Learning Experience (RLE).
    for k, x in enumerate(t[:-2]):
        if x.text == "(" and t[k + 2].text == ")" and k and t[k - 1].text[0].isalpha() and t[k + 1].text.isupper():
            before = next((m for m in row if m.j == k), None)
            inner = by_start.get(k + 1)
            if inner is not None and inner.kind == "acronym" and known.get(inner.text) < 0 and (before is None or before.kind != "org"):
                known.not_organizations |= {inner.text, inner.text.removesuffix("s")}


def _bracketed(sentence: Sentence, inside: list[Token]) -> list[str]:
    """The names in brackets: ("Halvik" or the "Company"), (HKUST), (KBMM; the museum)."""
    if not inside or len(inside) > 12:
        return []
    text = sentence.text[inside[0].start - sentence.start : inside[-1].end - sentence.start]
    quoted = re.findall(r'"([^"]{2,50})"', text) or re.findall(r"'([A-Z][^']{1,50})'", text)
    forms = quoted or [re.split(r"[,;/]| or ", re.sub(r"^(?:or|hereinafter|hereafter|formerly|also known as|known as|in short|the)\s+", "", text))[0]]
    kept = []
    for form in forms:
        form = clean(form)
        low = form.casefold()
        if not form or low in _GENERIC or low in PLACES or low in NOT_ACRONYMS or not any(c.isupper() for c in form) or form[0].isdigit():
            continue
        if len(form.split()) > 5 or low.startswith(("left", "right", "from ", "centre", "center")):
            continue
        kept.append(form)
    return kept


def _abouts(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
    """"About Halvik": a section about a company is headed by its name."""
    for sentence, row in zip(sentences, mentions, strict=True):
        if sentence.zone == "about" and sentence.text.lower().startswith("about"):
            for m in row:
                if m.kind in ("name", "acronym") and m.i <= 1 and known.get(m.text) < 0 and not _short_of(m, known) and m.text.casefold() not in _GENERIC:
                    known.entity(m, confidence=0.85, rule="organization.about")


def _short_of(mention: Mention, known: Directory) -> int:
    """The organisation whose name begins with this one, or whose initials it is; 0 stands for none, so add one."""
    at = known.get(mention.text)
    if at >= 0:
        return at + 1
    low = key(mention.text)
    if not low:
        return 0
    first = low.split()[0]
    if mention.kind == "acronym":
        fitting = sorted(set(known.by_initials.get(re.sub(r"\W", "", mention.text).upper(), ()))) if len(mention.text) > 2 else []
        return fitting[0] + 1 if len(fitting) == 1 else 0
    words = low.split()
    if len(words) > 1 and mention.text.split()[0].isupper():  # "BTU Cottbus-Senftenberg", "SAUT University"
        at = known.by_key.get(words[0], -1)
        if at >= 0 and all(w in key(known.found[at].name).replace("-", " ").split() for w in low.replace("-", " ").split()[1:]):
            return at + 1
    if mention.text.casefold() in _GENERIC or low in PLACES or (first in FIELDS | DEMONYMS | OPENERS and " " not in low):
        return 0
    near = known.by_word.get(words[-1], []) + known.by_word.get(words[0], [])
    fitting = sorted({n for n in near if any(_shortens(low, key(f)) for f in known.found[n].forms)})
    if not fitting and mention.kind == "name" and " " in low:  # the short form came first: "AquaReach … AquaReach International"
        fitting = [n for n in known.by_word.get(words[0], ()) if known.found[n].rule != "organization.head" and " " not in key(known.found[n].name)
                   and _shortens(key(known.found[n].name), low) and len(words) <= 3]  # fmt: skip
    return fitting[0] + 1 if len(fitting) >= 1 else 0


def _shortens(short: str, full: str) -> bool:
    """'Karas Copper' for Karas Copper Holdings, 'Waterloo' for the University of Waterloo; but Microsoft is not Microsoft Korea."""
    if full.startswith(short + " "):
        rest = full[len(short) + 1 :].split()
        return " ".join(rest) not in PLACES and rest[-1] not in PLACES
    return full in (f"university of {short}", f"ministry of {short}")


def _short_forms(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
    for row in mentions:
        for m in row:
            if m.kind in ("name", "acronym") and m.text not in known.not_organizations:
                at = _short_of(m, known)
                if at:
                    known.attach(m, at - 1)
            elif m.kind == "other" and known.get(m.text) >= 0:
                known.attach(m, known.get(m.text))


def _units(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
    """A unit and what it stands under: 'Faculty of Law of X', 'X's Faculty of Law', 'X Faculty of Law'."""
    for sentence, row in zip(sentences, mentions, strict=True):
        t = sentence.tokens
        orgs = [m for m in row if m.kind == "org" and m.entity >= 0]
        for a, b in zip(orgs, orgs[1:], strict=False):
            if a.entity == b.entity:
                continue
            between = [x.low for x in t[a.j : b.i]]
            if between in (["of"], ["of", "the"], ["at"], ["at", "the"]) and is_unit(a.text):
                known.found[a.entity].parent, known.found[a.entity].parent_rule = b.entity, "parent.unit-of"
            elif between in (["'s"], []) and is_unit(b.text):
                known.found[b.entity].parent, known.found[b.entity].parent_rule = a.entity, "parent.owner"
            elif (between[:2] in (["a", "subsidiary"], ["a", "unit"], ["a", "division"], ["an", "affiliate"]) or between[:3] in ([",", "a", "subsidiary"], [",", "a", "unit"], [",", "a", "division"], [",", "part", "of"], [",", "an", "affiliate"])) and between[-1] in ("of", "the"):
                known.found[a.entity].parent, known.found[a.entity].parent_rule = b.entity, "parent.subsidiary"


def parents_by_name(known: Directory) -> None:
    """Microsoft Research Asia belongs to Microsoft where the text names both: a name that goes on from another's."""
    for n, organization in enumerate(known.found):
        if organization.parent >= 0 or not organization.mentions:
            continue
        words = organization.name.split()
        for width in range(len(words) - 1, 0, -1):
            at = known.by_key.get(key(" ".join(words[:width])), -1)
            if at >= 0 and at != n and known.found[at].mentions and known.found[at].parent != n and not known.found[at].name.casefold() in PLACES:
                organization.parent, organization.parent_rule = at, "parent.name"
                break


def is_unit(name: str) -> bool:
    """Whether the name is that of a part: Faculty of Law, Department of Physics, Acute Stroke Unit."""
    words = name.casefold().split()
    if not words or any(w in ("university", "ministry", "national", "company", "ltd", "inc") for w in words):
        return False
    return (words[0] in _PARTS and words[1:2] in (["of"], ["for"])) or (len(words) > 1 and words[-1] in ("faculty", "department", "division", "section", "unit"))


def promote(mention: Mention, known: Directory, *, confidence: float, rule: str) -> int:
    """A bare name in a place where only an organisation can stand becomes one."""
    low = mention.text.casefold()
    if low in _GENERIC or mention.text in known.not_organizations or low in NOT_ACRONYMS or low in NOT_HEADS:
        return -1
    at = _short_of(mention, known)
    if at:
        known.attach(mention, at - 1)
        return at - 1
    return known.entity(mention, confidence=confidence, rule=rule)


def promote_by_company(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
    """Second pass, when people are known: names beside a kind ('a manufacturer of'), in a list with organisations, acronyms."""
    counts = Counter(m.text for row in mentions for m in row if m.kind == "acronym")
    for sentence, row in zip(sentences, mentions, strict=True):
        t = sentence.tokens
        for n, m in enumerate(row):
            if m.kind not in ("name", "acronym"):
                continue
            after = [x.low for x in t[m.j : m.j + 12]]
            before = [x.low for x in t[max(0, m.i - 4) : m.i]]
            nxt = after[0] if after else ""
            if nxt in NOT_HEADS or nxt in ("project", "platform", "system", "standard", "standards", "technology", "vaccine", "model"):
                continue
            if after[:1] == [","] and len(after) > 2 and after[1] in ("a", "an", "the", "one", "which", "whose"):
                clause = after[2:]
                stop = clause.index(",") if "," in clause else len(clause)
                if any(w in KINDS for w in clause[:stop]) and not any(w in ("who", "said") for w in clause[:3]):
                    promote(m, known, confidence=0.8, rule="organization.kind")
                    continue
            if before and before[-1] in KINDS and (len(before) < 2 or before[-2] not in (",",)):
                promote(m, known, confidence=0.8, rule="organization.kind")
                continue
            previous = row[n - 1] if n else None
            following = row[n + 1] if n + 1 < len(row) else None
            for other, gap in ((previous, t[previous.j : m.i] if previous else []), (following, t[m.j : following.i] if following else [])):
                if other is not None and other.kind == "org" and other.entity >= 0 and [g.low for g in gap] in ([","], ["and"], [",", "and"], [",", "the"], ["and", "the"], ["&"], [",", "and", "the"]):
                    post = other.i >= 1 and t[other.i - 1].low in ("of", "at", "the") and any(r.kind == "role" and r.j <= other.i and other.i - r.j < 3 for r in row)
                    if post and m.kind == "name":
                        continue
                    promote(m, known, confidence=0.7, rule="organization.list")
                    break
            else:
                if m.kind == "acronym" and (counts[m.text] > 1 or before[-1:] in (["the"], ["by"], ["with"], ["from"], ["of"], ["at"], ["and"]) or nxt == "'s"):
                    promote(m, known, confidence=0.65, rule="organization.acronym")
    _short_forms(sentences, mentions, known)
    for row in mentions:
        for m in row:
            if m.kind == "name" and any(w.casefold() in ORG_HEADS for w in m.text.split()) and " " in m.text and m.text.casefold() not in _GENERIC:
                promote(m, known, confidence=0.6, rule="organization.weak-head")


def locate(sentence: Sentence, row: list[Mention], known: Directory) -> None:
    """In a title, where capitals say nothing, find the names that the text below has."""
    forms: dict[str, list[tuple[list[str], int]]] = {}
    for n, organization in enumerate(known.found):
        for form in organization.forms:
            words = [t.low for t in tokens(form, 0, len(form))]
            if words and (len(form) > 3 or form.isupper()) and form.casefold() not in _GENERIC:
                forms.setdefault(words[0], []).append((words, n))
    lows = [t.low for t in sentence.tokens]
    k = 0
    while k < len(lows):
        fitting = [(len(words), n) for words, n in forms.get(lows[k], ()) if lows[k : k + len(words)] == words]
        taken = next((m for m in row if m.i <= k < m.j), None)
        if fitting and taken is None:
            width, n = max(fitting)
            t = sentence.tokens
            start, end = t[k].start, t[k + width - 1].end
            mention = Mention("org", start, end, k, k + width, sentence.index, sentence.text[start - sentence.start : end - sentence.start], entity=n)
            row.append(mention)
            known.found[n].mentions.append(mention)
            k += width
        else:
            k += 1
    row.sort(key=lambda m: m.i)
