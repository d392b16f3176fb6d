"""The posts a text gives its people.

A post is read from the words before the name ("UTAR Council Member Dato' Seri Ong") or after it ("Dr Zhou,
Corporate Vice President of Microsoft and Managing Director of …"); in a contact block, from the next line.
"""

import re

from mou_graph.extraction.directory import is_unit, promote
from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import FIELDS, OWNERS, POSSESSIVES
from mou_graph.extraction.names import Mention
from mou_graph.extraction.people import Human, Page, Position, can_be_person, past_aside, past_credentials
from mou_graph.extraction.roles import SCHOOLS, above, generic, last_organization, reach, words_of

__all__ = ["posts"]

_FRAME = re.compile(r"^(?:the|its|their|a|an|our|then|current|new)\s+", re.I)
_NOT_BETWEEN = frozenset(("said", "with", "by", "who", "that", "was", "were", "is"))
_AND = (
    ["and"], [",", "and"], ["&"], ["and", "the"], ["and", "a"], ["and", "as"], ["as", "well", "as"],
    ["and", "concurrently"], ["and", "also"],
)  # fmt: skip
"""What joins two posts of one person."""


def posts(page: Page) -> None:
    """Give everybody in the page's register the posts that stand beside their names."""
    for sentence, row in zip(page.sentences, page.rows, strict=True):
        for n, m in enumerate(row):
            if m.kind == "person":
                reader = _PostReader(page, sentence, row, n)
                for position in reader.read():
                    _give(page.register.found[m.entity], position)
    _contacts(page)


def _give(human: Human, position: Position) -> None:
    """One more post; a post known without its organisation is replaced by the same one with it."""
    role = (position.role or "").casefold()
    same = next((p for p in human.positions if (p.role or "").casefold() == role), None)
    if same is None:
        human.positions.append(position)
    elif same.organization < 0 <= position.organization:
        human.positions[human.positions.index(same)] = position


def _tidy(text: str) -> str:
    """A post as printed, without what frames it."""
    return _FRAME.sub("", " ".join(text.split()).strip(" ,;:–-"))


def _start(t: list[Token], m: Mention) -> int:
    """The token where the name's honorifics begin."""
    k = m.i
    if m.honorific:
        width = len(m.honorific)
        while k > 0 and m.start - t[k - 1].start <= width + 2:
            k -= 1
    return k


