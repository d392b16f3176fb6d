"""One organisation as a registry has it, made of named cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mou_graph.model import Problem
from mou_graph.registry.naming import name_key

__all__ = ["ROR", "WIKIDATA", "Entry", "entry"]


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


ROR: Final = re.compile(r"(?:https?://ror\.org/)?(0[0-9a-hj-km-np-tv-z]{6}[0-9]{2})")
WIKIDATA: Final = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)")
_HOMEPAGE: Final = re.compile(r"(https?://[^\s<>\"{}|\\^`]+)")
_COLUMNS: Final = {"ror": ROR, "wikidata": WIKIDATA, "homepage": _HOMEPAGE}


def entry(cells: Mapping[str, str], where: str, *, too_long: bool = False) -> Entry | Problem:
    """An organisation of its cells, by column; a problem where they cannot be one's."""
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
