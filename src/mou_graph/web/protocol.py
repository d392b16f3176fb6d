"""SPARQL 1.1 Protocol, the query part, as pure functions: what was sent → what is asked, or a refusal.

method, query string, Content-Type, body ─asked▶ Asked(query, default graphs, named graphs, format)
"""

from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from mou_graph.errors import MouGraphError

__all__ = ["FORM", "QUERY", "UPDATE", "Asked", "RefusalError", "asked"]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

PARAMETERS = {"query", "default-graph-uri", "named-graph-uri", "format"}


class RefusalError(MouGraphError):
    """A request that is answered with an error: its status, what to tell, and what headers add to that."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        if status == 503:
            self.headers["Retry-After"] = "5"
        if status in (408, 413):  # the rest of the body is not waited for
            self.headers["Connection"] = "close"


@dataclass(frozen=True, slots=True)
class Asked:
    """One query as the protocol carries it; no query is the question what the service is."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


def asked(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Asked:
    """What a request asks.  Raises `RefusalError` with the status that the protocol has for it.

    >>> asked("GET", b"query=ASK%20%7B%7D&default-graph-uri=urn%3Ag", None, b"")
    Asked(query='ASK {}', default_graphs=('urn:g',), named_graphs=(), format=None)
    >>> asked("POST", b"", "application/sparql-query", b"ASK {}").query
    'ASK {}'
    >>> asked("POST", b"", "text/plain", b"ASK {}")
    Traceback (most recent call last):
    ...
    mou_graph.web.protocol.RefusalError: text/plain is no way to send a query: use ...
    """
    given = pairs(query_string, "the address")
    if method != "POST":
        return read(given)
    media_type, charset = kind_of(content_type)
    if charset not in (None, "utf-8", "utf8", "us-ascii"):
        raise RefusalError(415, f"the body is said to be {charset}: send UTF-8")
    if media_type == FORM:
        return with_query(read([*given, *pairs(body, "the form")]))
    if media_type == QUERY:
        if any(name == "query" for name, _ in given):
            raise RefusalError(400, "the query is in the body and in the address: which one?")
        return with_query(read([*given, ("query", text_of(body, "the query"))]))
    if media_type == UPDATE:
        raise RefusalError(403, "updates are refused: this graph is asked, not changed")
    said = media_type or "a body without a Content-Type"
    raise RefusalError(415, f"{said} is no way to send a query: use {QUERY} or {FORM}")


def kind_of(content_type: str | None) -> tuple[str | None, str | None]:
    """The media type and the charset of a header, in lower case.

    >>> kind_of('application/sparql-query; charset="UTF-8"'), kind_of(None)
    (('application/sparql-query', 'utf-8'), (None, None))
    """
    if not content_type:
        return None, None
    message = Message()
    message["Content-Type"] = content_type
    charset = message.get_param("charset")
    return content_type.partition(";")[0].strip().lower(), str(charset).lower() if charset else None


def pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    """Names and values of a form or a query string, which must be UTF-8."""
    try:
        return parse_qsl(
            data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100, separator="&"
        )
    except UnicodeDecodeError:
        raise RefusalError(400, f"{where} is not UTF-8") from None
    except ValueError as error:
        raise RefusalError(400, f"{where} cannot be read: {error}") from None


def text_of(body: bytes, what: str) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusalError(400, f"{what} is not UTF-8") from None


def read(given: list[tuple[str, str]]) -> Asked:
    values: dict[str, list[str]] = {name: [] for name in PARAMETERS}
    for name, value in given:
        if name in ("update", "using-graph-uri", "using-named-graph-uri"):
            raise RefusalError(403, "updates are refused: this graph is asked, not changed")
        values.setdefault(name, []).append(value)  # those we do not know mean nothing to us
    for name in ("query", "format"):
        if len(values[name]) > 1:
            raise RefusalError(400, f"{name} is given {len(values[name])} times: once is enough")
    query, format = (values[name][0] if values[name] else None for name in ("query", "format"))
    return Asked(query, tuple(values["default-graph-uri"]), tuple(values["named-graph-uri"]), format)


def with_query(found: Asked) -> Asked:
    if found.query is None:
        raise RefusalError(400, "there is no query in the form: name it `query`")
    return found
