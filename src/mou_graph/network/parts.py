"""Parts and projections of a network."""

import re
from collections.abc import Callable, Collection, Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from mou_graph.errors import DrawingError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["around", "find", "part", "partners", "topics", "within"]


def partners(net: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    """Organisations that share an agreement, joined by `agreements` (oldest first), `weight` of them."""
    return _joined(net, lambda agreement: combinations(_ends(net, agreement, "party"), 2))


def topics(net: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    """Organisations and the focus areas of their agreements, joined by `agreements`, `weight` of them."""
    return _joined(net, lambda a: ((o, f) for o in _ends(net, a, "party") for f in _ends(net, a, "focus area")))


def within(
    net: "nx.MultiDiGraph[str]", *, types: Collection[str] = (), since: int | None = None, until: int | None = None
) -> "nx.MultiDiGraph[str]":
    """The agreements of these types and years, and all that is tied to them; an undated agreement is in no year."""
    if not (types or since or until):
        return net
    known = {of["type"] for _, of in net.nodes(data=True) if of["type"]}
    wanted = {_key(name) for name in types}
    chosen = {name for name in known if wanted & {_key(name), _acronym(name)}}
    if types and not chosen:
        raise DrawingError(
            f"no agreement is a {' or '.join(types)}; there are: {', '.join(sorted(known)) or 'none with a type'}"
        )
    kept = {
        iri
        for iri, of in net.nodes(data=True)
        if of["kind"] == "agreement"
        and (not types or of["type"] in chosen)
        and (since is None or (of["year"] or 0) >= since)
        and (until is None or 0 < (of["year"] or 0) <= until)
    }
    near = _neighbours(net, kept)
    last = {n for n in _neighbours(net, near) if net.nodes[n]["kind"] == "organization"}  # where its people work
    return part(net, kept | {n for n in near | last if net.nodes[n]["kind"] != "agreement"})


def around(net: "nx.MultiDiGraph[str]", iri: str, hops: int) -> "nx.MultiDiGraph[str]":
    """What is at most so many hops from a thing; agreements that are reached come whole."""
    reached = edge = {iri}
    for _ in range(hops):
        edge = _neighbours(net, edge) - reached
        ties = {n for n in edge if net.nodes[n]["kind"] in ("agreement", "collaboration")}
        edge |= _neighbours(net, ties, out=True) - reached
        reached = reached | edge
    return part(net, reached)


def find(net: "nx.MultiDiGraph[str]", name: str) -> str:
    """The one thing that has this IRI or goes by this name, capitals aside."""
    if name in net:
        return name
    hits = sorted(iri for iri, of in net.nodes(data=True) if name.casefold() in {n.casefold() for n in of["names"]})
    if not hits:
        raise DrawingError(f"nothing in the graph is called {name!r}")
    if len(hits) > 1:
        many = "; ".join(f"{net.nodes[iri]['label']} ({net.nodes[iri]['kind']}) <{iri}>" for iri in hits[:10])
        raise DrawingError(f"{name!r} could be {len(hits)} things, name one by its IRI: {many}")
    return str(hits[0])


def _key(name: str) -> str:
    return re.sub(r"\W|_", "", name).casefold()


def _acronym(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _ends(net: "nx.MultiDiGraph[str]", agreement: str, label: str) -> list[str]:
    return sorted({end for _, end, key in net.out_edges(agreement, keys=True) if key == label})


def _joined(net: "nx.MultiDiGraph[str]", pairs: Callable[[str], Iterable[tuple[str, str]]]) -> "nx.Graph[str]":
    import networkx as nx

    joined: nx.Graph[str] = nx.Graph()
    agreements = sorted((of["date"], iri) for iri, of in net.nodes(data=True) if of["kind"] == "agreement")
    for _, agreement in agreements:
        for a, b in pairs(agreement):
            before = joined.get_edge_data(a, b, {"agreements": ()})["agreements"]
            joined.add_edge(a, b, agreements=(*before, agreement), weight=len(before) + 1)
    joined.add_nodes_from((iri, net.nodes[iri]) for iri in list(joined))
    return joined


def _neighbours(net: "nx.MultiDiGraph[str]", nodes: Iterable[str], *, out: bool = False) -> set[str]:
    return {n for node in nodes for n in (*net.successors(node), *(() if out else net.predecessors(node)))}


def part(net: "nx.MultiDiGraph[str]", nodes: Collection[str]) -> "nx.MultiDiGraph[str]":
    """These nodes and the edges between them, in the order they have: a subgraph of networkx has the order of a set."""
    import networkx as nx

    chosen: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    chosen.add_nodes_from((iri, of) for iri, of in net.nodes(data=True) if iri in nodes)
    edges = net.edges(keys=True, data=True)
    chosen.add_edges_from(edge for edge in edges if edge[0] in nodes and edge[1] in nodes)
    return chosen
