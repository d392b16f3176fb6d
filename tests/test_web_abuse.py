"""What an enemy sends, and what becomes of it: the server answers on, and tells why it did not do it."""

import http.client
import io
import os
import shutil
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

TRIPLES = 20_000
SECONDS = 3


@pytest.fixture(scope="module")
def server(serve, tmp_path_factory: pytest.TempPathFactory):
    graph = tmp_path_factory.mktemp("abuse") / "graph.nt"
    lines = (f'<x:{n}> <x:p> <x:{n * 7 % TRIPLES}> .\n<x:{n}> <x:name> "{"a" * 40}{n}" .\n' for n in range(TRIPLES))
    graph.write_text("".join(lines))
    with serve(graph, "--timeout", str(SECONDS), "--memory", "200", "--workers", "2") as it:
        yield it


@pytest.fixture
def client(server):
    with httpx.Client(base_url=server.url, timeout=60) as client:
        yield client
        assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"], "the server answers on"


@pytest.fixture
def ear():
    """An address that hears whether anybody calls."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.3)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        with pytest.raises(TimeoutError):
            listening.accept()


CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
RUNAWAYS = [
    ("a cross product", f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", 503, "more than 3 seconds"),
    ("a cross product that is sorted", f"SELECT * {{ {CROSS} }} ORDER BY ?a ?i", 503, "more memory"),
    ("all groups", f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY ?a ?d ?g", 503, "ended"),
    ("paths from all to all", "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|^<x:p>)+ ?b . ?b (<x:p>/<x:p>)* ?c }", 503, "ended"),
    ("paths with everything", "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|!<x:q>)* ?b . ?c !(<x:r>)+ ?d }", 503, "ended"),
    ("distinct pairs", "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?d", 503, "ended"),
    ("a long text", "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?t) { ?a ?b ?c . ?d ?e ?f }", 503, "ended"),
    ("a giant pattern", "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), '((a{1,900}){1,900}){1,900}') }", (200, 503), ""),
    (
        "a pattern on a cross product",
        f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), '(a+)+$') }}",
        503,
        "ended",
    ),
    ("deep groups", "ASK " + "{" * 200_000 + "}" * 200_000, 400, "nested too deeply"),
    ("deep parentheses", "ASK { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }", 400, "nested too deeply"),
    ("quotation marks", '"""' * 300_000, (400, 503), ""),
]


@pytest.mark.parametrize(("query", "status", "said"), [row[1:] for row in RUNAWAYS], ids=[row[0] for row in RUNAWAYS])
def test_a_runaway_query_is_ended(client, query: str, status: int | tuple[int, ...], said: str) -> None:
    start = time.monotonic()
    answer = client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code in (status if isinstance(status, tuple) else (status,)), answer.text
    assert said in answer.text
    assert time.monotonic() - start < SECONDS + 3
    assert answer.status_code != 503 or int(answer.headers["retry-after"]) > 0


def test_others_are_answered_while_queries_run_away(client) -> None:
    def run_away(_: int) -> int:
        return httpx.get(
            f"{client.base_url}/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"}, timeout=60
        ).status_code

    with ThreadPoolExecutor() as enemies:
        running = enemies.submit(run_away, 1)
        time.sleep(0.3)
        start = time.monotonic()
        for _ in range(20):
            assert client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 5"}).status_code == 200
        assert time.monotonic() - start < 1.5
        assert running.result() == 503


SERVICES = [
    "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{0}> AS ?g) SERVICE ?g {{ ?s ?p ?o }} }}",
    "ASK {{ FILTER EXISTS {{ service<{0}>{{}} }} }}",
    "LOAD <{0}>",
]


@pytest.mark.parametrize("query", SERVICES)
def test_nothing_leaves_the_machine(client, ear: str, query: str) -> None:
    answer = client.post("/sparql", data={"query": query.format(ear)})
    assert (answer.status_code, "refused" in answer.text) == (400, True)


@pytest.mark.parametrize("form", ["GET", "FROM"])
def test_a_graph_with_an_address_is_not_fetched(client, ear: str, form: str) -> None:
    if form == "GET":
        answer = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "default-graph-uri": ear})
        assert answer.status_code == 400
    else:
        answer = client.get("/sparql", params={"query": f"ASK FROM <{ear}> {{ ?s ?p ?o }}"})
        assert answer.json()["boolean"] is False