class _PostReader:
    """The posts beside one mention of a person, row[n]."""

    def __init__(self, page: Page, sentence: Sentence, row: list[Mention], n: int) -> None:
        self.page = page
        self.sentence = sentence
        self.t = sentence.tokens
        self.row = row
        self.n = n
        self.m = row[n]

    def read(self) -> list[Position]:
        """The posts of the place believed most: right before the name, after it, before a comma, an owner's name."""
        return self._before(comma=False) or self._after() or self._before(comma=True) or self._around()

    def _promote(self, m: Mention, confidence: float) -> int:
        return promote(m, self.page.known, confidence=confidence, rule="organization.owner-of-post")

    # ── before the name ─────────────────────────────────────────────────────────
    def _before(self, *, comma: bool) -> list[Position]:
        """A post that ends where the name begins, or a comma before it."""
        t, row, n = self.t, self.row, self.n
        k = _start(t, self.m)
        behind_comma = k > 0 and t[k - 1].text in ",:"
        if comma and not behind_comma:
            return []
        comma = behind_comma and n > 0 and row[n - 1].kind in ("role", "org", "name", "place", "other")
        edge = k - 1 if comma else k
        role = next((r for r in reversed(row[:n]) if r.kind == "role" and edge - 14 <= r.i and r.j <= edge), None)
        if role is None or any(r.kind == "person" and r.i >= role.j for r in row[:n]):
            return []
        between = t[role.j : edge]
        text, organization = words_of(self.sentence, role.i, role.j), -1
        if between:
            if not self._may_stand_between(between):
                return []
            text, organization, end = reach(self.page, self.sentence, row, role, limit=edge)
            if end < edge:
                return []
        elif comma and role.i > 0 and row[n - 1] is not role:
            return []
        i = role.i
        # A unit before the post belongs to it: "Department of Game Studies Head".
        owner, at = self._owner(role)
        if owner is not None and organization < 0:
            if owner.kind == "org" and is_unit(owner.text):
                i = owner.i
                if owner.j == role.i:
                    text = words_of(self.sentence, owner.i, role.j)
                organization = above(self.page, row, owner)
            else:
                organization = at
        if comma and t[role.i - 1].low in ("its", "the") and organization < 0 and owner is None:
            organization = last_organization(row, role.i)
        if t[role.i - 1 if role.i else 0].low == "former":
            return []
        confidence = 0.93 if organization >= 0 else 0.85
        return [Position(_tidy(text), organization, t[i].start, self.m.end, confidence, "post.before")]

    def _may_stand_between(self, between: list[Token]) -> bool:
        """The words between a post and its holder's name say what the post is of."""
        if between[0].low not in ("of", "for", "at", "in", "to", "and", "&"):
            return False
        return not any(x.text in ';.:"' for x in between[:-1]) and not any(x.low in _NOT_BETWEEN for x in between)

    # ── whose post ──────────────────────────────────────────────────────────────
    def _owner(self, role: Mention) -> tuple[Mention | None, int]:
        """Whose post: 'HKUST President', 'KUT's Rector', 'for UTAR, its President'; the name, and its organisation."""
        t = self.t
        last = next((r for r in reversed(self.row) if r.j <= role.i), None)
        if last is not None:
            gap = [x.low for x in t[last.j : role.i]]
            if gap in ([], ["'s"], ["'"], ["'s", "new"], ["'s", "own"]):
                found = self._owning(last)
                if found is not None:
                    return found
            its = gap in ([",", "its"], ["and", "its"], ["was", "its"], ["were", "its"])
            if its and last.kind in ("acronym", "name") and self.page.register.match(last.text) < 0:
                self._promote(last, 0.82)
            acted_for = t[last.i - 1 if last.i else 0].low in ("for", "from", "of", "behalf", "by", "the")
            if acted_for and (its or gap == [",", "the"]) and last.kind == "org" and last.entity >= 0:
                return last, last.entity
            if gap[-1:] and gap[-1] in ("its", "their"):
                return None, last_organization(self.row, role.i)
        if role.i >= 2 and t[role.i - 1].low == "'s" and t[role.i - 2].low in SCHOOLS:
            at = generic(self.page, self.sentence, t[role.i - 2].low)
            if at >= 0:
                return Mention("other", 0, 0, role.i, role.i, self.sentence.index, ""), at
        return None, -1

    def _owning(self, m: Mention) -> tuple[Mention | None, int] | None:
        """A name right before a post as its owner; None where it can be none, and the search goes on."""
        if m.kind == "org" and m.entity >= 0:
            return m, m.entity
        if m.kind in ("acronym", "name") and self.page.register.match(m.text) < 0:
            if m.kind == "name" and all(w.casefold() in FIELDS or w[0].islower() for w in m.text.split()):
                return None, -1
            at = self._promote(m, 0.82)
            return (m, at) if at >= 0 else (None, -1)
        if m.kind == "place":
            return m, self.page.known.get(m.text)
        return None

    # ── after the name ──────────────────────────────────────────────────────────
    def _after(self) -> list[Position]:
        """Posts that follow the name: ', A of X and B of Y', ' (A, X)', ', who is A of X', ' of X', ', X'."""
        t, row, n = self.t, self.row, self.n
        k = past_credentials(t, past_aside(t, self.m.j))
        if k >= len(t):
            return []
        if t[k].low in ("of", "from") and k + 1 < len(t):
            return self._of_organization(k)
        if t[k].text not in ",(–-" and t[k].low not in ("who", "is", "as"):
            return []
        role = next((r for r in row[n + 1 : n + 5] if r.kind in ("role", "person") and r.i > k), None)
        if role is None or role.kind == "person" or role.i - k > 8:
            return self._in_brackets(k)
        if any(x.low in ('"', ".", ";", "and", "by", "with", "said") for x in t[k : role.i]):
            return []
        if t[role.i - 1].low == "former" or (role.i > 1 and t[role.i - 2].low == "former"):
            return []
        # A title before another person's name is not this person's post.
        at = row.index(role) + 1
        if at < len(row) and row[at].kind == "person" and _start(t, row[at]) == role.j:
            return []
        owner = self._owner_after(k, role)
        return [] if owner is None else self._series(role, owner)

    def _of_organization(self, k: int) -> list[Position]:
        """'Ida Holm of Calder Hospital': no post is told, only where."""
        inner = self._name_at(k + 2 if self.t[k + 1].low == "the" else k + 1)
        if inner is None or inner.kind != "org" or inner.entity < 0:
            return []
        at = above(self.page, self.row, inner) if is_unit(inner.text) else inner.entity
        return [Position(None, at, self.m.start, inner.end, 0.85, "post.of")] if at >= 0 else []

    def _in_brackets(self, k: int) -> list[Position]:
        """'Ida Holm (Calder Hospital)': the same."""
        t = self.t
        bare = self._name_at(k + 1)
        if t[k].text != "(" or bare is None or bare.j >= len(t):
            return []
        if bare.kind in ("name", "acronym") and t[bare.j].text == ")":
            promote(bare, self.page.known, confidence=0.75, rule="organization.bracket")
        if bare.kind == "org" and bare.entity >= 0 and not is_unit(bare.text) and t[bare.j].text in ",).":
            return [Position(None, bare.entity, self.m.start, bare.end, 0.8, "post.organization")]
        return []

    def _name_at(self, k: int) -> Mention | None:
        return next((r for r in reversed(self.row) if r.i == k), None)

    def _owner_after(self, k: int, role: Mention) -> int | None:
        """Whose the post is by the words between name and post (', KUT's rector'), -1, or None: no post of theirs."""
        t, row = self.t, self.row
        lead = [x.low for x in t[k : role.i]]
        owned = [r for r in row if k <= r.i and r.j <= role.i and r.kind in ("org", "name", "acronym", "place")]
        if owned:
            last = owned[-1]
            if last.j < role.i and t[last.j].low != "'s":
                return None
            if last.kind == "org":
                return above(self.page, row, last) if is_unit(last.text) else last.entity
            if last.kind == "place":
                return self.page.known.get(last.text)
            return self._promote(last, 0.8)
        if any(w in POSSESSIVES for w in lead):
            before = last_organization(row, self.m.i)
            return before if before >= 0 else last_organization(row, len(t))
        head = next((w for w in lead if w in OWNERS), None)
        if head is not None and "'s" in lead:
            return generic(self.page, self.sentence, head)
        return -1

    def _series(self, role: Mention, owner: int) -> list[Position]:
        """The post and those joined to it; one told without an organisation is where the last one is."""
        t, row, m = self.t, self.row, self.m
        found: list[Position] = []
        current: Mention | None = role
        while current is not None and len(found) < 4:
            text, organization, end = reach(self.page, self.sentence, row, current, limit=len(t))
            if organization < 0:
                organization = owner
            if any(r.kind == "person" and _start(t, r) == end for r in row[self.n + 1 :]):
                break  # the post of the person named next
            confidence = 0.94 if organization >= 0 else 0.85
            found.append(Position(_tidy(text), organization, m.start, t[end - 1].end, confidence, "post.after"))
            current = self._joined(end)
        shared = [p.organization for p in found if p.organization >= 0]
        for p in found:
            if p.organization < 0 and shared:
                p.organization = shared[-1]
        return found

    def _joined(self, end: int) -> Mention | None:
        """The next post of the same person: joined by 'and', and with no other person's name behind it."""
        role = next((r for r in self.row if r.kind == "role" and r.i >= end), None)
        if role is None or [x.low for x in self.t[end : role.i]] not in _AND:
            return None
        return None if any(r.kind == "person" and 0 <= r.i - role.j <= 3 for r in self.row) else role

    # ── no post at all ──────────────────────────────────────────────────────────
    def _around(self) -> list[Position]:
        """'X's Nancy Ip', 'X, represented by …': an organisation right before a name, and no post."""
        t, row = self.t, self.row
        k = _start(t, self.m)
        before = next((r for r in reversed(row[: self.n]) if r.j <= k), None)
        if before is None or before.kind != "org" or before.entity < 0:
            return []
        if [x.low for x in t[before.j : k]] not in (["'s"], []):
            return []
        at = above(self.page, row, before) if is_unit(before.text) else before.entity
        return [Position(None, at, before.start, self.m.end, 0.75, "post.owner")] if at >= 0 else []


def _contacts(page: Page) -> None:
    """A contact block: a name on a line, the post on the next, the organisation after it."""
    for n, (sentence, row) in enumerate(zip(page.sentences, page.rows, strict=True)):
        if sentence.zone != "contact":
            continue
        for m in row:
            whole = m.kind == "name" and m.i == 0 and m.j == len(sentence.tokens)
            if not whole or not 2 <= len(m.text.split()) <= 4 or not can_be_person(page, m):
                continue
            following = page.rows[n + 1] if n + 1 < len(page.rows) else []
            if not following or following[0].kind != "role" or following[0].i != 0:
                continue
            at = page.register.add(m, confidence=0.85, rule="person.contact")
            line = page.sentences[n + 1]
            text, organization, _ = reach(page, line, following, following[0], limit=len(line.tokens))
            third = page.rows[n + 2] if n + 2 < len(page.rows) else []
            if organization < 0 and third and third[0].kind == "org" and third[0].i == 0:
                organization = third[0].entity
            page.register.found[at].positions.append(
                Position(_tidy(text), organization, m.start, line.end, 0.85, "post.contact")
            )
