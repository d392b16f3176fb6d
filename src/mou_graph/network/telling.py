"""What the graph holds, as plain values: descriptions of things, and the words that announcements have for them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from mou_graph.vocabulary import PREFIXES

__all__ = [
    "Claims",
    "Described",
    "Fact",
    "Said",
    "Source",
    "Term",
    "announcements",
    "claims",
    "described",
    "first",
    "quotations",
    "term",
]

SCHEMA = PREFIXES["schema"]
MOU = PREFIXES["mou"]
HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("mou", "oa", "rdf", "schema"))

Described = dict[str, dict[str, list[Any]]]
Claims = dict[tuple[str, str, str], list["Said"]]


class Source(NamedTuple):
    """The announcement that says something."""

    headline: str
    published: str
    url: str


class Said(NamedTuple):
    """The words that say it, how sure their reading is, and where they stand."""

    quote: str
    confidence: float
    source: Source


class Term(NamedTuple):
    """How the graph has a value: its property, and what stands behind its text in Turtle."""

    property: str
    suffix: str  # "", "@en", "^^<datatype>"; "<>" around an IRI
    text: str


class Fact(NamedTuple):
    """One thing known of a node that is not a node itself; `accepted` is false where another announcement won."""

    label: str
    value: str
    said: tuple[Said, ...] = ()
    accepted: bool = True
    term: Term | None = None


NOWHERE = Source("", "", "")


def _rows(graph: Any, query: str) -> Iterable[Any]:
    rows: Iterable[Any] = getattr(graph, "store", graph).query(query)
    return rows


def described(graph: Any, kinds: Iterable[str]) -> Described:
    """IRI → property → values, of everything that is one of the kinds; the kind itself under `a`."""
    found: Described = {}
    for kind in kinds:
        for thing, property_, value in _rows(graph, f"SELECT ?s ?p ?o WHERE {{ ?s a <{kind}> ; ?p ?o }}"):
            of = found.setdefault(thing.value, {"a": [kind]})
            of.setdefault(property_.value, []).append(value)
    for of in found.values():
        for values in of.values():
            values.sort(key=str)
    return found


def claims(graph: Any, sources: dict[str, Source]) -> Claims:
    """(subject, property, object) → the words for it, surest first."""
    found: dict[tuple[str, str, str], set[Said]] = defaultdict(set)
    query = f"""{HEAD}
      SELECT ?s ?p ?o ?sure ?source ?words WHERE {{
        ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; mou:statedIn ?source ; mou:evidence ?passage .
        ?passage oa:exact ?words . OPTIONAL {{ ?claim mou:confidence ?sure }} }}"""
    for s, p, o, sure, source, words in _rows(graph, query):
        where = sources.get(source.value, NOWHERE)
        found[s.value, p.value, o.value].add(Said(words.value, float(sure.value) if sure else 0.0, where))
    return {spo: sorted(said, key=lambda w: (-w.confidence, w.source.published, w)) for spo, said in found.items()}


def quotations(graph: Any, sources: dict[str, Source]) -> list[tuple[str, Said]]:
    query = f"""{HEAD}
      SELECT ?person ?words ?source WHERE {{
        ?passage schema:spokenByCharacter ?person ; oa:exact ?words ; oa:hasSource ?source }}"""
    found = [(p.value, Said(w.value, 1.0, sources.get(s.value, NOWHERE))) for p, w, s in _rows(graph, query)]
    return sorted(found, key=lambda q: (q[0], q[1].source.published, q[1].quote))


def announcements(graph: Any) -> dict[str, Source]:
    """IRI → what the panel says of it."""
    found = described(graph, (MOU + "Announcement",))
    return {
        iri: Source(*(first(of, SCHEMA + p) or "" for p in ("headline", "datePublished", "url")))
        for iri, of in found.items()
    }


def term(property_: str, value: Any) -> Term:
    """Of a value as pyoxigraph has it.

    >>> from pyoxigraph import Literal
    >>> term("urn:p", Literal("Hallo", language="de"))
    Term(property='urn:p', suffix='@de', text='Hallo')
    """
    written = str(value)
    suffix = "<>" if written[0] == "<" else written[written.rindex('"') + 1 :] if '"' in written else "_:"
    return Term(property_, suffix, value.value)


def first(of: dict[str, list[Any]], property_: str) -> str | None:
    values = of.get(property_)
    return str(values[0].value) if values else None
