"""Names where they stand, and what each one names by its own shape: organisation, person, place or not known.

A sentence is read once, left to right, by the classes of its words (heads, legal forms, honorifics, posts,
fields).  What a name without a tell-tale word stands for is decided later, by the company it keeps
(`neighbours`, `people`).
"""

from mou_graph.extraction.bodies import left, right, suffix
from mou_graph.extraction.initials import spelt_out
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import (
    CLOSING_FORMS,
    COUNTRIES,
    DAYS,
    DEMONYMS,
    FIELDS,
    KNOWN_BODIES,
    LEADING_HEADS,
    MONTHS,
    NAME_LIKE,
    NOT_ACRONYMS,
    NOT_HEADS,
    ORG_HEADS,
    PARTICLES,
    PLACES,
    PREFIXES,
    ROLE_HEADS,
    SEATS,
    SUFFIXES,
    SURNAMES_TOO,
    WHOLES,
)
from mou_graph.extraction.mention import Kind, Mention
from mou_graph.extraction.persons import past_honorifics, person_end
from mou_graph.extraction.runs import Line, is_title_case
from mou_graph.extraction.states import fixed, public, realm
from mou_graph.extraction.tables import is_a_name

__all__ = ["Kind", "Mention", "mentions"]

_POSTS_AS_TITLES = frozenset(("professor", "ambassador", "judge", "colonel", "general", "captain"))


def mentions(found: list[Sentence]) -> list[list[Mention]]:
    """The names and posts of each sentence, left to right; a title in title case says too little and has none."""
    told = [s for s in found if not is_title_case(s)]
    lower = frozenset(t.text for s in told for t in s.tokens if t.text.islower())
    capital = frozenset(t.text for s in told for t in s.tokens[1:] if t.capital)
    plain = {s.index for s in told}
    rows = []
    for sentence in found:
        row = _NameReader(Line(sentence, lower_words=lower, capital_words=capital)).read()
        rows.append(row if sentence.index in plain or is_a_name(sentence, row) else [])
    return rows


