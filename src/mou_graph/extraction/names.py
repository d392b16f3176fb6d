"""Runs of capitalised words, and what each one names by its own shape: organisation, person, place or not known.

A run is read once, left to right, by the classes of its words (heads, legal forms, honorifics, posts, fields);
the words themselves are in words.toml.  What a name without a tell-tale word stands for is decided later, by
the company it keeps (`organizations`, `people`).
"""

from dataclasses import dataclass
from typing import Literal

from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import (
    COUNTRIES,
    CREDENTIALS,
    DAYS,
    DEMONYMS,
    FIELDS,
    HONORIFICS,
    MONTHS,
    NOT_ACRONYMS,
    NOT_HEADS,
    OPENERS,
    ORG_HEADS,
    PARTICLES,
    PLACES,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    SAID,
    SUFFIXES,
    UNITS,
    WEAK_HEADS,
)

Kind = Literal["org", "person", "place", "acronym", "name", "role", "other"]

# Possessives inside a name: King's College, Women's Union.  Elsewhere 's ends the name of an owner.
_OWN_POSSESSIVE = frozenset(
    "king queen women woman children people men teachers workers farmers veterans lloyd sotheby christie moody "
    "mcdonald levi kellogg sainsbury macy nurses students girls boys master prince mary andrew george john thomas "
    "peter paul patrick joseph jude luke guy bartholomew".split()
)
_DIRECTIONS = frozenset("north south east west northern southern eastern western central upper lower new great greater".split())
_OF_PLACE = frozenset("academy bank university institute federation union association chamber college council republic museum "
                      "confederation society central polytechnic".split())  # fmt: skip
_FIRST_ROLES = ROLE_HEADS - frozenset("general chief head lead member fellow partner executive".split())


# Heads that make a name only as its last word: "Kenya Industry", not "Industry Days".
_CLOSING = WEAK_HEADS - frozenset(
    "bank museum hospital club university institute group college school academy centre center fund ministry department office board "
    "council federation association church".split()
)
# What these are of may be joined by "and" whatever it is: Department of Mechanical and Material Engineering.
_LEDGE = frozenset("faculty department school division office ministry bureau directorate unit section centre center institute".split())
_WHOLES = frozenset("university college hospital ministry bank company group institute".split())
_OF_MEMBERS = frozenset("board association council federation union consortium alliance network league conference chamber academy committee".split())
_FUNCTION = frozenset("on in at it as this that these those under by for from with and but or if when while after before its their our we they he she".split())
_LONGEST = 30  # words in a run of capitals; more is no name, and reading it word by word costs its square
_SEATS = frozenset("city province state county republic kingdom town commonwealth district emirate governorate".split())


@dataclass(slots=True)
class Mention:
    """A name where it stands: `i` and `j` are token indices in its sentence, `entity` is filled in later."""

    kind: Kind
    start: int
    end: int
    i: int
    j: int
    sentence: int
    text: str
    entity: int = -1
    honorific: str | None = None


def is_title_case(sentence: Sentence) -> bool:
    """Whether capitals say nothing here: a headline in which nearly every word has one, or all of it is in capitals."""
    if sentence.zone in ("body", "headline") and len(sentence.tokens) <= 3 and sentence.text[-1:].isalpha() and len(sentence.tokens) > 1:
        return True
    if sentence.zone not in ("headline", "related", "body", "caption") or sentence.text.rstrip('"').endswith((".", "?")):
        return False
    if sentence.zone != "headline" and len(sentence.text) > 150:
        return False
    words = [t for t in sentence.tokens if len(t.text) > 3 and t.text[0].isalpha()]
    if len(words) < 3:
        return False
    return sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)


