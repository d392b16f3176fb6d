"""What the page of one thing shows: its facts and what points to it, each with its quotes; its text; its neighbours."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from pyoxigraph import NamedNode

from mou_graph.graph.names import shorten
from mou_graph.vocabulary import MOU, PREFIXES
from mou_graph.web.asking import FACTS, INCOMING, LINKED, NEAR, PARTS, QUOTES, Cell, asked, filled
from mou_graph.web.service import Service
from mou_graph.web.sketch import neighbours
from mou_graph.web.text import Marked, marked

__all__ = ["Entry", "Section", "about"]

SHOWN: Final = 25
"""Entries of a section; the rest is on pages of its own."""

LABEL, ALTERNATIVE = (PREFIXES["skos"] + name for name in ("prefLabel", "altLabel"))
HEADLINE, SHA = PREFIXES["schema"] + "headline", PREFIXES["schema"] + "sha256"
TYPE = PREFIXES["rdf"] + "type"

POINTING: Final = {
    MOU.party.value: "agreements",
    MOU.focusArea.value: "agreements about it",
    MOU.announces.value: "announced in",
    MOU.signatory.value: "signed by this person",
    MOU.witness.value: "witnessed by this person",
    MOU.partnerOf.value: "partners",
    MOU.onBehalfOf.value: "signed for it",
    MOU.renews.value: "renewed by",
    PREFIXES["schema"] + "mentions": "mentioned in",
    PREFIXES["org"] + "organization": "people with a position",
    PREFIXES["org"] + "memberOf": "members",
    PREFIXES["org"] + "subOrganizationOf": "units",
    PREFIXES["skos"] + "broader": "narrower",
    PREFIXES["skos"] + "closeMatch": "called the same",
}
HEADS: Final = {
    MOU.Agreement.value: ("Agreements", "/list/agreements"),
    MOU.Organization.value: ("Organizations", "/list/organizations"),
    MOU.Person.value: ("People", "/list/people"),
    MOU.FocusArea.value: ("Focus areas", "/list/focus-areas"),
    MOU.Announcement.value: ("Announcements", "/list/announcements"),
}


@dataclass(slots=True)
class Entry:
    """One value of a property: how it reads, the facts of a part, the quotes that say so."""

    value: Cell
    name: str
    date: str = ""
    parts: list[tuple[str, Cell, str]] = field(default_factory=list)
    quotes: list[dict[str, Cell]] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A property and its values."""

    iri: str
    title: str
    count: int = 0
    entries: list[Entry] = field(default_factory=list)


async def about(service: Service, iri: NamedNode, of: NamedNode | None, page: int, *, client: str) -> dict[str, Any]:
    """The values of the template; with `of`, one section of what points to the thing, and the page of it."""

    async def rows(query: str, **values: Any) -> list[dict[str, Cell]]:
        found = await asked(service.pool, filled(query, thing=iri, **values), client=client)
        cells: list[dict[str, Cell]] = found["cells"]
        return cells

    async def pointing(property_: str, count: int, page: int) -> Section:
        own = NamedNode(property_)
        found = await rows(LINKED, property=own, limit=SHOWN, offset=(page - 1) * SHOWN)
        title = POINTING.get(property_, f"{title_of(property_)} of")
        return Section(property_, title, count, [entry(row) for row in found if "value" in row])

    facts, parts, near, counts, quotes = await asyncio.gather(
        rows(FACTS),
        rows(PARTS),
        rows(NEAR),
        rows(INCOMING),
        rows(QUOTES, role="?subject", terms=iri),
    )
    counted = [(row["property"].value, int(row["n"].value)) for row in counts if "property" in row]
    counted = [(p, n) for p, n in counted if of is None or p == of.value]
    sections = await asyncio.gather(*(pointing(p, n, page if of else 1) for p, n in counted[:12]))
    outgoing = grouped(facts, parts)
    quoted(outgoing, quotes)
    back = await rows(QUOTES, role="?value", terms=iri) if any(s.count <= 500 for s in sections) else []
    for section in sections:
        backed(section, back)
    whole = of is None
    classes = [e.value.value for s in outgoing if s.iri == TYPE for e in s.entries]
    head = next((HEADS[c] for c in classes if c in HEADS), None)
    return {
        "title": title_from(outgoing, iri.value),
        "iri": iri.value,
        "head": head,
        "facts": [s for s in outgoing if s.iri not in (TYPE, LABEL, HEADLINE)] if whole else [],
        "named": next((s.entries[0].quotes for s in outgoing if s.iri in (LABEL, HEADLINE)), []) if whole else [],
        "sections": sections,
        "of": of.value if of else None,
        "page": page,
        "shown": SHOWN,
        "near": neighbours([(r["value"].value, r["name"].value, local(r["class"].value)) for r in near]),
        "kind": local(next((c for c in classes if c in HEADS), "")),
        "text": await text_of(service, iri, outgoing, client) if whole and MOU.Announcement.value in classes else None,
    }  # fmt: skip


