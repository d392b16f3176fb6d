"""From a graph to a server that runs."""

import os
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from mou_graph.errors import ServerError
from mou_graph.web.app import application
from mou_graph.web.data import opener
from mou_graph.web.limits import can_fork
from mou_graph.web.nursery import Nursery
from mou_graph.web.pool import Pool
from mou_graph.web.service import Service
from mou_graph.web.text import texts

__all__ = ["Limits", "Place", "serve"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What queries may take: seconds, bytes beyond the graph, how many run at a time, how many wait."""

    seconds: float = 30
    memory: int = 1 << 30
    workers: int = os.cpu_count() or 1
    queue: int = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens, the names it answers to, and whose pages may read it."""

    host: str = "127.0.0.1"
    port: int = 8000
    hosts: Collection[str] = ()
    origins: Collection[str] = ()


def serve(
    graph: str | Path,
    *,
    title: str = "",
    place: Place,
    limits: Limits,
    sources: Collection[str] = (),
    ready: Callable[[str, int], object] = lambda url, triples: None,
) -> None:
    """Serve a graph until Ctrl-C; `ready` is told the address, and how many triples there are, when it can be asked.

    The pages call it by the title, or else by its file's name.  `sources` are announcements, whose texts they show.
    Raises `SourceError` for a source that is not there, `GraphError` for a graph that cannot be read, `ServerError`
    where there is no port to listen at.
    """
    if not can_fork():
        raise ServerError("serve needs processes that can be forked: Linux, macOS, or Windows' subsystem for Linux")
    known = texts(sources) if sources else {}
    listening = listen(place)
    with opener(graph) as store:
        nursery = Nursery.opened(store, memory=limits.memory)
        pool = Pool(nursery, workers=limits.workers, queue=limits.queue, seconds=limits.seconds)
        service = Service(store(), pool, title=title or Path(graph).name, texts=known)
        app = application(service, hosts=place.hosts, origins=place.origins)
        ready(address(listening), len(service.store))
        uvicorn.Server(configuration(app)).run(sockets=[listening])


def configuration(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        ws="none",
        h11_max_incomplete_event_size=64 * 1024,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        limit_concurrency=1000,
    )


def listen(place: Place) -> socket.socket:
    """A socket at the place; taken before the graph is read, so that a port in use is told at once."""
    try:
        info = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, where = info[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(2048)
    except OSError as error:
        raise ServerError(f"nobody can listen at {place.host}, port {place.port}: {error.strerror or error}") from None
    return listening


def address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
