"""Endpoints elsewhere: asked as files are, whoever wrote them; what they do wrong is told in one line."""

import hashlib
import os
import re
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from mou_graph.errors import MouGraphError, QueryError, ServerError
from mou_graph.graph import Graph, shipped_queries
from mou_graph.remote import Access, Endpoint

FIXTURE = Path(__file__).parent / "ontology" / "fixture.ttl"
ORGANIZATIONS = "SELECT ?o ?n { ?o a mou:Organization ; skos:prefLabel ?n } ORDER BY ?n"
PARTIES = "CONSTRUCT { ?a mou:party ?o } WHERE { ?a mou:party ?o }"


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The fixture, with the names of the ontology's concepts that our own engine adds to it."""
    return Graph.of(Graph.load(FIXTURE).store)


@pytest.fixture(scope="module", params=["ours", "oxigraph", "rdflib-endpoint"])
def url(request, graph: Graph, serve, oxigraph, rdflib_endpoint, free_port, tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp(request.param)
    file = folder / "graph.ttl"
    graph.write(file)
    port = free_port()
    with ExitStack() as stack:
        if request.param == "ours":
            yield stack.enter_context(serve(file)).url + "/sparql"
        elif request.param == "oxigraph":
            stack.enter_context(oxigraph(port, folder / "store"))
            sent = httpx.post(
                f"http://127.0.0.1:{port}/store?default",
                content=file.read_bytes(),
                headers={"Content-Type": "text/turtle"},
            )
            assert sent.is_success
            yield f"http://127.0.0.1:{port}/query"
        else:
            stack.enter_context(rdflib_endpoint(port, file))
            yield f"http://127.0.0.1:{port}/"


def mou_graph(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mou_graph", *arguments]
    source = {"PYTHONPATH": str(Path(__file__).parent.parent / "src")}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | source | environment, timeout=60
    )


def test_an_endpoint_answers_as_a_file_does(url: str, graph: Graph) -> None:
    there = Endpoint(url)
    assert list(there.select(ORGANIZATIONS)) == list(graph.select(ORGANIZATIONS))
    assert there.construct(PARTIES) == graph.construct(PARTIES)
    assert there.ask("ASK { ?s a mou:Agreement }") is True
    assert there.ask("ASK { ?s a mou:Nothing }") is False
    typed = "SELECT ?c ?s { ?claim mou:confidence ?c OPTIONAL { ?claim mou:evidence/oa:start ?s } } ORDER BY ?c ?s"
    assert list(there.select(typed)) == list(graph.select(typed))


@pytest.mark.parametrize("name", [query.names[-1] for query in shipped_queries()])
def test_the_shipped_questions_work(name: str, url: str, graph: Graph) -> None:
    assert sorted(map(str, Endpoint(url).select(name))) == sorted(map(str, graph.select(name)))


def test_bindings_are_names_there_too(url: str, graph: Graph) -> None:
    there = Endpoint(url)
    for given in ("northfield university", "organization/northfield-university"):
        expected = list(graph.select("partners-over-time", organization=given))
        assert expected
        assert sorted(there.select("partners-over-time", organization=given)) == sorted(expected)
    with pytest.raises(QueryError, match=r"nothing in the graph is called 'Northfeld University'; did you mean North"):
        there.select("partners-over-time", organization="Northfeld University")


def test_a_query_that_is_none_is_told_with_its_place(url: str) -> None:
    with pytest.raises(QueryError, match="not SPARQL: line 2, column") as caught:
        Endpoint(url).select("SELECT ?x WHERE {\n ?x a ?y FILTER( ?y ) ) }")
    assert "\n" not in str(caught.value)
    with pytest.raises(QueryError, match="INSERT is refused"):
        Endpoint(url).answer("INSERT DATA { <x:a> <x:b> <x:c> }")


def test_the_command_gives_the_same_bytes(url: str, graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    graph.write(file)
    for options in (
        ("-q", ORGANIZATIONS, "--format", "csv"),
        ("-q", ORGANIZATIONS, "--format", "json"),
        ("-q", PARTIES),
        ("focus-areas-by-year", "--bind", "year=2024"),
    ):
        here, there = (mou_graph("query", where, *options) for where in (str(file), url))
        assert there.returncode == 0, there.stderr
        assert there.stdout == here.stdout
        assert there.stdout


def test_a_named_graph_of_an_endpoint(oxigraph, free_port, tmp_path: Path) -> None:
    port = free_port()
    with oxigraph(port, tmp_path / "store"):
        httpx.put(
            f"http://127.0.0.1:{port}/store",
            params={"graph": "urn:g"},
            content="<urn:a> <urn:b> <urn:c> .",
            headers={"Content-Type": "text/turtle"},
        )
        url, query = f"http://127.0.0.1:{port}/query", "ASK { ?s ?p ?o }"
        assert not Endpoint(url).ask(query)
        assert Endpoint(url, graph="urn:g").ask(query)
        assert mou_graph("query", url, "-q", query, "--default-graph", "urn:g").stdout == "true\n"


# ── Servers that are ill ─────────────────────────────────────────────────────

Answering = Callable[[BaseHTTPRequestHandler, str], None]


@contextmanager
def answering(answer: Answering) -> Iterator[str]:
    """A server that answers every request in its own way, which gets the handler and what was sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            answer(self, body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def said(handler: BaseHTTPRequestHandler, status: int, kind: str, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


JSON = "application/sparql-results+json"
TRUE = b'{"head": {}, "boolean": true}'


def slow(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    for _ in range(30):  # a byte now and then: each arrives in time, all of them never
        handler.wfile.write(b" ")
        time.sleep(0.1)


ILL = {
    "a page": (lambda h, _: said(h, 200, "text/html", b"<html>Welcome"), "answers with text/html: is this the address"),
    "an error page": (
        lambda h, _: said(h, 500, "text/html", b"<!DOCTYPE html><title>Oh&nbsp;no</title><p>it fell"),
        "status 500: Internal Server Error: Oh no it fell",
    ),
    "no such address": (lambda h, _: said(h, 404, "text/plain", b""), "status 404: there is no such address"),
    "moved": (
        lambda h, _: said(h, 301, "text/plain", b"", Location="https://new.example/sparql"),
        "has moved: ask https://new.example/sparql",
    ),
    "half an answer": (
        lambda h, _: said(h, 200, JSON, b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a"'),
        "the answer is broken, or breaks off",
    ),
    "less than was announced": (
        lambda h, _: said(h, 200, JSON, TRUE, Content_Length="1000"),
        "the answer broke off",
    ),
    "not gzip": (lambda h, _: said(h, 200, JSON, TRUE, Content_Encoding="gzip"), ""),
    "a flood": (lambda h, _: said(h, 200, JSON, b" " * 3_000_000), "more than 1,048,576 bytes"),
    "drops": (slow, "after 1 seconds"),
    "silence": (lambda h, _: time.sleep(2), "within 1 seconds"),
    "busy": (lambda h, _: said(h, 503, "text/plain", b"try again"), "503: Service Unavailable: try again"),
}


@pytest.mark.parametrize("kind", ILL)
def test_an_ill_server_is_told_in_one_line(kind: str) -> None:
    answer, told = ILL[kind]
    with answering(answer) as url, pytest.raises(ServerError) as caught:
        Endpoint(url, access=Access(timeout=1, largest=1 << 20)).ask("ASK {}")
    assert told in str(caught.value)
    assert url in str(caught.value)
    assert "\n" not in str(caught.value)


def test_where_nobody_is_and_what_is_no_address(free_port) -> None:
    with pytest.raises(ServerError, match="nobody is there"):
        Endpoint(f"http://127.0.0.1:{free_port()}/sparql").ask("ASK {}")
    with pytest.raises(ServerError, match="is no address"):
        Endpoint("http:///sparql")
    done = mou_graph("query", f"http://127.0.0.1:{free_port()}/sparql", "-q", "ASK {}")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


def test_where_post_is_refused_get_is_taken() -> None:
    seen: list[str] = []

    def only_get(handler: BaseHTTPRequestHandler, _: str) -> None:
        seen.append(handler.command)
        said(handler, 200 if handler.command == "GET" else 405, JSON, TRUE)

    with answering(only_get) as url:
        there = Endpoint(url)
        assert there.ask("ASK {}")
        assert there.ask("ASK {}")
    assert seen == ["POST", "GET", "GET"]


def basic(handler: BaseHTTPRequestHandler) -> bool:
    return handler.headers.get("authorization") == f"Basic {b64encode(b'ada:lovelace').decode()}"


def digest(handler: BaseHTTPRequestHandler) -> bool:
    given = dict(re.findall(r'(\w+)="?([^",]+)', handler.headers.get("authorization", "")))

    def md5(*parts: str) -> str:
        return hashlib.md5(":".join(parts).encode()).hexdigest()

    first, second = md5("ada", "here", "lovelace"), md5(handler.command, handler.path)
    return given.get("response") == md5(first, "n", given.get("nc", ""), given.get("cnonce", ""), "auth", second)


def bearer(handler: BaseHTTPRequestHandler) -> bool:
    return handler.headers.get("authorization") == "Bearer lovelace"


WAYS = {
    "basic": (basic, "Basic realm=here", {"MOU_GRAPH_LOGIN": "ada:lovelace"}),
    "digest": (digest, 'Digest realm="here", nonce="n", qop="auth"', {"MOU_GRAPH_LOGIN": "ada:lovelace"}),
    "bearer": (bearer, "Bearer", {"MOU_GRAPH_HEADER": "Authorization: Bearer lovelace"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_login_is_sent_and_never_shown(way: str) -> None:
    knows, challenge, environment = WAYS[way]

    def door(handler: BaseHTTPRequestHandler, _: str) -> None:
        if knows(handler):
            said(handler, 200, JSON, TRUE)
        else:
            echo = f"go away, {handler.headers.get('authorization')}".encode()
            known = "Basic" in handler.headers.get("authorization", "")
            headers = {} if known and way == "digest" else {"WWW_Authenticate": challenge}  # as Virtuoso does
            said(handler, 401, "text/plain", echo, **headers)

    with answering(door) as url:
        assert mou_graph("query", url, "-q", "ASK {}", **environment).stdout == "true\n"
        wrong = {name: value.replace("lovelace", "babbage") for name, value in environment.items()}
        done = mou_graph("query", url, "-q", "ASK {}", **wrong)
        assert (done.returncode, done.stdout, "it wants a login" in done.stderr) == (1, "", True)
        assert "babbage" not in done.stderr
        assert b64encode(b"ada:babbage").decode() not in done.stderr
        in_address = url.replace("//", "//ada:babbage@")
        assert "babbage" not in mou_graph("query", in_address, "-q", "ASK {}").stderr
        assert "babbage" not in repr(Endpoint(in_address))


def test_options_of_endpoints_are_checked() -> None:
    assert mou_graph("query", str(FIXTURE), "-q", "ASK {}", "--default-graph", "urn:g").returncode == 2
    with pytest.raises(MouGraphError, match="a header is written"):
        Access.header("secret")
    with pytest.raises(MouGraphError, match="plain ASCII"):
        Access(headers={"X": "a\r\nY: b"})
