"""The people a text names.

A name is a person's where it has a title, where a post stands beside it, where it speaks, or where it stands in
a list with people.  Which posts they hold is read in `posts`.
"""

import itertools
import re
from dataclasses import dataclass, field

from mou_graph.extraction.bridges import FIELD_LIKE, bridged, past_aside, past_credentials
from mou_graph.extraction.directory import Directory
from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import (
    CREDENTIALS,
    FAMILY_FIRST,
    FIELDS,
    GIVEN,
    HONORIFICS,
    KINDS,
    LEADING,
    NOT_HEADS,
    OPENERS,
    ORG_HEADS,
    PARTICLES,
    PLACES,
    ROLE_HEADS,
    SAID,
    SURNAMES_TOO,
)
from mou_graph.extraction.names import Mention
from mou_graph.extraction.neighbours import is_kind
from mou_graph.extraction.persons import strip_credentials

__all__ = ["Human", "Page", "Position", "Register", "can_be_person", "people"]


@dataclass(slots=True)
class Position:
    """A post as read: the role's words, the organisation's entity (or -1), where."""

    role: str | None
    organization: int
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(slots=True)
class Human:
    """A person of one text as put together."""

    name: str
    forms: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    honorific: str | None = None
    positions: list[Position] = field(default_factory=list)
    confidence: float = 0.9
    rule: str = "person.title"


class Register:
    """The people found so far; a surname, or a part of the name, finds who was named in full."""

    def __init__(self) -> None:
        self.found: list[Human] = []
        self.by_word: dict[str, list[int]] = {}

    def match(self, text: str) -> int:
        """The person of this name or part of a name, or -1."""
        words = {w.casefold() for w in _words(text)}
        if not words:
            return -1
        for n in sorted({n for w in words for n in self.by_word.get(w, ())[:50]}):
            human = self.found[n]
            theirs = {w.casefold() for w in _words(human.name)}
            if words <= theirs or (len(words) > 1 and theirs <= words):
                return n
        return -1

    def add(self, mention: Mention, *, confidence: float, rule: str) -> int:
        """The person of this name, new or known; the mention becomes one of theirs."""
        text = " ".join(strip_credentials(mention.text.split())).strip(" ,")
        at = self.match(text)
        if at < 0:
            at = len(self.found)
            self.found.append(Human(text, confidence=confidence, rule=rule))
        human = self.found[at]
        if text not in human.forms:
            human.forms.append(text)
        if len(_words(text)) > len(_words(human.name)):
            human.name = text
        for word in _words(text):
            listed = self.by_word.setdefault(word.casefold(), [])
            if at not in listed[-50:]:
                listed.append(at)
        if mention.honorific and not human.honorific:
            human.honorific = mention.honorific
        human.confidence = max(human.confidence, confidence)
        human.mentions.append(mention)
        mention.kind, mention.entity = "person", at
        return at


def _words(name: str) -> list[str]:
    """What two forms of a person's name are compared by: no initials, no degrees."""
    return [w for w in re.findall(r"[^\W\d_][\w'-]*", name) if len(w) > 1 and w.casefold() not in CREDENTIALS]


@dataclass(slots=True)
class Page:
    """A text with the names found in it: what every later step reads."""

    sentences: list[Sentence]
    rows: list[list[Mention]]  # the mentions of each sentence
    known: Directory
    register: Register
    published: str | None  # the day of the news, where it is known


_NOBODY = frozenset(("guest", "guests", "patron", "host"))
"""What stands behind 'chief' and names nobody."""


def people(page: Page) -> None:
    """Fill the page's register with everybody the text names."""
    pairs = list(zip(page.sentences, page.rows, strict=True))
    for _, row in pairs:
        for m in row:
            if m.kind == "person":
                page.register.add(m, confidence=0.95, rule="person.title")
    bodies = {m.text for s, row in pairs for m in row if m.kind in ("name", "acronym") and is_kind(s.tokens, m)}
    for sentence, row in pairs:
        if sentence.zone not in ("related", "legal"):
            _by_company(page, sentence, [m for m in row if m.text not in bodies])
    for sentence, row in pairs:
        _by_surname(page, row)
        _by_list(page, sentence, row)


