"""Names that are one: a full name and what the text makes of it when it names it again."""

import re

from mou_graph.extraction.bodies import field_like
from mou_graph.extraction.directory import Directory, key
from mou_graph.extraction.lexicon import COMMON, DEMONYMS, DIRECTIONS, ORG_HEADS, PLACES, STAND_ALONE, TAILS

__all__ = ["unite", "unite_initials"]

_FAMILIES = frozenset(("group", "holdings"))
"""Heads of which one owner has many: a group's own group is another."""
_MANY = 12
"""Organisations looked at for one word; bounds the work where many names share it."""


def unite(known: Directory) -> None:
    """Short names become mentions of the full ones they stand for."""
    _same_with_country(known)
    by_word: dict[str, list[int]] = {}
    words = [key(o.name).split() for o in known.found]
    for n, theirs in enumerate(words):
        for word in theirs:
            listed = by_word.setdefault(word, [])
            if len(listed) < _MANY and (not listed or listed[-1] != n):
                listed.append(n)
    for n, mine in enumerate(words):
        if not known.found[n].mentions or not mine or (len(mine) < 2 and mine[0] not in STAND_ALONE):
            continue
        near = min((by_word[w] for w in mine), key=len)
        full = [at for at in near if at != n and known.found[at].mentions and _is_full(known, at, n, words)]
        if full:
            _move(known, n, full[0])


def unite_initials(known: Directory) -> None:
    """Acronyms that were believed before the one name whose initials they are: UN and the United Nations."""
    for n, organization in enumerate(known.found):
        if organization.mentions and organization.name.isupper() and " " not in organization.name:
            fitting = {
                at for at in known.by_initials.get(organization.name, ()) if at != n and known.found[at].mentions
            }
            if len(fitting) == 1:
                _move(known, n, fitting.pop())


def _is_full(known: Directory, at: int, n: int, words: list[list[str]]) -> bool:
    """Whether organisation `at` has the full name of `n`.

    'Karas Copper' and 'Karas Copper Holdings (Pty) Ltd': the rest is only form; 'Chimbwe Council' and 'Chimbwe District
    Council': the same words, one of its own, the same head, and no sentence that names both.
    """
    theirs, mine = words[at], words[n]
    if _turned(theirs) == mine or [w for w in theirs if w != "of"] == mine:
        return True
    if len(theirs) <= len(mine):
        return False
    if theirs[: len(mine)] == mine:
        tail = theirs[len(mine) :]
        if all(w in TAILS for w in tail) or tail[0] == "for":
            return True
    if theirs[-1] != mine[-1] or mine[-1] in _FAMILIES:
        return False
    if len(mine) == 1:  # the Cabinet, of the Union Cabinet
        return True
    rest = iter(theirs)
    if not all(w in rest for w in mine) or not any(_own(w) for w in mine):
        return False
    return not {m.sentence for m in known.found[at].mentions} & {m.sentence for m in known.found[n].mentions}


def _turned(words: list[str]) -> list[str]:
    """'University of Oulu' as 'Oulu University', 'Ministry of Health' as 'Health Ministry', and back."""
    if len(words) > 2 and words[1] == "of" and words[0] in ORG_HEADS:
        return [*words[2:], words[0]]
    return words


def _own(word: str) -> bool:
    """A word that tells one body from others of its kind."""
    common = word in ORG_HEADS or word in COMMON or word in PLACES or word in DEMONYMS or word in DIRECTIONS
    return len(word) > 2 and not common and not field_like(word)


def _same_with_country(known: Directory) -> None:
    """'the Palace Museum' and 'the Palace Museum of China' in one text are one."""
    for n, organization in enumerate(known.found):
        m = re.match(r"(.+) of (?:the )?([A-Z].+)$", organization.name)
        if m and m[2].casefold() in PLACES:
            base = known.get(m[1])
            if base >= 0 and base != n:
                _move(known, n, base)


def _move(known: Directory, n: int, to: int) -> None:
    """All that is said of organisation `n` is said of `to`."""
    organization = known.found[n]
    for mention in organization.mentions:
        known.attach(mention, to)
    organization.mentions = []
    known.by_key[key(organization.name)] = to
