"""What every graph that can be asked has in common, whether it is here or elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from mou_graph.errors import QueryError
from mou_graph.graph.labels import Select, meant, unknown_name
from mou_graph.graph.queries import query_text
from mou_graph.graph.sparql import bind

__all__ = ["answered", "expected"]

Answer = TypeVar("Answer")
Kind = TypeVar("Kind")

FORMS = {"Rows": "SELECT", "bool": "ASK", "Graph": "CONSTRUCT or DESCRIBE"}


def answered(query: str, bindings: Mapping[str, Any], *, select: Select, ask: Callable[[str], Answer]) -> Answer:
    """The answer to SPARQL or a shipped query, with its variables bound.

    `select` looks names up, `ask` gets the text that comes of it.  Where nothing is found and a value names nothing
    either, that is the error to tell.
    """
    unknown: list[str] = []
    terms = {name: meant(given, select, unknown) for name, given in bindings.items()}
    answer = ask(bind(query_text(query), terms))
    if unknown and not isinstance(answer, bool) and not len(answer):  # type: ignore[arg-type]
        raise unknown_name(unknown[0], select)
    return answer


def expected(kind: type[Kind], answer: object) -> Kind:
    """The answer, if it is of this kind.

    >>> expected(bool, True)
    True
    >>> expected(bool, ())
    Traceback (most recent call last):
    ...
    mou_graph.errors.QueryError: the query is no ASK: take `answer`, which gives rows to SELECT, a bool to ASK, ...
    """
    if isinstance(answer, kind):
        return answer
    form = FORMS[kind.__name__]
    raise QueryError(
        f"the query is no {form}: take `answer`, which gives rows to SELECT, a bool to ASK, and a graph to CONSTRUCT"
    )
