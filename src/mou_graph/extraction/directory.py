"""The organisations found so far: one entity for a full name, its acronym and its short forms.

`Directory` knows which forms are the same name; which mentions are believed is decided in `organizations` (what
names itself) and `neighbours` (what the company it keeps tells).
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from mou_graph.extraction.initials import spells
from mou_graph.extraction.lexicon import (
    COMMON,
    COUNTRIES,
    DEMONYMS,
    FIELDS,
    GENERIC,
    OPENERS,
    ORG_HEADS,
    PARTS,
    PLACES,
    SUFFIXES,
)
from mou_graph.extraction.nameless import says_itself
from mou_graph.extraction.names import Mention

__all__ = ["Directory", "Organization", "clean", "fits", "is_unit", "key", "promote", "short_of"]

_PLAIN_SUFFIXES = frozenset(s.replace(".", "") for s in SUFFIXES)
_LAND_OF = {
    demonym: max(lands, key=len)
    for demonym in DEMONYMS
    if (lands := [land for land in COUNTRIES if demonym.startswith(land[:-1])])
}
"""Nigerian → Nigeria, where the one word is made from the other."""
_REALM = re.compile(
    r"(?:[a-z]+ ){0,3}(?:republic|kingdom|federation|commonwealth|sultanate|state) of (?:the )?(?P<land>[a-z ]+)"
)
_STEM = 4
"""Letters of a name's first word that a short form made of beginnings keeps."""
_TRIED = 100
"""Names with one first letter that an acronym is held against; bounds the work."""
_COMPANY_WORDS = frozenset(("group", "holdings", "holding", "company", "corporation", "international", "technologies"))
_WHOLE = frozenset(("university", "ministry", "national", "company", "ltd", "inc"))
_PART_HEADS = frozenset(("faculty", "department", "division", "section", "unit"))


@dataclass(slots=True)
class Organization:
    """An organisation of one text, as it is put together: every form it has, and where."""

    name: str
    forms: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    confidence: float = 0.9
    rule: str = "organization.head"
    parent: int = -1
    parent_rule: str = ""

    def add(self, mention: Mention) -> None:
        """One more place where it is named."""
        self.mentions.append(mention)
        self.see(mention.text)

    def see(self, form: str) -> None:
        """One more form; the fullest is the name."""
        form = clean(form)
        if form and form not in self.forms:
            self.forms.append(form)
        if _rank(form) > _rank(self.name):
            self.name = form


@lru_cache(maxsize=1 << 14)
def clean(form: str) -> str:
    """A name as it is cited: no article, no trailing comma, one space between words."""
    form = " ".join(form.split()).strip(" ,;:")
    return re.sub(r"^(?:the|The|THE)\s+", "", form)


def _rank(form: str) -> tuple[bool, int]:
    """The fullest form wins: several words before an acronym, then the longer one."""
    return (" " in form or not form.isupper(), len(form))


@lru_cache(maxsize=1 << 14)
def key(form: str) -> str:
    """What must be equal for two forms to be the same name.

    >>> key("The Shear Wind Inc.") == key("Shear Wind, Inc")
    True
    """
    words = re.findall(r"[\w]+", clean(form).casefold().replace("'s", "").replace("&", " and "))
    if len(words) > 2 and "government" in words[:2] and words[words.index("government") + 1] == "of":
        # The Government of India is India; the City Government of Bukirin is the City of Bukirin.
        at = words.index("government")
        words = ([*words[:at], "of"] if at else []) + [w for w in words[at + 2 :] if w != "the"]
    if len(words) > 2 and (of := _REALM.match(" ".join(words))) and of["land"] in COUNTRIES:
        words = of["land"].split()  # the Republic of Guinea is Guinea
    if len(words) > 1 and words[-1] == "government":  # the Indian government is India's
        words = _LAND_OF.get(words[0], words[0]).split() if len(words) == 2 else words[:-1]
    while len(words) > 1 and words[-1] in _PLAIN_SUFFIXES:
        words.pop()
    if len(words) > 1 and len(words[-1]) > _STEM and words[-1].endswith("s") and not words[-1].endswith("ss"):
        words[-1] = words[-1][:-1]  # a text that has Qatar Museums and Qatar Museum means one
    return " ".join(words)


