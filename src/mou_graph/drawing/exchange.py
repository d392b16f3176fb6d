"""The network for other programs, each node and edge with flat attributes."""

import io
import json
from collections.abc import Callable
from typing import Any

import networkx as nx

__all__ = ["WRITERS"]


def _graphml(net: "nx.MultiDiGraph[str]") -> bytes:
    """For yEd, Cytoscape, igraph."""
    out = io.BytesIO()
    nx.write_graphml(_flat(net), out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def _gexf(net: "nx.MultiDiGraph[str]") -> bytes:
    """For Gephi."""
    out = io.BytesIO()
    nx.write_gexf(_flat(net), out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def _node_link(net: "nx.MultiDiGraph[str]") -> bytes:
    """For d3 and networkx itself."""
    return _json(nx.node_link_data(_flat(net), edges="edges"))


def _cytoscape(net: "nx.MultiDiGraph[str]") -> bytes:
    """For Cytoscape and cytoscape.js."""
    return _json(nx.cytoscape_data(_flat(net)))


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _flat(net: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, of in net.nodes(data=True):
        facts = "; ".join(f"{fact.label}: {fact.value}" for fact in of["facts"] if fact.accepted)
        flat.add_node(iri, **_scalars(of), names=_clean(" | ".join(of["names"])), facts=_clean(facts))
    for number, (start, end, of) in enumerate(net.edges(data=True)):
        flat.add_edge(start, end, key=str(number), **_scalars(of))
    return flat


def _scalars(of: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _clean(value) if isinstance(value, str) else value
        for name, value in of.items()
        if isinstance(value, str | int | float)
    }


def _clean(text: str) -> str:
    """XML 1.0 has no place for control characters."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


WRITERS: dict[str, Callable[["nx.MultiDiGraph[str]"], bytes]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".json": _node_link,
    ".cyjs": _cytoscape,
}
"""By the ending of the file."""