PASSAGES: Final = (
    "SELECT DISTINCT ?passage ?start ?end ?words { ?passage oa:hasSource $thing$ ; oa:start ?start ; oa:end ?end ;"
    " oa:exact ?words } ORDER BY ?start ?end LIMIT 1000"
)


async def text_of(service: Service, iri: NamedNode, outgoing: list[Section], client: str) -> list[Marked]:
    """The announcement's text with its passages marked; without the text, the passages."""
    found = (await asked(service.pool, filled(PASSAGES, thing=iri), client=client))["cells"]
    digests = [e.value.value for s in outgoing if s.iri == SHA for e in s.entries]
    text = next((service.texts[d] for d in digests if d in service.texts), None)
    return marked(text, [{name: cell.value for name, cell in row.items()} for row in found])


def entry(row: dict[str, Cell]) -> Entry:
    value = row["value"]
    name = row["name"].value if "name" in row else shorten(value.value) if value.iri else value.value
    return Entry(value, name, row["date"].value if "date" in row else "")


def grouped(facts: list[dict[str, Cell]], parts: list[dict[str, Cell]]) -> list[Section]:
    """Facts by property; a part of the thing (a post, a participation) brings its own facts along."""
    inner: dict[Cell, list[tuple[str, Cell, str]]] = defaultdict(list)
    for row in parts:
        if "value" in row:
            inner[row["part"]].append((title_of(row["property"].value), row["value"], entry(row).name))
    found: dict[str, Section] = {}
    for row in facts:
        if "value" not in row:
            continue
        property_ = row["property"].value
        section = found.setdefault(property_, Section(property_, title_of(property_)))
        one = entry(row)
        if all(one.value != other.value for other in section.entries):  # a thing of two names comes twice
            one.parts = inner.get(row["value"], [])
            section.entries.append(one)
            section.count += 1
    return list(found.values())


def quoted(sections: list[Section], quotes: list[dict[str, Cell]]) -> None:
    """Put each quote to its fact."""
    by_fact: dict[tuple[str, Cell], list[dict[str, Cell]]] = defaultdict(list)
    for row in quotes:
        by_fact[row["property"].value, row["value"]].append(row)
    for section in sections:
        for one in section.entries:
            one.quotes = by_fact.get((section.iri, one.value), [])


def backed(section: Section, quotes: list[dict[str, Cell]]) -> None:
    for one in section.entries:
        one.quotes = [q for q in quotes if q["property"].value == section.iri and q["subject"] == one.value]


def title_from(sections: list[Section], iri: str) -> str:
    for wanted in (LABEL, HEADLINE):
        for section in sections:
            if section.iri == wanted:
                return section.entries[0].name
    return shorten(iri)


def local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def title_of(property_: str) -> str:
    """How a property reads.

    >>> title_of(MOU.focusArea.value), title_of(ALTERNATIVE)
    ('focus area', 'also called')
    """
    if property_ == ALTERNATIVE:
        return "also called"
    name = local(property_) or property_
    return "".join(f" {c.lower()}" if c.isupper() and name[n - 1 : n].islower() else c for n, c in enumerate(name))
