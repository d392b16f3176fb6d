"""What spellings of one organisation's name have in common."""

import re
from functools import lru_cache
from typing import Final

from mou_graph.extraction.lexicon import COUNTRIES, COUNTRY_OF, DEMONYMS
from mou_graph.vocabulary import slug

__all__ = ["name_key"]

_ARTICLES: Final = frozenset({"the", "la", "le", "der", "die", "das"})

# Legal forms, taken off the end of a name (longest sequences come off one by one).
_LEGAL: Final = frozenset(
    {"ab", "ag", "as", "asa", "berhad", "bhd", "bv", "co", "company", "corp", "corporation", "doo", "gmbh", "inc"}
    | {"incorporated", "jsc", "kg", "kk", "limited", "llc", "llp", "lp", "ltd", "nv", "oy", "oyj", "plc", "private"}
    | {"pte", "pty", "pvt", "sa", "saoc", "saog", "sarl", "sas", "sdn", "se", "spa", "srl", "sro", "tbk"}
)

# One spelling for words that announcements write in several ways.
_SPELLING: Final = {
    "centre": "center",
    "centres": "centers",
    "dept": "department",
    "govt": "government",
    "inst": "institute",
    "intl": "international",
    "labour": "labor",
    "natl": "national",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "sar": "special administrative region",
    "univ": "university",
}


_SHORT: Final = {"un": ["united", "nations"], "us": ["united", "states"], "uk": ["united", "kingdom"], "pt": []}
"""What the first word of a longer name is short for; a legal form that stands before a name is none of it."""
_OWNED: Final = re.compile(
    r"^(?:the )?(?P<owner>[^,]{2,40}?)['’]s "
    r"(?P<body>(?:ministry|department|government|embassy|parliament|cabinet)\b.*)$",
    re.I,
)
_TWO_OWNERS: Final = re.compile(r"^(?:the |The )?([A-Z][A-Z]+)[-–/]([A-Z][A-Z]+)(?= [A-Z])")
"""A joint body is named after its owners in either order: the ABC-XYZ Joint Laboratory."""
_REALM: Final = re.compile(
    r" of (?:the )?(?:(?:islamic|federal|federative|hashemite|united|arab|bolivarian|plurinational) ){0,2}"
    r"(?:republic|kingdom|federation|sultanate|commonwealth) of (?:the )?(?!congo\b|korea\b|china\b)"
)
"""What a state calls itself inside the name of its body: the Government of the Republic of Kenya."""
_LEVELS: Final = frozenset(
    {"federal", "central", "local", "national", "municipal", "provincial", "city", "district", "military"}
)
_NO_LAND: Final = frozenset(
    {"african", "arab", "arabian", "asian", "congolese", "dominican", "european", "korean", "nigerien"}
)
"""Adjectives of more than one land, of a whole continent, or too like another land's to be read by their letters."""
_SAME_STEM: Final = 4


def _lands() -> dict[str, str]:
    """The country (slug, spaced) of each adjective that is listed with one, or begins as one country only."""
    countries = {slug(name).replace("-", " ") for name in COUNTRIES}
    found = {}
    for people in DEMONYMS - _NO_LAND - set(COUNTRY_OF):
        begins = [c for c in countries if c[:_SAME_STEM] == people[:_SAME_STEM]]
        if len(begins) == 1:
            found[people] = begins[0]
    return found | {people: slug(country).replace("-", " ") for people, country in COUNTRY_OF.items()}


_LAND_OF: Final = _lands()
_COUNTRY_NAMES: Final = frozenset(slug(name).replace("-", " ") for name in COUNTRIES)
_SPECIAL_REGION: Final = re.compile(r"^(government of )(?:the )?(hong kong|macao|macau) special administrative region$")
_STATE: Final = re.compile(
    r"(?:(?:islamic|federal|hashemite|arab|bolivarian|plurinational|united) ){0,2}"
    r"(?:republic|kingdom|federation|sultanate|commonwealth) of (?:the )?(?P<land>.+)"
)
_TWO: Final = 2
# Words of which there is a University of X and another X University, and words that are no town's.
_TWO_UNIVERSITIES: Final = frozenset(
    {"york", "miami", "washington", "lincoln", "victoria", "pacific", "columbia", "indiana", "ohio", "georgia", "texas"}
    | {"virginia", "carolina", "dakota", "michigan", "mississippi", "northumbria", "charleston", "houston", "maryland"}
    | {
        "antioch",
        "concordia",
        "trinity",
        "wesleyan",
        "boston",
        "rochester",
        "phoenix",
        "western",
        "eastern",
        "northern",
    }
    | {"southern", "central", "national", "international", "state", "city", "open", "free", "technical", "technology"}
    | {
        "medical",
        "normal",
        "education",
        "agricultural",
        "american",
        "european",
        "asian",
        "african",
        "islamic",
        "catholic",
    }
)