def can_be_person(page: Page, m: Mention) -> bool:
    """Whether a bare name can be a person's by its shape."""
    words = m.text.split()
    if m.kind not in ("name", "acronym") or not 1 <= len(words) <= 6:
        return False
    low = [w.casefold().strip(".") for w in words]
    if len(words) > 1 and words[0].isupper() and page.known.get(words[0]) >= 0:
        return False  # "KUT Northmoor"
    for w in low[:-1] if low[-1] in SURNAMES_TOO and len(low) > 1 else low:
        if w in ORG_HEADS or (w in FIELDS and w != "art") or w in KINDS:
            return False
        if len(w) > 7 and "-" not in w and w not in GIVEN and FIELD_LIKE.search(w):
            return False
    return page.known.get(m.text) < 0 and " ".join(low) not in PLACES and not any(c.isdigit() for c in m.text)


# ── by the company a name keeps ─────────────────────────────────────────────────
def _by_company(page: Page, sentence: Sentence, row: list[Mention]) -> None:
    """Bare names that what stands beside them makes people."""
    for n, m in enumerate(row):
        if can_be_person(page, m):
            told = _told(sentence, row, n)
            if told is not None:
                page.register.add(m, confidence=told[0], rule=told[1])


def _told(sentence: Sentence, row: list[Mention], n: int) -> tuple[float, str] | None:
    """How sure row[n] is a person, and by which rule; the surest rule first.  Most rules ask for two words."""
    t, m = sentence.tokens, row[n]
    words = m.text.split()
    several = len(words) >= 2
    after = [x.low for x in t[m.j : m.j + 3]]
    if m.i and t[m.i - 1].low == "at":
        return None
    if _behind_post(t, row, n, several=several):
        return 0.93, "person.after-post"
    if several and _behind_post_of(sentence, row, n):
        return 0.9, "person.post-of"
    if several and after[:2] == [",", "who"] and after[2:3] and after[2] in LEADING:
        return 0.85, "person.who-leads"
    if several and _before_post(sentence, row, n):
        return 0.92, "person.before-post"
    if several and (after[:1] == ["for"] or after == ["on", "behalf", "of"]) and n + 1 < len(row):
        following = row[n + 1]
        if (
            following.kind in ("org", "acronym")
            and following.i - m.j <= len(("on", "behalf", "of", "the"))
            and re.search(r"\bsign", sentence.text)
        ):
            return 0.85, "person.signs-for"
    if several and not m.text.isupper() and _speaks(sentence, m, after):
        return 0.8, "person.speaks"
    if several and _is_named_so(t, m, words):
        return 0.82, "person.given-name"
    if sentence.zone == "byline" and m.i <= 3 and words[0].casefold() not in OPENERS and 2 <= len(words) <= 4:
        return 0.7, "person.byline"
    return None


def _is_named_so(t: list[Token], m: Mention, words: list[str]) -> bool:
    """A given name and at least one more, and nothing around that makes a thing, a place or a body of it."""
    low = [w.casefold() for w in words]
    given = low[0].split("-")[0]
    if given not in GIVEN and not (given in FAMILY_FIRST and not words[0].isupper()):
        return False
    if not all(w[0].isupper() or w in PARTICLES for w in words):
        return False
    if any((w in NOT_HEADS and w not in SURNAMES_TOO) or w in PLACES for w in low[1:]):
        return False
    return m.i == 0 or t[m.i - 1].low not in ("the", "at", "in", "near", "named", "st", "a", "an")


def _behind_post(t: list[Token], row: list[Mention], n: int, *, several: bool) -> bool:
    """'President Holm', 'the rector, Ida Holm'; a plural ('Members Holm and …') gives its post to nobody."""
    m, before = row[n], row[n - 1] if n else None
    if before is None or before.kind != "role":
        return False
    if before.j != m.i and not (several and before.j == m.i - 1 and t[m.i - 1].text in ",:"):
        return False
    held = n > 1 and row[n - 2].kind in ("person", "name") and [x.text for x in t[row[n - 2].j : before.i]] == [","]
    if held and ((m.text.isupper() and " " not in m.text) or before.j != m.i):
        return False  # "Ida Holm, President KUT", "Ida Holm, President, KUT Oulu": the post is hers, and KUT's
    titled = next((r for r in row[n + 1 :] if r.kind == "person"), None)
    if m.text.casefold() in _NOBODY or (titled is not None and titled.honorific and _is_title(t, m.j, titled.i)):
        return False  # "Pro Vice-Chancellor Maori Dr. Selwyn Kane": a part of the post
    capital = t[before.i].text[0].isupper()
    last = t[before.j - 1].low
    plural = last.endswith("s") and last not in ROLE_HEADS and not (several and capital)
    return (several or m.kind == "acronym" or capital) and not plural


