"""The addresses for programs: /sparql (SPARQL 1.1 Protocol), /graph (Graph Store Protocol, reading), VoID."""

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Send

from mou_graph.graph.formats import ordered, serialise
from mou_graph.web.exchange import Spoken, answered, body_of, media_types
from mou_graph.web.negotiation import GRAPHS, RESULTS, chosen, preferred
from mou_graph.web.protocol import FORM, QUERY, RefusalError, asked
from mou_graph.web.service import Service

__all__ = ["routes"]

READING = "GET, HEAD, OPTIONS"
ASKING = "GET, HEAD, POST, OPTIONS"
GRAPH_TYPES = [format.media_type for format in GRAPHS]


def routes(service: Service) -> list[BaseRoute]:
    """The routes of the endpoint."""

    async def sparql(request: Request, send: Send) -> None:
        if request.method == "OPTIONS":
            await said(request, send, 204, {"Allow": ASKING, "Accept-Post": f"{QUERY}, {FORM}"})
            return
        if request.method not in ("GET", "HEAD", "POST"):
            raise RefusalError(405, f"use one of {ASKING}", Allow=ASKING)
        body = await body_of(request) if request.method == "POST" else b""
        ask = asked(request.method, request.scope["query_string"], request.headers.get("content-type"), body)
        accept = request.headers.get("accept")
        if ask.query is None:
            if preferred(accept, [*GRAPH_TYPES, "text/html"]) == "text/html":
                await RedirectResponse(request.url_for("query"), 303, {"Vary": "Accept"})(
                    request.scope, request.receive, send
                )
                return
            await about(request, send)
            return
        results, graph = chosen(accept, RESULTS, ask.format), chosen(accept, GRAPHS, ask.format)
        if results is None and graph is None:
            raise RefusalError(406, f"there are {media_types(RESULTS, GRAPHS)}")
        job = {
            "do": "query",
            "query": ask.query,
            "results": results and results.name,
            "graph": graph and graph.name,
            "default": ask.default_graphs,
            "named": ask.named_graphs,
        }
        await answered(service.pool, job, request, send, {})

    async def about(request: Request, send: Send) -> None:
        """The description of the service, which is that of the graph too."""
        form = chosen(request.headers.get("accept"), GRAPHS)
        if form is None:
            raise RefusalError(406, f"there are {media_types(GRAPHS)}")
        triples = await asyncio.to_thread(service.description, str(request.base_url).rstrip("/"))
        headers = {"Content-Type": form.content_type, "Vary": "Accept", "Cache-Control": "no-cache"}
        await Response(serialise(ordered(triples), form.name), headers=headers)(request.scope, request.receive, send)

    async def void(request: Request, send: Send) -> None:
        reading(request)
        await about(request, send)

    async def graph(request: Request, send: Send) -> None:
        if request.method == "OPTIONS":
            await said(request, send, 204, {"Allow": READING})
            return
        reading(request)
        given = request.query_params
        if "graph" in given and "default" in given:
            raise RefusalError(400, "name one graph: `default` or `graph=IRI`")
        form = chosen(request.headers.get("accept"), GRAPHS, given.get("format"))
        if form is None:
            raise RefusalError(406, f"there are {media_types(GRAPHS)}")
        job = {"do": "dump", "graph": form.name, "of": given.get("graph")}
        await answered(service.pool, job, request, send, {})

    return [
        Route("/sparql", Spoken(sparql), name="sparql"),
        Route("/sparql/", Spoken(sparql)),
        Route("/graph", Spoken(graph), name="graph"),
        Route("/.well-known/void", Spoken(void), name="void"),
    ]


def reading(request: Request) -> None:
    if request.method not in ("GET", "HEAD"):
        raise RefusalError(405, f"the graph is read, not changed: use one of {READING}", Allow=READING)


async def said(request: Request, send: Send, status: int, headers: dict[str, str]) -> None:
    await Response(status_code=status, headers=headers)(request.scope, request.receive, send)