class _NameReader:
    """Reads one line into mentions; each method takes the token it begins at and gives the one to go on at."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.t = line.t
        self.n = line.n
        self.cap = line.cap
        self.out: list[Mention] = []

    def read(self) -> list[Mention]:
        told: dict[int, tuple[int, Kind]] = {k: (j, "org") for k, j in public(self.line).items()}
        told |= {k: (j, "place" if place else "org") for k, (j, place) in fixed(self.line).items()}
        k = 0
        while k < self.n:
            if k in told:
                self._add(told[k][1], k, told[k][0])
            k = told[k][0] if k in told else self._next(k)
        for i, j in spelt_out(self.line).items():
            self._join(i, j)
        return self.out

    def _join(self, i: int, j: int) -> None:
        """Initials in brackets tell that tokens i to j are one name: what was read there becomes one mention."""
        inside = [m for m in self.out if m.i < j and m.j > i]
        post = any(m.kind in ("person", "role") for m in inside) and self.t[j + 1].low not in KNOWN_BODIES
        if post or any(m.j > j for m in inside) or (len(inside) == 1 and inside[0].j == j and inside[0].i <= i):
            return
        i = min([i, *(m.i for m in inside)])
        at = next((n for n, m in enumerate(self.out) if m.i >= i), len(self.out))
        rest = self.out[at + len(inside) :]
        del self.out[at:]
        of = next((k for k in range(i + 1, j) if self.t[k].low in _OF), j)
        thing = self.t[of - 1].low in NOT_HEADS and self.t[of - 1].low not in ORG_HEADS
        if thing and self.t[of - 1].low == "partnership" and of - i > _SHORT and self.t[j + 1].text.isupper():
            thing = False  # the European and Developing Countries Clinical Trials Partnership (EDCTP)
        self._add("other" if thing else "org" if self.line.has_head(i, j) else "name", i, j)
        self.out += rest

    def _next(self, k: int) -> int:
        """One step: a title and its name, a post, a name, or a word that is none of these."""
        line, t = self.line, self.t
        royal = t[k].low in _ROYAL and t[k].text[0].isupper() and k + 2 < self.n and t[k + 1].low == "of"
        if royal and line.has_head(k + 2, line.run(k + 2)):  # Prince of Songkla University
            return self._body(k + 2, line.run(k + 2), begins=k)
        role = line.role_end(k)
        if role > k and line.honorific_at(role - 1) and role < self.n and self.cap[role] and line.adjacent(role):
            post = line.role_end(k, before=role - 1)
            if post > k:  # "Rector | Professor Ip"
                self._add("role", k, post)
            return self._titled(role - 1)  # "Professor Ip", "Associate Professor Chan": a title here, not a post
        if role > k and not line.name_goes_on(k, role):
            self._add("role", k, role)
            return role
        if (
            self.cap[k]
            and k + 1 < self.n
            and f"{t[k].low} {t[k + 1].low}" in PLACES
            and not line.has_head(k, line.run(k))
        ):
            return self._name(k)
        if line.honorific_at(k):
            return self._titled(k)
        if not self.cap[k] or not t[k].text[0].isalpha():
            return k + 1
        return self._name(k)

    def _add(self, kind: Kind, i: int, j: int, honorific: str | None = None) -> None:
        start, end = self.t[i].start, self.t[j - 1].end
        if kind == "org" and j == self.n and self.t[j - 1].low in _DOTTED:
            end -= 1  # the full stop is the sentence's
        sentence = self.line.sentence
        text = " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
        self.out.append(Mention(kind, start, end, i, j, sentence.index, text, honorific=honorific))

    # ── people with a title ─────────────────────────────────────────────────────
    def _titled(self, k: int) -> int:
        """Honorifics and the person they stand before; or an organisation named after somebody with one."""
        line, t = self.line, self.t
        m = past_honorifics(line, k)
        end = person_end(line, m)
        whole = line.run(k)
        closes = whole > k and (t[whole - 1].low in ORG_HEADS or t[whole - 1].low in SUFFIXES or self._goes_on(whole))
        if closes and line.has_head(m, max(whole, end)) and not any(x.low in ROLE_HEADS for x in t[m:whole]):
            return self._name(k)
        if end == m:
            # "Professor of Physics": a post, not a title; "the Hon." alone: nothing.
            if t[m - 1].low.rstrip(".") in _POSTS_AS_TITLES:
                self._add("role", m - 1, m)
            return max(m, k + 1)
        if end == m + 1 and t[m - 1].low in NAME_LIKE and t[m - 1].capital:
            m -= 1  # Sheikh Hasina
            k = min(k, m)
        if m == k:
            self._add("person", m, end)
            return end
        sentence = line.sentence
        title = sentence.text[t[k].start - sentence.start : t[m - 1].end - sentence.start]
        self._add("person", m, end, honorific=title)
        return end

    def _goes_on(self, k: int) -> bool:
        return k < self.n and self.t[k].low in ("of", "for", "and", "&")

    # ── names without a title ───────────────────────────────────────────────────
    def _name(self, k: int) -> int:
        """A name without a title: cut at a post or an honorific, then read for what it is."""
        line, t = self.line, self.t
        end = self._before_person(k, max(self._cut(k, line.run(k)), k + 1))
        if k == 0 and end > 1 and t[0].text.isupper() and " ".join(x.low for x in t[1:end]) in COUNTRIES:
            self._add("place", 0, 1)  # "DOHA | Saudi Arabia and Qatar have signed"
            return 1
        if self._is_holder(k, end):
            self._add("name", k, end)
            return end
        programme = t[end - 1].low in ("programme", "program") and not line.is_headless(k, end)
        if line.has_head(k, end) or programme:
            return self._body(k, end)
        one, first = end - k == 1, t[k].low
        if one and (first in ORG_HEADS or first in SEATS) and end < self.n and t[end].low in _OF:
            j = right(line, k, end)
            if j > end:
                self._add("place" if first in SEATS and not self._city(k) else "org", k, j)
                return j
        if (j := realm(line, end)) > end:
            self._add("place", k, j)  # the People's Republic of China
            return j
        # "Acme Wind, Inc.", "Acme (Pty) Ltd": the legal form stands apart.
        j = suffix(line, end)
        if j > end or (first in PREFIXES and not one):
            self._add("org", k, j)
            return j
        return self._bare(k, end)

    def _is_holder(self, k: int, end: int) -> bool:
        """'President | Ida Gold': right behind a post a family name that looks like a head is a person's."""
        t = self.t
        behind = bool(self.out) and self.out[-1].kind == "role" and self.out[-1].j == k
        if not behind or not 2 <= end - k <= 4 or t[end - 1].low not in SURNAMES_TOO:
            return False
        return not any(x.low in ORG_HEADS or x.low in FIELDS or x.low in PLACES for x in t[k : end - 1])

    def _city(self, k: int) -> bool:
        """The City of Oulu acts, unless somebody is in it."""
        return self.t[k].low == "city" and not any(
            x.low in ("in", "at", "from", "to") for x in self.t[max(0, k - 2) : k]
        )

    def _cut(self, k: int, end: int) -> int:
        """Where a post or an honorific begins inside the run k to end, or a legal form closes a name; else its end."""
        line = self.line
        for m in range(k + 1, end):
            if m > k + 1 and self.t[m - 1].low in CLOSING_FORMS and self.t[m].low not in SUFFIXES:
                return m  # "Halvik Ltd | Pakistan"
            if m == k + 1 and self.t[k].low in LEADING_HEADS:
                continue  # Universiti Tun Hussein Onn
            if line.honorific_at(m) and not any(
                x.low in ORG_HEADS and x.low not in ("council", "board") for x in self.t[m + 1 : end]
            ):
                return m
            role = line.role_end(m)
            if self.t[m].low in WHOLES:
                continue  # "Northmoor University | President"
            if role > m and not line.name_goes_on(m, role):
                return m
        return end

    def _body(self, k: int, end: int, begins: int | None = None) -> int:
        """A name with a head, as far as it goes on both sides; what it takes in on the left is no name of its own."""
        line = self.line
        if end - k > 2 and self.t[end - 1].low in ("board", "council") and self._members(end):
            end -= 1  # "Acme Hospital | Board of Directors"
        i, j = left(line, k) if begins is None else begins, right(line, k, end)
        while self.out and self.out[-1].j > i:
            self.out.pop()
        links = [x for x in range(i + 1, j) if self.t[x].low in _LINKED]
        of = next((x for x in links if line.has_head(i, x) or self.t[x - 1].low in ("programme", "program")), j)
        self._add("other" if line.is_headless(i, of) else "org", i, j)
        return j

    def _members(self, k: int) -> bool:
        """'of Directors', 'of Trustees': who sits on a board."""
        return k + 1 < self.n and self.t[k].low == "of" and self.line.role_end(k + 1) > k + 1

    def _bare(self, k: int, end: int) -> int:
        """A name without a head: a place, an acronym, a thing, or simply a name."""
        line, one = self.line, end - k == 1
        low = " ".join(t.low for t in self.t[k:end])
        if one and k and self.t[k - 1].text in _CURRENCIES:
            return end  # "$NZ38 million"
        if one and end < self.n and self.t[end].text[0] in _CURRENCIES and self.t[end].start == self.t[k].end:
            return end  # "HK$40 million"
        if one and (low in MONTHS or low in DAYS or low.rstrip(".") in MONTHS):
            return end
        if low in PLACES or (one and low.rstrip(".") in PLACES):
            self._add("place", k, end)
        elif low.rpartition(" ")[2] in DEMONYMS and (one or self.t[k].low in _HALVES):
            pass  # "Saudi Arabian"
        elif line.is_headless(k, end):
            end = right(line, k, end)
            self._add("other", k, end)
        elif one and (low.strip(".") in NOT_ACRONYMS or len(low) == 1):
            self._add("other", k, end)
        elif one and line.is_acronym(k):
            self._add("acronym", k, end)
        else:
            end = self._past_particles(k, end)
            self._add("name", k, end)
        return end

    def _before_person(self, k: int, end: int) -> int:
        """In a post's "of …" a person's name may follow at once.

        Minister for Culture | Luo Shugang, Chairman of Wuzheng Group | Jiang Weidong.
        """
        t = self.t
        if k == 0 or t[k - 1].low not in ("of", "for", "and", "&", "the", ","):
            return end
        if not any(m.kind == "role" and k - m.j < 20 for m in self.out[-6:]):
            return end
        last = -1
        for x in range(k, end):
            low = t[x].low
            place = low in PLACES or (x > k and f"{t[x - 1].low} {low}" in PLACES)
            if place or low in FIELDS or low in ORG_HEADS or low in SUFFIXES or (low == "&" and x > k):
                last = x
        rest = end - last - 1
        longest = 6 if any(t[x].low in PARTICLES for x in range(last + 1, end)) else 4
        if last < k or not 2 <= rest <= longest:
            return end
        initials = len(t[last + 1].text) == 2 and not self.line.is_acronym(last + 2)  # "KM Khalid"
        return last + 1 if initials or not self.line.is_acronym(last + 1) else end

    def _past_particles(self, k: int, end: int) -> int:
        """Particles that go on: Faidz bin Abd Rahman."""
        t, cap = self.t, self.cap
        while end + 1 < self.n and t[end].low in PARTICLES and t[end].text.islower() and cap[end + 1] and end - k < 4:
            end = self.line.run(end + 1)
        return end


_SHORT = 3
"""Words of "Comprehensive Strategic Partnership (CSP)", which is agreed and agrees to nothing."""
_HALVES = frozenset(("saudi", "south", "north", "new", "east", "west", "sri", "costa", "puerto", "sierra"))
_DOTTED = frozenset(("ltd.", "inc.", "corp.", "co.", "limited.", "pty.", "bhd."))
_ROYAL = frozenset(("prince", "princess", "king", "queen", "duke", "duchess"))
_CURRENCIES = frozenset("$€£¥₹")
_OF = frozenset(("of", "for", "de", "da", "do", "del", "della"))
_LINKED = _OF | {"on"}
