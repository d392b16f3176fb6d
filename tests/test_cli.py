"""The command line as people and programs meet it: exit codes, streams, files."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from mou_graph.cli import main; main()"]
SIGNED = "Acme University (AU) and Beta Institute signed a Memorandum of Understanding on nursing on 3 May 2024."


def run(*arguments: object, stdin: str | None = None, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    place.mkdir()
    (place / "a.txt").write_text(SIGNED)
    (place / "b.jsonl").write_text(
        '{"id": "b", "text": "Acme University and Gamma Hospital signed an MoU in Zürich."}\n'
    )
    return place


@pytest.fixture
def graph(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    assert run("build", folder, "-o", path, "--quiet").returncode == 0
    return path


# -- build


def test_build_writes_the_graph_and_tells_what_is_in_it(folder: Path, tmp_path: Path) -> None:
    done = run("build", folder, "--output", tmp_path / "g.ttl")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(
        r"2 announcements read: 2 agreements, 3 organisations, 0 people, 0 problems; \d+ triples\n", done.stderr
    )
    assert (tmp_path / "g.ttl").read_text(encoding="utf-8").startswith("@base")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g.ttl", "news"]


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_the_ending_names_the_format(folder: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"g.{ending}"
    assert run("build", folder, "-o", path, "--quiet").stderr == ""
    assert run("query", path, "-q", "ASK { ?a a mou:Agreement }").stdout == "true\n"


def test_standard_input_to_standard_output(folder: Path) -> None:
    done = run("build", "-", stdin=SIGNED)
    assert done.returncode == 0
    assert '"stdin"' in done.stdout
    assert done.stderr.startswith("1 announcement read: 1 agreement")
    assert run("query", "-", "-q", "ASK { ?a a mou:Agreement }", stdin=done.stdout).stdout == "true\n"


def test_problems_are_told_a_line_each_and_strict_minds_them(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "noise.txt").write_bytes(b"\x00\x01")
    lenient = run("build", folder, "-o", tmp_path / "g.ttl")
    strict = run("build", folder, "-o", tmp_path / "s.ttl", "--strict", "--quiet")
    assert (lenient.returncode, strict.returncode) == (0, 1)
    assert strict.stderr.splitlines() == [
        f"problem: {folder / 'empty.txt'}: the file is empty",
        f"problem: {folder / 'noise.txt'}: a binary file (it has NUL bytes)",
    ]
    assert lenient.stderr.splitlines()[:2] == strict.stderr.splitlines()
    assert "2 problems" in lenient.stderr
    assert (tmp_path / "g.ttl").read_bytes() == (tmp_path / "s.ttl").read_bytes()


def test_where_nothing_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    done = run("build", tmp_path, "-o", tmp_path / "g.ttl")
    assert done.returncode == 1
    assert done.stderr.endswith("mou-graph: no announcement could be read; nothing is written\n")
    assert not (tmp_path / "g.ttl").exists()


def test_workers_and_order_give_the_same_bytes(folder: Path) -> None:
    one = run("build", folder, "--quiet").stdout
    assert run("build", folder / "b.jsonl", folder / "a.txt", "--workers", 2, "--quiet").stdout == one


def test_a_registry_is_used(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("name,aliases\nAcme University of Technology,Acme University\n")
    assert "acme-university-of-technology" in run("build", folder, "--registry", tmp_path / "r.csv").stdout


# -- query


def test_the_shipped_queries_are_listed_with_their_questions() -> None:
    lines = run("query", "--list").stdout.splitlines()
    assert len(lines) == 12
    assert lines[0].split("\t") == [
        "partners-over-time",
        "Who are the partners of an organisation, year by year?",
        "organization",
    ]


def test_every_shipped_query_runs(graph: Path) -> None:
    for line in run("query", "--list").stdout.splitlines():
        name = line.partition("\t")[0]
        done = run("query", graph, name)
        assert (done.returncode, done.stderr) == (0, ""), name


def test_a_query_is_a_name_a_file_or_text_and_can_be_bound(graph: Path, tmp_path: Path) -> None:
    by_name = run("query", graph, "partners-over-time", "--bind", "organization=AU")
    assert by_name.returncode == 0
    assert "Beta Institute" in by_name.stdout
    assert "Gamma" not in run("query", graph, "partners-over-time", "--bind", "organization=Beta Institute").stdout
    text = "SELECT ?name { ?o a mou:Organization ; skos:prefLabel ?name } ORDER BY ?name"
    (tmp_path / "q.rq").write_text(text)
    expected = "name\nAcme University\nBeta Institute\nGamma Hospital\n"
    assert run("query", graph, "--file", tmp_path / "q.rq").stdout == expected
    assert run("query", graph, "-q", text).stdout == expected


@pytest.mark.parametrize(
    ("form", "start"),
    [("csv", "name\n"), ("tsv", "?name\n"), ("json", "{"), ("xml", "<?xml"), ("table", "name")],
)
def test_answers_come_in_the_format_asked_for(graph: Path, form: str, start: str) -> None:
    text = "SELECT ?name { ?o a mou:Organization ; skos:prefLabel ?name }"
    assert run("query", graph, "-q", text, "--format", form).stdout.startswith(start)


def test_graphs_come_as_turtle_and_booleans_as_words(graph: Path) -> None:
    construct = run("query", graph, "-q", "CONSTRUCT { ?a a mou:Agreement } { ?a a mou:Agreement }")
    assert " a mou:Agreement" in construct.stdout
    assert run("query", graph, "-q", "ASK { ?a a mou:Claim }", "--format", "json").stdout.endswith('"boolean": true}\n')


# -- draw, check, demo


def test_check_tells_a_line_a_finding_and_minds_what_is_wrong(graph: Path, tmp_path: Path) -> None:
    sound = run("check", graph)
    assert (sound.returncode, sound.stderr) == (0, "the graph is sound\n")
    assert "Violation" not in sound.stdout
    (tmp_path / "wrong.ttl").write_text("PREFIX mou: <https://w3id.org/mou-graph/ontology#>\n<x:a> a mou:Person .")
    wrong = run("check", tmp_path / "wrong.ttl", "--quiet")
    assert (wrong.returncode, wrong.stderr) == (1, "")
    assert wrong.stdout.startswith("Violation: x:a, skos:prefLabel: ")


@pytest.mark.parametrize("ending", ["html", "svg", "graphml", "gexf"])
def test_draw_writes_a_picture(graph: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"picture.{ending}"
    done = run("draw", graph, "-o", path, "--focus", "AU", "--hops", 2, "--type", "mou", "--since", 2020)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"{path}: ")
    assert "Beta Institute" in path.read_text(encoding="utf-8")


def test_report_writes_a_page_for_one_organisation(graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    done = run("report", graph, "-o", path, "--for", "AU", "--today", "2026-01-31", "--within", 24, "months")
    assert done.returncode == 0, done.stderr
    assert "31 January 2026" in path.read_text(encoding="utf-8")
    assert "what ends within 24 months" in path.read_text(encoding="utf-8").lower()


def test_the_demo_builds_draws_and_says_where(tmp_path: Path) -> None:
    done = run("demo", cwd=tmp_path)
    assert done.returncode == 0
    assert "announcements read" in done.stderr
    for name in ("graph.ttl", "graph.html"):
        assert str(Path("mou-graph-demo", name)) in done.stderr
        assert (tmp_path / "mou-graph-demo" / name).stat().st_size > 10_000


# -- mistakes


def test_a_users_mistake_is_a_line_and_a_code(folder: Path, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b>")
    (tmp_path / "broken.csv").write_text("id\n1\n")
    mistakes: list[tuple[int, str, list[object]]] = [
        (2, "SOURCE", ["build"]),
        (2, "end it in one of", ["build", folder, "-o", "g.doc"]),
        (2, "--workers", ["build", folder, "--workers", 0]),
        (2, "No such option", ["build", folder, "--colour"]),
        (2, "No such command", ["paint"]),
        (2, "name a GRAPH", ["query"]),
        (2, "give one of", ["query", graph]),
        (2, "give one of", ["query", graph, "02", "-q", "ASK {}"]),
        (2, "VAR=VALUE", ["query", graph, "02", "--bind", "year"]),
        (2, "no graph", ["query", graph, "02", "--format", "ttl"]),
        (2, "is a graph", ["query", graph, "-q", "DESCRIBE mou:x", "--format", "csv"]),
        (2, "end it in one of", ["draw", graph, "-o", "g.doc"]),
        (2, "--output", ["draw", graph]),
        (2, "end it in .html", ["report", graph, "-o", "r.pdf"]),
        (2, "--today", ["report", graph, "-o", tmp_path / "r.html", "--today", "tomorrow"]),
        (1, "nowhere", ["report", graph, "-o", tmp_path / "r.html", "--for", "nowhere"]),
        (1, "no such file", ["build", tmp_path / "nowhere"]),
        (1, "no folder", ["build", folder, "-o", tmp_path / "nowhere" / "g.ttl"]),
        (1, "column called name", ["build", folder, "--registry", tmp_path / "broken.csv"]),
        (1, "No such file", ["build", folder, "--registry", tmp_path / "nowhere.csv"]),
        (1, "No such file", ["query", tmp_path / "nowhere.ttl", "02"]),
        (1, "line 1", ["query", tmp_path / "broken.ttl", "02"]),
        (1, "did you mean", ["query", graph, "partners-over-tim"]),
        (1, "line 1", ["query", graph, "-q", "SELECT ?a { ?a"]),
        (1, "No such file", ["query", graph, "--file", tmp_path / "nowhere.rq"]),
        (1, "SERVICE", ["query", graph, "-q", "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"]),
        (1, "nowhere", ["draw", graph, "-o", tmp_path / "g.html", "--focus", "nowhere"]),
        (1, "no folder", ["draw", graph, "-o", tmp_path / "nowhere" / "g.html"]),
        (1, "only query asks endpoints", ["check", "https://graph.example/sparql"]),
    ]
    for code, words, arguments in mistakes:
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (code, ""), arguments
        assert words in done.stderr, arguments
        if code == 1:
            assert done.stderr.count("\n") == 1, arguments


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_line(folder: Path, graph: Path) -> None:
    for arguments in (["build", folder, "--quiet"], ["query", graph, "02"], ["query", "--list"]):
        with open("/dev/full", "w") as full:
            done = subprocess.run([*COMMAND, *map(str, arguments)], stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 1
        assert done.stderr.decode().splitlines() == ["mou-graph: No space left on device"]


def test_a_reader_that_leaves_is_no_fault(folder: Path) -> None:
    process = subprocess.Popen([*COMMAND, "build", folder, "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


def test_an_interrupt_leaves_no_half_file(folder: Path, tmp_path: Path) -> None:
    (folder / "many.jsonl").write_text("".join(f'{{"text": "{SIGNED} {n}"}}\n' for n in range(20_000)))
    for workers in (1, 2):
        process = subprocess.Popen(
            [*COMMAND, "build", folder, "-o", tmp_path / "g.ttl", "--workers", str(workers)],
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(2)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=30)[1].decode().strip() == ""
        assert process.returncode == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news"]


def on_terminal(*arguments: object) -> tuple[int, str]:
    """What a person sees who runs it in a terminal: both streams."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "99"},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(ours)
    return process.wait(), seen.decode()


def test_a_terminal_gets_a_bar_and_tables(folder: Path, graph: Path, tmp_path: Path) -> None:
    code, seen = on_terminal("build", folder, "-o", tmp_path / "g.ttl")
    assert code == 0
    assert "2/2" in seen
    assert "2/2" not in on_terminal("build", folder, "-o", tmp_path / "g.ttl", "--quiet")[1]
    assert "would fill the terminal" in on_terminal("build", folder)[1]
    assert "━" in on_terminal("query", graph, "partners-over-time")[1]
    assert "Who are the partners" in on_terminal("query", "--list")[1]


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"mou-graph \d+\.\d+\.\d+\S*\n", run("--version").stdout)
