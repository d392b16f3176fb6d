"""A SPARQL endpoint elsewhere, asked as a graph is."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from mou_graph.errors import GraphError, ServerError
from mou_graph.graph import Graph, Rows
from mou_graph.graph.answering import answered, expected
from mou_graph.graph.formats import read_triples
from mou_graph.remote.access import Access, shown
from mou_graph.remote.line import Line, Reply, StatusError
from mou_graph.remote.wording import declared, fault_of, form_of

__all__ = ["Endpoint"]

RESULTS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS: Final = {
    "application/n-triples": "nt",
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "text/plain": "nt",
    "application/n-quads": "nq",
    "application/trig": "trig",
    "application/rdf+xml": "rdf",
    "application/xml": "rdf",
    "application/ld+json": "jsonld",
}
ACCEPT: Final = {
    True: "application/sparql-results+json, application/sparql-results+xml;q=0.8, text/tab-separated-values;q=0.5",
    False: "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.7, application/ld+json;q=0.5",
}
NO_POST: Final = (405, 501)


class Endpoint:
    """A SPARQL 1.1 server at an address, with the methods of a `Graph` that ask.

    >>> there = Endpoint("http://127.0.0.1:8000/sparql")
    >>> there
    <Endpoint http://127.0.0.1:8000/sparql>

    With `graph`, questions are about this named graph of the server, not about its default graph.  The server answers
    by its own rules: limits, inference, SERVICE are its affair.
    """

    def __init__(self, url: str, *, graph: str | None = None, access: Access | None = None) -> None:
        self.url, self.access = (access or Access()).with_login_of(url)
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise ServerError(f"{shown(url)}: is no address of a server: it begins with http:// or https://")
        self.graph = graph
        self._line = Line(self.access)
        self._method = "POST"

    def __repr__(self) -> str:
        return f"<Endpoint {shown(self.url)}>"

    def select(self, query: str, **bindings: Any) -> Rows:
        """The rows of a SELECT: SPARQL text or the name of a shipped query (see `answer`)."""
        return expected(Rows, self.answer(query, **bindings))

    def ask(self, query: str, **bindings: Any) -> bool:
        """Whether there is an answer to an ASK."""
        return expected(bool, self.answer(query, **bindings))

    def construct(self, query: str, **bindings: Any) -> Graph:
        """The graph that a CONSTRUCT or DESCRIBE makes."""
        return expected(Graph, self.answer(query, **bindings))

    def answer(self, query: str, **bindings: Any) -> Rows | bool | Graph:
        """Rows for SELECT, a bool for ASK, a Graph for CONSTRUCT and DESCRIBE, as `Graph.answer` gives them.

        Raises `QueryError` for a query that is refused, `ServerError` for a server that does not answer.
        """
        return answered(query, bindings, select=self._rows, ask=self._answer)

    def _rows(self, query: str) -> Iterable[tuple[Any, ...]]:
        return expected(Rows, self._answer(query)).terms

    def _answer(self, query: str) -> Rows | bool | Graph:
        form = form_of(query)
        text = declared(query)
        table = form in ("select", "ask")
        try:
            reply = self._sent(text, ACCEPT[table])
        except StatusError as error:
            raise (fault_of(query) if error.status == 400 else None) or error from None
        return self._table(reply) if table else self._made(reply)

    def _sent(self, query: str, accept: str) -> Reply:
        """By POST, which has no limit of length and which nothing between keeps; by GET where there is no POST."""
        form = {"query": query} | ({"default-graph-uri": self.graph} if self.graph else {})
        headers = {"Accept": accept}
        if self._method == "POST":
            try:
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                return self._line.send("POST", self.url, content=urlencode(form).encode(), headers=headers | kind)
            except StatusError as error:
                if error.status not in NO_POST:
                    raise
            self._method = "GET"
        return self._line.send("GET", f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(form)}", headers=headers)

    def _table(self, reply: Reply) -> Rows | bool:
        kind = RESULTS.get(reply.media_type)
        if kind is None:
            raise self._strange(reply)
        try:
            found: QuerySolutions | QueryBoolean = parse_query_results(reply.body, kind)
            return bool(found) if isinstance(found, QueryBoolean) else Rows.of(found)
        except (SyntaxError, ValueError) as error:
            said = " ".join(str(error).split())
            raise ServerError(f"{shown(self.url)}: the answer is broken, or breaks off: {said}") from None

    def _made(self, reply: Reply) -> Graph:
        kind = GRAPHS.get(reply.media_type)
        if kind is None:
            raise self._strange(reply)
        try:
            return Graph.of(read_triples(reply.body, kind, where=shown(self.url)))
        except GraphError as error:
            raise ServerError(f"{error}: the answer is broken, or breaks off") from None

    def _strange(self, reply: Reply) -> ServerError:
        said = reply.media_type or "something without a type"
        return ServerError(f"{shown(self.url)}: answers with {said}: is this the address of a SPARQL endpoint?")
