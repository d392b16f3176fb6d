"""Graphs put on servers that other people wrote, with the server or the client killed on the way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from mou_graph.errors import ServerError
from mou_graph.graph import Graph
from mou_graph.remote import Endpoint, Target, publish
from mou_graph.remote.telling import Telling

FIXTURE = Path(__file__).parent / "ontology" / "fixture.ttl"
NAME = "https://example.org/agreements"
MANY = 40_000


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "mou_graph", "publish", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent / "src")} | more


def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, check=False, timeout=120, env=environment(**more)
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("many") / "many.nt"
    objects = (f"<x:{n + 1}>" if n % 3 else f'"{n}"' for n in range(MANY))
    file.write_text("".join(f"<x:{n}> <x:p{n % 7}> {one} .\n" for n, one in enumerate(objects)))
    return file


@pytest.fixture
def server(oxigraph, free_port: Callable[[], int], tmp_path: Path) -> Iterator[str]:
    port = free_port()
    with oxigraph(port, tmp_path / "server"):
        yield f"http://127.0.0.1:{port}"


def there(base: str, graph: str | None = NAME) -> Graph:
    return Endpoint(f"{base}/query", graph=graph).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def count(base: str) -> int:
    return next(iter(Endpoint(f"{base}/query", graph=NAME).select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))[0]


def wait_for(enough: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not enough():
        assert time.monotonic() < deadline
        time.sleep(0.005)


# ── To servers that are well ─────────────────────────────────────────────────


@pytest.mark.parametrize("way", ["update", "store"])
@pytest.mark.parametrize("graph", [NAME, None])
def test_what_is_published_answers_as_the_file_does(way: str, graph: str | None, server: str) -> None:
    named = ["--graph", graph] if graph else []
    done = run(FIXTURE, "--to", f"{server}/{way}", "--chunk", "100", *named)
    assert done.returncode == 0, done.stderr
    here = Graph.load(FIXTURE)
    assert there(server, graph) == Graph.of(here.store)
    assert f"{len(here.store):,} triples, counted" in done.stderr
    question = "partners-over-time"
    assert sorted(Endpoint(f"{server}/query", graph=graph).select(question)) == sorted(here.select(question))
    again = run(FIXTURE, "--to", f"{server}/{way}", "--chunk", "100", *named)
    assert (again.returncode, " 0 sent" in again.stderr) == (0, True)


def test_a_server_with_one_address_for_both(rdflib_endpoint, free_port) -> None:
    """rdflib-endpoint 0.6 cannot insert into a default graph; into a named one it can."""
    port = free_port()
    with rdflib_endpoint(port):
        done = publish(FIXTURE, Target.at(f"http://127.0.0.1:{port}/", graph=NAME), chunk=200)
        assert done.there == done.triples == done.sent
        asked = Endpoint(f"http://127.0.0.1:{port}/", graph=NAME)
        question = "partners-over-time"
        assert sorted(asked.select(question)) == sorted(Graph.load(FIXTURE).select(question))


def test_a_store_is_published_as_a_file_is(server: str, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Acme University and Beta Institute signed an MoU on 3 May 2024.")
    store = tmp_path / "store"
    build = [sys.executable, "-m", "mou_graph", "build", str(text), "--into", str(store), "--quiet"]
    subprocess.run(build, check=True, env=environment())
    assert run(store, "--to", f"{server}/store", "--graph", NAME).returncode == 0
    partner = "SELECT ?type { ?a mou:party <organization/beta-institute> ; mou:agreementType/skos:prefLabel ?type }"
    assert list(Endpoint(f"{server}/query", graph=NAME).select(partner)) == [("memorandum of understanding",)]


BLANK = """<x:list> <x:is> (1 2 3 4 5 6) .
[ <x:knows> [ <x:knows> [ <x:name> "Ada Example" ] ] ] .
<x:a> <x:b> _:one , _:two ."""


def test_blank_nodes_stay_what_they_are_across_chunks(server: str, tmp_path: Path) -> None:
    file = tmp_path / "blank.ttl"
    file.write_text(BLANK)
    for _ in range(2):
        done = run(file, "--to", f"{server}/update", "--graph", NAME, "--chunk", "1")
        assert done.returncode == 0, done.stderr
    assert count(server) == len(Graph.load(file)) == 18
    asked = Endpoint(f"{server}/query", graph=NAME)
    items = (
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> SELECT ?n { <x:list> <x:is>/rdf:rest*/rdf:first ?n }"
    )
    assert sorted(asked.select(items)) == [(n,) for n in range(1, 7)]
    assert asked.ask('ASK { ?a <x:knows>/<x:knows>/<x:name> "Ada Example" }')


# ── Interrupted ──────────────────────────────────────────────────────────────


def test_a_client_that_is_killed_goes_on_where_it_was(server: str, many: Path) -> None:
    arguments = (many, "--to", f"{server}/update", "--graph", NAME, "--chunk", "300")
    first = subprocess.Popen(command(*arguments), stderr=subprocess.DEVNULL, env=environment())
    wait_for(lambda: count(server) > 1500)
    first.send_signal(signal.SIGKILL)
    first.wait()
    half = count(server)
    assert half < MANY
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert f"{MANY:,} triples, counted" in done.stderr
    assert int(done.stderr.split(" were there")[0].split()[-1].replace(",", "")) >= 1500
    assert there(server) == Graph.load(many)


@pytest.mark.parametrize("keeps", [True, False], ids=["keeps what it has", "loses what it has"])
def test_a_server_that_is_killed_is_waited_for(keeps: bool, oxigraph, free_port, many: Path, tmp_path: Path) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with oxigraph(port, tmp_path / "one"):
        arguments = (many, "--to", f"{base}/store", "--graph", NAME, "--chunk", "300")
        client = subprocess.Popen(command(*arguments), stderr=subprocess.PIPE, text=True, env=environment())
        wait_for(lambda: count(base) > 1500)
    time.sleep(0.2)
    assert client.poll() is None
    with oxigraph(port, tmp_path / ("one" if keeps else "two")):
        _, told = client.communicate(timeout=120)
        assert client.returncode == 0, told
        assert there(base) == Graph.load(many)


def test_who_waits_in_vain_is_told_how_to_go_on(oxigraph, free_port, many: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("mou_graph.remote.publishing.WAITS", (0.01,))
    port = free_port()
    target = Target.at(f"http://127.0.0.1:{port}/update", graph=NAME)
    with oxigraph(port, tmp_path / "server") as process:

        def fall(done: int, _: int) -> None:
            if done > 5000:
                process.kill()

        with pytest.raises(ServerError, match=r"nobody is there.*triples are through: the same command without --repl"):
            publish(many, target, mode="replace", chunk=1000, progress=fall)
    with oxigraph(port, tmp_path / "server"):
        done = publish(many, target, chunk=1000)
        assert done.sent < done.triples == done.there


def test_half_a_chunk_is_made_whole(server: str) -> None:
    """A server that wrote some of the triples of a request before it died."""
    first = list(Telling.of(FIXTURE))[:237]
    httpx.post(
        f"{server}/store",
        params={"graph": NAME},
        content=Graph.of(first).serialise("nt"),
        headers={"Content-Type": "application/n-triples"},
    ).raise_for_status()
    done = publish(FIXTURE, Target.at(f"{server}/store", graph=NAME), chunk=100)
    assert done.sent == done.triples - 200
    assert there(server) == Graph.of(Graph.load(FIXTURE).store)


# ── What is not as it should be ──────────────────────────────────────────────


def test_what_others_put_there_is_not_touched_unless_told(server: str, many: Path) -> None:
    options = ("--to", f"{server}/update", "--graph", NAME)
    assert run(many, *options).returncode == 0
    refused = run(FIXTURE, *options)
    assert (refused.returncode, "--replace" in refused.stderr, refused.stderr.count("\n")) == (1, True, 1)
    assert count(server) == MANY
    assert run(FIXTURE, *options, "--add").returncode == 0
    fixture = Graph.of(Graph.load(FIXTURE).store)
    assert count(server) == MANY + len(fixture)
    for way in ("update", "store"):
        assert run(FIXTURE, "--to", f"{server}/{way}", "--graph", NAME, "--replace").returncode == 0
        assert there(server) == fixture


def test_a_few_foreign_triples_are_seen(server: str) -> None:
    httpx.post(
        f"{server}/store?default", content="<x:a> <x:b> <x:c> .", headers={"Content-Type": "text/turtle"}
    ).raise_for_status()
    with pytest.raises(ServerError, match="has 1 triples, and not the first of this graph"):
        publish(FIXTURE, Target.at(f"{server}/store"))


def test_a_server_that_loses_triples_is_found_out(server: str, oxigraph, free_port, tmp_path: Path) -> None:
    """Written to one server and counted at another."""
    port = free_port()
    with oxigraph(port, tmp_path / "other"):
        done = run(FIXTURE, "--to", f"{server}/store", "--count-at", f"http://127.0.0.1:{port}/query")
    assert (done.returncode, "has 0 triples, and should have" in done.stderr) == (1, True)


def test_mistakes_are_one_line(server: str, free_port, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<x:a> <x:b>")
    for arguments, code, told in (
        ((broken, "--to", f"{server}/store"), 1, "line 1"),
        ((tmp_path / "none.ttl", "--to", f"{server}/store"), 1, "cannot be read"),
        ((FIXTURE, "--to", "htp://ada:lovelace@server"), 2, "an address begins with"),
        ((FIXTURE, "--to", f"{server}/store", "--graph", "not an iri"), 1, "is no IRI"),
        ((FIXTURE, "--to", f"{server}/none", "--count-at", f"{server}/query"), 1, "status 404"),
        ((FIXTURE, "--to", f"http://ada:lovelace@127.0.0.1:{free_port()}/update"), 1, "nobody is there"),
    ):
        done = run(*arguments, MOU_GRAPH_HEADER="Authorization: Bearer babbage")
        assert (done.returncode, told in done.stderr) == (code, True), done.stderr
        assert "lovelace" not in done.stderr
        assert "babbage" not in done.stderr
        assert "Traceback" not in done.stderr


def test_a_read_only_server_is_told(serve) -> None:
    with serve(FIXTURE) as ours, pytest.raises(ServerError, match="updates are refused"):
        publish(FIXTURE, Target.at(f"{ours.url}/sparql"), mode="add")
