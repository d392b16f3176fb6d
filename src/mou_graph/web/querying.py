"""The page to ask: any SPARQL, or a shipped question with a form for what it can be bound to; the answer below.

A form that is sent by GET, so the address of an answer can be shared, and all of it works without JavaScript.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, Final

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Send

from mou_graph.errors import QueryError
from mou_graph.graph.labels import meant
from mou_graph.graph.queries import ShippedQuery, shipped_queries
from mou_graph.graph.sparql import bind
from mou_graph.graph.terms import Term
from mou_graph.web.asking import Cell, asked
from mou_graph.web.exchange import client_of
from mou_graph.web.protocol import RefusalError
from mou_graph.web.rendering import Paged, html
from mou_graph.web.service import Service
from mou_graph.web.sketch import bars

__all__ = ["routes"]

SHOWN: Final = 1000
"""Rows on the page; the downloads have all."""

CHARTED: Final = 25
FIRST: Final = "SELECT ?name ?agreement WHERE {\n  ?agreement mou:party ?o .\n  ?o skos:prefLabel ?name .\n}\nLIMIT 20"


def routes(service: Service) -> list[BaseRoute]:
    """The route of the page."""

    async def page(request: Request, send: Send) -> Response:
        given = request.query_params
        question = chosen(given.get("name"))
        values = {name: given[name] for name in question.variables if given.get(name)} if question else {}
        text = given.get("query", "").replace("\r\n", "\n").strip() or (question.text if question else "")
        ask = bool(given.get("query") or "run" in given)
        answer, fault, status = None, "", 200
        try:
            if ask and question and values:
                text = await bound(service, question, values, client_of(request))
            if ask and text:
                answer = await asked(service.pool, text, client=client_of(request), limit=SHOWN)
        except (RefusalError, QueryError) as error:
            fault, status = str(error), getattr(error, "status", 400)
        return html(
            "query.html",
            status=status,
            title=question.question if question else "Ask",
            questions=shipped_queries(),
            question=question,
            values=values,
            text=text or FIRST,
            answer=answer,
            chart=chart(answer),
            fault=fault,
            forms=("ttl", "nt", "rdf", "jsonld")
            if answer and answer["kind"] == "graph"
            else ("csv", "tsv", "json", "xml"),
        )

    return [Route("/query", Paged(page), name="query")]


def chosen(name: str | None) -> ShippedQuery | None:
    """The shipped question of this name.  Raises `RefusalError` where there is none."""
    if not name:
        return None
    for question in shipped_queries():
        if name in question.names:
            return question
    raise RefusalError(404, f"there is no question {name!r}")


async def bound(service: Service, question: ShippedQuery, values: dict[str, str], client: str) -> str:
    """The question with what was given in its form.  Names are looked up in the graph; a thread waits for that."""
    loop = asyncio.get_running_loop()

    def select(query: str) -> Iterable[Sequence[Term | None]]:
        told = asyncio.run_coroutine_threadsafe(asked(service.pool, query, client=client), loop).result()
        return [tuple(term(row.get(name)) for name in told["variables"]) for row in told["cells"]]

    def work() -> str:
        return bind(question.text, {name: meant(value, select, []) for name, value in values.items()})

    return await asyncio.to_thread(work)


def term(cell: Cell | None) -> Term | None:
    if cell is None:
        return None
    return NamedNode(cell.value) if cell.iri else Literal(cell.value)


def chart(answer: dict[str, Any] | None) -> list[Any]:
    """Bars of the last column that has numbers only, by the first column that is another; none for other answers."""
    if not answer or answer["kind"] != "rows" or not 1 < len(answer["cells"]) <= CHARTED:
        return []
    numbers = [name for name in answer["variables"] if all(numeric(row.get(name)) for row in answer["cells"])]
    labels = [name for name in answer["variables"] if name not in numbers[-1:]]
    named = [name for name in labels if "name" in name.lower()] or labels
    if not numbers or not named:
        return []
    return bars(
        [(row[named[0]].value if named[0] in row else "", int(row[numbers[-1]].value)) for row in answer["cells"]]
    )


def numeric(cell: Cell | None) -> bool:
    return cell is not None and cell.kind == "literal" and cell.value.isascii() and cell.value.isdigit()