def _is_title(t: list[Token], k: int, end: int) -> bool:
    """Whether nothing but titles stands from token k to the name at `end`."""
    return k < end and all(x.low in HONORIFICS or x.low.rstrip(".") in HONORIFICS for x in t[k:end])


def _behind_post_of(sentence: Sentence, row: list[Mention], n: int) -> bool:
    """'Foreign Minister of East Timor, Ida Holm', 'minister for cultural affairs Ida Holm'."""
    t, m = sentence.tokens, row[n]
    edge = m.i - 1 if m.i and t[m.i - 1].text in ",:" else m.i
    for r in reversed(row[:n]):
        if r.kind == "person":
            return False
        if r.kind == "role" and r.j < edge:
            return bridged(t, row, r.j, edge)
    return False


def _before_post(sentence: Sentence, row: list[Mention], n: int) -> bool:
    """After the name, within a few words and no full stop, comes a post that is the name's."""
    t, m = sentence.tokens, row[n]
    if m.i and t[m.i - 1].low in ("of", "at", "in", "from", "for", "the"):
        return False
    k = past_credentials(t, past_aside(t, m.j))
    if k >= len(t) or (t[k].text not in ",(–-" and t[k].low not in ("is", "as", "was", "who")):
        return False
    for role in row[n + 1 : n + 4]:
        if role.kind == "person" and role.i > k:
            return False
        if role.kind == "role" and role.i > k:
            words = [x.low for x in t[k : role.i]]
            if any(w in (".", ";", "and", "said", "with", "by") for w in words) or len(words) > 7:
                return False
            last = t[role.j - 1].low
            return last in ROLE_HEADS or last in ("executive", "general") or t[role.i].text[0].isupper()
    return False


def _speaks(sentence: Sentence, m: Mention, after: list[str]) -> bool:
    """'Holm said', 'Holm also said', '"…," said Holm.', 'according to Holm'."""
    t = sentence.tokens
    before = [x.low for x in t[max(0, m.i - 2) : m.i]]
    if (after[:1] and after[0] in SAID) or (after[:1] == ["also"] and len(after) > 1 and after[1] in SAID):
        return True
    closes = not after or after[0] in (",", ".", '"', ":")
    if before and before[-1] in SAID and closes and '"' in sentence.text:
        return True
    return before == ["according", "to"]


# ── by those already known ──────────────────────────────────────────────────────
def _by_surname(page: Page, row: list[Mention]) -> None:
    """Part of a name that stands in full elsewhere."""
    for m in row:
        if (
            m.kind in ("name", "acronym")
            and m.entity < 0
            and can_be_person(page, m)
            and page.register.match(m.text) >= 0
        ):
            page.register.add(m, confidence=0.85, rule="person.surname")


def _by_list(page: Page, sentence: Sentence, row: list[Mention]) -> None:
    """A name in a list with a person, read forwards, then backwards."""
    t = sentence.tokens
    pairs = list(itertools.pairwise(row))
    for person, m in [*pairs, *((b, a) for a, b in pairs)]:
        if person.kind != "person" or not can_be_person(page, m) or not 2 <= len(m.text.split()) <= 4:
            continue
        first, second = (person, m) if person.i < m.i else (m, person)
        if [x.low for x in t[first.j : second.i]] not in ([","], ["and"], [",", "and"], ["&"]):
            continue
        owns = m.j < len(t) and t[m.j].low == "'s"
        if m.text.split()[-1].casefold() not in PLACES and not owns:
            page.register.add(m, confidence=0.75, rule="person.list")
