"""Registry files by their endings: tables, SKOS in Turtle, SSSOM mappings, the ROR dump."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from mou_graph.errors import RegistryError
from mou_graph.model import Problem
from mou_graph.registry.entries import ROR, WIKIDATA, Entry, entry

__all__ = ["READERS", "ending"]


def ending(path: Path) -> str:
    """The ending that tells a file's format: `.sssom.tsv` before `.tsv`.

    >>> ending(Path("a/names.SSSOM.tsv")), ending(Path("v1.2.csv"))
    ('.sssom.tsv', '.csv')
    """
    both = "".join(path.suffixes[-2:]).lower()
    return both if both in READERS else path.suffix.lower()


def _table(path: Path, delimiter: str) -> Iterator[Entry | Problem]:
    """Rows under a line of column names: `name` and any others."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from _rows(lines, str(path), delimiter=delimiter)


def _rows(lines: Iterable[str], where: str, *, delimiter: str) -> Iterator[Entry | Problem]:
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    try:
        columns = [column.strip().lower() for column in reader.fieldnames or ()]
        if "name" not in columns:
            raise RegistryError(f"{where}: no column called name in its first line")
        reader.fieldnames = columns
        for row in reader:
            cells = {column: cell.strip() for column, cell in row.items() if isinstance(cell, str) and column}
            yield entry(cells, f"{where}:{reader.line_num}", too_long=None in row)
    except csv.Error as error:
        raise RegistryError(f"{where}:{reader.line_num}: not a table: {error}") from error


def read_csv(path: Path) -> Iterator[Entry | Problem]:
    """Rows separated by commas."""
    return _table(path, ",")


def read_tsv(path: Path) -> Iterator[Entry | Problem]:
    """Rows separated by tabs."""
    return _table(path, "\t")


# ── SSSOM ────────────────────────────────────────────────────────────────────
_SAME: Final = frozenset({"skos:exactMatch", "owl:sameAs", "semapv:crossSpeciesExactMatch"})


