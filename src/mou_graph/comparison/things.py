"""What a graph knows of, for comparison: things with their facts and their traces.

A trace is what a thing can be known by when its IRI is another one: an announcement that tells of an agreement, a name
of an organisation, a name of a person together with an announcement that has it, an identifier of an announcement.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mou_graph.graph import Graph
from mou_graph.registry import name_key
from mou_graph.vocabulary import local

__all__ = ["KINDS", "Facts", "Thing", "things"]

KINDS: Final = ("announcements", "organizations", "people", "agreements")
"""In this order: whoever compares agreements wants to know first who became who."""

Facts = dict[str, dict[str, str]]
"""By what a fact is about: values (an IRI, or a text that both graphs would have) and how people are to read them."""

_THINGS: Final = {
    "announcements": "?thing a mou:Announcement",
    "organizations": "?thing a mou:Organization",
    "people": "?thing a mou:Person",
    "agreements": "?thing a mou:Agreement ; mou:party ?anyone",  # one that a person rejected has no party
}

# What is compared, as people call it, and the way there; in the order in which it is shown.
_FACTS: Final = {
    "announcements": {"identifier": "schema:identifier", "published": "schema:datePublished", "url": "schema:url"},
    "organizations": {"part of": "org:subOrganizationOf", "known elsewhere as": "schema:sameAs"},
    "people": {"belongs to": "org:memberOf", "post": "org:hasMembership/org:role"},
    "agreements": {
        "party": "mou:party",
        "type": "mou:agreementType",
        "status": "mou:status",
        "signed on": "mou:signedOn",
        "signed at": "mou:signedAt",
        "signed by": "mou:signatory",
        "witnessed by": "mou:witness",
        "focus area": "mou:focusArea",
        "valid for": "schema:validFor",
        "valid from": "schema:validFrom",
        "valid through": "schema:validThrough",
        "worth": "mou:financialCommitment",
        "renews": "mou:renews",
        "builds on work of": "mou:buildsOn/mou:collaborator",
        "told by": "^mou:announces/schema:identifier",
    },
}


@dataclass(frozen=True)
class Thing:
    """A thing with its facts and its traces."""

    iri: str
    label: str
    facts: Facts
    traces: frozenset[str]


def things(graph: Graph) -> dict[str, dict[str, Thing]]:
    """All things by kind and IRI."""
    labels = _labels(graph)
    traces = _traces(graph)
    found: dict[str, dict[str, Thing]] = {}
    for kind in KINDS:
        facts = _facts(graph, kind, labels)
        iris = sorted(iri for (iri,) in graph.select(f"SELECT DISTINCT ?thing {{ {_THINGS[kind]} }}"))
        found[kind] = {
            iri: Thing(iri, labels.get(iri, local(iri)), facts.get(iri, {}), frozenset(traces[kind](iri)))
            for iri in iris
        }
    return found


def _traces(graph: Graph) -> dict[str, Callable[[str], set[str]]]:
    names: dict[str, set[str]] = defaultdict(set)
    for iri, name in graph.select("SELECT ?thing ?name { ?thing skos:prefLabel|skos:altLabel ?name }"):
        names[iri].add(name_key(name))
    identifiers = _pairs(graph, "?thing a mou:Announcement ; schema:identifier ?other")
    telling = _pairs(graph, "?text mou:announces ?thing ; schema:identifier ?other")
    naming = _pairs(graph, "?thing a mou:Person . ?text schema:mentions ?thing ; schema:identifier ?other")
    return {
        "announcements": lambda iri: identifiers[iri],
        "organizations": lambda iri: names[iri],
        "people": lambda iri: {f"{name}\t{text}" for name in names[iri] for text in naming[iri]},
        "agreements": lambda iri: telling[iri],
    }


def _pairs(graph: Graph, pattern: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for iri, other in graph.select(f"SELECT ?thing ?other {{ {pattern} }}"):
        found[iri].add(str(other))
    return found


def _labels(graph: Graph) -> dict[str, str]:
    """How things are called; amounts of money as people write them."""
    found: dict[str, str] = {}
    for iri, label in graph.select("SELECT ?thing ?label { ?thing skos:prefLabel|schema:headline ?label }"):
        found[iri] = min(label, found.get(iri, label))
    query = "SELECT ?amount ?currency ?value { ?amount schema:currency ?currency ; schema:value ?value }"
    for iri, currency, value in graph.select(query):
        found[iri] = f"{currency} {value:,}"
    return found


def _facts(graph: Graph, kind: str, labels: dict[str, str]) -> dict[str, Facts]:
    found: dict[str, Facts] = defaultdict(dict)
    for name, path in _FACTS[kind].items():
        for iri, value in graph.select(f"SELECT DISTINCT ?thing ?value {{ {_THINGS[kind]} ; {path} ?value }}"):
            key, shown = _value(str(value), labels)
            found[iri].setdefault(name, {})[key] = shown
    return found


def _value(value: str, labels: dict[str, str]) -> tuple[str, str]:
    """Organisations, people and agreements are who they are; all else is what it is called."""
    shown = labels.get(value, value)
    return (value if "/organization/" in value or "/person/" in value else shown), shown
