"""What every request passes and every response carries: the right name, and headers that keep browsers careful.

A page from elsewhere whose name is made to point here (DNS rebinding) comes with its own name in `Host`: it is
turned away.  Addresses in numbers cannot be rebound.
"""

import ipaddress
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "welcome"]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def welcome(host: str, names: Collection[str]) -> bool:
    """Whether a `Host` header names this server: localhost, an address in numbers, or one of its names.

    >>> [welcome(host, {"graph.example"}) for host in ("localhost:8000", "[::1]:80", "10.1.2.3", "GRAPH.example")]
    [True, True, True, True]
    >>> [welcome(host, {"graph.example"}) for host in ("evil.example", "localhost.evil.example:8000", "", "1.2.3")]
    [False, False, False, False]
    """
    name = host.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    if name == "localhost" or name in {known.lower() for known in names}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, *, names: Collection[str]) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or turn it away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) == 1 and welcome(hosts[0], self.names):
            await self.app(scope, receive, careful)
            return
        said = hosts[0] if hosts else "a request without a Host"
        refusal = PlainTextResponse(
            f"{said!r} is not the name of this server; start it with --allow-host to give it one\n", status_code=421
        )
        await refusal(scope, receive, careful)
