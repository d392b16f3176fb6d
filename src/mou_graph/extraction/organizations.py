"""First pass over a text's organisations: full names, and the acronyms and short forms that the text gives them.

The order of belief: a name with an organisation's head or legal form; an acronym defined beside a name;
a short form of a name already known.  What only its neighbours tell comes in `neighbours`, when people are known.
"""

import itertools
import re

from mou_graph.extraction.acting import speaks
from mou_graph.extraction.bodies import is_common
from mou_graph.extraction.directory import Directory, clean, fits, is_unit, key, short_of
from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import COUNTRIES, DEMONYMS, GENERIC, NOT_ACRONYMS, PLACES
from mou_graph.extraction.nameless import asides, dateline, nameless, says_itself
from mou_graph.extraction.names import Mention
from mou_graph.extraction.sameness import unite

__all__ = ["directory", "short_forms"]

_INTRODUCTION = re.compile(r"^(?:or|hereinafter|hereafter|formerly|also known as|known as|in short|the)\s+")
_OR = ([",", "or"], [",", "known", "as"], [",", "also", "known", "as"])
_TOLD = 50
"""Names with one first word that are held against the others; bounds the work."""
_LONG = 3
"""Words of a bare name that brackets made one: as sure as a name with a head."""
_SUBSIDIARY = (
    ["a", "subsidiary"], ["a", "unit"], ["a", "division"], ["an", "affiliate"],
    [",", "a", "subsidiary"], [",", "a", "unit"], [",", "a", "division"], [",", "part", "of"], [",", "an", "affiliate"],
)  # fmt: skip


def directory(sentences: list[Sentence], mentions: list[list[Mention]]) -> Directory:
    """The organisations that names, brackets and section headings tell; the mentions become theirs."""
    known = Directory()
    known.speaking = frozenset(
        m.text
        for s, row in zip(sentences, mentions, strict=True)
        for m in row
        if m.kind == "acronym" and speaks(s.tokens, m)
    )
    known.plain_words = frozenset(t.text for s in sentences for t in s.tokens if t.text.islower())
    _lengthen(sentences, mentions)
    for sentence, row in zip(sentences, mentions, strict=True):
        short = _campuses(sentence, row)
        for mention in row:
            if mention.kind == "org" and nameless(mention, sentence):
                mention.kind = "other"
            if mention.kind == "org" and (" " in mention.text or mention.text.casefold() not in GENERIC):
                at = known.entity(mention, confidence=0.9, rule="organization.head")
                if mention.start in short:
                    known.alias(short[mention.start], at)
    unite(known)
    for sentence, row in zip(sentences, mentions, strict=True):
        dateline(sentence, row)
        asides(sentence, row)
        _brackets(sentence, row, known)
    _abouts(sentences, mentions, known)
    short_forms(mentions, known)
    _units(sentences, mentions, known)
    return known


def _lengthen(sentences: list[Sentence], mentions: list[list[Mention]]) -> None:
    """A name that the text reads longer elsewhere is read so wherever its words go on in the same way."""
    full: dict[str, set[str]] = {}
    for row in mentions:
        for m in row:
            name = clean(m.text)
            told = full.setdefault(name.split()[0], set()) if name else set()
            if len(told) < _TOLD and (m.kind == "org" or (m.kind == "name" and len(name.split()) > _LONG)):
                told.add(name)
    for sentence, row in zip(sentences, mentions, strict=True):
        for m in [m for m in row if m.kind == "org"]:
            text, at = sentence.text, m.start - sentence.start
            longer = [f for f in full.get(m.text.split()[0], ()) if len(f) > len(m.text) and text.startswith(f, at)]
            form = max(longer, key=len, default="")
            if not form.startswith(m.text):
                continue
            end = m.start + len(form)
            last = next((k for k in range(m.j, len(sentence.tokens)) if sentence.tokens[k].end == end), None)
            inside = [x for x in row if x is not m and x.start < end and x.end > m.start]
            if last is None or any(x.kind in ("role", "person") or x.end > end for x in inside):
                continue
            for x in inside:
                row.remove(x)
            m.end, m.j, m.text = end, last + 1, form


