"""The people a text names, and the posts it gives them.

A name is a person's where it has a title, where a post stands beside it, where it speaks, or where it stands in
a list with people.  A post is read from the words before the name ("UTAR Council Member Dato' Seri Ong") or
after it ("Dr Zhou, Corporate Vice President of Microsoft and Managing Director of …").
"""

import re
from dataclasses import dataclass, field

from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import CREDENTIALS, DEMONYMS, FIELDS, KINDS, OPENERS, ORG_HEADS, PLACES, ROLE_HEADS, SAID
from mou_graph.extraction.names import Mention, strip_credentials
from mou_graph.extraction.organizations import Directory, is_unit, promote

_WEAK_ROLES = frozenset("member members partner partners lead leader leaders fellow researcher researchers engineer engineers professor representative "
                        "representatives scientist scientists nurse analyst officer officers executive captain coach head chair director "
                        "directors managers officials".split())  # fmt: skip
# Who heads these may head a part: "Head of Overseas Business" is no post at an organisation of that name.
_LEADS_A_PART = frozenset("head director manager president dean chair officer lead leader coordinator chief vp svp evp supervisor superintendent dean vice-dean co-ordinator minister secretary "
                          "commissioner professor lecturer engineer scientist analyst specialist consultant executive councillor".split())  # fmt: skip
_FIELD_LIKE = re.compile(r"(?:tions?|ments?|ings?|ics|ogy|ogies|ness|ity|ities|ance|ence|ship|ships|ism|work|works|care|sales|business|affairs|relations|people|talent|strategy|growth|products?|extension|production)$", re.I)
_POSSESSIVES = frozenset("its their his her our".split())
_PREPOSITIONS = frozenset("of at for in with from".split())
_ACADEMIC_RANKS = frozenset("professor lecturer".split())


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
        words = {w.casefold() for w in _words(text)}
        if not words:
            return -1
        for n in sorted({n for w in words for n in self.by_word.get(w, ())[:50]}):
            human = self.found[n]
            theirs = {w.casefold() for w in _words(human.name)}
            if words == theirs or (len(words) == 1 and words & theirs and len(next(iter(words))) > 1) or (len(words) > 1 and (words <= theirs or theirs <= words)):
                return n
        return -1

    def add(self, mention: Mention, *, confidence: float, rule: str) -> int:
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
    return [w for w in re.findall(r"[^\W\d_][\w'-]*", name) if len(w) > 1 and w.casefold() not in CREDENTIALS]