def _initials(name: str) -> str:
    """The capitals an acronym would take from a name: Kaleva University of Technology → KUT."""
    words = re.findall(r"\w+", name)
    return "".join(w[0] if not (w.isupper() and len(w) < 6) else w for w in words if w[0].isupper()).upper()


def fits(acronym: str, name: str) -> bool:
    """Whether the letters can come, in order, from the name, beginning with its first.

    >>> fits("HKUST", "Hong Kong University of Science and Technology"), fits("AfDB", "African Development Bank")
    (True, True)
    """
    letters = [c.casefold() for c in acronym if c.isalnum()]
    low = name.casefold()
    if not letters or not low or not low.startswith(letters[0]):
        return False
    at = 0
    for c in letters:
        at = low.find(c, at) + 1
        if at == 0:
            return False
    if len(letters) > _STEM + 1 and "".join(letters[:_STEM]) == low[:_STEM]:
        return True  # made of beginnings: Hydrom for Hydrogen Oman
    capitals = _initials(name).casefold()
    shared = sum(1 for c in letters if c in capitals)
    return shared >= 0.6 * len(letters)


class Directory:
    """The organisations found so far, by form."""

    def __init__(self) -> None:
        self.found: list[Organization] = []
        self.by_key: dict[str, int] = {}
        self.by_word: dict[str, list[int]] = {}  # the first word of a form's key, or the place of "University of X"
        self.by_letter: dict[str, list[int]] = {}
        self.spelt: dict[str, int] = {}  # acronyms looked for
        self.by_initials: dict[str, list[int]] = {}
        self.not_organizations: set[str] = set()
        self.speaking: frozenset[str] = frozenset()  # acronyms that say, sign or have a president somewhere
        self.plain_words: frozenset[str] = frozenset()  # what the text has in lower case

    def get(self, form: str) -> int:
        """The organisation of this form, or -1."""
        return self.by_key.get(key(form), -1)

    def entity(self, mention: Mention, *, confidence: float, rule: str) -> int:
        """The organisation of this name, made if it is new; the mention becomes one of it."""
        at = self.get(mention.text)
        if at < 0:
            at = len(self.found)
            self.found.append(Organization(clean(mention.text), confidence=confidence, rule=rule))
            self.by_key[key(mention.text)] = at
            self._index(mention.text, at)
        self.attach(mention, at)
        return at

    def _index(self, form: str, at: int) -> None:
        """So that a short form finds its organisation without a look at all of them."""
        words = key(form).split()
        place = words[:2] in (["university", "of"], ["ministry", "of"], ["city", "of"])
        for word in {words[0], words[-1 if place else 0]} if words else ():
            listed = self.by_word.setdefault(word, [])
            if at not in listed[-8:]:
                listed.append(at)
        if words and len(listed := self.by_letter.setdefault(words[0][0], [])) < _TRIED:
            listed.append(at)
            self.spelt.clear()
        self.by_initials.setdefault(_initials(form), []).append(at)

    def attach(self, mention: Mention, at: int) -> None:
        """Make the mention one of organisation `at`."""
        mention.kind, mention.entity = "org", at
        self.found[at].add(mention)

    def alias(self, form: str, at: int) -> None:
        """One more form of organisation `at`, unless it is another's already."""
        self.by_key.setdefault(key(form), at)
        self.found[at].see(form)
        self._index(form, at)


def _spelt(letters: str, known: Directory) -> int:
    """The one organisation whose words' beginnings the letters are: MFU for Mae Fah Luang University; or -1."""
    if len(letters) < 3 or letters in known.spelt:
        return known.spelt.get(letters, -1)
    fitting = []
    for n in known.by_letter.get(letters[0], ())[:_TRIED]:
        words = key(known.found[n].name).split()
        idle = spells(letters, words)
        if known.found[n].mentions and 0 <= idle < 2 and len(words) > 1:
            fitting.append(n)
    known.spelt[letters] = fitting[0] if len(set(fitting)) == 1 else -1
    return known.spelt[letters]