@lru_cache(maxsize=1 << 16)
def name_key(label: str) -> str:
    """What spellings of one organisation's name have in common: equal keys, one name.

    Case, accents, punctuation, a leading article, ampersands, legal forms, "St." and a few abbreviations do
    not count.  Names with equal slugs have equal keys; a name without letters has the empty key.

    >>> name_key("The Hong Kong University of Science & Technology")
    'hong kong university of science and technology'
    >>> name_key("Merck & Co., Inc."), name_key("Hanbada Heavy Electric Co., Ltd."), name_key("U.S. Navy")
    ('merck', 'hanbada heavy electric', 'united states navy')
    >>> name_key("Oxford University"), name_key("Government of the Republic of Kenya")
    ('university of oxford', 'government of kenya')
    >>> name_key("the Kenyan Government"), name_key("French government"), name_key("Hong Kong SAR Government")
    ('government of kenya', 'government of france', 'government of hong kong')
    >>> name_key("Ghana's Ministry of Energy") == name_key("The Ministry of Energy of Ghana")
    True
    >>> name_key("the Kenyan Ministry of Health"), name_key("Ministry of Health of the Republic of Kenya")
    ('ministry of health of kenya', 'ministry of health of kenya')
    >>> name_key("ABC-XYZ Joint Laboratory") == name_key("the XYZ–ABC Joint Laboratory")
    True
    >>> name_key("St. Luke's Centre") == name_key("Saint Lukes Center")
    True
    """
    label = _OWNED.sub(r"\g<body> of \g<owner>", label.replace("*", ""))
    label = _TWO_OWNERS.sub(lambda m: " ".join(sorted(m.groups())), label)
    words = _joined_initials([w for word in slug(label).split("-") if word for w in _SPELLING.get(word, word).split()])
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    if len(words) > 1:
        words[:1] = _SHORT.get(words[0], words[:1])
    words = ["saint" if word == "st" and i < len(words) - 1 else word for i, word in enumerate(words)]
    while len(words) > 1 and (words[-1] in _LEGAL or words[-1] == "and"):
        del words[-1]
    if len(words) == _TWO and words[1] == "university" and words[0] not in _TWO_UNIVERSITIES:
        words = ["university", "of", words[0]]
    if len(words) > 1 and words[-1] == "government" and "of" not in words and not _LEVELS & set(words):
        land = " ".join(words[:-1])
        words = ["government", "of", _LAND_OF.get(land, land)]
    if len(words) > _TWO and words[0] in _LAND_OF and words[1:3] == ["ministry", "of"]:
        words = [*words[1:], "of", _LAND_OF[words[0]]]
    key = _REALM.sub(" of ", " ".join(words)).replace(" of the ", " of ")
    return _government(key)


def _government(key: str) -> str:
    """A state that acts under its full name, and a region by its own, is its government.

    >>> _government("republic of kenya"), _government("republic of korea"), _government("commonwealth of nations")
    ('government of kenya', 'republic of korea', 'commonwealth of nations')
    """
    key = _SPECIAL_REGION.sub(r"\1\2", key)
    state = _STATE.fullmatch(key)
    if state and state["land"] in _COUNTRY_NAMES and state["land"] not in ("congo", "korea", "china"):
        return f"government of {state['land']}"
    return key


def _joined_initials(words: list[str]) -> list[str]:
    joined: list[str] = []
    run = False
    for word in words:
        single = len(word) == 1 and word.isascii()
        if single and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = single
    return joined