def _campuses(sentence: Sentence, row: list[Mention]) -> dict[int, str]:
    """Names with a town behind their initials, made whole: National Institute of Technology (NIT) Upton.

    Their short forms, by where they begin: NIT Upton; NIT alone is any of their kind.  Only bodies that have nothing
    but a kind and a field in their names have several towns.
    """
    t = sentence.tokens
    found = {}
    for m in [m for m in row if m.kind == "org" and m.j + 3 < len(t) and t[m.j].text == "("]:
        inner = next((x for x in row if x.i == m.j + 1 and x.kind == "acronym" and t[x.j].text == ")"), None)
        town = next((x for x in row if inner and x.i == inner.j + 1 and x.kind == "place"), None)
        if inner and town and fits(inner.text, m.text) and _has_towns(m.text):
            found[m.start] = f"{inner.text} {town.text}"
            m.text, m.end, m.j = f"{m.text} {town.text}", town.end, town.j
            row.remove(inner)
            row.remove(town)
    return found


def _of_a_country(word: str) -> bool:
    return word in DEMONYMS or word in COUNTRIES or word == "all"


def _has_towns(name: str) -> bool:
    """Whether it is left to a town to tell which: beside a kind and a field the name has a whole country at most."""
    return is_common(" ".join(w for w in name.split() if not _of_a_country(w.casefold())))


# ── brackets ────────────────────────────────────────────────────────────────────
def _brackets(sentence: Sentence, row: list[Mention], known: Directory) -> None:
    """Short forms that stand in brackets behind a name: Kaleva University of Technology (KUT)."""
    t = sentence.tokens
    by_start = {m.i: m for m in row}
    for mention in row:
        if mention.kind in ("role", "person") or mention.j >= len(t) or t[mention.j].text != "(":
            continue
        close = _closing(t, mention.j)
        if close < 0:
            continue
        inside = t[mention.j + 1 : close]
        if any(x.text == ":" for x in inside):  # a ticker: (OSE: HALV); the next brackets may hold the short form
            for m in row:
                if mention.j < m.i < close:
                    m.kind = "other"
            if close + 1 >= len(t) or t[close + 1].text != "(":
                if mention.kind in ("name", "acronym"):
                    known.entity(mention, confidence=0.9, rule="organization.ticker")
                continue
            second = _closing(t, close + 1)
            inside = t[close + 2 : second] if second > 0 else []
        forms = _bracketed(sentence, inside)
        inner = by_start.get(mention.j + 1)
        named = inner is not None and inner.kind in ("org", "name")
        if inner is not None and named and mention.kind in ("acronym", "name") and fits(mention.text, inner.text):
            at = known.entity(inner, confidence=0.93, rule="organization.defined")
            known.alias(mention.text, at)
            known.attach(mention, at)
            continue
        unit = _unit_of(t, row, mention)
        for form in forms:
            of_unit = unit is not None and not fits(form, mention.text) and fits(form, unit.text)
            _define(unit if unit is not None and of_unit else mention, form, known)
        for m in row:
            bare = mention.j < m.i < close and m.kind in ("acronym", "name")
            if bare and mention.kind == "org" and known.get(m.text) == mention.entity:
                known.attach(m, mention.entity)
    for a, b in itertools.pairwise(row):
        short = b.kind in ("name", "acronym") and known.get(b.text) < 0
        if (
            a.kind == "org"
            and short
            and [x.low for x in t[a.j : b.i]] in _OR
            and t[b.j : b.j + 1]
            and t[b.j].text == ","
        ):
            _define(a, b.text, known)  # "the National Aquaculture Group, or Naqwa, …"
    _undefined(t, row, by_start, known)


def _unit_of(t: list[Token], row: list[Mention], whole: Mention) -> Mention | None:
    """What stands before it as its part: the Bureau of Testing of the Testland Government (BT)."""
    before = next((m for m in row if m.kind == "org" and m.j < whole.i and whole.i - m.j <= len(("of", "the"))), None)
    linked = before and [x.low for x in t[before.j : whole.i]] in (["of"], ["of", "the"])
    return before if linked else None


def _closing(t: list[Token], k: int) -> int:
    """The token that closes the bracket opened at k, or -1 where none is near."""
    return next((x for x in range(k + 1, min(k + 16, len(t))) if t[x].text == ")"), -1)


