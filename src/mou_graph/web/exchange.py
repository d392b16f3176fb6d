"""One request and its response: bodies within limits, refusals in plain words, answers streamed as they come."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from mou_graph.web.negotiation import GRAPHS, RESULTS, Format
from mou_graph.web.pool import Answer, BrokenOffError, Pool
from mou_graph.web.protocol import RefusalError

__all__ = ["LARGEST", "Spoken", "answered", "body_of", "client_of", "media_types"]

LARGEST = 1 << 20
"""Bytes of a request: a query of a megabyte is a mistake or an attack."""

DRAINED = 16 * LARGEST  # so much is read to its end all the same: who still sends does not hear a refusal
PATIENCE = 20  # seconds for a body to arrive
SLOWEST = 10  # so many times longer than an answer may take, its transport may

BY_NAME = {format.name: format for format in (*RESULTS, *GRAPHS)}


def client_of(request: Request) -> str:
    """Who asks, for the queue: the address."""
    return request.client.host if request.client else ""


def media_types(*formats: Sequence[Format]) -> str:
    """What there is, for the person whose `Accept` asked for something else."""
    return ", ".join(format.media_type for group in formats for format in group)


async def body_of(request: Request) -> bytes:
    """The body.  Raises `RefusalError`: 413 for a large one, 408 for a slow one."""
    announced = request.headers.get("content-length", "0")
    too_large = RefusalError(413, f"a request may have {LARGEST:,} bytes, not more")
    if announced.isdigit() and int(announced) > DRAINED:
        raise too_large
    parts, size = [], 0
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                size += len(part)
                if size > DRAINED:
                    raise too_large
                if size <= LARGEST:
                    parts.append(part)
    except TimeoutError:
        raise RefusalError(408, f"the request did not arrive within {PATIENCE} seconds") from None
    if size > LARGEST:
        raise too_large
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An application from a handler: what it refuses is told in plain text.

    An object and not a function, for routes take those as they are, with all methods.
    """

    handler: Callable[[Request, Send], Awaitable[None]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        request = Request(scope, receive)
        try:
            await self.handler(request, send)
        except RefusalError as error:
            headers = {"Vary": "Accept"} | error.headers
            await PlainTextResponse(f"{error}\n", status_code=error.status, headers=headers)(scope, receive, send)


async def answered(pool: Pool, job: dict[str, Any], request: Request, send: Send, headers: dict[str, str]) -> None:
    """Have a job done and send what comes of it, unless the client leaves."""
    job = {**job, "head": request.method == "HEAD"}
    work = asyncio.ensure_future(told(pool, job, request, send, headers))
    leaving = asyncio.ensure_future(gone(request.receive))
    try:
        await asyncio.wait((work, leaving), return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        if not work.done():
            work.cancel()
        with suppress(asyncio.CancelledError):
            await work


async def gone(receive: Receive) -> None:
    """Return when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def told(pool: Pool, job: dict[str, Any], request: Request, send: Send, headers: dict[str, str]) -> None:
    async with pool.asked(job, client=client_of(request)) as answer:
        form = BY_NAME[answer.head["format"]]
        response = Response(headers={"Vary": "Accept", "Cache-Control": "no-cache"} | headers)
        response.headers["Content-Type"] = form.content_type
        raw = [pair for pair in response.raw_headers if pair[0] != b"content-length"]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        try:
            async with asyncio.timeout(pool.seconds * SLOWEST):
                await streamed(answer, send)
        except (BrokenOffError, TimeoutError):
            return  # without the last chunk: the client sees that something is missing
        await send({"type": "http.response.body", "body": b""})


async def streamed(answer: Answer, send: Send) -> None:
    async for piece in answer.pieces():
        await send({"type": "http.response.body", "body": piece, "more_body": True})
