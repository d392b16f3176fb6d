"""Where people belong whose post does not say it.

Each reason is asked in turn, the surest first: whom they act for, the kind a post names ("the hospital's
director"), the country of a minister, the organisation right before the name, a colleague's, the only party that
fits.  Where none holds nothing is said: a guess at the party named last was right in one of four.
"""

import re

from mou_graph.extraction.bridges import start_of
from mou_graph.extraction.countries import Countries
from mou_graph.extraction.directory import Directory, is_unit
from mou_graph.extraction.lexicon import COMPANY_POSTS, FIRST_IN_HOUSE, OWNERS, UNIVERSITY_NAMES, UNIVERSITY_POSTS
from mou_graph.extraction.names import Mention
from mou_graph.extraction.people import Human, Page, Position
from mou_graph.extraction.roles import SCHOOLS

__all__ = ["imply"]

_RIGHT_AFTER = re.compile(
    r"(?:,[^,]{0,60},)?\s*(?:signed |signs |signing )?(?:for|on behalf of|in behalf of|representing) (?:the )?", re.I
)
_FOR = re.compile(r"\b(?:for|from|on behalf of|in behalf of|representing|behalf of)\s+(?:the\s+)?$", re.I)
_FOR_KIND = re.compile(r"\b(?:for|on behalf of)\s+the\s+(\w+)")
_COMPANY = re.compile(r"\b(?:inc|ltd|limited|corp\w*|co|plc|gmbh|ag|asa|group|holdings?)\b", re.I)
_FIRST = re.compile(
    r"\b(?:vice[- ]chancellor|chief executive|managing director|director[- ]general|secretary[- ]general)\b"
)
_SECOND = re.compile(r"\b(?:vice[- ](?!chancellor)|pro[- ]|deputy|assistant|associate)")
_NEAR = 8
"""Tokens between an organisation and the post of somebody who is its own."""
_COLLEAGUES = 24
"""Tokens between the names of two colleagues."""
_LISTED = ([","], ["and"], [",", "and"], ["&"])

_Found = tuple[int, float]
"""An organisation, or -1, and how sure."""
_NOBODY: _Found = (-1, 0.0)


def imply(page: Page, parties: list[int]) -> None:
    """A post without an organisation takes the one for which there is the best reason."""
    reasons = _Reasons(page, list(dict.fromkeys(parties)))
    for human in page.register.found:
        at = next((p.organization for p in human.positions if p.organization >= 0), -1)
        if at >= 0:
            for p in human.positions:
                if p.organization < 0 and not reasons.countries.is_public(p.role):
                    p.organization, p.confidence = at, min(p.confidence, 0.75)
            continue
        entity, confidence = reasons.of(human)
        if entity < 0:
            continue
        for p in human.positions:
            p.organization, p.confidence, p.rule = entity, min(p.confidence, confidence), "post.implied"
        if not human.positions:
            m = human.mentions[0]
            human.positions.append(Position(None, entity, m.start, m.end, confidence, "post.acts-for"))


