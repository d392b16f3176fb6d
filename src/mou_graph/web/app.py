"""The application: its routes, and the layers around them."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from mou_graph.web import endpoint, pages, querying
from mou_graph.web.guard import Guard
from mou_graph.web.service import Service

__all__ = ["application"]


def application(service: Service, *, hosts: Collection[str] = (), origins: Collection[str] = ()) -> Starlette:
    """The web application for a service.

    `hosts` are names it answers to besides localhost and addresses in numbers; pages of `origins` (`*`: all) may
    read its answers, without credentials.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await service.pool.close()

    layers = [Middleware(Guard, names=hosts)]
    if origins:
        layers.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(origins),
                allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
                allow_headers=["Accept", "Content-Type"],
                expose_headers=["Link", "Retry-After"],
                max_age=86400,
            )
        )
    layers.append(Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4))
    return Starlette(
        routes=[*endpoint.routes(service), *pages.routes(service), *querying.routes(service)],
        middleware=layers,
        lifespan=lifespan,
    )
