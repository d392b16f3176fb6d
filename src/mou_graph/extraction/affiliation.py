"""Where people without an organisation belong: whom they act for, their country, the only party of their kind."""

import re

from mou_graph.extraction.directory import Directory, is_unit
from mou_graph.extraction.lexicon import COMPANY_POSTS, OWNERS, PUBLIC_POSTS, UNIVERSITY_NAMES, UNIVERSITY_POSTS
from mou_graph.extraction.names import Mention
from mou_graph.extraction.people import Human, Page, Position

__all__ = ["imply"]

_RIGHT_AFTER = re.compile(
    r"(?:,[^,]{0,60},)?\s*(?:signed |signs |signing )?(?:for|on behalf of|in behalf of|representing) (?:the )?", re.I
)
_FOR = re.compile(r"\b(?:for|from|on behalf of|in behalf of|representing|behalf of)\s+(?:the\s+)?$", re.I)
_FOR_KIND = re.compile(r"\b(?:for|on behalf of)\s+the\s+(\w+)")
_COMPANY = re.compile(r"\b(?:inc|ltd|limited|corp\w*|co|plc|gmbh|ag|asa|group|holdings?)\b", re.I)

_Found = tuple[int, float]
"""An organisation, or -1, and how sure."""
_NOBODY: _Found = (-1, 0.0)


def imply(page: Page, parties: list[int]) -> None:
    """A post without an organisation takes the one its sentence acts for, speaks of, or the only party of its kind."""
    main = list(dict.fromkeys(parties))
    for human in page.register.found:
        at = next((p.organization for p in human.positions if p.organization >= 0), -1)
        if at >= 0:
            for p in human.positions:
                if p.organization < 0 and not _is_public(p.role):
                    p.organization, p.confidence = at, min(p.confidence, 0.75)
            continue
        entity, confidence = _belongs(page, human, main)
        if entity < 0:
            continue
        for p in human.positions:
            p.organization, p.confidence, p.rule = entity, min(p.confidence, confidence), "post.implied"
        if not human.positions:
            m = human.mentions[0]
            human.positions.append(Position(None, entity, m.start, m.end, confidence, "post.acts-for"))


def _belongs(page: Page, human: Human, main: list[int]) -> _Found:
    """The first reason that holds; a minister is never put at a company for want of a better one."""
    role = human.positions[0].role if human.positions else None
    found = _acts_for(page, human)
    if found[0] >= 0 or role is None:
        return found
    if _is_public(role):
        return _of_country(page, human)
    found = _of_kind(role, main, page.known)
    if found[0] < 0:
        found = _near(page, human)
    if found[0] < 0 and main and human.rule != "person.byline":
        found = _last_named(page, human, main)
    return found


def _is_public(role: str | None) -> bool:
    """Whether the post is one of a state, a town or a church."""
    words = {w.strip(".,()") for w in (role or "").casefold().replace("vice president", "").split()}
    return bool(words & PUBLIC_POSTS) and "general" not in words and "company" not in words


def _acts_for(page: Page, human: Human) -> _Found:
    """'for the company', 'on behalf of KUT', 'from UTAR' next to the name."""
    for m in human.mentions:
        others = [r for r in page.rows[m.sentence] if r.kind == "person" and r.entity != m.entity]
        entity = _acts_for_named(page, m, others)
        if entity >= 0:
            return entity, 0.82
        sentence = page.sentences[m.sentence]
        after = m.end - sentence.start
        kind = _FOR_KIND.search(sentence.text[after : after + 90])
        if kind and kind[1] in OWNERS and not any(m.end < r.start < m.end + kind.start() for r in others):
            at = _only_one(kind[1], page.known)
            if at >= 0:
                return at, 0.75
    return _NOBODY


