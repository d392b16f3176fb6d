"""A query for a server that knows nothing of us: with the prefixes it uses declared, and its form told."""

import re
from typing import Final

from pyoxigraph import Store

from mou_graph.errors import QueryError
from mou_graph.graph.sparql import UPDATES, misplaced, refuse_service, tokens
from mou_graph.vocabulary import BASE, PREFIXES

__all__ = ["declared", "fault_of", "form_of"]

FORMS: Final = ("select", "ask", "construct", "describe")
ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


def form_of(query: str) -> str:
    """Which of the four forms a query has.  An update has none, and is refused before it is sent.

    >>> form_of("PREFIX ask: <urn:a> # describe\\nSELECT * { ?s ask:b 'construct' }")
    'select'
    >>> form_of("DROP ALL")
    Traceback (most recent call last):
    ...
    mou_graph.errors.QueryError: DROP is refused: a graph is asked, not changed
    """
    for token in tokens(query):
        word = token.text.casefold()
        if token.kind == "word" and word in FORMS:
            return word
        if token.kind == "word" and word in UPDATES:
            raise QueryError(f"{token.text.upper()} is refused: a graph is asked, not changed")
        if token.text == "{":
            break
    raise QueryError("not SPARQL: there is none of SELECT, ASK, CONSTRUCT and DESCRIBE before the first {")


def declared(query: str) -> str:
    """The query with what it takes for granted, before its first line so that places in it stay.

    >>> declared("ASK { ?a a mou:Agreement }")
    'PREFIX mou: <https://w3id.org/mou-graph/ontology#> ASK { ?a a mou:Agreement }'
    >>> declared("PREFIX mou: <urn:mine> DESCRIBE <organization/hkust>")
    'BASE <https://w3id.org/mou-graph/id/> PREFIX mou: <urn:mine> DESCRIBE <organization/hkust>'
    """
    used: set[str] = set()
    known: set[str] = set()
    relative, based, before = False, False, ""
    for token in tokens(query):
        if token.kind == "name":
            (known if before == "prefix" else used).add(token.text.partition(":")[0])
        elif token.kind == "iri":
            relative = relative or ABSOLUTE.match(token.text) is None
        before = token.text.casefold() if token.kind == "word" else ""
        based = based or before == "base"
    head = [f"BASE <{BASE}>"] if relative and not based else []
    head += [f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in sorted(used - known) if prefix in PREFIXES]
    return " ".join([*head, query])


def fault_of(query: str) -> QueryError | None:
    """What is wrong with a query that a server refused, if our own reader of SPARQL finds it.

    >>> print(fault_of("SELECT ?x WHERE { ?x a }"), fault_of("ASK {}"))
    not SPARQL: line 1, column 25, at the end after “SELECT ?x WHERE { ?x a }” None
    """
    try:
        refuse_service(query)  # even an empty graph would be asked elsewhere
        Store().query(query, prefixes=dict(PREFIXES), base_iri=BASE)
    except SyntaxError as error:
        return misplaced(query, error)
    except (QueryError, OSError, ValueError, RuntimeError):
        pass
    return None