class PersonFinder:
    """Reads one text's sentences; `register` holds who was found."""

    def __init__(self, sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
        self.sentences = sentences
        self.rows = mentions
        self.known = known
        self.register = Register()

    def read(self) -> Register:
        for sentence, row in zip(self.sentences, self.rows, strict=True):
            for m in row:
                if m.kind == "person":
                    self.register.add(m, confidence=0.95, rule="person.title")
        for sentence, row in zip(self.sentences, self.rows, strict=True):
            if sentence.zone not in ("related", "legal"):
                self._by_company(sentence, row)
        for sentence, row in zip(self.sentences, self.rows, strict=True):
            self._by_surname(sentence, row)
            self._by_list(sentence, row)
        for sentence, row in zip(self.sentences, self.rows, strict=True):
            self._posts(sentence, row)
        self._contacts()
        return self.register

    # ── who is a person ─────────────────────────────────────────────────────────
    def _personal(self, m: Mention) -> bool:
        """Whether a bare name can be a person's by its shape."""
        words = m.text.split()
        if m.kind not in ("name", "acronym") or not 1 <= len(words) <= 6:
            return False
        low = [w.casefold().strip(".") for w in words]
        if any(w in ORG_HEADS or w in FIELDS and w not in ("art",) or w in KINDS or _FIELD_LIKE.search(w) and len(w) > 7 for w in low):
            return False
        return self.known.get(m.text) < 0 and " ".join(low) not in PLACES and not any(c.isdigit() for c in m.text)

    def _by_company(self, sentence: Sentence, row: list[Mention]) -> None:
        t = sentence.tokens
        for n, m in enumerate(row):
            if not self._personal(m):
                continue
            several = len(m.text.split()) >= 2
            before = row[n - 1] if n else None
            after = [x.low for x in t[m.j : m.j + 8]]
            low_before = [x.low for x in t[max(0, m.i - 3) : m.i]]
            if before is not None and before.kind == "role" and (before.j == m.i or (several and before.j == m.i - 1 and t[m.i - 1].text in ",:")):
                plural = t[before.j - 1].low.endswith("s") and t[before.j - 1].low not in ROLE_HEADS and not (several and t[before.i].text[0].isupper())
                if (several or m.kind == "acronym" or t[before.i].text[0].isupper()) and not plural:
                    self.register.add(m, confidence=0.93, rule="person.after-post")
                    continue
            if several and before is not None and before.kind in ("org", "name", "place", "other") and [x.low for x in t[before.j : m.i]] in ([","], [")", ","], []) and n > 1 and self._role_of(sentence, row, n - 1):
                self.register.add(m, confidence=0.9, rule="person.post-of")
                continue
            if several and after[:2] == [",", "who"] and after[2:3] and after[2] in ("heads", "leads", "runs", "represents", "represented", "chairs", "directs", "manages", "headed", "led"):
                self.register.add(m, confidence=0.85, rule="person.who-leads")
                continue
            if several and self._role_follows(sentence, row, n):
                self.register.add(m, confidence=0.92, rule="person.before-post")
                continue
            following = row[n + 1] if n + 1 < len(row) else None
            if several and after[:1] == ["for"] and following is not None and following.kind in ("org", "acronym") and following.i - m.j <= 2 and re.search(r"\bsign", sentence.text):
                self.register.add(m, confidence=0.85, rule="person.signs-for")
                continue
            says = after[:1] and after[0] in SAID or (after[:2] and after[0] == "also" and len(after) > 1 and after[1] in SAID)
            says = says or (low_before and low_before[-1] in SAID and (after[:1] in ([","], ["."], ['"'], [":"]) or not after) and '"' in sentence.text)
            if several and (says or low_before[-2:] == ["according", "to"]) and not self._mostly_org(m):
                self.register.add(m, confidence=0.8, rule="person.speaks")
            elif sentence.zone == "byline" and m.i <= 3 and m.text.split()[0].casefold() not in OPENERS and 2 <= len(m.text.split()) <= 4:
                self.register.add(m, confidence=0.7, rule="person.byline")

    def _mostly_org(self, m: Mention) -> bool:
        return m.text.isupper() or any(w.isupper() and len(w) > 3 for w in m.text.split()[:1] if len(m.text.split()) == 1)

    def _role_of(self, sentence: Sentence, row: list[Mention], n: int) -> bool:
        """row[n] ends a post: 'Foreign Minister of East Timor', 'Director of the Institute for X'."""
        k = n - 1
        while k >= 0 and k >= n - 3:
            if row[k].kind == "role":
                between = {x.low for x in sentence.tokens[row[k].j : row[n].i] if x.text[0].isalpha() and x.text[0].islower()}
                return between <= {"of", "the", "for", "at", "and", "in"}
            k -= 1
        return False

    def _role_follows(self, sentence: Sentence, row: list[Mention], n: int) -> bool:
        """After the name, within a few words and no full stop, comes a post that is the name's."""
        t, m = sentence.tokens, row[n]
        if m.i and t[m.i - 1].low in ("of", "at", "in", "from", "for", "the"):
            return False
        k = self._skip_bracket(t, m.j)
        credentials = k
        while credentials < len(t) and t[credentials].text == "," and credentials + 1 < len(t) and t[credentials + 1].low.strip(".") in CREDENTIALS:
            credentials += 2
        k = credentials
        if k < len(t) and t[k].text in ",(–-" or (k < len(t) and t[k].low in ("is", "as", "was", "who")):
            for role in row[n + 1 : n + 4]:
                if role.kind == "person" and role.i > k:
                    return False
                if role.kind == "role" and role.i > k:
                    words = [x.low for x in t[k:role.i]]
                    if any(w in (".", ";", "and", "said", "with", "by") for w in words):
                        return False
                    if len(words) > 7 or (len(words) > 1 and t[role.i - 1].low in ("by", "with")):
                        return False
                    return t[role.j - 1].low in ROLE_HEADS | {"executive", "general"} or t[role.i].text[0].isupper()
        return False

    def _skip_bracket(self, t: list[Token], k: int) -> int:
        if k < len(t) and t[k].text == "(":
            for j in range(k + 1, min(k + 10, len(t))):
                if t[j].text == ")":
                    inside = {x.low for x in t[k + 1 : j]}
                    return j + 1 if inside & {"right", "left", "centre", "center", "second", "third", "2nd", "3rd", "middle", "pictured"} or j - k < 3 else k
        return k

    def _by_surname(self, sentence: Sentence, row: list[Mention]) -> None:
        for m in row:
            if m.kind in ("name", "acronym") and (m.entity < 0) and self._personal(m):
                at = self.register.match(m.text)
                if at >= 0:
                    self.register.add(m, confidence=0.85, rule="person.surname")

    def _by_list(self, sentence: Sentence, row: list[Mention]) -> None:
        t = sentence.tokens
        for a, b in [*zip(row, row[1:], strict=False), *[(y, x) for x, y in zip(row, row[1:], strict=False)]]:
            first, second = (a, b) if a.i < b.i else (b, a)
            gap = [x.low for x in t[first.j : second.i]]
            if a.kind == "person" and self._personal(b) and b.text.split()[-1].casefold() not in PLACES and not (b.j < len(t) and t[b.j].low == "'s") and 2 <= len(b.text.split()) <= 4 and gap in ([","], ["and"], [",", "and"], ["&"]):
                self.register.add(b, confidence=0.75, rule="person.list")

    # ── posts ───────────────────────────────────────────────────────────────────
    def _posts(self, sentence: Sentence, row: list[Mention]) -> None:
        for n, m in enumerate(row):
            if m.kind == "person":
                human = self.register.found[m.entity]
                found = (
                    self._before(sentence, row, n, comma=False) or self._after(sentence, row, n)
                    or self._before(sentence, row, n, comma=True) or self._around(sentence, row, n)
                )  # fmt: skip
                for position in found:
                    same = [p for p in human.positions if (p.role or "").casefold() == (position.role or "").casefold()]
                    if not same:
                        human.positions.append(position)
                    elif same[0].organization < 0 <= position.organization:
                        human.positions[human.positions.index(same[0])] = position

    def _start(self, t: list[Token], m: Mention) -> int:
        """The token where the name's honorifics begin."""
        k = m.i
        if m.honorific:
            width = len(m.honorific)
            while k > 0 and m.start - t[k - 1].start <= width + 2:
                k -= 1
        return k

    def _text(self, sentence: Sentence, i: int, j: int) -> str:
        t = sentence.tokens
        return " ".join(sentence.text[t[i].start - sentence.start : t[j - 1].end - sentence.start].split())

    def _before(self, sentence: Sentence, row: list[Mention], n: int, *, comma: bool) -> list[Position]:
        """A post that ends where the name begins, or a comma before it."""
        t, m = sentence.tokens, row[n]
        k = self._start(t, m)
        if comma and not (k > 0 and t[k - 1].text in ",:"):
            return []
        comma = k > 0 and t[k - 1].text in ",:" and n > 0 and row[n - 1].kind in ("role", "org", "name", "place", "other")
        edge = k - 1 if comma else k
        nearby = [r for r in row[:n] if r.kind == "role" and edge - 14 <= r.i and r.j <= edge]
        if not nearby:
            return []
        role = nearby[-1]
        if any(r.kind == "person" and r.i >= role.j for r in row[:n]):
            return []
        between = t[role.j : edge]
        if between:
            if between[0].low not in ("of", "for", "at", "in", "to", "and", "&") or any(x.text in ",;.:\"" for x in between[:-1] if not (x.text == "," )) or any(x.low in ("said", "with", "by", "who", "that", "was", "were", "is") for x in between):
                return []
            text, organization, end = self._continue(sentence, row, role, limit=edge)
            if end < edge:
                return []
        else:
            text, organization = self._text(sentence, role.i, role.j), -1
        if comma and role.i > 0 and row[n - 1] is not role and not between:
            return []
        i = role.i
        rule = "post.before"
        # A unit before the post belongs to it: "Department of Game Studies Head".
        owner, at = self._owner(sentence, row, role)
        if owner is not None and organization < 0:
            if owner.kind == "org" and is_unit(owner.text):
                text = self._text(sentence, owner.i, role.j) if owner.j == role.i else text
                i = owner.i
                organization = self._above(sentence, row, owner)
            else:
                organization = at
        if comma and t[role.i - 1].low in ("its", "the") and organization < 0 and owner is None:
            organization = self._previous_org(row, role.i)
        return [Position(tidy_role(text), organization, t[i].start, m.end, 0.93 if organization >= 0 else 0.85, rule)] if t[role.i - 1 if role.i else 0].low != "former" else []

    def _owner(self, sentence: Sentence, row: list[Mention], role: Mention) -> tuple[Mention | None, int]:
        """Whose post: 'HKUST President', 'KUT's Rector', 'for UTAR, its President'."""
        t = sentence.tokens
        before = [r for r in row if r.j <= role.i]
        if before:
            last = before[-1]
            gap = [x.low for x in t[last.j : role.i]]
            if last.kind in ("org", "name", "acronym", "place") and gap in ([], ["'s"], ["'"], ["'s", "new"], ["'s", "own"]):
                if last.kind == "org" and last.entity >= 0:
                    return last, last.entity
                if last.kind in ("acronym", "name") and self.register.match(last.text) < 0:
                    if last.kind == "name" and all(w.casefold() in FIELDS or w[0].islower() for w in last.text.split()):
                        return None, -1
                    at = promote(last, self.known, confidence=0.82, rule="organization.owner-of-post")
                    return (last, at) if at >= 0 else (None, -1)
                if last.kind == "place":
                    at = self.known.get(last.text)
                    return last, at
            its = gap in ([",", "its"], ["and", "its"], ["was", "its"], ["were", "its"])
            if its and last.kind in ("acronym", "name") and self.register.match(last.text) < 0:
                promote(last, self.known, confidence=0.82, rule="organization.owner-of-post")
            if (its or gap == [",", "the"]) and last.kind == "org" and last.entity >= 0 and t[last.i - 1 if last.i else 0].low in ("for", "from", "of", "behalf", "by", "the"):
                return last, last.entity
            if gap[-1:] and gap[-1] in ("its", "their"):
                at = self._previous_org(row, role.i)
                return None, at
        if role.i >= 2 and t[role.i - 1].low == "'s" and t[role.i - 2].low in KINDS | {"university", "institute", "hospital", "school", "council", "fund", "bank"}:
            at = self._generic(sentence, t[role.i - 2].low)
            if at >= 0:
                return Mention("other", 0, 0, role.i, role.i, sentence.index, ""), at
        return None, -1

    def _generic(self, sentence: Sentence, word: str) -> int:
        """'the university's': the organisation last named whose own name has that word, else the last one of all."""
        last = -1
        for row in self.rows[max(0, sentence.index - 60) : sentence.index + 1]:
            for r in row:
                if r.kind == "org" and r.entity >= 0 and any(word in f.casefold().split() for f in self.known.found[r.entity].forms):
                    last = r.entity
        return last

    def _previous_org(self, row: list[Mention], i: int) -> int:
        found = [r for r in row if r.j <= i and r.kind == "org" and r.entity >= 0 and not is_unit(r.text)]
        return found[-1].entity if found else -1

    def _above(self, sentence: Sentence, row: list[Mention], unit: Mention) -> int:
        """What a unit stands under: known, or the organisation named before it in the sentence."""
        if unit.entity >= 0 and self.known.found[unit.entity].parent >= 0:
            return self.known.found[unit.entity].parent
        return self._previous_org(row, unit.i)

    def _continue(self, sentence: Sentence, row: list[Mention], role: Mention, *, limit: int) -> tuple[str, int, int]:
        """The post from its head on: what it is of stays in the role, whose it is becomes the organisation."""
        t = sentence.tokens
        by_start = {r.i: r for r in row}
        end, organization, k = role.j, -1, role.j
        while k < min(limit, len(t)):
            low = t[k].low
            if t[k].text == "(":
                close = next((x for x in range(k + 1, min(k + 9, limit)) if t[x].text == ")"), -1)
                if close < 0:
                    break
                if end == k and not any(r.kind == "person" for r in row if k < r.i < close) and t[k + 1].low not in ("left", "right", "second", "third", "from"):
                    inner = by_start.get(k + 1)
                    if inner is not None and inner.kind == "org" and not is_unit(inner.text):
                        organization = inner.entity
                    else:
                        end = close + 1
                k = close + 1
                continue
            if low not in _PREPOSITIONS and low not in ("and", "&", ",", "-", "to", "–"):
                break
            m = k + 1
            while m < limit and m < len(t) and t[m].low in ("the", "its", "their", "a"):
                m += 1
            if m >= limit or m >= len(t):
                break
            inner = by_start.get(m)
            if low in _PREPOSITIONS or (low in (",", "–", "-") and inner is not None and inner.kind in ("org", "acronym") and end == k):
                led = (
                    inner is not None and inner.kind == "org" and low in ("of", "for") and t[role.j - 1].low in _LEADS_A_PART and inner.j + 1 < len(t)
                    and t[inner.j].low == "at" and any(r.kind in ("org", "acronym", "name") and inner.j < r.i <= inner.j + 2 for r in row)
                )  # fmt: skip
                if led and inner is not None:  # "Head of Hydrogen Technologies at X": what is led there
                    if inner.entity >= 0 and len(self.known.found[inner.entity].mentions) == 1:
                        self.known.found[inner.entity].mentions.clear()
                    inner.kind, inner.entity = "other", -1
                    end = k = inner.j
                    continue
                if inner is not None and inner.kind == "org" and inner.entity >= 0 and not is_unit(inner.text):
                    organization, k = inner.entity, inner.j
                    if k < len(t) and t[k].text == "(":
                        close = next((x for x in range(k + 1, min(k + 6, len(t))) if t[x].text == ")"), k)
                        k = close + 1
                    return self._text(sentence, role.i, end), organization, k
                if inner is not None and inner.kind == "org":
                    end = k = inner.j
                    if organization < 0 and inner.entity >= 0:
                        organization = self._above(sentence, row, inner)
                    if k < len(t) and t[k].text == "(" and k + 2 < len(t) and t[k + 2].text == ")":
                        end = k = k + 3
                    continue
                if inner is not None and inner.kind in ("name", "acronym") and self._may_own(inner, low, role, t, row):
                    at = promote(inner, self.known, confidence=0.8, rule="organization.of-post")
                    if at >= 0:
                        return self._text(sentence, role.i, end), at, inner.j
                if inner is not None and inner.kind == "place" and low in ("of", "for", "in", "from"):
                    country = self.known.get(inner.text)
                    if country >= 0:
                        return self._text(sentence, role.i, end), country, inner.j
                    if low == "in":
                        return self._text(sentence, role.i, end), -1, inner.j
                    end = self._places(t, row, inner)
                    return self._text(sentence, role.i, end), -1, end
                if inner is not None and inner.kind in ("name", "other"):
                    end = k = inner.j
                    continue
                if inner is not None and inner.kind == "person":
                    break
                # Lower-case words: "dean of engineering", "head of the university's Research Unit".
                j = m
                while j < min(limit, len(t)) and j - m < 5 and t[j].text[0].isalpha() and j not in by_start and t[j].low not in ("and", "said", "who", "for", "on", "with", "by", "was", "were", "is", "to", "at", "in", "from", "as"):
                    j += 1
                if j == m:
                    if inner is None or inner.kind != "role":
                        break
                    j = inner.j
                    end = k = j
                    continue
                if t[j - 1].low in KINDS | {"university", "institute", "hospital", "school", "council", "fund", "bank", "company"} and j - m <= 2 and t[j].text != "'s" if j < len(t) else False:
                    at = self._generic(sentence, t[j - 1].low)
                    if at >= 0:
                        return self._text(sentence, role.i, end), at, j
                if j < len(t) and t[j].text == "'s":
                    organization = self._generic(sentence, t[j - 1].low)
                    nxt = by_start.get(j + 1)
                    if nxt is not None:
                        end = k = nxt.j
                        continue
                    break
                end = k = j
            elif low in ("and", "&", ","):
                # "Research, Extension and Production" goes on only inside "of …"; "and" before a post does not.
                nxt = by_start.get(m)
                if end > role.j and nxt is not None and nxt.kind in ("name", "other") and t[m].low in FIELDS and (low != "," or self._closes(t, row, m)):
                    end = k = nxt.j
                    continue
                if end > role.j and nxt is None and t[m].text[0].isalpha() and t[m].low in FIELDS and low != ",":
                    end = k = m + 1
                    continue
                if low == "," and end == role.j and nxt is not None and nxt.kind in ("name", "org", "other") and t[m].low in FIELDS | {"corporate", "public", "media", "investor"} and all(x.low in FIELDS | {"corporate", "public", "media", "investor", "relations", "communications", "affairs", "and", "&"} for x in t[nxt.i : nxt.j]):
                    end = k = nxt.j
                    continue
                break
            else:
                break
        return self._text(sentence, role.i, end), organization, k

    def _places(self, t: list[Token], row: list[Mention], first: Mention) -> int:
        """'for India, Nepal, Bhutan and the Maldives': to the end of the list."""
        end = first.j
        for r in row:
            if r.kind == "place" and r.i > end and all(x.low in (",", "and", "the", "&") for x in t[end : r.i]):
                end = r.j
        return end

    def _closes(self, t: list[Token], row: list[Mention], m: int) -> bool:
        """A list 'A, B and C' inside a post closes with 'and' before the sentence does."""
        return any(x.low in ("and", "&") for x in t[m + 1 : m + 6])

    def _may_own(self, m: Mention, preposition: str, role: Mention, t: list[Token], row: list[Mention]) -> bool:
        """Whether "Head of X" is at X, or leads X at some other place."""
        low = m.text.casefold()
        if preposition in ("of", "for") and m.kind == "name":
            leads = t[role.j - 1].low in _LEADS_A_PART
            owned = any(r.kind == "org" and r.entity >= 0 and (r.j == role.i or (r.j == role.i - 1 and t[r.j].low == "'s")) for r in row)
            follows = m.j < len(t) and t[m.j].low in ("at", "of", "for")
            if (leads or preposition == "for") and (owned or follows or _FIELD_LIKE.search(m.text) or preposition == "for"):
                return False
        words = [w.casefold() for w in m.text.split()]
        if all(w in FIELDS or w in DEMONYMS or w in ("and", "&", "of", "relations") for w in words) or low in ("board", "honour", "honor", "staff", "council", "state", "government"):
            return False
        return self.register.match(m.text) < 0 and (preposition in ("of", "at", "for", "from", "with", ",", "–", "-"))

    def _after(self, sentence: Sentence, row: list[Mention], n: int) -> list[Position]:
        """Posts that follow the name: ', A of X and B of Y', ' (A, X)', ', who is A of X', ' of X', ', X'."""
        t, m = sentence.tokens, row[n]
        k = self._skip_bracket(t, m.j)
        while k + 1 < len(t) and t[k].text == "," and t[k + 1].low.strip(".") in CREDENTIALS:
            k += 2
        if k >= len(t):
            return []
        found: list[Position] = []
        by_start = {r.i: r for r in row}
        if t[k].low in ("of", "from") and k + 1 < len(t):
            inner = by_start.get(k + 2 if t[k + 1].low == "the" else k + 1)
            if inner is not None and inner.kind == "org" and inner.entity >= 0:
                at = self._above(sentence, row, inner) if is_unit(inner.text) else inner.entity
                return [Position(None, at, m.start, inner.end, 0.85, "post.of")] if at >= 0 else []
            return []
        if t[k].text not in ",(–-" and t[k].low not in ("who", "is", "as"):
            return []
        role = next((r for r in row[n + 1 : n + 5] if r.kind in ("role", "person") and r.i > k), None)
        bare = by_start.get(k + 1)
        if role is None or role.kind == "person" or role.i - k > 8:
            if t[k].text == "(" and bare is not None and bare.kind in ("name", "acronym") and bare.j < len(t) and t[bare.j].text == ")":
                promote(bare, self.known, confidence=0.75, rule="organization.bracket")
            if t[k].text == "(" and bare is not None and bare.kind == "org" and bare.entity >= 0 and not is_unit(bare.text) and bare.j < len(t) and t[bare.j].text in ",).":
                return [Position(None, bare.entity, m.start, bare.end, 0.8, "post.organization")]
            return found
        lead = [x.low for x in t[k : role.i]]
        if any(w in ('"', ".", ";", "and", "by", "with", "said") for w in lead):
            return []
        if t[role.i - 1].low == "former" or (role.i > 1 and t[role.i - 2].low == "former"):
            return []
        # A title before another person's name is not this person's post.
        nxt = row[row.index(role) + 1] if row.index(role) + 1 < len(row) else None
        if nxt is not None and nxt.kind == "person" and self._start(t, nxt) == role.j:
            return []
        owner: int = -1
        owned = [r for r in row if k <= r.i < role.i and r.kind in ("org", "name", "acronym", "place") and r.j <= role.i]
        if owned:
            last = owned[-1]
            if t[last.j : role.i] and t[last.j].low not in ("'s",) and [x.low for x in t[last.j : role.i]] != []:
                if not all(x.low in ("'s",) for x in t[last.j : role.i]):
                    return []
            if last.kind == "org":
                owner = self._above(sentence, row, last) if is_unit(last.text) else last.entity
            elif last.kind in ("acronym", "name"):
                owner = promote(last, self.known, confidence=0.8, rule="organization.owner-of-post")
            elif last.kind == "place":
                owner = self.known.get(last.text)
        elif any(w in _POSSESSIVES for w in lead):
            owner = self._previous_org(row, m.i)
            if owner < 0:
                owner = self._previous_org(row, len(t))
        else:
            head = next((w for w in lead if w in KINDS or w in ("university", "bank", "council", "fund")), None)
            if head is not None and "'s" in lead:
                owner = self._generic(sentence, head)
        current: Mention | None = role
        while current is not None and len(found) < 4:
            text, organization, end = self._continue(sentence, row, current, limit=len(t))
            if organization < 0:
                organization = owner
            if any(r.kind == "person" and 0 <= self._start(t, r) - end <= 0 for r in row[n + 1 :]):
                break  # the post of the person named next
            found.append(Position(tidy_role(text), organization, m.start, t[end - 1].end, 0.94 if organization >= 0 else 0.85, "post.after"))
            nxt = next((r for r in row if r.kind == "role" and r.i >= end), None)
            gap = [x.low for x in t[end : nxt.i]] if nxt is not None else None
            after_next = next((r for r in row if nxt is not None and r.i == nxt.j and r.kind == "person"), None)
            joined = gap is not None and gap in (["and"], [",", "and"], ["&"], ["and", "the"], ["and", "a"], ["and", "as"], ["as", "well", "as"], ["and", "concurrently"], ["and", "also"])
            if joined and nxt is not None and after_next is None and not self._names_next(row, nxt):
                current = nxt
                # Two posts at one place: "Chair of A and Head of B at X".
            else:
                current = None
        shared = [p.organization for p in found if p.organization >= 0]
        for p in found:
            if p.organization < 0 and shared:
                p.organization = shared[-1]
        return found

    def _names_next(self, row: list[Mention], role: Mention) -> bool:
        """The post is followed by another person's name, so it is that person's."""
        return any(r.kind == "person" and 0 <= r.i - role.j <= 3 for r in row)

    def _around(self, sentence: Sentence, row: list[Mention], n: int) -> list[Position]:
        """'X's Nancy Ip', 'X, represented by …': an organisation right before a name, and no post."""
        t, m = sentence.tokens, row[n]
        k = self._start(t, m)
        before = [r for r in row[:n] if r.j <= k]
        if before and before[-1].kind == "org" and before[-1].entity >= 0 and [x.low for x in t[before[-1].j : k]] in (["'s"], []):
            unit = is_unit(before[-1].text)
            at = self._above(sentence, row, before[-1]) if unit else before[-1].entity
            if at >= 0:
                return [Position(None, at, before[-1].start, m.end, 0.75, "post.owner")]
        return []

    def _contacts(self) -> None:
        """A contact block: a name on a line, the post on the next, the organisation after it."""
        for n, (sentence, row) in enumerate(zip(self.sentences, self.rows, strict=True)):
            if sentence.zone != "contact":
                continue
            for m in row:
                if m.kind == "name" and m.i == 0 and m.j == len(sentence.tokens) and 2 <= len(m.text.split()) <= 4 and self._personal(m):
                    following = self.rows[n + 1] if n + 1 < len(self.rows) else []
                    if following and following[0].kind == "role" and following[0].i == 0:
                        at = self.register.add(m, confidence=0.85, rule="person.contact")
                        role_sentence = self.sentences[n + 1]
                        text, organization, _ = self._continue(role_sentence, following, following[0], limit=len(role_sentence.tokens))
                        third = self.rows[n + 2] if n + 2 < len(self.rows) else []
                        if organization < 0 and third and third[0].kind == "org" and third[0].i == 0:
                            organization = third[0].entity
                        self.register.found[at].positions.append(
                            Position(tidy_role(text), organization, m.start, role_sentence.end, 0.85, "post.contact")
                        )


def tidy_role(text: str) -> str:
    """A post as printed, without what frames it."""
    text = " ".join(text.split()).strip(" ,;:–-")
    text = re.sub(r"^(?:the|its|their|a|an|our|then|current|new)\s+", "", text, flags=re.I)
    return text


def people(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> Register:
    """Everybody the text names, with their posts."""
    return PersonFinder(sentences, mentions, known).read()


_UNIVERSITY_ROLES = frozenset("chancellor vice-chancellor rector vice-rector pro-rector provost vice-provost dean vice-dean registrar professor lecturer principal pro-vice-chancellor".split())
_COMPANY_ROLES = frozenset("ceo cfo cto coo cio evp svp chairman founder co-founder md gm".split())
_PUBLIC_ROLES = frozenset("minister mayor vice-mayor governor ambassador senator consul commissioner undersecretary under-secretary prime-minister councillor mp envoy premier king queen "
                          "judge prefect vice-minister consul-general vice-governor congressman bishop counsellor attorney secretary".split())  # fmt: skip
_UNIVERSITY_WORDS = ("university", "universit", "college", "institute of technology", "polytechnic", "school", "hochschule", "academy")
_FOR = re.compile(r"\b(?:for|from|on behalf of|in behalf of|representing|behalf of)\s+(?:the\s+)?$", re.I)


def imply(sentences: list[Sentence], rows: list[list[Mention]], known: Directory, register: Register, parties: list[int]) -> None:
    """A post without an organisation takes the one its sentence acts for, speaks of, or the only party of its kind."""
    main = list(dict.fromkeys(parties))
    for human in register.found:
        if human.positions and any(p.organization >= 0 for p in human.positions):
            at = next(p.organization for p in human.positions if p.organization >= 0)
            for p in human.positions:
                if p.organization < 0 and not _is_public(p.role):
                    p.organization, p.confidence = at, min(p.confidence, 0.75)
            continue
        role = human.positions[0].role if human.positions else None
        entity, confidence = _acts_for(human, sentences, rows, known)
        if entity < 0 and role is not None and _is_public(role):
            entity, confidence = _of_country(human, sentences, rows, known)
        if entity < 0 and role is not None and _is_public(role):
            continue
        if entity < 0 and role is not None:
            entity, confidence = _of_kind(role, main, known)
            if entity < 0:
                entity, confidence = _near(human, sentences, rows, known)
            if entity < 0 and len(main) >= 1 and human.rule != "person.byline":
                entity, confidence = _last_named(human, sentences, rows, main)
        if entity < 0:
            continue
        if human.positions:
            for p in human.positions:
                p.organization, p.confidence, p.rule = entity, min(p.confidence, confidence), "post.implied"
        else:
            m = human.mentions[0]
            human.positions.append(Position(None, entity, m.start, m.end, confidence, "post.acts-for"))


def _is_public(role: str | None) -> bool:
    words = {w.strip(".,()") for w in (role or "").casefold().replace("vice president", "").split()}
    return bool(words & _PUBLIC_ROLES) and "general" not in words and "company" not in words


def _acts_for(human: Human, sentences: list[Sentence], rows: list[list[Mention]], known: Directory) -> tuple[int, float]:
    """'for the company', 'on behalf of KUT', 'from UTAR' next to the name."""
    for m in human.mentions:
        sentence, row = sentences[m.sentence], rows[m.sentence]
        others = [r for r in row if r.kind == "person" and r.entity != m.entity]
        best: tuple[int, int] | None = None
        for o in row:
            if o.kind != "org" or o.entity < 0 or is_unit(o.text):
                continue
            lead = sentence.text[: o.start - sentence.start][-24:]
            if not _FOR.search(lead):
                continue
            low, high = min(o.end, m.end), max(o.start, m.start)
            if any(low <= r.start < high for r in others):
                continue
            if o.start > m.end and sentence.text[m.end - sentence.start : o.start - sentence.start].count(",") > 2:
                continue
            distance = high - low
            if distance < 90 and (best is None or distance < best[0]):
                best = (distance, o.entity)
        if best:
            return best[1], 0.82
        generic = re.search(r"\b(?:for|on behalf of)\s+the\s+(\w+)", sentence.text[m.end - sentence.start : m.end - sentence.start + 90])
        if generic and (generic[1] in KINDS or generic[1] in ("university", "council", "fund", "bank")) and not any(m.end < r.start < m.end + generic.start() for r in others):
            at = _generic_of(generic[1], known)
            if at >= 0:
                return at, 0.75
    return -1, 0.0


def _of_country(human: Human, sentences: list[Sentence], rows: list[list[Mention]], known: Directory) -> tuple[int, float]:
    """'Jamaica's Health Minister', 'the Foreign Minister of Ghana': the country, where it is itself a party."""
    for m in human.mentions:
        for r in rows[m.sentence]:
            if r.kind in ("place", "org") and known.get(r.text) >= 0 and known.found[known.get(r.text)].rule == "organization.country-as-party":
                gap = sentences[m.sentence].text[min(r.end, m.end) - sentences[m.sentence].start : max(r.start, m.start) - sentences[m.sentence].start]
                if r.start < m.start and len(gap) < 60 and "," not in gap.rstrip(", ")[:-1] and not any(x.kind == "person" and r.end <= x.start < m.start for x in rows[m.sentence]):
                    return known.get(r.text), 0.75
    return -1, 0.0


def _generic_of(word: str, known: Directory) -> int:
    fitting = [n for n, o in enumerate(known.found) if word.casefold() in o.name.casefold().split() or (word in ("company", "firm") and re.search(r"\b(?:inc|ltd|limited|corp\w*|co|plc|gmbh|ag|asa|group|holdings?)\b", o.name, re.I))]
    return fitting[0] if len(fitting) == 1 else (fitting[0] if fitting and word not in ("company", "firm") else -1)


def _of_kind(role: str, main: list[int], known: Directory) -> tuple[int, float]:
    words = {w.strip(".,()") for w in role.casefold().replace("vice chancellor", "vice-chancellor").split()}
    name = lambda e: known.found[e].name.casefold()  # noqa: E731
    universities = [e for e in main if any(w in name(e) for w in _UNIVERSITY_WORDS)]
    others = [e for e in main if e not in universities]
    if words & _UNIVERSITY_ROLES and len(universities) == 1:
        return universities[0], 0.75
    if words & _COMPANY_ROLES and len(others) == 1 and universities:
        return others[0], 0.72
    return -1, 0.0


def _near(human: Human, sentences: list[Sentence], rows: list[list[Mention]], known: Directory) -> tuple[int, float]:
    """The organisation named last before the person in the same sentence, with no other person between."""
    for m in human.mentions[:2]:
        row = rows[m.sentence]
        before = [r for r in row if r.j <= m.i and ((r.kind == "org" and r.entity >= 0 and not is_unit(r.text)) or (r.kind == "person" and r.entity != m.entity))]
        if before and before[-1].kind == "org":
            left = sentences[m.sentence].tokens[before[-1].i - 1].low if before[-1].i else ""
            if left not in ("with", "at"):
                return before[-1].entity, 0.62
    return -1, 0.0


def _last_named(human: Human, sentences: list[Sentence], rows: list[list[Mention]], main: list[int]) -> tuple[int, float]:
    """The party the sentences before spoke of last."""
    at = human.mentions[0].sentence
    for n in range(at, max(-1, at - 4), -1):
        named = [r.entity for r in rows[n] if r.kind == "org" and r.entity in main and (n < at or r.start < human.mentions[0].start)]
        if named:
            return named[-1], 0.58
    return main[0], 0.52