def _acts_for_named(page: Page, m: Mention, others: list[Mention]) -> int:
    """The nearest organisation behind a 'for' or 'on behalf of', with nobody else between, or -1."""
    sentence = page.sentences[m.sentence]
    best: tuple[int, int] | None = None
    for o in page.rows[m.sentence]:
        if o.kind != "org" or o.entity < 0 or is_unit(o.text):
            continue
        if not _FOR.search(sentence.text[: o.start - sentence.start][-24:]):
            continue
        gap = sentence.text[m.end - sentence.start : o.start - sentence.start] if o.start > m.end else ""
        if _RIGHT_AFTER.fullmatch(gap):
            return o.entity
        low, high = min(o.end, m.end), max(o.start, m.start)
        if any(low <= r.start < high for r in others):
            continue
        if o.start > m.end and sentence.text[m.end - sentence.start : o.start - sentence.start].count(",") > 2:
            continue
        if high - low < 90 and (best is None or high - low < best[0]):
            best = (high - low, o.entity)
    return best[1] if best else -1


def _of_country(page: Page, human: Human) -> _Found:
    """'Jamaica's Health Minister', 'the Foreign Minister of Ghana': the country, where it is itself a party."""
    for m in human.mentions:
        sentence, row = page.sentences[m.sentence], page.rows[m.sentence]
        for r in row:
            at = page.known.get(r.text) if r.kind in ("place", "org") and r.start < m.start else -1
            if at < 0 or page.known.found[at].rule != "organization.country-as-party":
                continue
            gap = sentence.text[min(r.end, m.end) - sentence.start : m.start - sentence.start]
            between = any(x.kind == "person" and r.end <= x.start < m.start for x in row)
            if len(gap) < 60 and "," not in gap.rstrip(", ")[:-1] and not between:
                return at, 0.75
    return _NOBODY


def _only_one(word: str, known: Directory) -> int:
    """The organisation of a kind by its name; of several companies none, of several others the first."""
    company = word in ("company", "firm")
    fitting = [
        n for n, o in enumerate(known.found)
        if word.casefold() in o.name.casefold().split() or (company and _COMPANY.search(o.name))
    ]  # fmt: skip
    return fitting[0] if fitting and (len(fitting) == 1 or not company) else -1


def _of_kind(role: str, main: list[int], known: Directory) -> _Found:
    """The only university among the parties for a rector, the only other one for a chief executive."""
    words = {w.strip(".,()") for w in role.casefold().replace("vice chancellor", "vice-chancellor").split()}
    universities = [e for e in main if any(w in known.found[e].name.casefold() for w in UNIVERSITY_NAMES)]
    others = [e for e in main if e not in universities]
    if words & UNIVERSITY_POSTS and len(universities) == 1:
        return universities[0], 0.75
    if words & COMPANY_POSTS and len(others) == 1 and universities:
        return others[0], 0.72
    return _NOBODY


def _near(page: Page, human: Human) -> _Found:
    """The organisation named last before the person in the same sentence, with no other person between."""
    for m in human.mentions[:2]:
        t = page.sentences[m.sentence].tokens
        before = [
            r for r in page.rows[m.sentence]
            if r.j <= m.i and (
                (r.kind == "org" and r.entity >= 0 and not is_unit(r.text))
                or (r.kind == "person" and r.entity != m.entity)
            )
        ]  # fmt: skip
        if before and before[-1].kind == "org":
            left = t[before[-1].i - 1].low if before[-1].i else ""
            if left not in ("with", "at"):
                return before[-1].entity, 0.62
    return _NOBODY


def _last_named(page: Page, human: Human, main: list[int]) -> _Found:
    """The party the sentences before spoke of last."""
    first = human.mentions[0]
    for n in range(first.sentence, max(-1, first.sentence - 4), -1):
        named = [
            r.entity for r in page.rows[n]
            if r.kind == "org" and r.entity in main and (n < first.sentence or r.start < first.start)
        ]  # fmt: skip
        if named:
            return named[-1], 0.58
    return main[0], 0.52
