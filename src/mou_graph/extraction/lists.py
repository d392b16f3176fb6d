"""Lists of names that can be parties: "A, B and C", with places, kinds and descriptions between the members."""

import re
from itertools import pairwise

from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import (
    ACTORS,
    AFTER_NAME,
    AGREEMENT_NOUN,
    COUNTRIES,
    DAYS,
    DEFINED_TERMS,
    DEMONYMS,
    DETERMINERS,
    JOINERS,
    KINDS,
    PREPOSITIONS,
    SIGNING,
    STOPPERS,
    WITNESS,
)
from mou_graph.extraction.names import Mention
from mou_graph.extraction.neighbours import stands_apart

__all__ = ["lists"]

_POLITIES = frozenset(("city", "province", "state", "county", "republic", "kingdom", "government"))
_KINDS = frozenset({k + "s" for k in KINDS} | {k[:-1] + "ies" for k in KINDS if k.endswith("y")})
_BOTH = frozenset(("both", "two", "each", "their", "respective"))
_PEOPLE = frozenset(("executives", "officials", "representatives", "leaders", "delegates", "members", "experts"))
_WHERE = ("in", "at", "from", "near")
_PARTS_OF = frozenset(
    (
        "vehicle",
        "subsidiary",
        "unit",
        "arm",
        "division",
        "part",
        "member",
        "affiliate",
        "branch",
        "brand",
        "campus",
        "associate",
    )
)
_AGENCY = re.compile(r"(?!(?:On|In|At|The|A|An)\b)[^.(]{0,60}\((?P<name>[^)]{2,50})\)\s*(?:[–—:]|--?)\s")
"""The brackets of a dateline: 'LEEDS, 8 May (Moorland News Agency) –'."""


def lists(sentence: Sentence, row: list[Mention], anchor: int) -> list[list[Mention]]:
    """The lists of a sentence whose words for agreeing begin at offset `anchor`, in order; a name alone is one too."""
    return _Lists(sentence, row, anchor).read()


