"""What a person put right, one line a correction: applied at every build, so that it stays.

A table like the registry's, for a spreadsheet, a text editor and git alike: one correction is one line of a
difference.  The columns are action, thing, property, value, source, note; lines that begin with # are remarks.

>>> lines = '''action,thing,property,value,source,note
... merge,MSRA,,Microsoft Research Asia,,one laboratory
... split,UCL,,Université catholique de Louvain,news-7,the Belgian one
... rename,Beta Institut,,Beta Institute Berlin,,
... reject,agreement/a--b/2024-mou,party,Gamma Ltd,,only thanked
... accept,agreement/a--b/2024-mou,signedOn,2024-03-08,,
... add,agreement/a--b/2024-mou,validThrough,2027-03-07,https://a.example/contract.pdf,clause 9
... keep,UCL,,University of Leicester,,looked at: two bodies
... reject,agreement/a--b/2024-mou,colour,blue,,
... '''
>>> corrections = Corrections.parse(lines, "corrections.csv")
>>> [correction.action for correction in corrections.entries]
['merge', 'split', 'rename', 'reject', 'accept', 'add']
>>> [keep.value for keep in corrections.kept]
['University of Leicester']
>>> print(*corrections.problems)
corrections.csv:9: no property 'colour'; there are agreementType, datePublished, ...
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from mou_graph.errors import CorrectionsError
from mou_graph.model import Problem
from mou_graph.vocabulary import BASE

__all__ = ["COLUMNS", "KEEP", "PROPERTIES", "Account", "Correction", "Corrections", "Designated", "named_in"]

COLUMNS: Final = ("action", "thing", "property", "value", "source", "note")

PROPERTIES: Final = {
    "agreementType": "type",
    "datePublished": "date",
    "financialCommitment": "money",
    "focusArea": "focus-area",
    "hasMembership": "post",
    "mentions": "organization or person",
    "party": "organization",
    "renews": "agreement",
    "signatory": "person",
    "signedAt": "place",
    "signedOn": "date",
    "status": "status",
    "subOrganizationOf": "organization",
    "validFor": "duration",
    "validFrom": "date",
    "validThrough": "date",
    "witness": "person",
}
"""What can be rejected, accepted and added, by the local names of the ontology's properties, and what a value is."""

# What each action cannot do without, beside the thing.
_NEEDED: Final = {
    "merge": ("value",),
    "split": ("value", "source"),
    "rename": ("value",),
    "reject": (),
    "accept": ("property", "value"),
    "add": ("property", "value", "source"),
    "keep": (),
}
KEEP: Final = "keep"
_IDENTITY: Final = frozenset({"merge", "rename"})
_KINDS: Final = frozenset({"agreement", "announcement", "focus-area", "organization", "person", "place", "role"})


class Designated(NamedTuple):
    """What a cell names: a thing by its IRI (`kind` and `local` part of it) or by a name (no kind)."""

    kind: str | None
    name: str

    @classmethod
    def by(cls, text: str) -> "Designated":
        """
        >>> Designated.by("organization/acme"), Designated.by("Acme / Beta")
        (Designated(kind='organization', name='acme'), Designated(kind=None, name='Acme / Beta'))
        """
        kind, slash, rest = text.removeprefix(BASE).partition("/")
        return cls(kind, rest) if slash and rest and kind in _KINDS else cls(None, text)

    @property
    def words(self) -> str:
        """A name that means the same: of an IRI, its words."""
        return self.name.partition("--")[0].replace("-", " ") if self.kind else self.name

    @property
    def iri(self) -> str | None:
        """The IRI, where it is given as one."""
        return f"{BASE}{self.kind}/{self.name}" if self.kind else None

    def may_be(self, kind: str) -> bool:
        """Whether it can name a thing of this kind."""
        return self.kind in (None, kind)


@dataclass(frozen=True, slots=True)
class Correction:
    """One line: what to do with which thing; `where` is the file and the line."""

    action: str
    thing: str
    property: str = ""
    value: str = ""
    source: str = ""  # of `split` the announcement, of `add` the document that says so
    note: str = ""
    where: str = ""


