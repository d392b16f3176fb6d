"""The posts a text gives its people.

A post is read from the words before the name ("UTAR Council Member Dato' Seri Ong") or after it ("Dr Zhou,
Corporate Vice President of Microsoft and Managing Director of …").  A post is one person's: who is named first
takes it, so that in "A, Rector of X, B, Dean of Y" the rector is A.  A plural is shared by those listed behind it.
"""

from typing import NamedTuple

from mou_graph.extraction.bridges import bridged, past_aside, past_credentials, start_of
from mou_graph.extraction.contacts import contacts
from mou_graph.extraction.directory import is_unit, promote
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import ROLE_HEADS
from mou_graph.extraction.names import Mention
from mou_graph.extraction.owners import Owners
from mou_graph.extraction.people import Human, Page, Position
from mou_graph.extraction.roles import above, last_organization, reach, tidy, words_of

__all__ = ["posts"]

_AND = (
    ["and"], [",", "and"], ["&"], ["and", "the"], ["and", "a"], ["and", "as"], ["as", "well", "as"],
    ["and", "concurrently"], ["and", "also"],
)  # fmt: skip
"""What joins two posts of one person."""
_TITLES = frozenset(("professor", "engineer", "senator", "captain"))
"""Posts that, right before a name, may be no more than a title."""
_LISTED = ([","], ["and"], [",", "and"], ["&"], ["as", "well", "as"])
_SEPARATES = frozenset((",", ":", "–", "-"))
_NOT_BETWEEN = frozenset(('"', ".", ";", "and", "by", "with", "said"))


class _Found(NamedTuple):
    """The posts read at one place, the roles they are read from, and the token behind them."""

    positions: list[Position]
    roles: list[Mention]
    end: int


_NONE = _Found([], [], -1)


def posts(page: Page) -> None:
    """Give everybody in the page's register the posts that stand beside their names."""
    for sentence, row in zip(page.sentences, page.rows, strict=True):
        if any(m.kind == "person" for m in row):
            _PostReader(page, sentence, row).read()
    contacts(page)


def _give(human: Human, position: Position) -> None:
    """One more post; a post known without its organisation is replaced by the same one with it."""
    role = (position.role or "").casefold()
    same = next((p for p in human.positions if (p.role or "").casefold() == role), None)
    if same is None:
        human.positions.append(position)
    elif same.organization < 0 <= position.organization:
        human.positions[human.positions.index(same)] = position