class _Lists:
    def __init__(self, sentence: Sentence, row: list[Mention], anchor: int) -> None:
        self.sentence = sentence
        self.t = sentence.tokens
        self.row = row
        self.anchor = anchor

    def read(self) -> list[list[Mention]]:
        """The names that can be parties, those of one list together; what comes behind 'witnessed by' is left out."""
        t = self.t
        base = self.sentence.start
        witness = WITNESS.search(self.sentence.text)
        limit = base + witness.start() if witness and witness.start() > self.anchor - base else self.sentence.end
        groups: list[list[Mention]] = []
        agency = _AGENCY.match(self.sentence.text)
        begins = base + agency.end("name") if agency else base
        for m in self.row:
            if not self._candidate(m) or not begins <= m.start < limit:
                continue
            last = groups[-1][-1] if groups else None
            if (
                last is not None
                and m.kind == "place"
                and last.kind == "org"
                and (m.i == last.j or t[m.i - 1].text in (",", ")"))
            ):
                continue  # "… University, Colombia", "Acme Foods Ltd Pakistan": where it is
            if last is not None and m.kind == "place" and last.kind == "name" and self._where_it_is(last, m):
                continue
            if last is not None and last.kind == "org" and m.kind == "name":
                town = " " not in m.text and [x.text for x in t[last.j : m.i]] == [","]
                if stands_apart(self.t, m) or (town and self._next_has_place(m)):
                    continue
            if last is not None and m.kind in ("name", "other") and self._is_seat(last, m):
                continue
            if last is not None and self._joined(last, m):
                groups[-1].append(m)
            else:
                groups.append([m])
        for members in groups:
            # ", Nizwa" after a list's last "and" is where the organisation is.
            last = members[-1]
            after_comma = last.i > 0 and t[last.i - 1].text == "," and len(members) >= 2 and members[-2].j < last.i
            if after_comma and last.kind == "name" and (last.j >= len(t) or t[last.j].low not in (",", "and", "&")):
                members.pop()
        return [pair for members in groups for pair in self._pairs(members)]

    def _where_it_is(self, last: Mention, m: Mention) -> bool:
        """'with Star Syringe, UK': one name, a comma, and a place that ends it all."""
        after = self.t[m.j].low if m.j < len(self.t) else "."
        return [x.text for x in self.t[last.j : m.i]] == [","] and after not in (",", "and", "&", "or")

    def _pairs(self, members: list[Mention]) -> list[list[Mention]]:
        """ "A and B, C and D and E and F", "A and B; C and D": two by two; else the list as it is."""
        gaps = [{x.low for x in self.t[a.j : b.i]} for a, b in pairwise(members)]
        parts, start = [], 0
        for n, gap in enumerate(gaps):
            if ";" in gap:
                parts.append(members[start : n + 1])
                start = n + 1
        parts.append(members[start:])
        if len(parts) > 1:
            return parts if all(len(p) == 2 for p in parts) else [members]
        joined = [bool(gap & {"and", "&"}) for gap in gaps]
        apart = all("," in gap or n == len(gaps) - 2 for n, gap in enumerate(gaps) if n % 2)
        if len(members) >= 4 and len(members) % 2 == 0 and all(joined[::2]) and apart:
            return [members[n : n + 2] for n in range(0, len(members), 2)]
        return [members]

    def _next_has_place(self, m: Mention) -> bool:
        """The town in "Northmoor University, Leeds and the University of Turku, Finland": both say where they are."""
        after = next((r for r in self.row if r.i >= m.j), None)
        if after is None or after.kind != "org" or after.i - m.j > len(("and", "the")):
            return False
        place = next((r for r in self.row if r.i == after.j + 1), None)
        return place is not None and self.t[after.j].text == "," and place.kind == "place"

    def _is_seat(self, last: Mention, m: Mention) -> bool:
        """The town in "Northmoor University (NU) Leeds and": nothing but brackets stands between."""
        between = self.t[last.j : m.i]
        brackets = bool(between) and between[0].text in "()" and between[-1].text == ")"
        return last.kind == "org" and brackets and " " not in m.text

    def _candidate(self, m: Mention) -> bool:
        if self._in_brackets(m):
            return False
        if m.kind == "org":
            whole = [x.low for x in self.t[max(0, m.i - 3) : m.i] if x.low not in DETERMINERS]
            if whole[-1:] == ["of"] and whole[-2:-1] and whole[-2] in _PARTS_OF:
                return False  # "a subsidiary of Acme": Acme is the parent only
            after = [x.low for x in self.t[m.j : m.j + 3] if x.low != "the"]
            if m.text.isupper() and after and self.t[m.j].text.islower() and after[0] in _KINDS:
                return False  # "two UN agencies"
            if after[:1] == ["of"] and after[1:2] and after[1] in _BOTH:
                return False  # "the Armed Forces of both countries"
            if after and after[0] in KINDS and any(r.i == m.j + 1 for r in self.row):
                return False  # "the Northern League club Acme Rovers"
            return m.entity >= 0 and not m.text.casefold().endswith("cabinet")  # who approves is no party
        if m.kind == "place":
            before = [x.low for x in self.t[max(0, m.i - 2) : m.i] if x.low != "the"]
            if (m.j < len(self.t) and self._modifies(m)) or (before[-1:] and before[-1] in _WHERE):
                return False
            if before[-1:] and before[-1] in ("and", "&", ",") and self._one_of_places(m):
                return False
            country = m.text.casefold().removeprefix("the ") in COUNTRIES
            return country or any(w in _POLITIES for w in m.text.casefold().split())
        words = m.text.casefold().split()
        if words[-1] in DEFINED_TERMS:
            return False
        if m.kind == "other":  # "Mandaue City", "the Port of Long Beach"
            head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
            acts = head in ACTORS or self._partner_at(m.i - 1)
            return len(words) > 1 and acts and (m.i == 0 or self.t[m.i - 1].low not in _WHERE)
        if words[-1] in _PEOPLE:
            return False  # "Senior Executives from each"
        titled = any(r.kind == "role" and r.j == m.i for r in self.row)  # "representatives Ada Example and Ben Model"
        posted = (
            m.j < len(self.t) and self.t[m.j].text == "," and any(r.kind == "role" and r.i == m.j + 1 for r in self.row)
        )
        return m.kind in ("name", "acronym") and not ((titled or posted) and m.kind == "name")

    def _one_of_places(self, m: Mention) -> bool:
        """'in China and Hong Kong': a place joined to one that stands behind "in"."""
        n = self.row.index(m)
        a = self.row[n - 1] if n else None
        if a is None or a.kind != "place" or len([x for x in self.t[a.j : m.i] if x.low != "the"]) > 1:
            return False
        before = [x.low for x in self.t[max(0, a.i - 2) : a.i] if x.low != "the"]
        return before[-1:] != [] and (before[-1] in _WHERE or (before[-1] in ("and", ",") and self._one_of_places(a)))

    def _partner_at(self, k: int) -> bool:
        """'an MoU with MUSIAD Expo': whatever its head says, right behind "agreement with" stands a party."""
        while k > 0 and self.t[k].low in DETERMINERS:
            k -= 1
        if k < 1 or self.t[k].low != "with":
            return False
        before = self.sentence.text[: self.t[k].start - self.sentence.start].rstrip(" )")
        return any(n.end() == len(before[-60:]) for n in AGREEMENT_NOUN.finditer(before[-60:]))

    def _in_brackets(self, m: Mention) -> bool:
        """ "(TSX: ACME)", "(PTI)", "(Viet Nam)": a listing, an agency, a place; no acronym of a name before it."""
        opening = next((k for k in range(m.i - 1, max(-1, m.i - 8), -1) if self.t[k].text in "()"), -1)
        if opening < 0 or self.t[opening].text != "(":
            return False
        if opening == 0:
            return True  # "(Moorland News Agency) The …"
        inside = [x.text for x in self.t[opening + 1 : m.i]]
        if m.kind == "name" and any(r.kind == "place" and r.i == m.j + 1 and self.t[m.j].text == "," for r in self.row):
            return True  # "(New Haven, Connecticut)"
        return m.kind == "place" or ":" in inside or (opening > 0 and not self.t[opening - 1].capital)

    def _modifies(self, m: Mention) -> bool:
        """Singapore's National Heritage Board, a UK financial services company; not 'Fiji and', 'Fiji have'."""
        after = self.t[m.j]
        return after.low == "'s" or (
            after.low.isalpha()
            and after.low not in AFTER_NAME
            and after.low not in DAYS
            and not SIGNING.fullmatch(after.text)
        )

    def _joined(self, a: Mention, b: Mention) -> bool:
        """Whether two names stand in one list: only joiners and kinds between them, outside of brackets."""
        places = {k for r in self.row if r.kind in ("place", "other") and a.j <= r.i < b.i for k in range(r.i, r.j)}
        where = {k for k in range(a.j, b.i) if k + 1 in places or (k + 2 in places and self.t[k + 1].low == "the")}
        skipped = places | {k for k in where if self.t[k].low in (*_WHERE, "the", "of")} if where else set()
        skipped |= {k for k in range(a.j, b.i) if self.t[k].low == "'s" and k - 1 in places}  # "and Oman's Acme"
        between = [self.t[k].low for k in range(a.j, b.i) if k not in skipped]
        out, depth = [], 0
        for w in between:
            depth += w == "("
            if depth == 0 and w != '"':
                out.append(w)
            depth -= w == ")" and depth > 0
        if not out:
            return "(" in between
        if _describes(out):
            return True
        return (
            all(w in JOINERS or w in KINDS or w in DEMONYMS for w in out) and "with" not in out[1:] and out != ["the"]
        )


def _describes(words: list[str]) -> bool:
    """', the French space agency,': joiners, and words that end in a kind."""
    rest = [w for w in words if w not in JOINERS]
    if not rest or words[0] not in JOINERS or len(rest) > 6 or rest[-1] not in KINDS:
        return False
    return not any(w in STOPPERS or w in PREPOSITIONS or not w.replace("-", "").isalpha() for w in rest)