def _define(mention: Mention, form: str, known: Directory) -> None:
    """What brackets behind a name say of it: another form, or, behind a thing, that the form is no organisation."""
    fitting = fits(form, mention.text) or key(mention.text).startswith(key(form))
    if mention.kind == "org" and mention.entity >= 0:
        if form.isupper() or " " not in form or fitting:
            known.alias(form, mention.entity)
            known.found[mention.entity].confidence = 0.95
    elif mention.kind == "other" and fitting and " " in mention.text and form in known.speaking:
        known.alias(form, known.entity(mention, confidence=0.85, rule="organization.defined"))
    elif mention.kind == "other" or says_itself(mention.text, known.plain_words):
        known.not_organizations |= {form, form.removesuffix("s")}
    elif mention.kind in ("name", "acronym") and fitting and form.casefold() not in NOT_ACRONYMS:
        known.alias(form, known.entity(mention, confidence=0.88, rule="organization.defined"))


def _undefined(t: list[Token], row: list[Mention], by_start: dict[int, Mention], known: Directory) -> None:
    """An acronym that brackets give to something that is no name: Related Learning Experience (RLE)."""
    for k, x in enumerate(t[:-2]):
        if x.text == "(" and t[k + 2].text == ")" and k and t[k - 1].text[0].isalpha() and t[k + 1].text.isupper():
            before = next((m for m in row if m.j == k), None)
            inner = by_start.get(k + 1)
            if inner is None or inner.kind != "acronym" or known.get(inner.text) >= 0:
                continue
            if before is None or before.kind != "org":
                known.not_organizations |= {inner.text, inner.text.removesuffix("s")}


def _bracketed(sentence: Sentence, inside: list[Token]) -> list[str]:
    """The names in brackets: ("Halvik" or the "Company"), (HKUST), (KBMM; the museum)."""
    if not inside or len(inside) > 12:
        return []
    text = sentence.text[inside[0].start - sentence.start : inside[-1].end - sentence.start]
    quoted = re.findall(r'"([^"]{2,50})"', text) or re.findall(r"'([A-Z][^']{1,50})'", text)
    kept = []
    for form in quoted or [re.split(r"[,;/]| or ", _INTRODUCTION.sub("", text))[0]]:
        form = clean(form)
        low = form.casefold()
        if not form or low in GENERIC or low in PLACES or low in NOT_ACRONYMS:
            continue
        if not any(c.isupper() for c in form) or form[0].isdigit():
            continue
        if len(form.split()) > 5 or low.startswith(("left", "right", "from ", "centre", "center")):
            continue
        kept.append(form)
    return kept


# ── what else the text tells ────────────────────────────────────────────────────
def _abouts(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
    """ "About Halvik": a section about a company is headed by its name."""
    for sentence, row in zip(sentences, mentions, strict=True):
        if sentence.zone != "about" or not sentence.text.lower().startswith("about"):
            continue
        for m in row:
            bare = m.kind in ("name", "acronym") and m.i <= 1 and m.text.casefold() not in GENERIC
            if bare and short_of(m, known) < 0:
                known.entity(m, confidence=0.85, rule="organization.about")


def short_forms(mentions: list[list[Mention]], known: Directory) -> None:
    """Bare names that are short for a name already known become mentions of it."""
    for row in mentions:
        for m in row:
            if m.kind in ("name", "acronym") and m.text not in known.not_organizations:
                at = short_of(m, known)
            else:
                at = known.get(m.text) if m.kind == "other" else -1
            if at >= 0:
                known.attach(m, at)


def _units(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
    """A unit and what it stands under: 'Faculty of Law of X', 'X's Faculty of Law', 'X Faculty of Law'."""
    for sentence, row in zip(sentences, mentions, strict=True):
        t = sentence.tokens
        orgs = [m for m in row if m.kind == "org" and m.entity >= 0]
        for a, b in itertools.pairwise(orgs):
            if a.entity == b.entity:
                continue
            between = [x.low for x in t[a.j : b.i]]
            if between in (["of"], ["of", "the"], ["at"], ["at", "the"], [","]) and is_unit(a.text):
                _put_under(known, a, b, "parent.unit-of")
            elif between in (["'s"], []) and is_unit(b.text):
                _put_under(known, b, a, "parent.owner")
            elif (between[:2] in _SUBSIDIARY or between[:3] in _SUBSIDIARY) and between[-1] in ("of", "the"):
                _put_under(known, a, b, "parent.subsidiary")


def _put_under(known: Directory, unit: Mention, parent: Mention, rule: str) -> None:
    known.found[unit.entity].parent, known.found[unit.entity].parent_rule = parent.entity, rule
