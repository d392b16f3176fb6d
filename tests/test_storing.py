"""The verbs of a store, as people meet them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from mou_graph.cli import main; main()"]
ACME = "Acme University (AU) and Beta Institute signed a Memorandum of Understanding on 3 May 2024."
GAMMA = "AU and Gamma Hospital signed a Memorandum of Understanding on 4 June 2024."


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "news.jsonl").write_text(
        "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in (("a", ACME), ("b", GAMMA)))
    )
    assert run("build", tmp_path / "news.jsonl", "--into", tmp_path / "store", "--quiet").returncode == 0
    return tmp_path / "store"


def test_a_store_is_built_and_grows_and_says_how(store: Path, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text("Beta Institute and Gamma Hospital signed a letter of intent.")
    done = run("build", tmp_path / "c.txt", tmp_path / "news.jsonl", "--into", store)
    assert (done.returncode, done.stdout) == (0, "")
    told = done.stderr.splitlines()
    assert told[0] == f"{store}: 1 added, 0 replaced, 2 as they were"
    assert told[1].startswith("3 announcements read: 3 agreements, 3 organisations")


def test_a_store_is_asked_drawn_checked_and_written_as_a_graph_is(store: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    assert run("build", tmp_path / "news.jsonl", "-o", graph, "--quiet").returncode == 0
    asked = ("partners-over-time", "--bind", "organization=AU", "--format", "csv")
    answer = run("query", store, *asked)
    assert "Gamma Hospital" in answer.stdout
    assert answer.stdout == run("query", graph, *asked).stdout
    assert run("check", store).stderr == "the graph is sound\n"
    assert run("draw", store, "-o", tmp_path / "store.html").returncode == 0
    assert run("build", tmp_path / "news.jsonl", "--into", store, "-o", tmp_path / "again.ttl").returncode == 0
    assert (tmp_path / "again.ttl").read_bytes() == graph.read_bytes()


def test_a_store_is_judged_and_compared_as_a_graph_is(tmp_path: Path) -> None:
    data = Path(__file__).parent.parent / "data"
    texts, graph, store = sorted((data / "announcements").glob("2017-*.md")), tmp_path / "graph.ttl", tmp_path / "store"
    assert run("build", *texts, "-o", graph, "--into", store, "--quiet").returncode == 0
    one, other = (
        run("evaluate", data / "gold", "--texts", data / "announcements", "--graph", where, "--json")
        for where in (graph, store)
    )
    assert (one.returncode, one.stdout) == (0, other.stdout)
    assert run("diff", graph, store).returncode == 0


def test_what_is_forgotten_is_gone(store: Path) -> None:
    done = run("forget", store, "a")
    assert (done.returncode, done.stderr) == (0, f"{store}: 1 forgotten, 1 announcements left\n")
    assert "Beta" not in run("query", store, "-q", "SELECT ?name { ?o skos:prefLabel ?name }").stdout
    done = run("forget", store, "a")
    assert (done.returncode, done.stderr) == (1, f"mou-graph: {store}: no announcement is called 'a'\n")


def test_a_folder_that_is_no_store_is_told(tmp_path: Path) -> None:
    done = run("query", tmp_path, "partners-over-time")
    assert (done.returncode, done.stderr) == (1, f"mou-graph: {tmp_path}: there is no store\n")
    done = run("forget", tmp_path / "none", "a")
    assert (done.returncode, done.stderr) == (1, f"mou-graph: {tmp_path / 'none'}: there is no store\n")
