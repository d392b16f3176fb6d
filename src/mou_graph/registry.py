"""Every name an organisation goes by, and its ids, as somebody wrote them down.

>>> registry = Registry((Entry("Hong Kong University of Science and Technology", aliases=("HKUST",)),))
>>> registry.find("the hong kong university of science & technology").name
'Hong Kong University of Science and Technology'
>>> registry.find("HKUST") is registry.find("Hong Kong University of Science and Technology")
True
>>> registry.find("MIT") is None
True
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from mou_graph.errors import RegistryError
from mou_graph.model import Problem
from mou_graph.vocabulary import slug

__all__ = ["Entry", "Registry", "name_key"]

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
_REALM: Final = re.compile(
    r" of (?:the )?(?:(?:islamic|federal|federative|hashemite|united|arab|bolivarian|plurinational) ){0,2}"
    r"(?:republic|kingdom|federation|sultanate|commonwealth) of (?:the )?(?!congo\b|korea\b|china\b)"
)
"""What a state calls itself inside the name of its body: the Government of the Republic of Kenya."""
_LEVELS: Final = frozenset(
    {"federal", "central", "local", "national", "municipal", "provincial", "city", "district", "military"}
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
    >>> name_key("Ghana's Ministry of Energy") == name_key("The Ministry of Energy of Ghana")
    True
    >>> name_key("St. Luke's Centre") == name_key("Saint Lukes Center")
    True
    """
    label = _OWNED.sub(r"\g<body> of \g<owner>", label.replace("*", ""))
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
        words = ["government", "of", *words[:-1]]
    return _REALM.sub(" of ", " ".join(words)).replace(" of the ", " of ")


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation; `parent` is the name of the one it belongs to."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    country: str | None = None
    parent: str | None = None
    ror: str | None = None  # 00q4vv597
    wikidata: str | None = None  # Q735049
    homepage: str | None = None


@dataclass(frozen=True)
class Registry:
    """Organisations somebody vouches for, found by any of their names.

    `problems` holds the rows that could not be used.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    _by_name: dict[str, list[Entry]] = field(init=False, repr=False, compare=False)
    _by_alias: dict[str, list[Entry]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name, by_alias = defaultdict(list), defaultdict(list)
        for entry in self.entries:
            by_name[name_key(entry.name)].append(entry)
            for key in {name_key(alias) for alias in entry.aliases} - {"", name_key(entry.name)}:
                by_alias[key].append(entry)
        object.__setattr__(self, "_by_name", dict(by_name))
        object.__setattr__(self, "_by_alias", dict(by_alias))

    @classmethod
    def load(cls, path: str | Path) -> "Registry":
        """Read a registry file; its format is told by its ending (.csv, .tsv).

        The first line names the columns: `name` and any of aliases (separated by |), kind, country, parent, ror,
        wikidata, homepage.  A row that cannot be used is a problem with its line; a file that cannot, an error.
        """
        path = Path(path)
        read = READERS.get(path.suffix.lower())
        if read is None:
            raise RegistryError(f"{path}: not a registry format I know ({', '.join(sorted(READERS))})")
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise RegistryError(f"{path}: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise RegistryError(f"{path}: not UTF-8 text (byte {error.start})") from error
        entries: dict[Entry, None] = {}
        problems = []
        for found in read(text, str(path)):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                entries[found] = None
        if not entries:
            raise RegistryError(f"{path}: no organisation in it")
        return cls(tuple(entries), tuple(problems))

    def named(self, label: str) -> tuple[Entry, ...]:
        """Those whose name the label is, or else those who have it as an alias; several where it is ambiguous."""
        key = name_key(label)
        return tuple(self._by_name.get(key) or self._by_alias.get(key) or ())

    def find(self, label: str) -> Entry | None:
        """The one organisation that the label names; None where none or more than one does.

        >>> registry = Registry((Entry("Manipal IT", aliases=("MIT",)), Entry("Massachusetts IT", aliases=("MIT",))))
        >>> registry.find("MIT") is None, registry.find("Massachusetts IT").aliases
        (True, ('MIT',))
        """
        found = self.named(label)
        return found[0] if len(found) == 1 else None

    def is_name(self, label: str) -> bool:
        """Whether the label is an official name here, not an alias."""
        return name_key(label) in self._by_name


_ROR: Final = re.compile(r"(?:https?://ror\.org/)?(0[0-9a-hj-km-np-tv-z]{6}[0-9]{2})")
_WIKIDATA: Final = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)")
_HOMEPAGE: Final = re.compile(r"(https?://[^\s<>\"{}|\\^`]+)")
_COLUMNS: Final = {"ror": _ROR, "wikidata": _WIKIDATA, "homepage": _HOMEPAGE}


def _rows(text: str, where: str, *, delimiter: str) -> Iterator[Entry | Problem]:
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [column.strip().lower() for column in reader.fieldnames or ()]
        if "name" not in columns:
            raise RegistryError(f"{where}: no column called name in its first line")
        reader.fieldnames = columns
        for row in reader:
            cells = {column: cell.strip() for column, cell in row.items() if isinstance(cell, str) and column}
            yield _entry(cells, f"{where}:{reader.line_num}", too_long=None in row)
    except csv.Error as error:
        raise RegistryError(f"{where}:{reader.line_num}: not a table: {error}") from error


def _entry(cells: Mapping[str, str], where: str, *, too_long: bool) -> Entry | Problem:
    if too_long:
        return Problem("registry", where, "more cells than columns")
    if not name_key(cells.get("name", "")):
        return Problem("registry", where, "no name")
    ids = {}
    for column, pattern in _COLUMNS.items():
        if cell := cells.get(column):
            found = pattern.fullmatch(cell)
            if not found:
                return Problem("registry", where, f"{cell!r} is not a {column} value")
            ids[column] = found[1]
    aliases = (alias.strip() for alias in cells.get("aliases", "").split("|"))
    return Entry(
        cells["name"],
        tuple(dict.fromkeys(alias for alias in aliases if alias)),
        kind=cells.get("kind") or None,
        country=cells.get("country") or None,
        parent=cells.get("parent") or None,
        **ids,
    )


def read_csv(text: str, where: str) -> Iterator[Entry | Problem]:
    """Rows separated by commas."""
    return _rows(text, where, delimiter=",")


def read_tsv(text: str, where: str) -> Iterator[Entry | Problem]:
    """Rows separated by tabs."""
    return _rows(text, where, delimiter="\t")


READERS: Final[Mapping[str, Callable[[str, str], Iterator[Entry | Problem]]]] = {".csv": read_csv, ".tsv": read_tsv}
"""A reader takes the text of a file and its name, and yields entries and problems."""
