"""One request to a server elsewhere and what comes back, within limits; what goes wrong becomes one line.

The one place that turns what httpx says into `ServerError`.
"""

import html
import re
import ssl
import time
import weakref
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Final, NamedTuple

import httpx

from mou_graph.errors import ServerError
from mou_graph.remote.access import Access, shown

__all__ = ["Line", "LostError", "Reply", "StatusError"]

CONNECT: Final = 10  # seconds: whoever does not pick up by then is not there
WORDS: Final = 4096  # bytes of a refusal that are looked at for its reason
ADVICE: Final = {
    401: "it wants a login (--login or MOU_GRAPH_LOGIN, --header or MOU_GRAPH_HEADER)",
    403: "it does not let you",
    404: "there is no such address",
    413: "the request is too large for it",
    429: "it is asked too often",
}


class Reply(NamedTuple):
    """What a server answered: the media type, in lower case and without parameters, and the bytes."""

    media_type: str
    body: bytes


class StatusError(ServerError):
    """A server that refuses, with the status and the words that it gave."""

    def __init__(self, message: str, *, status: int, words: str) -> None:
        super().__init__(message)
        self.status, self.words = status, words


class LostError(ServerError):
    """A server that is not there, or is gone before the end, or takes too long: it may be there again later."""


class Line:
    """A line to servers for one who asks.  Redirections are not followed: a login is not for who they lead to."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._login = access.login
        timeout = httpx.Timeout(access.timeout, connect=min(CONNECT, access.timeout))
        self._client = httpx.Client(timeout=timeout, verify=trusted(), headers=dict(access.headers))
        self._auth: httpx.Auth | None = httpx.BasicAuth(*parted(access.login)) if access.login else None
        self.close = weakref.finalize(self, self._client.close)

    def send(self, method: str, url: str, *, content: bytes = b"", headers: Mapping[str, str]) -> Reply:
        """Send a request.  Raises `StatusError` for a status that is no success, `LostError`, `ServerError`.

        A login is sent as Basic first.  Who wants Digest says so only to who sends none (Virtuoso), as that way does.
        """
        try:
            return self._sent(method, url, content, headers)
        except StatusError as error:
            if error.status != 401 or not self._login:
                raise
            self._auth, self._login = httpx.DigestAuth(*parted(self._login)), None
            return self._sent(method, url, content, headers)

    def _sent(self, method: str, url: str, content: bytes, headers: Mapping[str, str]) -> Reply:
        end = time.monotonic() + self.access.timeout
        try:
            with self._client.stream(method, url, content=content, headers=dict(headers), auth=self._auth) as answer:
                if not answer.is_success:
                    raise self._refusal(url, answer)
                media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
                return Reply(media_type, self._body(url, answer, end))
        except httpx.ConnectError as error:
            raise LostError(f"{shown(url)}: nobody is there: {plain(error)}") from None
        except httpx.TimeoutException:
            raise LostError(f"{shown(url)}: no answer within {self.access.timeout:g} seconds") from None
        except httpx.TransportError as error:
            raise LostError(f"{shown(url)}: the answer broke off: {plain(error)}") from None
        except (httpx.InvalidURL, httpx.DecodingError, UnicodeError) as error:
            raise ServerError(f"{shown(url)}: {plain(error)}") from None

    def _body(self, url: str, answer: httpx.Response, end: float) -> bytes:
        parts, size = [], 0
        for part in answer.iter_bytes():
            size += len(part)
            if size > self.access.largest:
                raise ServerError(f"{shown(url)}: the answer has more than {self.access.largest:,} bytes")
            if time.monotonic() > end:
                raise LostError(f"{shown(url)}: the answer was not there after {self.access.timeout:g} seconds")
            parts.append(part)
        return b"".join(parts)

    def _refusal(self, url: str, answer: httpx.Response) -> ServerError:
        status = answer.status_code
        if answer.has_redirect_location:
            return ServerError(
                f"{shown(url)}: has moved: ask {shown(str(answer.url.join(answer.headers['location'])))}"
            )
        said = b""
        for part in answer.iter_bytes():
            said += part
            if len(said) > WORDS:
                break
        words = self.access.redacted(sentence(said[:WORDS].decode("utf-8", "replace")))
        named = ADVICE.get(status) or (HTTPStatus(status).phrase if status in set(HTTPStatus) else "")
        message = f"{shown(url)}: status {status}: {named}{f': {words}' if words else ''}"
        return StatusError(message, status=status, words=words)


@cache
def trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # 20 ms, once


def parted(login: str) -> tuple[str, str]:
    name, _, password = login.partition(":")
    return name, password


def plain(error: Exception) -> str:
    return re.sub(r"^\[Errno -?\d+\] ", "", " ".join(str(error).split())) or type(error).__name__


def sentence(text: str) -> str:
    """What a server says, as a line: the first of it that says something, without the marks of a page.

    >>> sentence("<html><head><style>b {}</style><title>Oh&nbsp;no</title></head></html>")
    'Oh no'
    >>> sentence("\\n  MALFORMED QUERY: \\n at line 1")
    'MALFORMED QUERY: at line 1'
    """
    if re.match(r"\s*(<!doctype|<html)", text, re.IGNORECASE):
        text = re.sub(r"(?is)<(style|script)\b.*?(</\1>|$)|<[^>]*>?", " ", text)
    words = " ".join(html.unescape(text).split())
    return words if len(words) <= 200 else words[:199] + "…"