class _Reasons:
    """Why somebody belongs somewhere; one for a page, asked for each of its people in the order of the text."""

    def __init__(self, page: Page, main: list[int]) -> None:
        self.page = page
        self.known: Directory = page.known
        self.main = main
        self.countries = Countries(page)

    def of(self, human: Human) -> _Found:
        """The first reason that holds; a minister is never put at a company for want of a better one."""
        role = human.positions[0].role if human.positions else None
        found = self._bracketed(human)
        if found[0] >= 0:
            return found
        found = self._acts_for(human)
        if found[0] >= 0 or role is None:
            return found
        country = self.countries.of(human)
        if country is not None:
            return country
        for reason in (self._named_kind, self._near, self._of_kind, self._colleague, self._left_over):
            found = reason(human, role.casefold())
            if found[0] >= 0:
                return found
        return _NOBODY

    def _bracketed(self, human: Human) -> _Found:
        """'Ida Holm (KUT)', where nothing but the name stands in the brackets."""
        for m in human.mentions[:3]:
            t, row = self.page.sentences[m.sentence].tokens, self.page.rows[m.sentence]
            inside = next((r for r in row if r.i == m.j + 1 and r.kind == "org" and r.entity >= 0), None)
            if inside is not None and t[m.j].text == "(" and inside.j < len(t) and t[inside.j].text == ")":
                return inside.entity, 0.85
        return _NOBODY

    # ── whom they act for ───────────────────────────────────────────────────────
    def _acts_for(self, human: Human) -> _Found:
        """'for the company', 'on behalf of KUT', 'from UTAR' next to the name."""
        for m in human.mentions:
            row, sentence = self.page.rows[m.sentence], self.page.sentences[m.sentence]
            last = self._last_listed(m)
            others = [r for r in row if r.kind == "person" and r.entity != last.entity and r is not m]
            entity = self._acts_for_named(last, others)
            if entity >= 0:
                return entity, 0.82
            after = m.end - sentence.start
            kind = _FOR_KIND.search(sentence.text[after : after + 90])
            if kind and kind[1] in OWNERS and not any(m.end < r.start < m.end + kind.start() for r in others):
                at = self._only_one(kind[1])
                if at >= 0:
                    return at, 0.75
        return _NOBODY

    def _last_listed(self, m: Mention) -> Mention:
        """The last name of the list that goes on with nothing but names: 'Holm | and Bex signed for …'."""
        t, row = self.page.sentences[m.sentence].tokens, self.page.rows[m.sentence]
        for r in row:
            if r.kind == "person" and r.i >= m.j and [x.low for x in t[m.j : start_of(t, r)]] in _LISTED:
                m = r
        return m

    def _acts_for_named(self, m: Mention, others: list[Mention]) -> int:
        """The nearest organisation behind a 'for' or 'on behalf of', with nobody else between, or -1."""
        sentence = self.page.sentences[m.sentence]
        best: tuple[int, int] | None = None
        for o in self.page.rows[m.sentence]:
            if o.kind != "org" or o.entity < 0 or is_unit(o.text):
                continue
            if not _FOR.search(sentence.text[: o.start - sentence.start][-24:]):
                continue
            gap = sentence.text[m.end - sentence.start : o.start - sentence.start] if o.start > m.end else ""
            if _RIGHT_AFTER.fullmatch(gap):
                return o.entity
            low, high = min(o.end, m.end), max(o.start, m.start)
            if any(low <= r.start < high for r in others) or gap.count(",") > 2:
                continue
            if high - low < 90 and (best is None or high - low < best[0]):
                best = (high - low, o.entity)
        return best[1] if best else -1

    def _only_one(self, word: str) -> int:
        """The organisation of a kind by its name; of several companies none, of several others the first."""
        company = word in ("company", "firm")
        fitting = [
            n for n, o in enumerate(self.known.found)
            if word in o.name.casefold().split() or (company and _COMPANY.search(o.name))
        ]  # fmt: skip
        among = [n for n in fitting if n in self.main]
        fitting = among or fitting
        return fitting[0] if fitting and (len(fitting) == 1 or not company) else -1

    # ── what stands around ──────────────────────────────────────────────────────
    def _named_kind(self, human: Human, role: str) -> _Found:
        """'the hospital's director', 'council chairperson', 'the University Rector': the post says of what kind."""
        m = human.mentions[0]
        sentence = self.page.sentences[m.sentence]
        words = sentence.text[: max(0, human.positions[0].start - sentence.start)].casefold().split()[-1:]
        before = words[0].removesuffix("'s").removesuffix("’s") if words else ""
        first = role.split()[0]
        for word in (before, first):
            if word in SCHOOLS and (word != first or len(role.split()) > 1):
                at = self._only_one(word)
                if at >= 0:
                    return at, 0.76
        return _NOBODY

    def _near(self, human: Human, role: str) -> _Found:
        """The organisation right before the person and the post, which is no member of a list."""
        for m, p in zip(human.mentions[:2], human.positions * 2, strict=False):
            t = self.page.sentences[m.sentence].tokens
            here = self.page.sentences[m.sentence].start <= p.start <= m.start
            begin = min(m.i, next((k for k, x in enumerate(t) if x.start >= p.start), m.i)) if here else m.i
            before = [
                r for r in self.page.rows[m.sentence]
                if r.j <= begin and (
                    (r.kind == "org" and r.entity >= 0 and not is_unit(r.text))
                    or (r.kind == "person" and r.entity != m.entity)
                )
            ]  # fmt: skip
            if not before or before[-1].kind != "org" or begin - before[-1].j > _NEAR:
                continue
            left = t[before[-1].i - 1].low if before[-1].i else ""
            bracket = t[before[-1].j].text == "("
            if bracket or left not in ("with", "at", "and", "between"):
                return before[-1].entity, 0.6
        return _NOBODY

    def _colleague(self, human: Human, role: str) -> _Found:
        """Whoever is named before in the sentence, with no other organisation between; not two heads."""
        for m in human.mentions[:2]:
            row = self.page.rows[m.sentence]
            before = [r for r in row if r.kind == "person" and r.j <= m.i and r.entity != m.entity]
            if not before or m.i - before[-1].j > _COLLEAGUES:
                continue
            theirs = self.page.register.found[before[-1].entity].positions
            at = next((p.organization for p in theirs if p.organization >= 0), -1)
            between = [r for r in row if before[-1].j <= r.i < m.i and r.kind == "org" and not is_unit(r.text)]
            if at < 0 or any(r.entity != at for r in between):
                continue
            if _is_head(role) and any(_is_head((p.role or "").casefold()) for p in theirs):
                continue
            return at, 0.55
        return _NOBODY

    # ── what is left ────────────────────────────────────────────────────────────
    def _of_kind(self, human: Human, role: str) -> _Found:
        """The only university among the parties for a rector, the only other one for a chief executive."""
        words = {w.strip(".,()") for w in role.replace("vice chancellor", "vice-chancellor").split()}
        names = {e: self.known.found[e].name.casefold() for e in self.main}
        universities = [
            e for e, name in names.items() if any(w in name for w in UNIVERSITY_NAMES) and "hospital" not in name
        ]
        others = [e for e in self.main if e not in universities]
        if words & UNIVERSITY_POSTS and len(universities) == 1:
            return universities[0], 0.75
        if words & COMPANY_POSTS and len(others) == 1 and universities:
            return others[0], 0.72
        return _NOBODY

    def _left_over(self, human: Human, role: str) -> _Found:
        """The only party whose head has not been named, for somebody who heads something."""
        if not _is_head(role) or len(self.main) != 2:
            return _NOBODY
        headed = {
            p.organization
            for other in self.page.register.found
            for p in other.positions
            if p.role and p.rule != "post.implied" and _is_head(p.role.casefold())
        }
        left = [e for e in self.main if e not in headed]
        return (left[0], 0.6) if len(left) == 1 else _NOBODY


def _is_head(role: str) -> bool:
    """Whether who has the post is the first of the house: its president, rector, chief executive."""
    if _SECOND.search(role.replace("vice chancellor", "vice-chancellor")):
        return False
    return bool({w.strip(".,()") for w in role.split()} & FIRST_IN_HOUSE) or _FIRST.search(role) is not None