def short_of(mention: Mention, known: Directory) -> int:
    """The organisation whose name begins with this one, or whose initials it is; -1 where there is none."""
    at = known.get(mention.text)
    if at >= 0:
        return at
    low = key(mention.text)
    if not low:
        return -1
    if mention.kind == "acronym":
        letters = re.sub(r"\W", "", mention.text).upper()
        fitting = set(known.by_initials.get(letters, ())) if len(mention.text) > 1 else set()
        fitting = fitting or {n for n in known.by_word.get(low, ()) if _only_form(low, key(known.found[n].name))}
        return fitting.pop() if len(fitting) == 1 else _spelt(letters.casefold(), known) if not fitting else -1
    words = low.split()
    if len(words) > 1 and mention.text.split()[0].isupper():  # "BTU Cottbus-Senftenberg", "SAUT University"
        at = known.by_key.get(words[0], -1)
        if at >= 0:
            theirs = key(known.found[at].name).replace("-", " ").split()
            if all(w in theirs for w in low.replace("-", " ").split()[1:]):
                return at
    if mention.text.casefold() in GENERIC or low in PLACES:
        return -1
    if len(words) == 1 and (low in FIELDS or low in DEMONYMS or low in OPENERS):
        return -1
    near = known.by_word.get(words[-1], []) + known.by_word.get(words[0], [])
    longer = {
        n for n in near if any(_shortens(low, key(f)) and not _has_other_owners(low, f) for f in known.found[n].forms)
    }
    if longer:
        return min(longer)
    if (
        mention.kind == "name" and 1 < len(words) <= 3
    ):  # the short form came first: "AquaReach … AquaReach International"
        for n in known.by_word.get(words[0], ()):
            theirs_key = key(known.found[n].name)
            if known.found[n].rule != "organization.head" and " " not in theirs_key and _shortens(theirs_key, low):
                return n
    return -1


def _only_form(short: str, full: str) -> bool:
    """'VT' for VT Group: nothing but words for a company follow; but the UN is not the UN Children's Fund."""
    rest = full.removeprefix(short + " ")
    return rest != full and all(w in _COMPANY_WORDS for w in rest.split())


def _shortens(short: str, full: str) -> bool:
    """'Karas Copper' for Karas Copper Holdings, 'Waterloo' for the University of Waterloo.

    But Microsoft is not Microsoft Korea.
    """
    if full.startswith(short + " "):
        rest = full[len(short) + 1 :].split()
        return " ".join(rest) not in PLACES and rest[-1] not in PLACES
    return full in (f"university of {short}", f"ministry of {short}", f"city of {short}")


def _has_other_owners(short: str, name: str) -> bool:
    """Whether two more names follow the short one: the Karas Oulu-Tampere Medical Centre is not only Karas's."""
    rest = name.split()[len(short.split()) :]
    parts = rest[0].casefold().split("-") if len(rest) > 1 else []
    return len(parts) > 1 and not any(p in FIELDS or p in COMMON or p in ORG_HEADS or len(p) < _STEM - 1 for p in parts)


def is_unit(name: str) -> bool:
    """Whether the name is that of a part: Faculty of Law, Department of Physics, Acute Stroke Unit."""
    words = name.casefold().split()
    if not words or any(w in _WHOLE for w in words):
        return False
    return (words[0] in PARTS and words[1:2] in (["of"], ["for"])) or (len(words) > 1 and words[-1] in _PART_HEADS)


def promote(mention: Mention, known: Directory, *, confidence: float, rule: str) -> int:
    """A bare name in a place where only an organisation can stand becomes one."""
    if mention.text in known.not_organizations:
        return -1
    # "Testville City" is no short form of the Testville City Chamber
    at = known.get(mention.text) if mention.kind in ("other", "place") else short_of(mention, known)
    if at >= 0:
        known.attach(mention, at)
        return at
    if says_itself(mention.text, known.plain_words):
        return -1
    return known.entity(mention, confidence=confidence, rule=rule)
