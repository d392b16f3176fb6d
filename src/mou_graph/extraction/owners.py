"""Whose a post is, by the words before it: 'HKUST President', 'KUT's Rector', 'the university's', 'its'."""

from mou_graph.extraction.directory import is_unit, promote
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import FIELDS, OWNERS, POSSESSIVES
from mou_graph.extraction.names import Mention
from mou_graph.extraction.people import Page
from mou_graph.extraction.roles import SCHOOLS, above, generic, last_organization

__all__ = ["Owner", "Owners"]

Owner = tuple[Mention | None, int]
"""The name that owns a post, and its organisation (or -1)."""
_NOBODY: Owner = (None, -1)


_OF_A_TOWN = frozenset(("mayor", "governor"))
"""Heads of towns and provinces, which act through them."""


class Owners:
    """Asked, in one sentence, whose a post is."""

    def __init__(self, page: Page, sentence: Sentence, row: list[Mention]) -> None:
        self.page = page
        self.sentence = sentence
        self.t = sentence.tokens
        self.row = row

    def _promote(self, m: Mention, confidence: float) -> int:
        return promote(m, self.page.known, confidence=confidence, rule="organization.owner-of-post")

    def before(self, role: Mention) -> Owner:
        """Whose post: 'HKUST President', 'KUT's Rector', 'for UTAR, its President'."""
        t = self.t
        last = next((r for r in reversed(self.row) if r.j <= role.i), None)
        if last is not None:
            gap = [x.low for x in t[last.j : role.i]]
            if not gap or (gap[0] in ("'s", "'") and len(gap) <= 3 and all(w.isalpha() for w in gap[1:])):
                found = self._owning(last, role)
                if found is not None:
                    return found
            its = gap in ([",", "its"], ["and", "its"], ["was", "its"], ["were", "its"])
            if its and last.kind in ("acronym", "name") and self.page.register.match(last.text) < 0:
                self._promote(last, 0.82)
            acted_for = last.i > 0 and t[last.i - 1].low in ("for", "from", "of", "behalf", "by", "the")
            if acted_for and (its or gap == [",", "the"]) and last.kind == "org" and last.entity >= 0:
                return last, last.entity
            if gap[-1:] and gap[-1] in ("its", "their"):
                return None, last_organization(self.row, role.i)
        if role.i >= 2 and t[role.i - 1].low == "'s" and t[role.i - 2].low in SCHOOLS:
            at = generic(self.page, self.sentence, t[role.i - 2].low)
            if at >= 0:
                return Mention("other", 0, 0, role.i, role.i, self.sentence.index, ""), at
        return _NOBODY

    def _owning(self, m: Mention, role: Mention) -> Owner | None:
        """A name right before a post as its owner; None where it can be none, and the search goes on."""
        if m.kind == "org" and m.entity >= 0:
            return m, m.entity
        if m.kind in ("acronym", "name") and self.page.register.match(m.text) < 0:
            if m.kind == "name" and all(w.casefold() in FIELDS or w[0].islower() for w in m.text.split()):
                return _NOBODY
            at = self._promote(m, 0.82)
            return (m, at) if at >= 0 else _NOBODY
        if m.kind == "place":
            at = self.page.known.get(m.text)
            if at < 0 and _OF_A_TOWN & set(role.text.casefold().split()):
                at = self.page.known.entity(
                    m, confidence=0.8, rule="organization.owner-of-post"
                )  # "Oulu Mayor Ida Holm"
            return m, at
        return None

    def after(self, name: Mention, k: int, role: Mention) -> int | None:
        """Whose the post is by the words between name and post (', KUT's rector'), -1, or None: no post of theirs."""
        t, row = self.t, self.row
        lead = [x.low for x in t[k : role.i]]
        owned = [r for r in row if k <= r.i and r.j <= role.i and r.kind in ("org", "name", "acronym", "place")]
        if owned:
            last = owned[-1]
            if last.j < role.i and t[last.j].low not in ("'s", "'"):
                return None
            if last.kind == "org":
                return above(self.page, row, last) if is_unit(last.text) else last.entity
            if last.kind == "place":
                return self.page.known.get(last.text)
            return self._promote(last, 0.8)
        if any(w in POSSESSIVES for w in lead):
            before = last_organization(row, name.i)
            return before if before >= 0 else last_organization(row, len(t))
        head = next((w for w in lead if w in OWNERS), None)
        if head is not None and "'s" in lead:
            return generic(self.page, self.sentence, head)
        return -1