@dataclass(frozen=True)
class Corrections:
    """All that was put right, in the order of the file; `problems` holds the lines that could not be used.

    What was looked at and stays as it is (`kept`) is no entry: it changes no graph.
    """

    entries: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()
    kept: tuple[Correction, ...] = ()
    _about: dict[str, list[Correction]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        about = defaultdict(list)
        for one in self.entries:
            if one.action not in _IDENTITY and one.action != "split":
                designated = Designated.by(one.thing)
                about[designated.iri or designated.name.casefold()].append(one)
        object.__setattr__(self, "_about", dict(about))

    def __bool__(self) -> bool:
        return bool(self.entries)

    @classmethod
    def load(cls, path: str | Path) -> "Corrections":
        """Read a corrections file (.csv, .tsv).

        A line that cannot be used is a problem with its number; a file that cannot, an error.
        """
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise CorrectionsError(f"{path}: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise CorrectionsError(f"{path}: not UTF-8 text (byte {error.start})") from error
        return cls.parse(text, str(path))

    @classmethod
    def parse(cls, text: str, where: str = "corrections") -> "Corrections":
        """The corrections of a table as text; `where` names it in problems."""
        found = list(_rows(text, where))
        lines = [one for one in found if isinstance(one, Correction)]
        entries, kept = (tuple(c for c in lines if (c.action == KEEP) is of) for of in (False, True))
        return cls(entries, tuple(one for one in found if isinstance(one, Problem)), kept)

    def identities(self, kind: str) -> list[Correction]:
        """Who is who: what is merged and renamed among things of a kind, in order."""
        return [c for c in self.entries if c.action in _IDENTITY and Designated.by(c.thing).may_be(kind)]

    @property
    def splits(self) -> list[Correction]:
        """Which mentions are of another thing."""
        return [c for c in self.entries if c.action == "split"]

    def about(self, iri: str, names: Iterable[str] = ()) -> list[Correction]:
        """What is to be rejected, accepted and added of a thing with this IRI and these names, in order."""
        keys = dict.fromkeys([iri, *(name.casefold() for name in names)])
        return [c for key in keys for c in self._about.get(key, ())] if self._about else []

    def added(self, kind: str) -> list[str]:
        """The names of a kind that additions speak of; some of them may be in no announcement."""
        parts = (part for c in self.entries if c.action == "add" for part in named_in(c.property, c.value))
        return [name for of, name in parts if of == kind and Designated.by(name).kind is None]


class Account:
    """Which corrections found what they are about, and why the others did not."""

    def __init__(self) -> None:
        self.used: set[Correction] = set()
        self.failed: dict[Correction, str] = {}

    def problems(self, corrections: Corrections) -> Iterator[Problem]:
        """A problem for each that changed nothing."""
        for one in corrections.entries:
            if one not in self.used:
                cells = (one.action, repr(one.thing), one.property, one.value and repr(one.value))
                what = " ".join(cell for cell in cells if cell)
                yield Problem("correct", one.where, f"{what}: {self.failed.get(one, 'matches nothing')}")


def named_in(property: str, value: str) -> Iterator[tuple[str, str]]:
    """The things a value names, each with its kind.

    >>> list(named_in("signatory", "Ada Example for Acme University"))
    [('person', 'Ada Example'), ('organization', 'Acme University')]
    >>> list(named_in("hasMembership", "Dean at Acme University"))
    [('role', 'Dean'), ('organization', 'Acme University')]
    """
    of = PROPERTIES[property]
    if of == "person":
        who, _, behalf = value.partition(" for ")
        yield "person", who.strip()
        if behalf.strip():
            yield "organization", behalf.strip()
    elif of == "post":
        role, at, organization = f" {value}".partition(" at ")
        if role.strip():
            yield "role", role.strip()
        if at and organization.strip():
            yield "organization", organization.strip()
    else:
        yield of, value


def _rows(text: str, where: str) -> Iterator[Correction | Problem]:
    head = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in head else ",", strict=True)
    columns: list[str] = []
    begun = 0
    try:
        for row in rows:
            line, begun = begun + 1, rows.line_num
            if not any(cell.strip() for cell in row) or row[0].startswith("#"):
                continue
            cells = [cell.strip() for cell in row]
            if not columns:
                columns = [cell.lower() for cell in cells]
                if missing := {"action", "thing"} - set(columns):
                    raise CorrectionsError(f"{where}: no column called {min(missing)} in its first line")
                continue
            yield _correction(dict(zip(columns, cells, strict=False)), f"{where}:{line}", len(cells) > len(columns))
    except csv.Error as error:
        raise CorrectionsError(f"{where}:{rows.line_num}: not a table: {error}") from error


def _correction(cells: dict[str, str], where: str, too_long: bool) -> Correction | Problem:
    def problem(message: str) -> Problem:
        return Problem("correct", where, message)

    if too_long:
        return problem("more cells than columns (a value with a comma wants quotation marks)")
    given = {column: cells.get(column, "") for column in COLUMNS}
    given["action"] = given["action"].lower()
    given["property"] = given["property"].rpartition(":")[2]
    if given["action"] not in _NEEDED:
        return problem(f"no action {given['action']!r}; there are {', '.join(_NEEDED)}")
    for column in ("thing", *_NEEDED[given["action"]]):
        if not given[column]:
            return problem(f"{given['action']} needs a {column}")
    if given["property"] and given["property"] not in PROPERTIES:
        return problem(f"no property {given['property']!r}; there are {', '.join(sorted(PROPERTIES))}")
    return Correction(**given, where=where)