class Chunker:
    """Reads one sentence's tokens into mentions."""

    def __init__(self, sentence: Sentence, lower_words: frozenset[str], mid_caps: frozenset[str]) -> None:
        self.sentence = sentence
        self.mid_caps = mid_caps
        self.t: list[Token] = sentence.tokens
        self.n = len(self.t)
        self.cap = self._capitals(lower_words)
        self.out: list[Mention] = []

    def _capitals(self, lower_words: frozenset[str]) -> list[bool]:
        caps = [t.capital for t in self.t]
        start = True
        for k, t in enumerate(self.t):
            if t.text in '"([':
                continue
            if start and caps[k] and t.text[0].isupper() and not (t.text.isupper() and len(t.text) > 1 and t.low not in OPENERS):
                follows = k + 1 < self.n and (self.t[k + 1].capital or self.t[k + 1].low in ("'s", "(") or (
                    self.t[k + 1].low == "of" and (t.low in ORG_HEADS or t.low in _SEATS)))
                opener = t.low in OPENERS or (t.low in lower_words and not follows)
                ing = t.low.endswith("ing") and t.low in lower_words
                alone = not follows and t.text not in self.mid_caps and t.low not in PLACES and not (
                    k + 1 < self.n and (self.t[k + 1].low in SAID or self.t[k + 1].text == ",")
                )
                if opener or ing or alone:
                    caps[k] = False
            if caps[k] and not start and t.low in _FUNCTION and not (0 < k < len(caps) - 1 and t.low == "the"):
                caps[k] = False
            start = False
        return caps

    # ── words by class ──────────────────────────────────────────────────────────
    def adjacent(self, k: int) -> bool:
        """Token k follows k-1 in one name: nothing but a space between, and no line break."""
        gap = self.sentence.text[self.t[k - 1].end - self.sentence.start : self.t[k].start - self.sentence.start]
        return gap in (" ", "") or (gap.isspace() and "\n\n" not in gap)

    def run(self, k: int) -> int:
        """The end of the run of capitalised words that begins at k: `&` and numbers join, a comma does not."""
        if k >= self.n or not self.cap[k]:
            return k
        j = k + 1
        while j < self.n and j - k < _LONGEST:
            t = self.t[j]
            if not self.adjacent(j) and t.text != "'s":
                break
            if self.cap[j] and t.text[0].isalpha():
                if t.low in OPENERS and self.t[j - 1].text.endswith(".") and t.text.istitle():
                    break  # "… in the U.S. Its …"
                j += 1
            elif t.text == "&" and j + 1 < self.n and self.cap[j + 1]:
                j += 2
            elif t.text == "'s" and j + 1 < self.n and self.cap[j + 1] and self._owns(k, j):
                j += 2
            elif t.text.isdigit() and len(t.text) < 3 and j + 1 < self.n and self.cap[j + 1]:
                j += 1
            else:
                break
        return j

    def _owns(self, k: int, j: int) -> bool:
        return self.t[j - 1].low in _OWN_POSSESSIVE and self.t[j + 1].low not in ROLE_HEADS

    def honorific_at(self, k: int) -> bool:
        t = self.t[k]
        low = t.low.rstrip(".ª")
        if low == "tan":  # Tan Sri is a title, Tan a family name
            return k + 1 < self.n and self.t[k + 1].low == "sri"
        return (t.low in HONORIFICS or low in HONORIFICS) and (t.text[0].isupper() or t.low == "dato'") and not (
            t.text.isupper() and len(low) > 2 and "." not in t.text
        )

    def role_end(self, k: int) -> int:
        """The end of a post that begins at k (modifiers and heads), or k when none does."""
        j, head = k, k
        while j < self.n and j - k < 7:
            low = self.t[j].low.rstrip(".")
            if j > k and not self.adjacent(j) and self.t[j].text not in "-":
                break
            if low in ROLE_HEADS or (low.endswith("s") and low[:-1] in ROLE_HEADS and low not in ORG_HEADS):
                j += 1
                head = j
            elif (low == "general" and head == j and j > k) or (low == "executive" and j > k and self.t[j - 1].low == "chief" and not (
                j + 1 < self.n and self.t[j + 1].low == "officer"
            )):
                j = head = j + 1
            elif low in ROLE_MODIFIERS:
                j += 1
            elif self.t[j].text == "-" or (low in FIELDS and self._before_minister(j)) or (self.t[k].low == "chief" and low in FIELDS | {"and", "&", "human", "corporate"} and self._before_officer(j)):
                j += 1
            elif low in ("and", "&") and head == j and j + 1 < self.n and self.role_end(j + 1) > j + 1 and j > k:
                nxt = self.role_end(j + 1)
                j = head = nxt
            else:
                break
        return head

    def _before_officer(self, k: int) -> bool:
        """'chief human resources and corporate affairs officer'."""
        words = [t.low for t in self.t[k : k + 6]]
        return "officer" in words and all(w in FIELDS or w in ROLE_MODIFIERS or w in ("and", "&") for w in words[: words.index("officer")])

    def _before_minister(self, k: int) -> bool:
        for m in range(k + 1, min(k + 4, self.n)):
            if self.t[m].low in ("minister", "secretary", "commissioner", "undersecretary"):
                return True
            if self.t[m].low not in FIELDS and self.t[m].low not in ("and", "&"):
                return False
        return False

    def has_head(self, i: int, j: int) -> bool:
        """Whether tokens i to j hold a word that makes an organisation of them."""
        for k in range(i, j):
            low = self.t[k].low
            if low in SUFFIXES and k > i and (low.rstrip(".") not in ("sa", "as", "co", "se", "ab", "ag", "kg", "kk") or self.t[k].text.isupper() or low.endswith(".") or low == "co"):
                return True
            if low in ORG_HEADS:
                if low in WEAK_HEADS and j - i == 1:
                    continue
                if low in _CLOSING and k < j - 1:
                    continue
                return True
        return False

    # ── names ───────────────────────────────────────────────────────────────────
    def read(self) -> list[Mention]:
        k = 0
        while k < self.n:
            t = self.t[k]
            role = self.role_end(k)
            if role > k and self.honorific_at(role - 1) and role < self.n and self.cap[role] and self.adjacent(role):
                k = self.titled(role - 1)  # "Professor Ip", "Associate Professor Chan": a title here, not a post
                continue
            if role > k and not self._org_soon(k, role):
                self.add("role", k, role)
                k = role
                continue
            if self.cap[k] and k + 1 < self.n and f"{t.low} {self.t[k + 1].low}" in PLACES and not self.has_head(k, self.run(k)):
                k = self.name(k)
                continue
            if self.honorific_at(k):
                k = self.titled(k)
                continue
            if not self.cap[k] or not t.text[0].isalpha():
                k += 1
                continue
            k = self.name(k)
        return self.out

    def _org_soon(self, k: int, role: int) -> bool:
        """A post's word inside an organisation's name: Student Representative Council, General Hospital."""
        if not self.cap[k]:
            return False
        end = self.run(k)
        if any(self.honorific_at(m) for m in range(role, end)):
            return False
        if self.t[k].low in _FIRST_ROLES and role == k + 1:
            return False
        for m in range(role, end):
            if self.t[m].low in ORG_HEADS or self.t[m].low in SUFFIXES:
                return self.t[role - 1].low not in ("president", "director", "dean", "chairman", "ceo", "rector", "minister", "secretary", "officer", "manager")
        return False

    def add(self, kind: Kind, i: int, j: int, honorific: str | None = None) -> Mention:
        start, end = self.t[i].start, self.t[j - 1].end
        text = self.sentence.text[start - self.sentence.start : end - self.sentence.start]
        mention = Mention(kind, start, end, i, j, self.sentence.index, " ".join(text.split()), honorific=honorific)
        self.out.append(mention)
        return mention

    def titled(self, k: int) -> int:
        """Honorifics and the person they stand before; or an organisation named after somebody with one."""
        m = k
        while m < self.n:
            retired = m > k and self.t[m].text == "(" and m + 2 < self.n and self.t[m + 1].low.strip(".") in ("r", "retd", "rtd", "ret") and self.t[m + 2].text == ")"
            if retired:
                m += 3
            elif self.honorific_at(m) or (m > k and self.t[m].text in ("-", ".", "(", ")", "the") and m + 1 < self.n and self.honorific_at(m + 1)):
                m += 1
            else:
                break
        end = self.person_end(m)
        whole = self.run(k)
        if whole > k and self.has_head(m, max(whole, end)) and not any(self.t[x].low in ROLE_HEADS for x in range(m, whole)):
            return self.name(k)
        if end == m:
            # "Professor of Physics": a post, not a title; "the Hon." alone: nothing.
            if self.t[m - 1].low.rstrip(".") in ("professor", "ambassador", "judge", "colonel", "general", "captain"):
                self.add("role", m - 1, m)
            return max(m, k + 1)
        title = self.sentence.text[self.t[k].start - self.sentence.start : self.t[m - 1].end - self.sentence.start]
        self.add("person", m, end, honorific=title)
        return end

    def person_end(self, k: int) -> int:
        """The end of a person's name that begins at k: capitals, initials, particles, a nickname in quotation marks."""
        j = k
        while j < self.n and j - k < 8:
            t = self.t[j]
            if j > k and not self.adjacent(j):
                break
            if t.text[0].isalpha() and (self.cap[j] or (j == k and t.capital)) and t.text != "I":
                titled = self.honorific_at(j) and (t.text.endswith(".") or t.low in ("dr", "prof", "professor", "mr", "mrs", "ms", "dato'", "datuk", "sir"))
                post = self.role_end(j) > j and (j - k > 1 or self.role_end(j) > j + 1)  # Dean may be a family name
                if j > k and (post or titled) and not (len(t.text) <= 2):
                    break
                if t.low in ORG_HEADS and t.low not in WEAK_HEADS:
                    break
                j += 1
            elif t.low in PARTICLES and j > k and j + 1 < self.n and (self.cap[j + 1] or self.t[j + 1].low in PARTICLES):
                j += 1
            elif t.text == '"' and k < j and j + 2 < self.n and self.cap[j + 1] and self.t[j + 2].text == '"' and j + 3 < self.n and self.cap[j + 3]:
                j += 3
            else:
                break
        # Family name first with a comma: "Liarng, Ruoh-Huei".
        if j == k + 1 and j + 1 < self.n and self.t[j].text == "," and "-" in self.t[j + 1].text and self.cap[j + 1] and self.honorific_at(k - 1):
            j += 2
        while j > k and self.t[j - 1].low in PARTICLES:
            j -= 1
        return j

    def name(self, k: int) -> int:
        """A name without a title: cut at a post or an honorific, then read for what it is."""
        end = self.run(k)
        cut = end
        for m in range(k + 1, end):
            later_head = any(self.t[x].low in ORG_HEADS and self.t[x].low not in ("council", "board") for x in range(m + 1, end))
            if (self.honorific_at(m) and not later_head) or (self.role_end(m) > m and not self._org_soon(m, self.role_end(m))):
                cut = m
                break
        end = self._before_person(k, max(cut, k + 1))
        programme = self.t[end - 1].low in ("programme", "program") and not self._not_head(k, end)
        if self.has_head(k, end) or programme:
            i, j = self.org_left(k), self.org_right(k, end)
            kind: Kind = "other" if self._not_head(i, j) else "org"
            while self.out and self.out[-1].j > i and self.out[-1].sentence == self.sentence.index:
                self.out.pop()
            self.add(kind, i, j)
            return j
        first = self.t[k].low
        if end - k == 1 and (first in ORG_HEADS or first in _SEATS) and end < self.n and self.t[end].low in ("of", "for", "de", "da", "do", "del", "della"):
            j = self.org_right(k, end)
            if j > end:
                self.add("place" if first in _SEATS else "org", k, j)
                return j
        # "Acme Wind, Inc.", "Acme (Pty) Ltd": the legal form stands apart.
        j = self._suffix(end)
        if j > end:
            self.add("org", k, j)
            return j
        low = " ".join(t.low for t in self.t[k:end])
        if end - k == 1 and (low in MONTHS or low in DAYS or low.rstrip(".") in MONTHS):
            return end
        if low in PLACES or (end - k == 1 and low.rstrip(".") in PLACES):
            self.add("place", k, end)
        elif end - k == 1 and low in DEMONYMS:
            pass
        elif self._not_head(k, end):
            j = self.org_right(k, end)
            self.add("other", k, j)
            return j
        elif end - k == 1 and (low.strip(".") in NOT_ACRONYMS or len(low) == 1):
            self.add("other", k, end)
        elif end - k == 1 and self._acronym(k):
            self.add("acronym", k, end)
        else:
            end = self.joined_name(k, end)
            self.add("name", k, end)
        return end

    def _before_person(self, k: int, end: int) -> int:
        """In a post's "of …" a person's name may follow at once: Minister for Culture | Luo Shugang, Chairman of Wuzheng Group | Jiang Weidong."""
        if k == 0 or self.t[k - 1].low not in ("of", "for", "and", "&", "the", ",") or not any(m.kind == "role" and k - m.j < 12 for m in self.out[-6:]):
            return end
        last = -1
        for x in range(k, end):
            low = self.t[x].low
            if low in FIELDS or low in ORG_HEADS or low in SUFFIXES or (low == "&" and x > k):
                last = x
        after = end - last - 1
        if last >= k and 2 <= after <= 4 and self.t[last + 1].low not in PLACES and not self._acronym(last + 1):
            return last + 1
        return end

    def joined_name(self, k: int, end: int) -> int:
        """Particles and 'of the' that go on: Faidz bin Abd Rahman."""
        while end + 1 < self.n and self.t[end].low in PARTICLES and self.t[end].text.islower() and self.cap[end + 1] and end - k < 4:
            end = self.run(end + 1)
        return end

    def _acronym(self, k: int) -> bool:
        text = self.t[k].text
        letters = [c for c in text if c.isalpha()]
        return 2 <= len(text) <= 12 and "/" not in text and len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.6 * len(letters) and not text.isdigit()

    def _not_head(self, i: int, j: int) -> bool:
        if self.t[i].low in ("un", "united", "world", "national") and self.t[j - 1].low in ("programme", "program") and j - i > 2:
            return False  # the UN Development Programme, the World Food Programme
        last = self.t[j - 1].low.rstrip(".")
        if last in NOT_HEADS and last not in ORG_HEADS:
            return True
        head = next((self.t[m].low for m in range(i, j) if self.t[m].low in ORG_HEADS or self.t[m].low in NOT_HEADS), "")
        return head in NOT_HEADS and head not in ORG_HEADS and not any(self.t[m].low in ORG_HEADS for m in range(i, j))

    def _suffix(self, k: int) -> int:
        """After a name: its legal form, across a comma or round brackets."""
        j = k
        while j < self.n:
            m = j + 1 if self.t[j].text == "," else j
            if m < self.n and self.t[m].text == "(" and m + 2 < self.n and self.t[m + 1].low in SUFFIXES and self.t[m + 2].text == ")":
                j = m + 3
            elif m < self.n and self.t[m].low in SUFFIXES and self.t[m].capital and (m > j or self.adjacent(m)) and (
                m == j or self.t[m].low.rstrip(".") in ("inc", "ltd", "llc", "llp", "lp", "corp", "co", "plc", "limited", "gmbh", "s.a", "n.v", "jsc", "pjsc", "sa")
            ):
                j = m + 1
            else:
                break
        return j

    def org_left(self, k: int) -> int:
        """Fields joined by 'and' before the head's run: Food and | Agriculture Organization."""
        if k >= 2 and self.t[k - 1].low in ("and", "&") and self.cap[k - 2] and self.t[k].low in FIELDS | _DIRECTIONS | DEMONYMS:
            i = k - 2
            while i > 0 and self.cap[i - 1] and self.adjacent(i):
                i -= 1
            before = self.t[k - 2].low
            if before in FIELDS | _DIRECTIONS | DEMONYMS and not self.has_head(i, k - 1):
                if i >= 2 and self.t[i - 1].text == "," and self.t[i - 2].low in FIELDS and self.cap[i - 2]:
                    i -= 2
                return i
        return k

    def org_right(self, i: int, k: int) -> int:
        """What an organisation's name takes in after its head: 'of Science and Technology', 'for X', ', Inc.'."""
        head = next((self.t[m].low for m in range(k - 1, i - 1, -1) if self.t[m].low in ORG_HEADS), "")
        had_of = any(self.t[m].low == "of" for m in range(i, k))
        j = self._suffix(k)
        if j > k:
            return j
        while j < self.n:
            low = self.t[j].low
            m = j + 1
            if low in ("of", "for", "in", "at", "on", "de", "del", "della", "da", "do", "di", "du", "des", "für", "dos"):
                while m < self.n and self.t[m].low in ("the", "la", "le", "il", "los", "las"):
                    m += 1
                end = self.run(m)
                if end == m or (low in ("of", "for") and self.role_end(m) > m and self.t[m].low not in FIELDS):
                    break
                first = self.t[m].low
                place = " ".join(t.low for t in self.t[m:end]) in PLACES
                heads_there = any(self.t[x].low in ORG_HEADS and self.t[x].low not in FIELDS for x in range(m, end))
                strong_there = any(self.t[x].low in ORG_HEADS - WEAK_HEADS - FIELDS or self.t[x].low in _WHOLES for x in range(m, end))
                if low in ("of", "for") and heads_there and first not in FIELDS and (strong_there or head in UNITS or not head) and head not in _OF_MEMBERS:
                    break
                if low in ("in", "on") and first not in FIELDS:
                    break
                if low == "of" and head == "board" and k - i == 1 and (self._acronym(m) or heads_there):
                    break  # the board of somebody: a part of a post
                if low == "at" and not (had_of and head == "university" and (place or end - m == 1) and not self._acronym(m)):
                    break
                if low == "of" and place and had_of and self.t[j - 1].low not in FIELDS | _SEATS and not (self.t[j - 1].low.endswith("s") and head in ("academy",)):
                    break
                if low == "of" and place and not had_of and k - i > 1 and head not in _OF_PLACE and first not in FIELDS:
                    break
                had_of = had_of or low in ("of", "for")
                j = self._until_post(m, end)
            elif low in ("and", "&", ",") and j > i:
                last = self.t[j - 1].low
                if low == "," and m < self.n and self.t[m].low in ("and", "&"):
                    m += 1
                end = self.run(m)
                led = low != "," and had_of and head in _LEDGE and end > m and not self._acronym(m) and not self.has_head(m, end)
                led = led and self.t[m].low not in PLACES and not self.honorific_at(m) and self.role_end(m) == m
                if not led and (end == m or last not in FIELDS or self.t[m].low not in FIELDS or not had_of):
                    if not (low != "," and had_of and end > m and last.endswith("s") and self.t[m].low.endswith("s") and end - m == 1 and self.t[m].low not in ORG_HEADS and self.t[m].low not in PLACES and self.t[j - 1].low not in PLACES):
                        break
                if low == "," and not self._list_closes(end):
                    break
                end = self._until_post(m, end)
                if self.has_head(m, end) and not all(self.t[x].low in FIELDS for x in range(m, end)):
                    break
                j = end
            else:
                break
        return max(j, self._suffix(j))

    def _until_post(self, m: int, end: int) -> int:
        """A run is cut where a post or a title begins in it."""
        for x in range(m + 1, end):
            role = self.role_end(x)
            if self.honorific_at(x) or role > x + 1 or (role > x and self.t[x].low not in FIELDS):
                return x
        return end

    def _list_closes(self, k: int) -> bool:
        """After ', Youth' an 'and Sports' must follow: only then is the comma inside a name."""
        while k < self.n and self.t[k].text == ",":
            if k + 1 < self.n and self.t[k + 1].low in ("and", "&"):
                k += 1
                break
            end = self.run(k + 1)
            if end == k + 1 or self.t[k + 1].low not in FIELDS:
                return False
            k = end
        return k < self.n and self.t[k].low in ("and", "&") and k + 1 < self.n and self.cap[k + 1] and self.t[k + 1].low in FIELDS


def mentions(found: list[Sentence]) -> list[list[Mention]]:
    """The names and posts of each sentence, left to right; a title in title case says too little and has none."""
    told = [s for s in found if not is_title_case(s)]
    lower = frozenset(t.text for s in told for t in s.tokens if t.text.islower())
    mid_caps = frozenset(t.text for s in told for t in s.tokens[1:] if t.capital)
    plain = {s.index for s in told}
    return [Chunker(s, lower, mid_caps).read() if s.index in plain else [] for s in found]


def is_country(text: str) -> bool:
    """Whether the words are a country's name."""
    return text.casefold() in COUNTRIES


def strip_credentials(words: list[str]) -> list[str]:
    """A name's words without degrees and honours after it."""
    while len(words) > 1 and words[-1].strip(".,").casefold() in CREDENTIALS:
        words = words[:-1]
    return words
