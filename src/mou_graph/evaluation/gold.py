"""Gold annotations: what a careful reader takes from an announcement, as JSON beside its text.

`<id>.json` has `agreements` (type, status, parties, signed_on, term, amount, signatories, focus_areas), `people`
(name, role, org) and `organizations` (name, aliases); an item whose `note` says "optional" is never missed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mou_graph.errors import GoldError

__all__ = ["GoldAgreement", "GoldAnnouncement", "GoldPerson", "Names", "read_gold"]

Names = tuple[str, ...]
"""All names of one thing, the fullest first."""


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person with a post."""

    name: str
    role: str | None
    organization: Names
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldAgreement:
    """An agreement; `values` has what it has one of at most: type, status, signed_on, term, amount."""

    parties: tuple[Names, ...]
    values: dict[str, str]
    signatories: tuple[Names, ...]
    focus_areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldAnnouncement:
    """What one announcement says, and the file that holds its text."""

    identifier: str
    text: Path
    published: str | None
    agreements: tuple[GoldAgreement, ...]
    people: tuple[GoldPerson, ...]
    organizations: tuple[tuple[Names, bool], ...]  # and whether it is optional


def read_gold(folder: str | Path, *, texts: str | Path | None = None) -> Iterator[GoldAnnouncement]:
    """The annotations of a folder in the order of their ids; texts are beside them, or in the folder `texts`.

    Raises `GoldError` where a folder holds none, a text is not there, or a file is not an annotation.
    """
    home = Path(folder)
    if not home.is_dir():
        raise GoldError(f"{home}: is not a folder")
    files = sorted(home.glob("*.json"))
    if not files:
        raise GoldError(f"{home}: there is no gold in it (<id>.json beside <id>.txt)")
    for file in files:
        try:
            yield _announcement(json.loads(file.read_text(encoding="utf-8")), _text(file, Path(texts or home)))
        except (AttributeError, KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise GoldError(f"{file}: is not a gold annotation ({type(error).__name__}: {error})") from None


def _text(file: Path, folder: Path) -> Path:
    for ending in (".txt", ".md", ".html"):
        text = folder / (file.stem + ending)
        if text.is_file():
            return text
    raise GoldError(f"{file}: its text is not there ({folder / file.stem}.txt or .md); --texts names another folder")


def _announcement(gold: dict[str, Any], text: Path) -> GoldAnnouncement:
    organizations = [(_names(o), _optional(o)) for o in gold["organizations"]]
    by_name = {name: names for names, _ in organizations for name in names}

    def all_names(name: str | None) -> Names:
        return tuple(dict.fromkeys([name, *by_name.get(name, ())])) if name else ()

    return GoldAnnouncement(
        text.stem,
        text,
        gold.get("published"),
        tuple(
            GoldAgreement(
                tuple(tuple(dict.fromkeys([*_names(p), *all_names(p["name"])])) for p in a["parties"]),
                {key: value for key in ("type", "status", "signed_on", "term") if (value := a.get(key))}
                | ({"amount": f"{float(money['value']):g} {money['currency']}"} if (money := a.get("amount")) else {}),
                tuple((s["name"],) for s in a.get("signatories", ())),
                tuple(a.get("focus_areas", ())),
            )
            for a in gold["agreements"]
        ),
        tuple(
            GoldPerson(p["name"], p.get("role"), all_names(p.get("org")), _optional(p)) for p in gold.get("people", ())
        ),
        tuple(organizations),
    )


def _names(thing: dict[str, Any]) -> Names:
    return (thing["name"], *thing.get("aliases", ()))


def _optional(thing: dict[str, Any]) -> bool:
    return "optional" in (thing.get("note") or "").lower()
