"""The pages for people: the overview, the lists, the search, and /id/… for each thing, which programs get as RDF."""

import asyncio
import re
from typing import Any, Final

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Send

from mou_graph.drawing.charts import bars
from mou_graph.web.addresses import address, thing
from mou_graph.web.asking import DESCRIBE, asked, filled
from mou_graph.web.exchange import answered, client_of, media_types
from mou_graph.web.facts import about
from mou_graph.web.negotiation import GRAPHS, chosen, preferred
from mou_graph.web.overview import COUNTS, KINDS, LIST, MOU, NEWEST, PAGE, TOP, YEARS, search
from mou_graph.web.protocol import RefusalError
from mou_graph.web.rendering import Paged, html
from mou_graph.web.service import Service

__all__ = ["routes"]

ORDERS: Final = {"agreements": "DESC(?date) ?name ?value", "announcements": "DESC(?date) ?name ?value"}
HTML: Final = "text/html"


def routes(service: Service) -> list[BaseRoute]:
    """The routes of the pages."""

    async def rows(request: Request, query: str, limit: int = 1000) -> list[dict[str, Any]]:
        found = await asked(service.pool, query, client=client_of(request), limit=limit)
        cells: list[dict[str, Any]] = found["cells"]
        return cells

    async def overview(request: Request, send: Send) -> Response:
        queries = (COUNTS, YEARS, TOP, NEWEST)
        found = await asyncio.gather(*(rows(request, query) for query in queries))
        counts, years, top, newest = service.once("overview", lambda: found)
        by_class = {row["class"].value: int(row["n"].value) for row in counts if "class" in row}
        numbers = [(name, by_class.get(MOU + class_.partition(":")[2], 0)) for name, (class_, _) in KINDS.items()]
        timeline = bars([(row["year"].value, int(row["n"].value)) for row in years if "year" in row])
        return html(
            "overview.html",
            title=service.title,
            numbers=numbers,
            timeline=timeline,
            triples=len(service.store),
            top=[row for row in top if "value" in row],
            newest=newest,
        )

    async def listed(request: Request, send: Send) -> Response:
        kind = request.path_params["kind"]
        if kind not in KINDS:
            raise RefusalError(404, f"there are lists of {', '.join(KINDS)}")
        page, year = number(request, "page"), request.query_params.get("year", "")
        if year and not re.fullmatch(r"\d{4}", year):
            raise RefusalError(400, "a year has four digits")
        class_, label = KINDS[kind]
        of_year = f'STRSTARTS(?date, "{year}")' if year else "true"
        order = ORDERS.get(kind, "?name ?value")
        query = filled(
            LIST, **{"class": class_}, label=label, year=of_year, order=order, limit=PAGE + 1, offset=(page - 1) * PAGE
        )
        found = await rows(request, query)
        if not found and page > 1:
            raise RefusalError(404, "there are not so many pages")
        return html(
            "list.html",
            title=kind.replace("-", " ").capitalize() + (f" of {year}" if year else ""),
            entries=found[:PAGE],
            page=page,
            more=len(found) > PAGE,
            base=f"/list/{kind}?" + (f"year={year}&" if year else ""),
        )

    async def searched(request: Request, send: Send) -> Response:
        words = request.query_params.get("q", "").strip()[:200]
        found = await rows(request, search(words, PAGE)) if words else []
        return html("search.html", title="Search", words=words, entries=[row for row in found if "value" in row])

    async def suggested(request: Request, send: Send) -> Response:
        words = request.query_params.get("q", "").strip()[:200]
        found = await rows(request, search(words, 8)) if len(words) > 1 else []
        names = [{"name": row["name"].value, "href": address(row["value"].value)} for row in found if "name" in row]
        return JSONResponse(names)

    async def page_of(request: Request, send: Send) -> Response | None:
        iri = thing(request.path_params.get("path", ""), request.query_params.get("iri"))
        if iri is None:
            raise RefusalError(400, "this is no IRI: name one, as /id?iri=…")
        accept, name = request.headers.get("accept"), request.query_params.get("format")
        wish = preferred(accept, [HTML, *(form.media_type for form in GRAPHS)])
        form = chosen(None if name else accept, GRAPHS, name)
        if name is None and wish == HTML:
            return await shown(request, iri)
        if form is None:
            raise RefusalError(406, f"there are {HTML}, {media_types(GRAPHS)}")
        await known(request, iri)
        job = {"do": "query", "query": filled(DESCRIBE, thing=iri), "results": None, "graph": form.name}
        await answered(service.pool, job, request, send, {})
        return None

    async def known(request: Request, iri: NamedNode) -> None:
        query = filled("ASK { { $x$ ?p ?o } UNION { ?s ?q $x$ } }", x=iri)
        if not (await asked(service.pool, query, client=client_of(request)))["value"]:
            raise RefusalError(404, f"nothing is said about <{iri.value}> here")

    async def shown(request: Request, iri: NamedNode) -> Response:
        await known(request, iri)
        of = request.query_params.get("of")
        section = thing("", of) if of else None
        values = await about(service, iri, section, number(request, "page"), client=client_of(request))
        here = address(iri.value)
        join = "&" if "?" in here else "?"
        forms = [(form.media_type, f"{here}{join}format={form.name}") for form in GRAPHS]
        links = ", ".join(f'<{href}>; rel="alternate"; type="{type_}"' for type_, href in forms)
        return html("thing.html", headers={"Link": links}, here=here, join=join, forms=forms, **values)

    return [
        Route("/", Paged(overview), name="overview"),
        Route("/list/{kind}", Paged(listed)),
        Route("/search", Paged(searched)),
        Route("/suggest", Paged(suggested)),
        Route("/id/{path:path}", Paged(page_of)),
        Route("/id", Paged(page_of)),
        Mount("/static", StaticFiles(packages=[("mou_graph.web", "static")])),
    ]


def number(request: Request, name: str) -> int:
    """A number from the address that counts pages.  Raises `RefusalError`."""
    given = request.query_params.get(name, "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", given):
        raise RefusalError(400, f"{name} is a number from 1 on")
    return int(given)
