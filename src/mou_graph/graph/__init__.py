"""The graph: keep triples, ask, read and write formats.

    triples ─Graph.of▶ Graph ─select, answer▶ Rows · bool · Graph
    file ─Graph.load▶ Graph ─write▶ file

A `Graph` is a value: made once, never changed.  It keeps the triples exactly as they were given and lets pyoxigraph
answer; the engine's own store is not enough, because it turns every kind of integer to xsd:integer and 24.0 to 24.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar

from pyoxigraph import (
    Quad,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from mou_graph.errors import GraphError, QueryError
from mou_graph.graph.answering import answered, expected
from mou_graph.graph.concepts import missing_concepts
from mou_graph.graph.formats import FORMATS, format_of, ordered, read_triples, serialise, write_bytes
from mou_graph.graph.names import shorten
from mou_graph.graph.queries import ShippedQuery, shipped_queries
from mou_graph.graph.rows import RESULT_FORMATS, Rows, serialise_boolean
from mou_graph.graph.sparql import misplaced, refuse_service
from mou_graph.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    import networkx
    import rdflib

__all__ = [
    "FORMATS",
    "RESULT_FORMATS",
    "Graph",
    "Rows",
    "ShippedQuery",
    "serialise_boolean",
    "shipped_queries",
    "shorten",
    "write_bytes",
]


class Graph:
    """A set of triples to ask, show and write.

    >>> from pyoxigraph import Literal, NamedNode
    >>> node, name = NamedNode(BASE + "organization/hkust"), NamedNode(PREFIXES["skos"] + "prefLabel")
    >>> graph = Graph.of([Triple(node, name, Literal("HKUST"))])
    >>> list(graph.select("SELECT ?thing { ?thing skos:prefLabel ?name }", thing="hkust"))
    [('https://w3id.org/mou-graph/id/organization/hkust',)]
    >>> print(graph.turtle().splitlines()[-1])
    <organization/hkust> skos:prefLabel "HKUST" .
    """

    def __init__(self, triples: Iterable[Triple | Quad] = ()) -> None:
        self._triples = ordered(triples)

    @classmethod
    def of(cls, triples: Iterable[Triple | Quad]) -> "Graph":
        """The graph of these triples, whatever their order and however often each is told."""
        return cls(triples)

    @classmethod
    def load(cls, source: str | Path | IO[bytes], *, format: str | None = None) -> "Graph":
        """Read a file (its ending names the format) or an open one (Turtle, unless `format` says otherwise).

        Named graphs are read as one.  Raises `GraphError`, with the line where the text is at fault.
        """
        if isinstance(source, str | Path):
            try:
                data = Path(source).read_bytes()
            except OSError as error:
                raise GraphError(f"{source}: cannot be read: {error.strerror or error}") from None
            return cls(read_triples(data, format or format_of(source), where=str(source)))
        return cls(read_triples(source.read(), format or "ttl", where=getattr(source, "name", "the graph")))

    def __len__(self) -> int:
        return len(self._triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Graph) and self._triples == other._triples

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Graph of {len(self)} triples>"

    picture: ClassVar[Callable[[Any], str] | None] = None
    """What a notebook shows, as HTML; `mou_graph.showing` puts it here."""

    def _repr_html_(self) -> str | None:
        return None if Graph.picture is None else Graph.picture(self)

    # ── Ask ──────────────────────────────────────────────────────────────────

    def select(self, query: str, **bindings: Any) -> Rows:
        """The rows of a SELECT: SPARQL text or the name of a shipped query (see `answer`)."""
        return expected(Rows, self.answer(query, **bindings))

    def ask(self, query: str, **bindings: Any) -> bool:
        """Whether there is an answer to an ASK."""
        return expected(bool, self.answer(query, **bindings))

    def construct(self, query: str, **bindings: Any) -> "Graph":
        """The graph that a CONSTRUCT or DESCRIBE makes."""
        return expected(Graph, self.answer(query, **bindings))

    def answer(self, query: str, **bindings: Any) -> "Rows | bool | Graph":
        """Rows for SELECT, a bool for ASK, a Graph for CONSTRUCT and DESCRIBE.

        The prefixes of the ontology and `BASE <https://w3id.org/mou-graph/id/>` are there without being declared.
        A binding is an IRI, a prefixed name, a name by which the graph knows a thing ("HKUST"), or a number, a date or
        a text that the answer shows; texts in quotes are never taken for names.
        """
        return answered(query, bindings, select=self._rows, ask=self._answer)

    def _rows(self, query: str) -> QuerySolutions:
        found = self.store.query(query)
        assert isinstance(found, QuerySolutions)
        return found

    def _answer(self, text: str) -> "Rows | bool | Graph":
        refuse_service(text)
        try:
            found = self.store.query(text, prefixes=dict(PREFIXES), base_iri=BASE)
            if isinstance(found, QueryBoolean):
                return bool(found)
            return Rows.of(found) if isinstance(found, QuerySolutions) else Graph(found)
        except SyntaxError as error:
            raise misplaced(text, error) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from None

    @cached_property
    def store(self) -> Store:
        """The engine that answers: the triples and, where they lack them, the names of the ontology's concepts."""
        store = Store()
        triples = serialize(self._triples, format=RdfFormat.N_TRIPLES)  # 1.6 times as fast as adding quads
        store.load(triples, RdfFormat.N_TRIPLES)
        store.extend(Quad(*triple) for triple in missing_concepts(store))
        return store

    # ── Write ────────────────────────────────────────────────────────────────

    def serialise(self, format: str = "ttl") -> bytes:
        """The graph as a document in one of `FORMATS`; equal graphs give equal bytes."""
        return serialise(self._triples, format)

    def turtle(self) -> str:
        """The graph as Turtle."""
        return self.serialise("ttl").decode()

    def write(self, target: str | Path | IO[bytes], *, format: str | None = None) -> None:
        """Write to a file, whole or not at all (its ending names the format), or to an open one (Turtle)."""
        if isinstance(target, str | Path):
            write_bytes(target, self.serialise(format or format_of(target)))
        else:
            target.write(self.serialise(format or "ttl"))

    # ── Other libraries ──────────────────────────────────────────────────────

    @cached_property
    def rdflib(self) -> "rdflib.Graph":
        """The same triples for rdflib, as rdflib itself would read them."""
        from mou_graph.graph.rdflib_copy import rdflib_graph

        return rdflib_graph(self._triples)

    @cached_property
    def networkx(self) -> "networkx.MultiDiGraph[str]":
        """The graph for networkx, as `mou_graph.network` sees it."""
        from mou_graph.network import network

        return network(self)
