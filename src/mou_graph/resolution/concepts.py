"""Things that are no more than their names: labels that mean the same become one concept."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from mou_graph.resolution.facts import most_told
from mou_graph.resolution.values import Concept
from mou_graph.vocabulary import slug

__all__ = ["area_key", "concepts"]


def concepts(
    labels: Iterable[tuple[str, str]], *, key: Callable[[str], str], mint: Callable[[str], str]
) -> tuple[dict[str, str], list[Concept]]:
    """Labels, each with the announcement that uses it, to (IRI by label, concepts).

    Labels with the same key are one concept, named as most announcements name it; the rest are its other labels.
    A label without a key (no letters in it) has no IRI.
    """
    used: dict[str, set[str]] = defaultdict(set)
    for label, announcement in labels:
        used[label].add(announcement)
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    for label, by in used.items():
        if found := key(label):
            by_key[found][label] = len(by)
    iris: dict[str, str] = {}
    found_concepts = []
    for forms in by_key.values():
        best = most_told(forms)
        iri = mint(best)
        iris.update(dict.fromkeys(forms, iri))
        found_concepts.append(Concept(iri, best, tuple(sorted(form for form in forms if form != best))))
    return iris, found_concepts


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
