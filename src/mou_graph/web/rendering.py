"""From values to HTML: the templates, which escape all they are given, and the errors as pages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from mou_graph.drawing.look import outside, readable
from mou_graph.graph.names import shorten
from mou_graph.web.addresses import address
from mou_graph.web.protocol import RefusalError

__all__ = ["Paged", "html"]


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("mou_graph.web", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"address": address, "outside": outside, "readable": readable, "short": shorten}
    return made


def html(template: str, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> HTMLResponse:
    """A page from a template of this package."""
    text = environment().get_template(template).render(values)
    return HTMLResponse(text, status, {"Vary": "Accept", "Cache-Control": "no-cache"} | (headers or {}))


@dataclass(frozen=True, slots=True)
class Paged:
    """An application from a handler; what it refuses is a page that says why."""

    handler: Callable[[Request, Send], Awaitable[Response | None]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a handler that gives no response has sent its answer itself."""
        request = Request(scope, receive)
        try:
            if request.method not in ("GET", "HEAD"):
                raise RefusalError(405, "pages are read: use GET or HEAD", Allow="GET, HEAD")
            response = await self.handler(request, send)
        except RefusalError as error:
            title = "Not here" if error.status == 404 else "This did not work"
            response = html("error.html", status=error.status, headers=error.headers, title=title, message=str(error))
        if response is not None:
            await response(scope, receive, send)