def test_no_file_is_read(client, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<x:secret> <x:is> <x:here> .")
    for query in (f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}", f"LOAD <{secret.as_uri()}>"):
        assert "secret>" not in client.get("/sparql", params={"query": query}).text
    for path in (
        "/../../../../etc/passwd",
        "/static/../../app.py",
        "/static/%2e%2e/app.py",
        "/page/..%2f..%2fetc%2fpasswd",
    ):
        assert raw(client, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").split()[1] in (b"404", b"400", b"307")


def raw(client, text: str) -> bytes:
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=5) as connection:
        connection.sendall(text.encode())
        return connection.recv(4096)


HOSTS = [
    ("Host: evil.example\r\n", b"421"),
    ("Host: 127.0.0.1.evil.example:8000\r\n", b"421"),
    ("Host: localhost\r\nHost: evil.example\r\n", (b"421", b"400")),
    ("", (b"421", b"400")),
    ("Host: localhost\r\n", b"200"),
    ("Host: 127.0.0.1:1\r\n", b"200"),
    ("Host: [::1]\r\n", b"200"),
]


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_a_name_that_is_not_ours_is_turned_away(client, host: str, status: bytes | tuple[bytes, ...]) -> None:
    said = raw(client, f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n{host}\r\n")
    assert said.split()[1] in (status if isinstance(status, tuple) else (status,))


def test_every_answer_carries_the_careful_headers(client) -> None:
    for path in ("/sparql?query=ASK{}", "/sparql?query=nonsense", "/graph", "/none"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_a_large_head_or_body_is_refused_at_once(client) -> None:
    assert b" 400 " in raw(client, "GET /sparql HTTP/1.1\r\nHost: localhost\r\nX: " + "a" * 200_000)[:20]
    announced = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"
    assert raw(client, announced).split()[1] == b"413"
    assert raw(client, "\x00\x01\x02 nonsense\r\n\r\n").split()[1] == b"400"


def test_an_answer_that_breaks_off_is_seen_to(client) -> None:
    """Rows that came before the time was over are not taken for all rows."""
    connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port, timeout=60)
    connection.request("GET", f"/sparql?query=SELECT%20*%20%7B{CROSS.replace(' ', '%20').replace('?', '%3F')}%7D")
    answer = connection.getresponse()
    with closing(connection), pytest.raises(http.client.IncompleteRead):
        shutil.copyfileobj(answer, io.BytesIO(), 1 << 20)


def test_who_leaves_frees_the_worker(client) -> None:
    start = time.monotonic()
    for _ in range(6):
        with socket.create_connection((client.base_url.host, client.base_url.port)) as connection:
            query = f"SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B{CROSS.replace(' ', '%20').replace('?', '%3F')}%7D"
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.05)
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert time.monotonic() - start < SECONDS


def test_who_reads_slowly_does_not_fill_the_memory(client, server) -> None:
    """The worker waits for the reader; what is under way is a few pieces, not the whole answer."""
    before = resident(server.process.pid)
    with client.stream("GET", "/sparql", params={"query": f"SELECT * {{ {CROSS} }}"}) as answer:
        next(answer.iter_raw(1000))
        time.sleep(1)
        assert resident(server.process.pid) - before < 20_000_000


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_killed_worker_is_replaced(client, server) -> None:
    _, *workers = server.children()
    assert workers
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    for _ in range(5):
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_worker_killed_at_work_is_told(client, server) -> None:
    def kill() -> None:
        time.sleep(0.5)
        for pid in server.children()[1:]:
            os.kill(pid, signal.SIGKILL)

    threading.Thread(target=kill).start()
    answer = client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"})
    assert (answer.status_code, "try again" in answer.text) == (503, True)


def test_one_client_does_not_keep_others_waiting(server) -> None:
    """A hundred queries from one address, then one from another: it waits for a turn, not for a hundred."""
    slow = "SELECT (COUNT(*) AS ?n) { ?a <x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p> ?c } "
    done: list[str] = []

    def ask(address: str) -> None:
        transport = httpx.HTTPTransport(local_address=address)
        with httpx.Client(transport=transport, base_url=server.url, timeout=60) as client:
            assert client.get("/sparql", params={"query": slow}).status_code == 200
        done.append(address)

    with ThreadPoolExecutor(40) as people:
        for _ in range(12):
            people.submit(ask, "127.0.0.2")
        time.sleep(0.2)
        people.submit(ask, "127.0.0.3")
    assert done.index("127.0.0.3") < 7


def test_when_the_server_is_gone_nothing_stays(serve, tmp_path: Path) -> None:
    graph = tmp_path / "graph.nt"
    graph.write_text("<x:a> <x:p> <x:b> .\n")
    with serve(graph) as it:
        httpx.get(f"{it.url}/sparql", params={"query": "ASK {}"})
        children = it.children()
        assert len(children) == 2
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
