"""When two readers mean the same: names, people, posts and areas that differ in their form only.

A gold annotation and a graph need not word a thing in the same way.  Each test takes all names of the two things,
so that an acronym meets its long form, and is symmetric.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import TypeVar

from mou_graph.vocabulary import without_honorifics

__all__ = ["match", "same_area", "same_name", "same_person", "same_role", "words"]

A = TypeVar("A")
B = TypeVar("B")

_FUNCTION_WORDS = frozenset(
    ("the", "a", "an", "of", "and", "for", "in", "on", "to", "with", "by", "at", "as", "its", "their", "between")
)


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and possessive endings; scripts without Latin letters stay as they are.

    >>> words("Universität's MoU")
    ('universitat', 'mou')
    """
    text = text.replace("'s", "").replace("’s", "")
    if any(c.isascii() and c.isalpha() for c in text):
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return tuple(re.findall(r"\w+", text.casefold()))


def same_name(one: Iterable[str], other: Iterable[str]) -> bool:
    """Two organisations: one label is the same, or most of the words of two labels are.

    >>> same_name(["The University of Testville"], ["University of Testville (UT)"])
    True
    >>> same_name(["Testville University"], ["Testville Hospital"])
    False
    """
    mine, theirs = ({tuple(w for w in words(name) if w != "the") for name in names} - {()} for names in (one, other))
    if mine & theirs:
        return True
    for a, b in product(mine, theirs):
        x, y = set(a) - _FUNCTION_WORDS, set(b) - _FUNCTION_WORDS
        if len(x) > 1 and len(y) > 1:
            shared = len(x & y)
            within = shared >= 2 and shared == min(len(x), len(y)) and 2 * shared >= max(len(x), len(y))
            if within or shared >= 0.6 * len(x | y):
                return True
    return False


def same_person(one: Iterable[str], other: Iterable[str]) -> bool:
    """Two people: the same names in any order, or two of them.

    >>> same_person(["ZHOU Lidong"], ["Dr. Lidong Zhou"])
    True
    """
    pairs = product(map(_person, one), map(_person, other))
    return any(a and b and (a == b or len(a & b) >= 2) for a, b in pairs)


@lru_cache(maxsize=65536)
def _person(name: str) -> frozenset[str]:
    return frozenset(word for word in words(without_honorifics(name)) if len(word) > 1)


def same_role(one: str, other: str) -> bool:
    """Two posts: half of their words are the same."""
    return _half({*words(one)} - _FUNCTION_WORDS, {*words(other)} - _FUNCTION_WORDS)


def same_area(one: str, other: str) -> bool:
    """Two focus areas: half of their words are the same, singular or plural.

    >>> same_area("joint research projects", "joint research project")
    True
    """
    return _half({_stem(w) for w in words(one)} - _FUNCTION_WORDS, {_stem(w) for w in words(other)} - _FUNCTION_WORDS)


def _half(one: set[str], other: set[str]) -> bool:
    return bool(one & other) and 2 * len(one & other) >= len(one | other)


def _stem(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def match(
    ours: Sequence[A], gold: Sequence[B], same: Callable[[A, B], bool]
) -> tuple[list[tuple[A, B]], list[A], list[B]]:
    """Pairs of the same, each used once and taken in order; then what is left of ours and of the gold."""
    pairs: list[tuple[A, B]] = []
    extra: list[A] = []
    left = list(gold)
    for mine in ours:
        at = next((k for k, theirs in enumerate(left) if same(mine, theirs)), -1)
        if at < 0:
            extra.append(mine)
        else:
            pairs.append((mine, left.pop(at)))
    return pairs, extra, left
