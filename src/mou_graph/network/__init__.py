"""The graph as a network: things people ask about are nodes, what ties them is an edge that knows its words.

Nodes are agreements, organisations, people, focus areas and collaborations; dates, types and money are facts of a
node.  N-ary parts of the ontology become plain edges: a participation is an edge "signatory, for X" from the
agreement to the person, a membership an edge "President" from the person to the organisation.

    graph ─network▶ MultiDiGraph ─partners▶ organisations joined by their agreements
                                 ─topics▶   organisations × focus areas
                                 ─within▶   the agreements of some years and types
                                 ─around▶   the neighbourhood of one thing
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from mou_graph.growing import growing
from mou_graph.network.parts import around, find, part, partners, topics, within
from mou_graph.network.telling import (
    Claims,
    Described,
    Fact,
    Said,
    Source,
    Term,
    announcements,
    claims,
    described,
    first,
    quotations,
    term,
)
from mou_graph.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "EDGES", "KINDS", "Fact", "Said", "Source", "Term",
    "around", "find", "network", "part", "partners", "topics", "within",
]  # fmt: skip

MOU, ORG, SCHEMA, SKOS = (PREFIXES[name] for name in ("mou", "org", "schema", "skos"))

KINDS = {
    MOU + "Agreement": "agreement",
    MOU + "Organization": "organization",
    MOU + "Person": "person",
    MOU + "FocusArea": "focus area",
    MOU + "Collaboration": "collaboration",
}
"""The classes that are drawn as nodes, by IRI, with the word for them."""

EDGES = {
    MOU + "party": "party",
    MOU + "focusArea": "focus area",
    MOU + "renews": "renews",
    MOU + "buildsOn": "builds on",
    MOU + "collaborator": "collaborator",
    MOU + "signatory": "signatory",
    MOU + "witness": "witness",
    ORG + "subOrganizationOf": "part of",
    SKOS + "broader": "narrower than",
}
"""The properties that are drawn as edges, with the words for them; participations and memberships join them."""

DERIVED = {MOU + "partnerOf", ORG + "memberOf", ORG + "hasMembership", MOU + "participation"}
"""Properties between things that another edge already shows."""

PARTS = (MOU + "Participation", ORG + "Membership", ORG + "Role", SCHEMA + "MonetaryAmount", SCHEMA + "Place")

FIRST = (
    "agreement type",
    "status",
    "signed on",
    "announced on",
    "valid from",
    "valid for",
    "valid through",
    "signed at",
)
"""The facts people look for first, in the order they look for them; the others follow by name."""

UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}


class Edge(NamedTuple):
    """One line of the picture."""

    start: str
    label: str
    end: str
    said: tuple[Said, ...]
    property: str
    behalf: str = ""  # the name of the organisation a signatory signs for


def network(graph: Any) -> "nx.MultiDiGraph[str]":
    """The whole of a `mou_graph.graph.Graph`, or of the pyoxigraph store under one.

    Every node has `kind`, `label`, `names` (and as `terms`), `facts`, `agreements` (how many), `date`, `year`, `type`,
    `status` and `quote`; every edge `label` (its key too), `property`, `said`, `behalf`, and its surest words flat:
    `quote`, `date`, `url`, `confidence`.

    >>> from mou_graph.graph import Graph
    >>> from io import BytesIO
    >>> graph = Graph.load(BytesIO(b'''
    ...   @prefix mou: <https://w3id.org/mou-graph/ontology#> .
    ...   @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    ...   <x:a> a mou:Agreement ; skos:prefLabel "MoU of One and Two" ; mou:party <x:1>, <x:2> .
    ...   <x:1> a mou:Organization ; skos:prefLabel "One" .
    ...   <x:2> a mou:Organization ; skos:prefLabel "Two" .'''))
    >>> net = network(graph)
    >>> [(net.nodes[a]["label"], edge["label"], net.nodes[b]["label"]) for a, b, edge in net.edges(data=True)]
    [('MoU of One and Two', 'party', 'One'), ('MoU of One and Two', 'party', 'Two')]
    """
    with growing():
        return _network(graph)


def _network(graph: Any) -> "nx.MultiDiGraph[str]":
    import networkx as nx

    things = described(graph, KINDS)
    parts = described(graph, PARTS)
    sources = announcements(graph)
    said = claims(graph, sources)
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, of in sorted(things.items()):
        net.add_node(iri, **_node(iri, of, parts, said))
    for iri, label, value, words in _rejected(said, things):
        net.nodes[iri]["facts"] += (Fact(label, value, words, accepted=False),)
    for iri, spoken in quotations(graph, sources):
        if iri in net:
            net.nodes[iri]["facts"] += (Fact("said", spoken.quote, (spoken,)),)
    for edge in sorted(_edges(things, parts, said)):
        if edge.start in net and edge.end in net:
            _add_edge(net, edge)
    for iri, of in net.nodes(data=True):
        near = {n for n in nx.all_neighbors(net, iri) if net.nodes[n]["kind"] == "agreement"}
        of["agreements"] = 1 if of["kind"] == "agreement" else len(near)
        of["facts"] = tuple(sorted(of["facts"], key=_place))
        of["quote"] = _first_words(net, iri)
    return net


def _first_words(net: "nx.MultiDiGraph[str]", iri: str) -> str:
    told = [words.quote for fact in net.nodes[iri]["facts"] for words in fact.said]
    tied = [edge["quote"] for _, _, edge in (*net.out_edges(iri, data=True), *net.in_edges(iri, data=True))]
    return next((quote for quote in (*told, *tied) if quote), "")


def _node(iri: str, of: dict[str, list[Any]], parts: Described, said: Claims) -> dict[str, Any]:
    named = [term(SKOS + p, v) for p in ("prefLabel", "altLabel") for v in of.get(SKOS + p, [])]
    terms = {name.text: name for name in reversed(named)}  # the first of equal texts
    names = tuple(dict.fromkeys(name.text for name in named))
    facts: list[Fact] = []
    for property_, values in sorted(of.items()):
        if (
            property_ in EDGES
            or property_ in DERIVED
            or property_ in (SKOS + "prefLabel", SKOS + "altLabel", "a")
            or property_.endswith("#type")
        ):
            continue
        for value in values:
            words = tuple(said.get((iri, property_, value.value), ()))
            facts.append(Fact(_words(property_), _value(value, parts), words, term=term(property_, value)))
    date = first(of, MOU + "signedOn") or first(of, MOU + "announcedOn") or ""
    return {
        "kind": KINDS[of["a"][0]],
        "label": names[0] if names else _words(iri),
        "names": names,
        "terms": tuple(terms[name] for name in names),
        "facts": tuple(facts),
        "date": date,
        "year": int(date[:4]) if date[:4].isdigit() else None,
        "type": _words(first(of, MOU + "agreementType") or ""),
        "status": _words(first(of, MOU + "status") or ""),
    }


def _edges(things: Described, parts: Described, said: Claims) -> Iterable[Edge]:
    """Plain triples, participations and memberships."""
    for iri, of in things.items():
        for property_, label in EDGES.items():
            for value in of.get(property_, ()):
                yield Edge(iri, label, value.value, tuple(said.get((iri, property_, value.value), ())), property_)
        for taken in of.get(MOU + "participation", ()):
            role = parts.get(taken.value, {})
            who, capacity = first(role, MOU + "participant"), first(role, MOU + "capacity")
            behalf = first(things.get(first(role, MOU + "onBehalfOf") or "", {}), SKOS + "prefLabel") or ""
            words = tuple(said.get((iri, MOU + "participation", taken.value), ()))
            if who and capacity:
                yield Edge(iri, _words(capacity), who, words, MOU + "participation", behalf)
        for membership in of.get(ORG + "hasMembership", ()):
            post = parts.get(membership.value, {})
            where, role_iri = first(post, ORG + "organization"), first(post, ORG + "role") or ""
            title = first(parts.get(role_iri, {}), SKOS + "prefLabel") or "member"
            if where:
                words = tuple(said.get((iri, ORG + "hasMembership", membership.value), ()))
                yield Edge(iri, title, where, words, ORG + "memberOf")


def _add_edge(net: "nx.MultiDiGraph[str]", edge: Edge) -> None:
    """Tell an edge once: a signatory comes as a plain triple and as a participation, their words are joined."""
    before = net.get_edge_data(edge.start, edge.end, edge.label) or {}
    said = tuple(dict.fromkeys((*before.get("said", ()), *edge.said)))
    first = said[0] if said else Said("", 0.0, Source("", "", ""))
    net.add_edge(
        edge.start, edge.end, edge.label, label=edge.label, property=before.get("property", edge.property), said=said,
        behalf=edge.behalf or before.get("behalf", ""), quote=first.quote, date=first.source.published,
        url=first.source.url, confidence=first.confidence,
    )  # fmt: skip


def _rejected(said: Claims, things: Described) -> Iterable[tuple[str, str, str, tuple[Said, ...]]]:
    """Claims of literals that the graph records without accepting them: two announcements, two signing dates."""
    for (s, p, o), words in sorted(said.items(), key=lambda item: item[0]):
        if s in things and p in things[s] and "://" not in o and o not in {v.value for v in things[s][p]}:
            yield s, _words(p), o, tuple(words)


def _value(value: Any, parts: Described) -> str:
    of = parts.get(value.value, {})
    if SCHEMA + "value" in of:
        return f"{float(first(of, SCHEMA + 'value') or 0):,.0f} {first(of, SCHEMA + 'currency') or ''}".strip()
    if SKOS + "prefLabel" in of:
        return str(first(of, SKOS + "prefLabel"))
    if value.value.startswith((MOU, BASE)):
        return _words(value.value)
    years = re.fullmatch(r"P(\d+)([YMWD])", value.value)
    return f"{years[1]} {UNITS[years[2]]}" if years else str(value.value)


def _words(iri: str) -> str:
    """The words in the last part of an IRI: `…#MemorandumOfUnderstanding` → memorandum of understanding."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", re.split(r"[#/]", iri)[-1]).lower()


def _place(fact: Fact) -> tuple[int, str]:
    return (FIRST.index(fact.label) if fact.label in FIRST else len(FIRST), fact.label)
