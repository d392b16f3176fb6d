"""Every name an organisation goes by, and its ids, as somebody wrote them down.

>>> registry = Registry((Entry("Hong Kong University of Science and Technology", aliases=("HKUST",)),))
>>> registry.find("the hong kong university of science & technology").name
'Hong Kong University of Science and Technology'
>>> registry.find("HKUST") is registry.find("Hong Kong University of Science and Technology")
True
>>> registry.find("MIT") is None
True
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from mou_graph.errors import RegistryError
from mou_graph.model import Problem
from mou_graph.registry.entries import Entry
from mou_graph.registry.formats import READERS, ending
from mou_graph.registry.naming import name_key

__all__ = ["Entry", "Registry", "name_key"]


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
        """Read a registry file; its format is told by its ending.

        `.csv`, `.tsv`: the first line names the columns, `name` and any of aliases (separated by |), kind, country,
        parent, ror, wikidata, homepage.  `.ttl`: SKOS; `.sssom.tsv`: mappings; `.json`: the dump of ROR (needs ijson).
        A row that cannot be used is a problem with its line; a file that cannot, an error.
        """
        path = Path(path)
        read = READERS.get(ending(path))
        if read is None:
            raise RegistryError(f"{path}: not a registry format I know ({', '.join(sorted(READERS))})")
        entries: dict[Entry, None] = {}
        problems = []
        try:
            for found in read(path):
                if isinstance(found, Problem):
                    problems.append(found)
                else:
                    entries[found] = None
        except OSError as error:
            raise RegistryError(f"{path}: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise RegistryError(f"{path}: not UTF-8 text (byte {error.start})") from error
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
