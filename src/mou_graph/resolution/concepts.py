"""Things that are no more than their names: labels that mean the same become one concept."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from mou_graph import vocabulary
from mou_graph.corrections import Account, Corrections, Designated
from mou_graph.model import Draft
from mou_graph.resolution.facts import most_told
from mou_graph.resolution.values import Concept
from mou_graph.vocabulary import slug

__all__ = ["AREAS", "PLACES", "ROLES", "Kind", "area_key", "concepts", "counted_concepts"]


class Kind(NamedTuple):
    """A kind of concept: its name in IRIs, what its labels have in common, its IRIs, and where labels stand."""

    name: str
    key: Callable[[str], str]
    mint: Callable[[str], str]
    labels: Callable[[Draft], Iterable[str]]


def concepts(
    labels: Iterable[tuple[str, str]], kind: Kind, corrections: Corrections, account: Account
) -> tuple[dict[str, str], list[Concept]]:
    """Labels, each with the announcement that uses it, to (IRI by label, concepts).

    Labels with the same key are one concept, named as most announcements name it; the rest are its other labels.
    A label without a key (no letters in it) has no IRI.
    """
    return counted_concepts(Counter(label for label, _ in dict.fromkeys(labels)), kind, corrections, account)


def counted_concepts(
    used: Mapping[str, int], kind: Kind, corrections: Corrections, account: Account
) -> tuple[dict[str, str], list[Concept]]:
    """As `concepts`, of labels with the number of announcements that use them."""
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    for label, times in used.items():
        if found := kind.key(label):
            by_key[found][label] = times
    for label in corrections.added(kind.name):
        if found := kind.key(label):
            by_key[found][label] += 0
    called = _corrected(by_key, kind, corrections, account)
    iris: dict[str, str] = {}
    found_concepts = []
    for key, forms in by_key.items():
        best = called.get(key) or most_told(forms)
        iri = kind.mint(best)
        iris.update(dict.fromkeys([*forms, best], iri))
        found_concepts.append(Concept(iri, best, tuple(sorted(form for form in forms if form != best))))
    return iris, found_concepts


def _corrected(
    by_key: dict[str, Counter[str]], kind: Kind, corrections: Corrections, account: Account
) -> dict[str, str]:
    """Merge and rename as a person says; what the renamed ones are called, by key."""
    called: dict[str, str] = {}
    into: dict[str, str] = {}
    for change in corrections.identities(kind.name):
        thing, value = Designated.by(change.thing), Designated.by(change.value)
        one, other = kind.key(thing.words), kind.key(value.words)
        one, other = into.get(one, one), into.get(other, other)
        if one not in by_key or not other or (other not in by_key and change.action == "merge"):
            continue
        account.used.add(change)
        label = change.value if change.action == "rename" else called.get(other) or most_told(by_key[other])
        if one != other:
            by_key[other].update(by_key.pop(one))
            into = {key: other if key_of == one else key_of for key, key_of in into.items()} | {one: other}
        called[other] = label
    return called


_PLURAL_LIKE = ("ss", "us", "is", "ics")


@lru_cache(maxsize=1 << 16)
def area_key(label: str) -> str:
    """What spellings of one focus area have in common: -ise or -ize, one or many, hyphens, a leading article.

    >>> area_key("the Digitization of Health-care services") == area_key("digitisation of health care service")
    True
    >>> area_key("mathematics"), area_key("robotic")
    ('mathematics', 'robotic')
    """
    words = [word for word in slug(label).split("-") if word]
    while len(words) > 1 and words[0] in ("the", "a", "an"):
        del words[0]
    return " ".join(_one(_british(word)) for word in words)


def _british(word: str) -> str:
    for american, british in (("iza", "isa"), ("ize", "ise"), ("izi", "isi"), ("yze", "yse"), ("yzi", "ysi")):
        at = word.find(american, 3)
        if at > 0:
            return word[:at] + british + word[at + 3 :]
    return word


def _one(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(_PLURAL_LIKE):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _areas(draft: Draft) -> Iterator[str]:
    for areas in (*(a.focus_areas for a in draft.agreements), *(c.focus_areas for c in draft.collaborations)):
        yield from (area.value for area in areas)


def _places(draft: Draft) -> Iterator[str]:
    return (a.signed_at.value for a in draft.agreements if a.signed_at)


def _roles(draft: Draft) -> Iterator[str]:
    return (post.role for person in draft.people for post in person.posts if post.role)


AREAS: Final = Kind("focus-area", area_key, vocabulary.focus_area, _areas)
PLACES: Final = Kind("place", slug, vocabulary.place, _places)
ROLES: Final = Kind("role", slug, vocabulary.role, _roles)
