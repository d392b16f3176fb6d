"""Noun phrases that may name an area of work, and the signs by which it is judged whether one does.

A sign is a word for one fact: what the phrase hangs on ("by.prep.in"), what sentence it stands in ("zone.item",
"sentence.tells"), how it is made ("words.2"), a word it holds ("~research").  Their weights are in focus.toml.
"""

import math
import re
from typing import NamedTuple

from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import (
    CLASSES,
    COUNTRIES,
    DEMONYMS,
    FIELDS,
    FOCUS_WEIGHTS,
    FOCUS_WORDS,
    GOVERNORS,
    NUMBERS,
    PLACES,
    ROLE_HEADS,
    SIGN,
)
from mou_graph.extraction.nounphrases import Phrase

__all__ = ["Candidate", "Place", "label", "likelihood", "stems", "words_of"]

_ABSTRACT = ("tion", "ment", "ing", "ance", "ence", "ship", "logy", "ics", "ity", "sis", "ture")
_AFTER = frozenset([",", ".", "and", "in", "for", "with", "between", "to", "at", "by", "from", "on", "of", ";", "("])
_VERBS = frozenset(["is", "are", "was", "were", "will", "has", "have", "said"])
_WHERE = COUNTRIES.keys() | PLACES.keys() | DEMONYMS


class Candidate(NamedTuple):
    """A noun phrase that may name an area, with its place in the text and its signs."""

    label: str
    start: int
    end: int
    sentence: Sentence
    by: str
    signs: list[str]


def likelihood(signs: list[str]) -> float:
    """How likely a phrase with these signs names an area, between 0 and 1.

    >>> round(likelihood([]), 2)
    0.5
    """
    total = sum(FOCUS_WEIGHTS.get(sign, 0.0) for sign in signs)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def stem(word: str) -> str:
    """A word without the ending of the plural.

    >>> [stem(w) for w in ("studies", "exchanges", "business")]
    ['study', 'exchange', 'business']
    """
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def stems(text: str) -> frozenset[str]:
    """The words of a label that count, without endings of the plural."""
    return frozenset(stem(w) for w in re.findall(r"\w+", text.casefold()) if w not in CLASSES)


def label(sentence: Sentence, p: Phrase) -> tuple[str, int, int] | None:
    """A phrase as the label of an area, without words such as "various" before it; None where it can be none."""
    t = sentence.tokens
    i = p.i
    while i < p.j - 1 and t[i].low in FOCUS_WORDS["leads"]:
        i += 1
    start, end = t[i].start, t[p.j - 1].end
    text = sentence.text[start - sentence.start : end - sentence.start].rstrip(".,' ")
    if not any(c.isalpha() for c in text) or text.casefold() in _WHERE:
        return None
    return " ".join(text.split()), start, start + len(text)


class Place:
    """What the words of a sentence say of the phrases in it: read once for each sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.t = sentence.tokens
        low = [x.low for x in self.t]
        self.modal = _first(low, FOCUS_WORDS["modal"])
        self.agreement = _first(low, FOCUS_WORDS["agreement"])
        self.sign = _first(low, SIGN)
        self.subject = min(self.agreement, _first(low, FOCUS_WORDS["parties"])) < 6
        self.quotes = [k for k, w in enumerate(low) if w == '"']

    def signs(self, p: Phrase) -> list[str]:
        """The signs of what stands around a phrase."""
        by = p.word if p.by in ("prep", "list") else _class(p.word)
        head = _class(p.head) if p.head else "none"
        size = str(p.n) if p.n < 3 else "3-4" if p.n < 5 else "5-"
        after = self.t[p.j].low if p.j < len(self.t) else "."
        after = after if after in _AFTER else "verb" if after in _VERBS else "other"
        signs = [f"by.{p.by}.{by}", f"head.{head}", f"by.{p.by}.{by}.{head}", f"list.{size}", f"after.{after}"]
        told = {
            "list.later": p.k > 0,
            f"wide.{p.wide}": p.wide != "",
            "before.modal": self.modal < p.i,
            "before.agreement": self.agreement < p.i,
            "before.sign": self.sign < p.i,
            "subject": self.subject and p.i > 0,
            "quoted": sum(k < p.i for k in self.quotes) % 2 == 1,
            "first": p.i == 0,
        }
        return signs + [sign for sign, true in told.items() if true]


def _class(word: str) -> str:
    return GOVERNORS.get(word) or ("past" if word.endswith("ed") else "other")


def _first(words: list[str], among: frozenset[str]) -> int:
    return next((k for k, w in enumerate(words) if w in among), len(words))


def words_of(tokens: list[Token]) -> list[str]:
    """The signs of the words that a phrase is made of."""
    words = [x.low for x in tokens]
    content = [w for w in words if w not in CLASSES]
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    capitals = sum(x.capital for x in tokens)
    signs = [f"words.{min(len(content), 6)}", f"~{stem(head)}"]
    signs += sorted(f"~~{w}" for w in {stem(w) for w in content} - {stem(head)})
    told = {
        "of": "of" in words,
        "number": words[0].isdigit() or words[0] in NUMBERS,
        "capitals.all": 0 < len(content) <= capitals,
        "capitals.some": 0 < capitals < len(content),
        "possessive": "'s" in words,
        "person": words[-1] in ROLE_HEADS or words[-1] in FOCUS_WORDS["persons"],
        "place": any(w in _WHERE for w in words),
        "abstract": head.endswith(_ABSTRACT),
        "field": any(w in FIELDS for w in content),
        "activity": head in FOCUS_WORDS["activities"],
        "activity.inside": any(w in FOCUS_WORDS["activities"] for w in content),
        "thing": head in FOCUS_WORDS["things"],
        "thing.inside": any(w in FOCUS_WORDS["things"] for w in content),
        "idle": head in FOCUS_WORDS["idle"],
    }
    return signs + [sign for sign, true in told.items() if true]
