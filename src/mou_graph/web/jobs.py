"""What a worker does: one job in, frames out.  Runs in a process of its own that may be killed at any moment.

{"do": "query", "query": …, "results": "json" | None, "graph": "ttl" | None, …} → H D D …, or E
{"do": "table", "query": …, "limit": 1000}                                      → H, or E
{"do": "dump", "graph": "ttl", "of": IRI | None}                                → H D D …, or E
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import IO, Any, Final, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from mou_graph.errors import QueryError
from mou_graph.graph.rows import json_term
from mou_graph.graph.sparql import misplaced, refuse_service, tokens
from mou_graph.graph.terms import Term
from mou_graph.vocabulary import BASE, PREFIXES
from mou_graph.web.frames import DATA, FAULT, HEAD, PIECE, framed
from mou_graph.web.limits import sealed

__all__ = ["JOBS", "Send", "perform"]

Send = Callable[[bytes], object]

RESULTS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


class Pieces:
    """A file to write to, which sends what is written in pieces: the head goes before the first."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send, self._waiting, self._size = send, [head], 0
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(data)
        self._size += len(data)
        if self._size >= PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """The engine flushes where it ends only."""
        if self._parts:
            self._waiting.append(framed(DATA, b"".join(self._parts)))
            self._parts, self._size = [], 0
        if self._waiting:
            self._send(b"".join(self._waiting))
            self._waiting = []


def pieces(send: Send, head: bytes) -> IO[bytes]:
    return cast(IO[bytes], Pieces(send, head))  # of a file the engine needs `write` and `flush`


def perform(job: Mapping[str, Any], store: Store, send: Send) -> None:
    """Do a job and send what comes of it; what is wrong with the request is sent too."""
    try:
        JOBS[job["do"]](job, store, send)
    except QueryError as error:
        note = "\n".join(getattr(error, "__notes__", ()))
        send(framed(FAULT, {"status": 400, "message": f"{error}\n\n{note}" if note else str(error)}))


def query(job: Mapping[str, Any], store: Store, send: Send) -> None:
    """Answer SPARQL in the format for its kind; `head` alone says how the answer looks."""
    found = evaluated(job, store)
    kind = "boolean" if isinstance(found, QueryBoolean) else "rows" if isinstance(found, QuerySolutions) else "graph"
    name = job["graph" if kind == "graph" else "results"]
    if name is None:
        forms = GRAPHS if kind == "graph" else RESULTS
        send(framed(FAULT, {"status": 406, "message": f"the answer is to be had as {', '.join(forms)}"}))
        return
    out = pieces(send, framed(HEAD, {"kind": kind, "format": name}))
    if not job.get("head"):
        with engine(job["query"]):
            if isinstance(found, QueryTriples):
                serialize(found, out, GRAPHS[name], prefixes=dict(PREFIXES))
            else:
                found.serialize(out, RESULTS[name])
    out.flush()


def table(job: Mapping[str, Any], store: Store, send: Send) -> None:
    """For a page: at most `limit` rows or triples, in one JSON head."""
    found = evaluated(job, store)
    limit: int = job["limit"]
    with engine(job["query"]):
        if isinstance(found, QueryBoolean):
            send(framed(HEAD, {"kind": "boolean", "value": bool(found)}))
            return
        if isinstance(found, QuerySolutions):
            variables = [variable.value for variable in found.variables]
            rows: list[Sequence[Any]] = [tuple(solution) for solution in islice(found, limit + 1)]
        else:
            variables, rows = ["subject", "property", "object"], [tuple(t) for t in islice(found, limit + 1)]
    kind = "graph" if isinstance(found, QueryTriples) else "rows"
    cells = [[described(term) for term in row] for row in rows[:limit]]
    send(framed(HEAD, {"kind": kind, "variables": variables, "rows": cells, "more": len(rows) > limit}))


def dump(job: Mapping[str, Any], store: Store, send: Send) -> None:
    """A whole graph: the named one, or all of the dataset as one."""
    graph = NamedNode(job["of"]) if job["of"] else None
    if graph is not None and not store.contains_named_graph(graph):
        send(framed(FAULT, {"status": 404, "message": f"there is no graph <{job['of']}>"}))
        return
    out = pieces(send, framed(HEAD, {"kind": "graph", "format": job["graph"]}))
    if not job.get("head"):
        triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
        serialize(triples, out, GRAPHS[job["graph"]], prefixes=dict(PREFIXES))
    out.flush()


Job = Callable[[Mapping[str, Any], Store, Send], None]
JOBS: Final[dict[str, Job]] = {"query": query, "table": table, "dump": dump}


def described(term: Term | None) -> dict[str, Any] | None:
    return None if term is None else json_term(term)


def evaluated(job: Mapping[str, Any], store: Store) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's answer, which it works out while it is read."""
    text: str = job["query"]
    refuse_service(text)
    with engine(text):
        return store.query(text, prefixes=dict(PREFIXES), base_iri=BASE, **dataset(job, text, store))


def dataset(job: Mapping[str, Any], text: str, store: Store) -> dict[str, Any]:
    """What is asked: the graphs that the request names, else those of the query's FROM, else everything as one graph.

    A graph that is not there is a mistake worth telling; an address is never fetched.
    """
    default, named = ([graph(iri, store) for iri in job.get(key, ())] for key in ("default", "named"))
    if default or named:
        return {"default_graph": default, "named_graphs": named}
    has_from = any(token.kind == "word" and token.text.casefold() == "from" for token in tokens(text))
    return {"use_default_graph_as_union": not has_from}


def graph(iri: str, store: Store) -> NamedNode:
    try:
        node = NamedNode(iri)
    except ValueError:
        raise QueryError(f"{iri!r} is no IRI of a graph") from None
    if not store.contains_named_graph(node):
        raise QueryError(f"there is no graph <{iri}> here, and none is fetched from elsewhere")
    return node


@contextmanager
def engine(text: str) -> Iterator[None]:
    """While the engine works on this query no file and no socket can be opened, and its errors become ours.

    SERVICE has been looked for in the words before; this is the wall that does not depend on our reading of SPARQL.
    """
    try:
        with sealed():
            yield
    except SyntaxError as error:
        raise misplaced(text, error) from None
    except (ConnectionError, QueryError):
        raise
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None
