"""The page to ask: any SPARQL, or a shipped question with a form for what it can be bound to; the answer below.

A form that is sent by GET, so the address of an answer can be shared, and all of it works without JavaScript.

    /query?name=…&organization=…  a question     /query?query=…          any SPARQL
    /query/words                  for completion  /query/picture?query=…  the things of an answer, drawn
"""

import asyncio
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Send

from mou_graph.drawing import draw
from mou_graph.drawing.charts import bars
from mou_graph.errors import DrawingError, QueryError
from mou_graph.graph import Graph
from mou_graph.graph.labels import meant
from mou_graph.graph.names import shorten
from mou_graph.graph.queries import ShippedQuery, shipped_queries
from mou_graph.graph.sparql import bind
from mou_graph.graph.terms import Term
from mou_graph.shipped import shipped
from mou_graph.vocabulary import BASE, PREFIXES, RDF, RDFS
from mou_graph.web.asking import PICTURE, Cell, asked, filled
from mou_graph.web.exchange import client_of
from mou_graph.web.negotiation import GRAPHS, RESULTS
from mou_graph.web.protocol import RefusalError
from mou_graph.web.rendering import Paged, html
from mou_graph.web.service import Service

__all__ = ["routes"]

SHOWN: Final = 1000
"""Rows on the page; the downloads have all."""

CHARTED: Final = 40
DRAWN: Final = 150
"""Things of an answer that are drawn, with what is around them."""

FIRST: Final = """# Agreements, the newest first
SELECT ?day ?agreement ?party WHERE {
  ?agreement a mou:Agreement ; mou:party/skos:prefLabel ?party .
  OPTIONAL { ?agreement mou:signedOn ?signed }
  OPTIONAL { ?agreement mou:announcedOn ?announced }
  BIND ( COALESCE(?signed, ?announced) AS ?day )
}
ORDER BY DESC(?day)
LIMIT 50"""
PLACE: Final = re.compile(r"line (\d+), column (\d+)")
POLICY: Final = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def routes(service: Service) -> list[BaseRoute]:
    """The routes of the page."""

    async def page(request: Request, send: Send) -> Response:
        given = request.query_params
        question = chosen(given.get("name"))
        values = {name: given[name] for name in question.variables if given.get(name)} if question else {}
        text = given.get("query", "").replace("\r\n", "\n").strip() or (question.text if question else "")
        ask = bool(given.get("query") or question)
        answer, fault, status = None, "", 200
        try:
            if question and values and not given.get("query"):
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
            drawable=bool(answer and things(answer)),
            fault=fault,
            place=PLACE.search(fault),
            forms=[form.name for form in (GRAPHS if answer and answer["kind"] == "graph" else RESULTS)],
        )

    async def picture(request: Request, send: Send) -> Response:
        text = request.query_params.get("query", "").strip()
        if not text:
            raise RefusalError(400, "name the query whose answer is to be drawn: ?query=…")
        client = client_of(request)
        found = things(await asked(service.pool, text, client=client, limit=SHOWN))[:DRAWN]
        query = filled(PICTURE, things=" ".join(str(NamedNode(iri)) for iri in found))
        job: dict[str, Any] = {"do": "query", "query": query, "results": None, "graph": "nt"}
        async with service.pool.asked(job, client=client) as answer:
            data = b"".join([piece async for piece in answer.pieces()])
        try:
            drawn = await asyncio.to_thread(lambda: draw(Graph.of(parse(data, RdfFormat.N_TRIPLES))).page)
        except DrawingError as error:
            raise RefusalError(404, str(error)) from None
        policy = POLICY.search(drawn)
        assert policy is not None  # the page allows its own scripts by their digests, and nothing else
        headers = {"Content-Security-Policy": f"{policy[1]}; frame-ancestors 'self'", "Cache-Control": "no-cache"}
        return HTMLResponse(drawn, headers=headers)

    async def words(request: Request, send: Send) -> Response:
        return JSONResponse(completions(), headers={"Cache-Control": "max-age=3600"})

    return [
        Route("/query", Paged(page), name="query"),
        Route("/query/picture", Paged(picture)),
        Route("/query/words", Paged(words)),
    ]


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


def things(answer: dict[str, Any]) -> list[str]:
    """The things of the graph that an answer names, each once; of a part of a thing, the thing."""
    found = (cell.value.partition("#")[0] for row in answer.get("cells", ()) for cell in row.values() if cell.iri)
    return list(dict.fromkeys(iri for iri in found if iri.startswith(BASE)))


def chart(answer: dict[str, Any] | None) -> list[Any]:
    """Bars of the last column that has whole numbers only, by the first of the others that is a name; else none."""
    if not answer or answer["kind"] != "rows" or not 1 < len(answer["cells"]) <= CHARTED:
        return []
    numbers = [name for name in answer["variables"] if all(numeric(row.get(name)) for row in answer["cells"])]
    labels = [name for name in answer["variables"] if name not in numbers[-1:]]
    named = [name for name in labels if "name" in name.lower()] or labels
    if not numbers or not named:
        return []

    def label(row: dict[str, Cell]) -> str:
        cell = row.get(named[0])
        return (shorten(cell.value) if cell.iri else cell.value) if cell else ""

    return bars([(label(row), int(row[numbers[-1]].value)) for row in answer["cells"]])


def numeric(cell: Cell | None) -> bool:
    """Whether it is a whole number; a year is one too, and would be a strange bar."""
    return cell is not None and cell.kind == "literal" and re.fullmatch(r"[0-9]{1,9}", cell.value) is not None


@cache
def completions() -> list[dict[str, str]]:
    """The names of the ontology, and those that it takes from elsewhere, as the editor completes them."""
    kinds = {"http://www.w3.org/2002/07/owl#Class": "class"}
    kinds |= {f"http://www.w3.org/2002/07/owl#{name}Property": "property" for name in ("Object", "Datatype")}
    found: dict[str, dict[str, str]] = {}
    for quad in parse(path=shipped("ontology/mou.ttl"), format=RdfFormat.TURTLE):
        short = shorten(quad.subject.value) if isinstance(quad.subject, NamedNode) else ""
        if quad.predicate == RDF.type and quad.object.value in kinds and ":" in short and "/" not in short:
            found.setdefault(short, {"label": short})["type"] = kinds[quad.object.value]
        elif quad.predicate.value == RDFS.label.value.replace("#label", "#comment") and ":" in short:
            found.setdefault(short, {"label": short})["info"] = quad.object.value
    context = json.loads(shipped("ontology/context.jsonld").read_text(encoding="utf-8"))["@context"]
    for entry in context.values():
        name = entry.get("@id", "") if isinstance(entry, dict) else str(entry)
        if re.fullmatch(r"\w+:\w+", name) and name.partition(":")[0] in PREFIXES:
            local = name.partition(":")[2]
            found.setdefault(name, {"label": name, "type": "class" if local[0].isupper() else "property"})
    known = [one for one in found.values() if "type" in one]
    prefixes = [{"label": f"{prefix}:", "type": "namespace", "info": iri} for prefix, iri in PREFIXES.items()]
    return [*sorted(known, key=lambda one: one["label"]), *prefixes]
