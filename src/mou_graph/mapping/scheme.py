"""The fields of work that a focus area belongs to, by its words: the concept scheme of ontology/fields.ttl."""

from collections import defaultdict
from functools import cache, lru_cache
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mou_graph.resolution.concepts import area_key
from mou_graph.shipped import shipped
from mou_graph.vocabulary import SKOS

__all__ = ["SCHEME", "Fields", "fields_of"]

SCHEME: Final = "ontology/fields.ttl"

_Words = tuple[str, ...]


class Fields(NamedTuple):
    """What a focus area belongs to (IRIs): fields that are called as it is, and wider ones."""

    close: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


class _Scheme(NamedTuple):
    by_words: dict[_Words, str]
    wider: dict[str, frozenset[str]]  # the next step only
    longest: int


@cache
def _scheme() -> _Scheme:
    by_words: dict[_Words, str] = {}
    wider: dict[str, set[str]] = defaultdict(set)
    for quad in parse(path=shipped(SCHEME), format=RdfFormat.TURTLE):
        if quad.predicate in (SKOS.prefLabel, SKOS.altLabel) and isinstance(quad.object, Literal):
            if words := _words(quad.object.value):
                by_words[words] = quad.subject.value
        elif quad.predicate == SKOS.broader and isinstance(quad.object, NamedNode):
            wider[quad.subject.value].add(quad.object.value)
    return _Scheme(by_words, {of: frozenset(to) for of, to in wider.items()}, max(map(len, by_words)))


def _words(label: str) -> _Words:
    return tuple(area_key(label).split())


@lru_cache(maxsize=1 << 14)
def fields_of(label: str) -> Fields:
    """The fields of an area: all whose labels stand in its name, the longest label first, each word once.

    A field that another of them is narrower than is not told twice.

    >>> found = fields_of("AI in medicine")
    >>> [iri.rpartition("/")[2] for iri in (*found.close, *found.broader)]
    ['artificial-intelligence', 'health']
    >>> found = fields_of("Machine Learning")
    >>> [iri.rpartition("/")[2] for iri in found.close], [iri.rpartition("/")[2] for iri in found.broader]
    (['artificial-intelligence'], ['technology'])
    >>> fields_of("the usual")
    Fields(close=(), broader=())
    """
    scheme, words = _scheme(), _words(label)
    if whole := scheme.by_words.get(words):
        return Fields((whole,), tuple(sorted(scheme.wider.get(whole, ()))))
    found: set[str] = set()
    free = [True] * len(words)
    for length in range(min(scheme.longest, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            span = slice(at, at + length)
            if all(free[span]) and (field := scheme.by_words.get(words[span])):
                free[span] = [False] * length
                found.add(field)
    told = {wide for field in found for wide in _above(field, scheme)}
    return Fields((), tuple(sorted(found - told)))


def _above(field: str, scheme: _Scheme) -> set[str]:
    """All that is wider than a field."""
    found: set[str] = set()
    left = list(scheme.wider.get(field, ()))
    while left:
        if (one := left.pop()) not in found:
            found.add(one)
            left.extend(scheme.wider.get(one, ()))
    return found
