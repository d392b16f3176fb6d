"""Second pass over a text's organisations, when people are known: what a name is by the company it keeps.

Beside a kind ('a manufacturer of'), in a list with organisations, as an acronym named again; and, in a title in
title case, the names that the text below has.
"""

from mou_graph.extraction.acting import acts, may_name
from mou_graph.extraction.directory import Directory, key, promote
from mou_graph.extraction.layout import Sentence, Token, tokens
from mou_graph.extraction.lexicon import (
    GENERIC,
    KINDS,
    KNOWN_BODIES,
    NOT_HEADS,
    PLACES,
    ROLE_HEADS,
    SIGNING,
)
from mou_graph.extraction.names import Mention
from mou_graph.extraction.organizations import short_forms
from mou_graph.extraction.sameness import unite_initials

__all__ = ["is_kind", "locate", "parents_by_name", "promote_by_company", "stands_apart"]

_THINGS = frozenset(
    ("project", "platform", "system", "standard", "standards", "technology", "vaccine", "model", *NOT_HEADS)
)
"""What follows a name that is a thing's."""
_HUMAN_TOO = frozenset(("leader", "specialist", "producer", "publisher", "builder", "contractor", "developer"))
_MAKES = frozenset(
    ("company", "firm", "brand", "giant", "startup", "start-up", "airline", "carmaker", "manufacturer", "bank")
)
_ENDS_KIND = frozenset((",", ".", ")", "of", "that", "which", "in", "for", "with", "from", "on"))
_BETWEEN = ([","], ["and"], [",", "and"], [",", "the"], ["and", "the"], ["&"], [",", "and", "the"])


def stands_apart(t: list[Token], m: Mention) -> bool:
    """Between commas, then the verb: the town in "Northmoor University, Leeds, signed"."""
    if m.i == 0 or t[m.i - 1].text != "," or m.j + 1 >= len(t) or t[m.j].text != ",":
        return False
    behind = t[m.j + 1]
    if " " not in m.text and behind.low in ("on", "for", "in", "to", "here", "from", "under", "while"):
        return True  # "with Northmoor Hospital, Leeds, on Monday"
    return SIGNING.fullmatch(behind.text) is not None or behind.low in ("has", "have", "had", "will", "today")