class _PostReader:
    """One sentence's people, left to right; `taken` are the roles that somebody has."""

    def __init__(self, page: Page, sentence: Sentence, row: list[Mention]) -> None:
        self.page = page
        self.sentence = sentence
        self.t = sentence.tokens
        self.row = row
        self.owners = Owners(page, sentence, row)
        self.taken: set[int] = set()

    def read(self) -> None:
        given: dict[int, list[Position]] = {}
        for n, m in enumerate(self.row):
            if m.kind == "person":
                found = self._beside(n)
                self.taken.update(r.i for r in found.roles)
                given[n] = self._mirrored(found.positions, given)
        self._share(given)
        for n, positions in given.items():
            for position in positions:
                _give(self.page.register.found[self.row[n].entity], position)

    def _mirrored(self, positions: list[Position], given: dict[int, list[Position]]) -> list[Position]:
        """'his counterpart Holm': the post of the one named before, held elsewhere."""
        if not positions or (positions[0].role or "").casefold().split()[-1:] != ["counterpart"]:
            return positions
        held = next((p[0] for p in reversed(given.values()) if p and p[0].role), None)
        mine = positions[0]
        return [Position(held.role, mine.organization, mine.start, mine.end, 0.8, "post.counterpart")] if held else []

    def _beside(self, n: int) -> _Found:
        """The posts of the place believed most: right before the name, after it, before a comma, an owner's name."""
        k = start_of(self.t, self.row[n])
        before = self._before(n, k)
        if before.positions:
            return self._held_at(n, before)
        after = self._after(n)
        if k > 0 and self.t[k - 1].text in _SEPARATES and not (after.positions and self._closes(after.end)):
            before = self._before(n, k - 1)
            if before.positions:
                return self._held_at(n, before)
        return after if after.positions else _Found(self._around(n), [], -1)

    def _held_at(self, n: int, found: _Found) -> _Found:
        """'Rector Ida Holm of Testville University': a post before the name, its organisation behind."""
        if all(p.organization < 0 for p in found.positions):
            k = past_credentials(self.t, self.row[n].j)
            if k + 1 < len(self.t) and self.t[k].low in ("of", "from", "at"):
                for told in self._of_organization(self.row[n], k):
                    for p in found.positions:
                        p.organization, p.confidence = told.organization, 0.9
        return found

    def _closes(self, end: int) -> bool:
        """Whether a post that ends here is not that of a name right behind it: 'Dean of Y, | Dr Bex'."""
        following = next((r for r in self.row if r.kind == "person" and r.i >= end), None)
        return following is None or [x.low for x in self.t[end : start_of(self.t, following)]] != [","]

    # ── before the name ─────────────────────────────────────────────────────────
    def _before(self, n: int, edge: int) -> _Found:
        """The post that ends, with what it is of, at token `edge`, and one joined to it from the left."""
        role = next((r for r in reversed(self.row[:n]) if r.kind in ("role", "person") and r.j <= edge), None)
        if role is not None and role.j == edge and role.i and self.t[role.i].low in _TITLES:
            higher = self._before(n, role.i - 1 if self.t[role.i - 1].text == "," else role.i)
            if higher.positions:
                return higher  # "the rector of Testville University, professor Holm"
        if role is None or role.kind == "person" or role.i in self.taken or not self._is_bridged(role, edge):
            return _NONE
        if role.i and self.t[role.i - 1].low == "former":
            return _Found([], [role], edge)
        found = [self._position(role, edge, self.row[n])]
        roles = [role]
        other = next((r for r in reversed(self.row) if r.kind in ("role", "person") and r.j < role.i), None)
        if other is not None and other.kind == "role" and other.i not in self.taken:
            end = reach(self.page, self.sentence, self.row, other, limit=role.i).end
            if [x.low for x in self.t[end : role.i]] in _AND:
                found.insert(0, self._position(other, end, self.row[n]))
                roles.append(other)
        return _Found(found, roles, edge)

    def _is_bridged(self, role: Mention, edge: int) -> bool:
        return bridged(self.t, self.row, role.j, edge)

    def _position(self, role: Mention, edge: int, name: Mention) -> Position:
        """The post whose words go from `role` to `edge`."""
        t, row = self.t, self.row
        text, organization, end = reach(self.page, self.sentence, row, role, limit=edge)
        if end < edge:
            whole = next((r for r in row if end <= r.i < edge and r.kind == "org" and r.entity >= 0), None)
            if whole is not None:
                organization = organization if organization >= 0 else whole.entity
            elif organization < 0:
                text = words_of(self.sentence, role.i, edge)
        i = role.i
        owner, at = self.owners.before(role)
        if organization < 0 and owner is not None and owner.kind == "org" and is_unit(owner.text):
            # A unit before the post belongs to it: "Department of Game Studies Head".
            i = owner.i
            if owner.j == role.i:
                text = words_of(self.sentence, owner.i, role.j)
            organization = above(self.page, row, owner)
        elif organization < 0 and at >= 0:
            organization = at
        elif organization < 0 and owner is None and i and t[i - 1].low == "its":
            organization = last_organization(row, i)
        confidence = 0.93 if organization >= 0 else 0.85
        return Position(tidy(text), organization, t[i].start, name.end, confidence, "post.before")

    # ── after the name ──────────────────────────────────────────────────────────
    def _after(self, n: int) -> _Found:
        """Posts that follow the name: ', A of X and B of Y', ' (A, X)', ', who is A of X', ' of X', ', X'."""
        t, row, m = self.t, self.row, self.row[n]
        k = past_credentials(t, past_aside(t, m.j))
        if k >= len(t):
            return _NONE
        if t[k].low in ("of", "from") and k + 1 < len(t):
            return _Found(self._of_organization(m, k), [], -1)
        if t[k].text not in ",(–-" and t[k].low not in ("who", "is", "as"):
            return _NONE
        role = next((r for r in row[n + 1 : n + 5] if r.kind in ("role", "person") and r.i > k), None)
        if role is None or role.kind == "person" or role.i - k > 8:
            return _Found(self._in_brackets(m, k), [], -1)
        if any(x.low in _NOT_BETWEEN for x in t[k : role.i]):
            return _NONE
        if any(x.low == "former" for x in t[max(k, role.i - 2) : role.i]):
            return _NONE
        # A title before another person's name is not this person's post.
        at = row.index(role) + 1
        if at < len(row) and row[at].kind == "person" and start_of(t, row[at]) == role.j:
            return _NONE
        owner = self.owners.after(m, k, role)
        return _NONE if owner is None else self._series(n, role, owner)

    def _of_organization(self, m: Mention, k: int) -> list[Position]:
        """'Ida Holm of Calder Hospital': no post is told, only where."""
        inner = self._name_at(k + 2 if self.t[k + 1].low == "the" else k + 1)
        if inner is None or inner.kind != "org" or inner.entity < 0:
            return []
        at = above(self.page, self.row, inner) if is_unit(inner.text) else inner.entity
        return [Position(None, at, m.start, inner.end, 0.85, "post.of")] if at >= 0 else []

    def _in_brackets(self, m: Mention, k: int) -> list[Position]:
        """'Ida Holm (Calder Hospital)': the same."""
        t = self.t
        bare = self._name_at(k + 1)
        if t[k].text != "(" or bare is None or bare.j >= len(t):
            return []
        if bare.kind in ("name", "acronym") and t[bare.j].text == ")":
            promote(bare, self.page.known, confidence=0.75, rule="organization.bracket")
        if bare.kind == "org" and bare.entity >= 0 and not is_unit(bare.text) and t[bare.j].text in ",).":
            return [Position(None, bare.entity, m.start, bare.end, 0.8, "post.organization")]
        return []

    def _name_at(self, k: int) -> Mention | None:
        return next((r for r in reversed(self.row) if r.i == k), None)

    def _series(self, n: int, role: Mention, owner: int) -> _Found:
        """The post and those joined to it; one told without an organisation is where the last one is."""
        t, row, m = self.t, self.row, self.row[n]
        found: list[Position] = []
        roles: list[Mention] = []
        last = -1
        current: Mention | None = role
        while current is not None and len(found) < 4:
            text, organization, end = reach(self.page, self.sentence, row, current, limit=len(t))
            if organization < 0:
                organization = owner
            if any(r.kind == "person" and start_of(t, r) == end for r in row[n + 1 :]):
                break  # the post of the person named next
            confidence = 0.94 if organization >= 0 else 0.85
            found.append(Position(tidy(text), organization, m.start, t[end - 1].end, confidence, "post.after"))
            roles.append(current)
            last = end
            current = self._joined(end)
        shared = [p.organization for p in found if p.organization >= 0]
        for p in found:
            if p.organization < 0 and shared:
                p.organization = shared[-1]
        return _Found(found, roles, last)

    def _joined(self, end: int) -> Mention | None:
        """The next post of the same person: joined by 'and', and with no other person's name behind it."""
        role = next((r for r in self.row if r.kind == "role" and r.i >= end), None)
        if role is None or [x.low for x in self.t[end : role.i]] not in _AND:
            return None
        return None if any(r.kind == "person" and 0 <= r.i - role.j <= 3 for r in self.row) else role

    # ── no post at all ──────────────────────────────────────────────────────────
    def _around(self, n: int) -> list[Position]:
        """'X's Nancy Ip', 'X, represented by …': an organisation right before a name, and no post."""
        t, m = self.t, self.row[n]
        k = start_of(t, m)
        before = next((r for r in reversed(self.row[:n]) if r.j <= k), None)
        if before is None or before.kind != "org" or before.entity < 0:
            return []
        if [x.low for x in t[before.j : k]] not in (["'s"], []):
            return []
        at = above(self.page, self.row, before) if is_unit(before.text) else before.entity
        return [Position(None, at, before.start, m.end, 0.75, "post.owner")] if at >= 0 else []

    # ── one post of several ─────────────────────────────────────────────────────
    def _share(self, given: dict[int, list[Position]]) -> None:
        """'vice chancellors Holm and Bex': a plural is the post of each one listed behind it."""
        shared: Position | None = None
        last: Mention | None = None
        for n, positions in given.items():
            m = self.row[n]
            if positions and positions[0].rule == "post.before" and _singular(positions[0].role):
                positions[0].role = _singular(positions[0].role)
                shared = positions[0]
            elif shared is not None and last is not None and not positions and self._listed(last, m):
                positions.append(Position(shared.role, shared.organization, shared.start, m.end, 0.8, "post.shared"))
            else:
                shared = None
            last = m

    def _listed(self, first: Mention, second: Mention) -> bool:
        return [x.low for x in self.t[first.j : start_of(self.t, second)]] in _LISTED


def _singular(role: str | None) -> str | None:
    """'vice chancellors' as one of them has it; None where the post is no plural."""
    words = (role or "").split()
    for k, word in enumerate(words):
        low = word.casefold()
        one = word[:-3] + "y" if low.endswith("ies") else word[:-1]
        if low.endswith("s") and low not in ROLE_HEADS and one.casefold() in ROLE_HEADS:
            return " ".join([*words[:k], one, *words[k + 1 :]])
    return None
