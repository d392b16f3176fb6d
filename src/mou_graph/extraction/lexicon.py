"""The words of words.toml, ready to look up.

Every set holds case-folded words; `phrases` compiles a list of phrases to one pattern, longest first; `pattern`
gives a long regular expression by its name.
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
    body = "|".join(
        f"{re.escape(first)}(?:{'|'.join(p[len(re.escape(first)) :] for p in group)})"
        for first, group in by_letter.items()
    )
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", flags)


def pattern(name: str) -> str:
    """A regular expression of the data, its lines put together."""
    return "".join(_DATA["pattern"][name].splitlines())


ORG_HEADS = _words("organization", "heads")
WEAK_HEADS = _words("organization", "weak_heads")
SUFFIXES = _words("organization", "suffixes")
CLOSING_FORMS = _words("organization", "closing_forms")
UNITS = _words("organization", "units")
KINDS = _words("organization", "kinds")
NOT_HEADS = _words("organization", "not_heads")
KNOWN_BODIES = _words("organization", "known") | frozenset(_listed("organization", "known_names"))
SYSTEMS = frozenset(_listed("organization", "systems"))
NOT_ACRONYMS = _words("organization", "not_acronyms")

OWN_POSSESSIVES = _words("name", "own_possessives")
DIRECTIONS = _words("name", "directions")
STATE_WIDE = _words("name", "state_wide")
WITH_PLACE = _words("name", "with_place")
CLOSING_HEADS = WEAK_HEADS - _words("name", "may_close_inside")
JOINS_ANYTHING = _words("name", "joins_anything")
WHOLES = _words("name", "wholes")
OF_MEMBERS = _words("name", "of_members")
FUNCTION_WORDS = _words("name", "function")
NO_INITIAL = _words("name", "no_initial")
SEATS = _words("name", "seats")
PARTS = _words("name", "parts")
GENERIC = _words("name", "generic")
TAILS = _words("name", "tails")
SURE_HEADS = _words("name", "sure_heads")
STAND_ALONE = _words("name", "stand_alone")
PLURAL_HEADS = _words("name", "plural_heads")
COMMON = _words("name", "common")
INTERNAL = _words("name", "internal")
COMMON_HEADS = _words("name", "common_heads")
VENUES = _words("name", "venues")
LEADING_HEADS = _words("name", "leading")
PREFIXES = _words("name", "prefixes")

HONORIFICS = _words("person", "honorifics")
CREDENTIALS = _words("person", "credentials")
PARTICLES = _words("person", "particles")
SURNAMES_TOO = _words("person", "surnames_too")
GIVEN = _words("person", "given")
FAMILY_FIRST = _words("person", "family_first")
NAME_LIKE = _words("person", "name_like")
SAID = _words("person", "said")

ROLE_HEADS = _words("role", "heads")
ROLE_MODIFIERS = _words("role", "modifiers")
FIRST_POSTS = ROLE_HEADS - _words("post", "may_open_a_name")
LEADS_A_PART = _words("post", "leads_a_part")
LEADING = _words("post", "leading")
POSSESSIVES = _words("post", "possessives")
POST_PREPOSITIONS = _words("post", "prepositions")
UNIVERSITY_POSTS = _words("post", "university")
COMPANY_POSTS = _words("post", "company")
FIRST_IN_HOUSE = _words("post", "first")
PUBLIC_POSTS = _words("post", "public")
OWNERS = KINDS | _words("post", "owners")
PLACES_IN_PICTURE = _words("post", "places_in_picture")
UNIVERSITY_NAMES = tuple(_listed("post", "university_names"))

FIELDS = frozenset(w.strip(",") for w in _words("field", "words"))

FIELD_ENDINGS = tuple(_words("field", "endings"))
TRAILING_FIELDS = FIELDS | _words("post", "trailing")

COUNTRIES = {name.casefold(): name for name in _listed("country", "names")}
DEMONYMS = _words("country", "demonyms")
COUNTRY_OF: dict[str, str] = _DATA["country"]["of_people"]
PLACES = {name.casefold(): name for name in _listed("country", "places")} | COUNTRIES
FIXED: dict[str, list[tuple[list[str], bool]]] = {}
"""Names of several words, small ones among them, by the first: their words, and whether they are places."""
for _name in sorted({*PLACES, *_listed("organization", "known_names")}, key=lambda name: -len(name)):
    if len(_name.split()) > 1 and any(w in _name.split() for w in ("and", "the", "of", "for", "without", "to")):
        FIXED.setdefault(_name.split()[0], []).append((_name.split(), _name in PLACES))

OPENERS = _words("words", "openers")
MONTHS = (
    {m: i % 12 + 1 for i, m in enumerate(_DATA["words"]["months"].split()[:12])}
    | {m[:3]: i + 1 for i, m in enumerate(_DATA["words"]["months"].split()[:12])}
    | {"sept": 9}
)
DAYS = {d: i % 7 for i, d in enumerate(_DATA["words"]["days"].split())}
NUMBERS = dict(zip(_DATA["words"]["numbers"].split(), [*range(1, 16), 20], strict=True))
ABBREVIATIONS = _words("words", "abbreviations")

AGREEMENT_TYPES = {key: _listed("agreement", key) for key in _DATA["agreement"]}
TYPE_OF = {" ".join(p.split()): concept for concept, listed in reversed(AGREEMENT_TYPES.items()) for p in listed}
AGREEMENT_NOUN = phrases([p for listed in AGREEMENT_TYPES.values() for p in listed])

DETERMINERS = _words("party", "determiners")
PREPOSITIONS = _words("party", "prepositions")
JOINERS = _words("party", "joiners")
DEFINED_TERMS = _words("party", "defined_terms")
ACTORS = _words("party", "actors")
LEADERS = _words("party", "leaders")
AFTER_NAME = _words("party", "after_name") | JOINERS | _words("party", "prepositions") | _words("party", "stoppers")
STOPPERS = _words("party", "stoppers")
NOT_BY = _words("party", "not_by")
NOT_WITH = _words("party", "not_with")
MEETING_WITH = _words("party", "meeting_with")

FOCUS_WORDS = {key: _words("focus", key) for key in _DATA["focus"]}
# The class of a word that a noun phrase hangs on.
GOVERNORS = {
    word: name
    for name in (
        "be",
        "have",
        "clause",
        "self",
        "mark",
        "sign",
        "light",
        "do",
        "cover",
        "purpose",
        "focus",
        "area",
        "cooperation",
        "agreement",
    )
    for word in FOCUS_WORDS[name]
}
SUBJECTS = FOCUS_WORDS["agreement"] | _words("focus", "subjects")
FOCUS_WEIGHTS: dict[str, float] = tomllib.loads(files(__package__).joinpath("focus.toml").read_text(encoding="utf-8"))[
    "weights"
]

# The classes of words that end a noun phrase: D(eterminer), P(reposition), C(onjunction), X (anything else).
CLASSES = (
    dict.fromkeys(_words("grammar", "breaks"), "X")
    | dict.fromkeys(_words("grammar", "prepositions"), "P")
    | dict.fromkeys(_words("grammar", "determiners"), "D")
    | dict.fromkeys(_words("grammar", "conjunctions"), "C")
)
EITHER = _words("grammar", "either")
NOUNS_IN_ING = _words("grammar", "nouns_in_ing")
ADJECTIVES_IN_ED = _words("grammar", "adjectives_in_ed")
ADJECTIVE_ENDINGS = tuple(sorted(_words("grammar", "adjective_endings")))
NOT_ADVERBS = _words("grammar", "not_adverbs")


_SHORT = re.compile("[^aeiou]*[aeiou][bdgmnprt]")  # "plan", "planning"


def _inflected(verb: str) -> list[str]:
    stem = verb.removesuffix("e")
    third = verb[:-1] + "ies" if verb[-1] == "y" and verb[-2] not in "aeou" else verb + "s"
    if verb.endswith(("sh", "ch", "ss", "x")):
        third = verb + "es"
    past = verb[:-1] + "ied" if third.endswith("ies") else stem + "ed"
    double = [verb + verb[-1] + "ing", verb + verb[-1] + "ed"] if _SHORT.fullmatch(verb) else []
    return [verb, third, past, stem + "ing", *double]


VERB_FORMS = {form: verb for verb in sorted(_words("grammar", "verbs")) for form in _inflected(verb)}
LIGHT = {
    noun: frozenset(prepositions.split())
    for prepositions, nouns in reversed(_DATA["grammar"]["light"].items())
    for noun in nouns.split()
}

CURRENCY_MARKS = {mark: code for code, marks in _DATA["currency"]["marks"].items() for mark in marks.split()}
CURRENCY_WORDS = {word: code for code, words in _DATA["currency"]["words"].items() for word in words.split("|")}
SCALES = {word: 10 ** int(power) for power, words in _DATA["currency"]["scales"].items() for word in words.split()}

SIGN = _words("verb", "sign")
SIGNED_BY = _words("verb", "signed_by")
REACH = _words("verb", "reach")
RENEW = phrases(_DATA["verb"]["renew"].split())
APPROVE = phrases(_DATA["verb"]["approve"].split())
PARTNER = phrases(_listed("verb", "partner"))
PLAN = phrases(_listed("verb", "plan"))
ENDED = phrases(_listed("verb", "ended"))
DENIED = phrases(_listed("verb", "denied"))
BACKGROUND = phrases(_listed("verb", "background"))
WITNESS = phrases(_listed("verb", "witness"))
# "put pen to paper", "affix their signatures to", "names were set under".
_PUT = (
    r"|\b(?:put|puts|putting|affix\w*|append\w*|set)\s+(?:\w+\s+){0,2}?(?:pens?|signatures?|names?|initials|hands?)\b"
    r"(?=\s+(?:to|on|under|were|was|,))|\bput pen to paper\b"
)
SIGNING = re.compile(phrases([*SIGN, *_listed("verb", "enter")]).pattern + _PUT, re.IGNORECASE)
REACHING = phrases(sorted(REACH))
CEILING: dict[str, float] = _DATA["ceiling"]
"""The highest confidence of a rule, by its name or its kind."""