def read_sssom(path: Path) -> Iterator[Entry | Problem]:
    """Mappings (https://w3id.org/sssom): what is exactly one gives its ids and its other label to the subject."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    first: dict[str, int] = {}
    body: list[tuple[int, str]] = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, line in enumerate(lines, 1):
            if not line.startswith("#"):
                body.append((number, line))
    reader = csv.DictReader((line for _, line in body), delimiter="\t")
    needed = {"subject_label", "predicate_id", "object_id"}
    if not needed <= set(reader.fieldnames or ()):
        raise RegistryError(f"{path}: no column called {min(needed - set(reader.fieldnames or ()))}")
    for (at, _), row in zip(body[1:], reader, strict=False):
        if not row["subject_label"]:
            yield Problem("registry", f"{path}:{at}", "no subject_label")
        elif row["predicate_id"] in _SAME:
            first.setdefault(row["subject_label"], at)
            told = subjects[row["subject_label"]]
            told["ids"] += [row["object_id"] or "", row.get("subject_id") or ""]
            told["labels"].append(row.get("object_label") or "")
    for name, told in subjects.items():
        yield entry(_cells(name, told["labels"], told["ids"]), f"{path}:{first[name]}")


def _cells(name: str, labels: Iterable[str], ids: Iterable[str], **more: str) -> dict[str, str]:
    """Cells of an entry: the ids told by what they look like, as an address or as a CURIE."""
    cells = {"name": name, "aliases": "|".join(dict.fromkeys(label for label in labels if label and label != name))}
    for id in ids:
        local = id.partition(":")[2] if id.lower().startswith(("ror:", "wikidata:", "wd:")) else id
        for column, pattern in (("ror", ROR), ("wikidata", WIKIDATA)):
            if pattern.fullmatch(local):
                cells.setdefault(column, local)
    return cells | {column: cell for column, cell in more.items() if cell}


# ── SKOS ─────────────────────────────────────────────────────────────────────
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_ORG: Final = "http://www.w3.org/ns/org#"
_IDS: Final = frozenset(
    {_SKOS + "exactMatch", "http://www.w3.org/2002/07/owl#sameAs"}
    | {f"{scheme}://schema.org/sameAs" for scheme in ("http", "https")}
)


def read_skos(path: Path) -> Iterator[Entry | Problem]:
    """Whatever has a skos:prefLabel: with altLabel and hiddenLabel, ids by exactMatch or sameAs, what it is part of."""
    from pyoxigraph import Literal, RdfFormat, parse

    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            kept = quad.object.value if not isinstance(quad.object, Literal) else _labelled(quad.object)
            values[quad.subject.value][quad.predicate.value].append(kept)
    except SyntaxError as error:
        raise RegistryError(f"{path}: not Turtle: {error}") from error
    names = {
        iri: sorted(told[_SKOS + "prefLabel"])[0][3:] for iri, told in values.items() if told.get(_SKOS + "prefLabel")
    }
    for iri, name in sorted(names.items()):
        told = values[iri]
        others = [told[_SKOS + label] for label in ("prefLabel", "altLabel", "hiddenLabel")]
        above = [*told[_ORG + "subOrganizationOf"], *told[_SKOS + "broader"]]
        ids = [iri, *(id for predicate in _IDS for id in told[predicate])]
        labels = [label[3:] for labels in others for label in sorted(labels)]
        parent = next((names[p] for p in above if p in names), "")
        yield entry(_cells(name, labels, sorted(ids), parent=parent), f"{path}: {iri}")


def _labelled(literal: Any) -> str:
    """A label behind the rank of its language: English before none before the others."""
    language = literal.language or ""
    rank = 0 if language.startswith("en") else 1 if not language else 2
    return f"{rank}  {literal.value}"


# ── ROR ──────────────────────────────────────────────────────────────────────
def read_ror(path: Path) -> Iterator[Entry | Problem]:
    """The dump of the Research Organization Registry (https://ror.org), versions 1 and 2, read in a stream."""
    try:
        ijson = import_module("ijson")
    except ImportError:
        raise RegistryError(f"{path}: reading the ROR dump needs ijson: pip install 'mou-graph[ror]'") from None
    with path.open("rb") as file:
        try:
            for number, record in enumerate(ijson.items(file, "item"), 1):
                where = f"{path}: record {number}"
                if not isinstance(record, dict):
                    yield Problem("registry", where, "no organisation")
                elif record.get("status", "active") == "active":
                    yield entry(_ror_cells(record), where)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise RegistryError(f"{path}: not the ROR dump: {error}") from error


def _ror_cells(record: Mapping[str, Any]) -> dict[str, str]:
    """The cells of one record; version 2 has `names`, version 1 `name`."""
    if "names" in record:
        named = [n for n in record["names"] if isinstance(n, dict) and n.get("value")]
        name = next(
            (n["value"] for n in named if "ror_display" in n.get("types", ())), named[0]["value"] if named else ""
        )
        labels = [n["value"] for n in named]
        places = record.get("locations") or [{}]
        country = (places[0].get("geonames_details") or {}).get("country_code") or ""
        wikidata = [e for e in record.get("external_ids", ()) if e.get("type") == "wikidata"]
        links = [link.get("value", "") for link in record.get("links", ()) if link.get("type") == "website"]
    else:
        name = record.get("name") or ""
        labels = [
            *record.get("aliases", ()),
            *record.get("acronyms", ()),
            *(n["label"] for n in record.get("labels", ())),
        ]
        country = (record.get("country") or {}).get("country_code") or ""
        wikidata = [e for kind, e in (record.get("external_ids") or {}).items() if kind == "Wikidata"]
        links = list(record.get("links", ()))
    above = [r.get("label", "") for r in record.get("relationships", ()) if str(r.get("type", "")).lower() == "parent"]
    known = [str(e.get("preferred") or next(iter(e.get("all") or ()), "")) for e in wikidata]
    more = {"country": country, "parent": above[0] if len(above) == 1 else "", "kind": _kind(record.get("types") or ())}
    homepage = next((link for link in links if link and not set(link) & set(' <>"{}|^`')), "")
    return _cells(name, labels, [str(record.get("id", "")), *known], homepage=homepage, **more)


def _kind(types: Iterable[Any]) -> str:
    kinds = {
        "education": "university",
        "healthcare": "hospital",
        "facility": "research institute",
        "nonprofit": "foundation",
    }
    told = next((str(t).lower() for t in types), "")
    return kinds.get(told, told if told in ("company", "government") else "")


READERS: Final[Mapping[str, Callable[[Path], Iterator[Entry | Problem]]]] = {
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".sssom.tsv": read_sssom,
    ".ttl": read_skos,
    ".json": read_ror,
}
"""A reader takes a file's path, and yields entries and problems."""
