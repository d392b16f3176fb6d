"""Where a graph is published: the address that takes triples, the one that answers, and how each is spoken to."""

import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from mou_graph.errors import ServerError
from mou_graph.remote.access import shown

__all__ = ["Target", "Way"]

Way = Literal["update", "store"]
"""SPARQL 1.1 Update, or the SPARQL 1.1 Graph Store HTTP Protocol."""

ENDINGS: Final[tuple[tuple[str, Way, str], ...]] = (
    (r"/rdf-graphs/service/?$", "store", ""),  # RDF4J and its kin, GraphDB among them
    (r"/statements/?$", "update", ""),  # the same
    (r"/sparql/gsp/?$", "store", "/sparql"),  # Neptune
    (r"/sparql-graph-crud-auth/?$", "store", "/sparql-auth"),  # Virtuoso
    (r"/update/?$", "update", "/query"),  # Oxigraph, Fuseki
    (r"/(?:store|data)/?$", "store", "/query"),  # Oxigraph, Fuseki
)
"""How the address ends that takes triples, what it speaks, and what stands there in the address that answers.
All else is taken for one address that does both by SPARQL: Neptune, QLever, Virtuoso, rdflib-endpoint."""


@dataclass(frozen=True, slots=True)
class Target:
    """A graph on a server, to be written; `graph` None is its default graph."""

    write: str
    ask: str
    way: Way
    graph: str | None = None

    @classmethod
    def at(cls, url: str, *, graph: str | None = None, way: Way | None = None, ask: str | None = None) -> "Target":
        """The target at an address; what is not given is told by how the address ends.

        >>> Target.at("http://127.0.0.1:3030/ds/data", graph="urn:g")
        Target(write='http://127.0.0.1:3030/ds/data', ask='http://127.0.0.1:3030/ds/query', way='store', graph='urn:g')
        >>> Target.at("https://graph.example/sparql").way
        'update'
        """
        if graph is not None:
            try:
                NamedNode(graph)
            except ValueError:
                raise ServerError(f"{graph!r} is no IRI of a graph") from None
        for ending, its_way, other in ENDINGS:
            if re.search(ending, url):
                return cls(url, ask or re.sub(ending, other, url), way or its_way, graph)
        return cls(url, ask or url, way or "update", graph)

    def __str__(self) -> str:
        return f"{shown(self.write)}, {f'graph <{self.graph}>' if self.graph else 'its default graph'}"

    @property
    def store_url(self) -> str:
        """The address of the graph by the Graph Store Protocol."""
        return f"{self.write}{'&' if '?' in self.write else '?'}{self.store_query}"

    @property
    def store_query(self) -> str:
        """The graph, as that protocol names it."""
        return urlencode({"graph": self.graph}) if self.graph else "default"

    def pattern(self, triples: str) -> str:
        """The pattern, or the data, in this graph, as SPARQL has it."""
        return f"GRAPH <{self.graph}> {{ {triples} }}" if self.graph else triples