def promote_by_company(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
    """Bare names become organisations where only an organisation can stand."""
    for sentence, row in zip(sentences, mentions, strict=True):
        t = sentence.tokens
        for n, m in enumerate(row):
            if _well_known(m):
                known.entity(m, confidence=0.9, rule="organization.well-known")
            if m.kind not in ("name", "acronym") or (m.j < len(t) and t[m.j].low in _THINGS):
                continue
            if _has_kind(t, m):
                promote(m, known, confidence=0.8, rule="organization.kind")
            elif _in_list(t, row, n) and not stands_apart(t, m):
                promote(m, known, confidence=0.7, rule="organization.list")
            elif m.kind == "acronym" and may_name(t, m) and acts(t, m):
                promote(m, known, confidence=0.65, rule="organization.acronym")
    _promote_acting(sentences, mentions, known)
    short_forms(mentions, known)
    unite_initials(known)


def _promote_acting(sentences: list[Sentence], mentions: list[list[Mention]], known: Directory) -> None:
    """A bare name that stands as somebody's more than once, and never as a place's: a brand."""
    seen: dict[str, list[tuple[Sentence, Mention]]] = {}
    for sentence, row in zip(sentences, mentions, strict=True):
        for m in row:
            if m.kind == "name":
                seen.setdefault(m.text, []).append((sentence, m))
    for places in seen.values():
        acting = sum(acts(s.tokens, m) and not (m.j < len(s.tokens) and s.tokens[m.j].low == "'s") for s, m in places)
        seat = any(m.i and s.tokens[m.i - 1].low in ("in", "at", "near") for s, m in places)
        if acting >= 2 and 2 * acting >= len(places) and not seat:
            for _, m in places:
                promote(m, known, confidence=0.65, rule="organization.acting")


def _well_known(m: Mention) -> bool:
    low = m.text.casefold().replace(".", "")
    return low in KNOWN_BODIES and (m.kind == "acronym" or (m.kind == "name" and len(low) > 4))


def _has_kind(t: list[Token], m: Mention) -> bool:
    """'X, a manufacturer of …' or 'the steelmaker X'."""
    after = [x.low for x in t[m.j : m.j + 12]]
    if after[:1] == [","] and len(after) > 2 and after[1] in ("a", "an", "the", "one", "which", "whose"):
        clause = after[2:]
        stop = clause.index(",") if "," in clause else len(clause)
        if any(w in KINDS for w in clause[:stop]) and not any(w in ("who", "said") for w in clause[:3]):
            return True
    before = [x.low for x in t[max(0, m.i - 2) : m.i]]
    return before[-1:] != [] and before[-1] in KINDS and before[:-1] != [","]


def is_kind(t: list[Token], m: Mention) -> bool:
    """'X, a mobile money operator holding …': the kind is what X is, no part of somebody's post."""
    if m.i and t[m.i - 1].low in _MAKES and not (m.i > 1 and t[m.i - 2].text == ","):
        return True  # "the designer brand Acme", "sporting giant Acme"
    after = t[m.j : m.j + 10]
    if len(after) < 4 or after[0].text != "," or after[1].low not in ("a", "an"):
        return False
    at = next((k for k, x in enumerate(after) if x.low in KINDS - _HUMAN_TOO), -1)
    if at < 0 or any(x.text == "," or x.low in ROLE_HEADS for x in after[2:at]):
        return False
    behind = after[at + 1].low if at + 1 < len(after) else ","
    return behind in _ENDS_KIND or behind.endswith(("ing", "ed"))


def _in_list(t: list[Token], row: list[Mention], n: int) -> bool:
    """'…, X and Acme Bank': beside an organisation, unless a post comes between ('President of Acme, Ida Holm')."""
    m = row[n]
    sides = [(row[n - 1], t[row[n - 1].j : m.i])] if n else []
    town = m.kind == "name" and " " not in m.text and any(o.kind == "org" and g[0].low == "," for o, g in sides if g)
    if town and len(sides[0][1]) == 1:
        return False  # "Northmoor University, Leeds, and"
    if n + 1 < len(row):
        sides.append((row[n + 1], t[m.j : row[n + 1].i]))
    for other, gap in sides:
        if other.kind != "org" or other.entity < 0 or [g.low for g in gap] not in _BETWEEN:
            continue
        post = (
            other.i >= 1
            and t[other.i - 1].low in ("of", "at", "the")
            and any(r.kind == "role" and r.j <= other.i and other.i - r.j < 3 for r in row)
        )
        one_of = t[m.j].low in ("of", "for") if m.j < len(t) else False  # "Ida Holm of Acme and Per Berg of Beta"
        if [g.low for g in gap] == [","] and not _goes_on(t, m, other):
            continue  # a town, a post or a person behind the name
        if not (m.kind == "name" and (post or one_of)):
            return True
    return False


def _goes_on(t: list[Token], m: Mention, other: Mention) -> bool:
    """Whether a comma between two names is a list's: another comma or an 'and' stands at the bare name's other side."""
    k = m.j if other.j <= m.i else m.i - 1
    far = t[k].low if 0 <= k < len(t) else ""
    return far in ("and", "&") or (far == "," and m.kind == "acronym")


def parents_by_name(known: Directory) -> None:
    """A name that goes on from another's: Microsoft Research Asia belongs to Microsoft where the text names both."""
    for n, organization in enumerate(known.found):
        if organization.parent >= 0 or not organization.mentions:
            continue
        words = organization.name.split()
        for width in range(len(words) - 1, 0, -1):
            at = known.by_key.get(key(" ".join(words[:width])), -1)
            if at < 0 or at == n:
                continue
            parent = known.found[at]
            if parent.mentions and parent.parent != n and parent.name.casefold() not in PLACES:
                organization.parent, organization.parent_rule = at, "parent.name"
                break


def locate(sentence: Sentence, row: list[Mention], known: Directory) -> None:
    """In a title, where capitals say nothing, find the names that the text below has."""
    t = sentence.tokens
    lows = [x.low for x in t]
    forms = _forms(known)
    k = 0
    while k < len(lows):
        fitting = [(len(words), n) for words, n in forms.get(lows[k], ()) if lows[k : k + len(words)] == words]
        if not fitting or any(m.i <= k < m.j for m in row):
            k += 1
            continue
        width, n = max(fitting)
        start, end = t[k].start, t[k + width - 1].end
        text = sentence.text[start - sentence.start : end - sentence.start]
        mention = Mention("org", start, end, k, k + width, sentence.index, text, entity=n)
        row.append(mention)
        known.found[n].mentions.append(mention)
        k += width
    row.sort(key=lambda m: m.i)


def _forms(known: Directory) -> dict[str, list[tuple[list[str], int]]]:
    """Every form's words and its organisation, by the first word."""
    forms: dict[str, list[tuple[list[str], int]]] = {}
    for n, organization in enumerate(known.found):
        for form in organization.forms:
            words = [t.low for t in tokens(form, 0, len(form))]
            if words and (len(form) > 3 or form.isupper()) and form.casefold() not in GENERIC:
                forms.setdefault(words[0], []).append((words, n))
    return forms
