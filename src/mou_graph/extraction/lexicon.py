"""The words of words.toml, ready to look up.

Every set holds case-folded words; `phrases` compiles a list of phrases to one pattern, longest first.
"""

import re
import tomllib
from importlib.resources import files

_DATA = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(_DATA[section][key].split())


def _listed(section: str, key: str) -> list[str]:
    return [p.strip() for p in _DATA[section][key].split("|") if p.strip()]


def phrases(items: list[str], *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern for whole-word occurrences of any of the phrases; white space matches any white space.

    >>> phrases(["letter of intent", "letter"]).search("a Letter  of intent").group()
    'Letter  of intent'
    """
    by_letter: dict[str, list[str]] = {}  # grouped by first letter: the engine tries alternatives one by one
    for phrase in sorted(set(items), key=lambda p: (-len(p), p)):
        by_letter.setdefault(phrase[0], []).append(r"\s+".join(re.escape(w) for w in phrase.split()))
    body = "|".join(f"{re.escape(first)}(?:{'|'.join(p[len(re.escape(first)) :] for p in group)})" for first, group in by_letter.items())
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", flags)


ORG_HEADS = _words("organization", "heads")
WEAK_HEADS = _words("organization", "weak_heads")
SUFFIXES = _words("organization", "suffixes")
UNITS = _words("organization", "units")
KINDS = _words("organization", "kinds")
NOT_HEADS = _words("organization", "not_heads")
NOT_ACRONYMS = _words("organization", "not_acronyms")

HONORIFICS = _words("person", "honorifics")
CREDENTIALS = _words("person", "credentials")
PARTICLES = frozenset(_DATA["person"]["particles"].split())
SAID = _words("person", "said")

ROLE_HEADS = _words("role", "heads")
ROLE_MODIFIERS = _words("role", "modifiers")
FIELDS = frozenset(w.strip(",") for w in _words("field", "words"))

COUNTRIES = {name.casefold(): name for name in _listed("country", "names")}
DEMONYMS = _words("country", "demonyms")
PLACES = {name.casefold(): name for name in _listed("country", "places")} | COUNTRIES
PLACE_WORDS = frozenset(w for name in PLACES for w in name.split())

OPENERS = _words("words", "openers")
MONTHS = {m: i % 12 + 1 for i, m in enumerate(_DATA["words"]["months"].split()[:12])} | {
    m[:3]: i + 1 for i, m in enumerate(_DATA["words"]["months"].split()[:12])
} | {"sept": 9}
DAYS = {d: i % 7 for i, d in enumerate(_DATA["words"]["days"].split())}
NUMBERS = {
    w: n
    for w, n in zip(_DATA["words"]["numbers"].split(), [*range(1, 16), 20], strict=True)
}
ABBREVIATIONS = _words("words", "abbreviations")

AGREEMENT_TYPES = {key: _listed("agreement", key) for key in _DATA["agreement"]}
TYPE_OF = {
    " ".join(p.split()): concept for concept, listed in reversed(AGREEMENT_TYPES.items()) for p in listed
}
AGREEMENT_NOUN = phrases([p for listed in AGREEMENT_TYPES.values() for p in listed])

SIGN = _words("verb", "sign")
REACH = _words("verb", "reach")
RENEW = phrases(_DATA["verb"]["renew"].split())
APPROVE = phrases(_DATA["verb"]["approve"].split())
PARTNER = phrases(_listed("verb", "partner"))
PLAN = phrases(_listed("verb", "plan"))
ENDED = phrases([p for item in _listed("verb", "ended") for p in [item]])
DENIED = phrases(_listed("verb", "denied"))
BACKGROUND = phrases(_listed("verb", "background"))
WITNESS = phrases(_listed("verb", "witness"))
ATTEND = phrases(_listed("verb", "attend"))
_PUT = r"|\b(?:put|puts|putting|affix\w*|append\w*|set)\s+(?:\w+\s+){0,2}?(?:pens?|signatures?|names?|initials|hands?)\b(?=\s+(?:to|on|under|were|was|,))|\bput pen to paper\b"
SIGNING = re.compile(phrases([*SIGN, *_listed("verb", "enter")]).pattern + _PUT, re.IGNORECASE)
REACHING = phrases(sorted(REACH))
