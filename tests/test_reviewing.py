"""What a review asks, and that its answers do what they say: build, review, answer, build again."""

import csv
import io
import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

import mou_graph as mg
from mou_graph.corrections import COLUMNS, Correction, Corrections
from mou_graph.errors import CorrectionsError
from mou_graph.graph import Graph
from mou_graph.reviewing.lines import append, take_back

HEAD = ",".join(COLUMNS) + "\n"
MOU_GRAPH = [sys.executable, "-c", "from mou_graph.cli import main; main()"]

NEWS = {
    "a": "Carlow Robotics Institute and Beta University signed a Memorandum of Understanding on 3 May 2024. It was "
    "signed by Professor Ada Example, President of Beta University.",
    "b": "Carlow Robotcs Institute and Gamma Hospital signed a Memorandum of Understanding on 4 June 2024.",
    "c": "Beta University and Carlow Robotics Institute signed a Memorandum of Understanding on 5 May 2024.",
    "d": "The weather was fine in Carlow, and many people went for a walk along the river.",
}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for name, text in NEWS.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture(scope="module")
def graph(news: Path) -> Graph:
    return mg.build(str(news)).graph


def turtle(text: str) -> Graph:
    head = """@prefix mou: <https://w3id.org/mou-graph/ontology#> .
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      @prefix org: <http://www.w3.org/ns/org#> . @prefix schema: <https://schema.org/> .
      @base <https://w3id.org/mou-graph/id/> .
      @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . """
    return Graph.load(io.BytesIO((head + text).encode()))


def named(kind: str, *names: str) -> str:
    return " ".join(f'<{kind.lower()}/{n}> a mou:{kind} ; skos:prefLabel "{name}" .' for n, name in enumerate(names))


def pairs(graph: Graph) -> list[tuple[str, ...]]:
    return [tuple(sorted(option.label for option in q.options)) for q in mg.review(graph, kinds=["alike"])]


# ── What is asked ────────────────────────────────────────────────────────────


def test_names_that_may_be_one_conflicts_and_empty_announcements_are_asked_about(graph: Graph) -> None:
    found = mg.review(graph)
    assert [question.score for question in found] == sorted((q.score for q in found), reverse=True)
    by_kind = {question.kind: question for question in reversed(found)}
    assert {o.label for o in by_kind["alike"].options} == {"Carlow Robotics Institute", "Carlow Robotcs Institute"}
    conflict = by_kind["conflict"]
    assert (conflict.predicate, [o.cell for o in conflict.options]) == ("signedOn", ["2024-05-03", "2024-05-05"])
    assert [option.accepted for option in conflict.options] == [True, False]
    assert conflict.options[0].words[0].quote in NEWS["a"]
    assert (
        by_kind["no-agreement"].label
        == "The weather was fine in Carlow, and many people went for a walk along the river."
    )


def test_all_that_is_unsure_in_the_shipped_data_has_its_words_and_answers_that_can_be_applied(shipped: Graph) -> None:
    found = mg.review(shipped)
    assert len(found) > 50
    assert len({question.id for question in found}) == len(found)
    for question in found:
        assert question.answers
        for option in question.options:
            assert option.words
            assert question.kind == "alike" or question.kind == "conflict" or (option.confidence or 0) < 0.8
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    rows.writerows([getattr(line, c) for c in COLUMNS] for q in found for line in next(iter(q.answers.values())))
    decided = Corrections.parse(table.getvalue())
    assert not decided.problems
    assert mg.review(shipped, decided) == []  # a decided thing is not asked again


@pytest.fixture(scope="module")
def shipped() -> Graph:
    top = Path(__file__).parent.parent
    return mg.build(str(top / "data/announcements"), registry=top / "data/registry.csv").graph


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("Hope Valley Marine College", "HVMC"), True),  # initials
        (("Hope Valley Marine College", "Hope Valley Marine Colege"), True),
        (("Marine College Hope Valley", "Hope Valley Marine College"), True),
        (("Hope Valley Marine College", "Hope Valley Marine College Sandport"), True),
        (("Hope Valley Marine College No. 1", "Hope Valley Marine College No. 2"), False),
        (("University of Sandport", "University of Landport"), False),
        (("Sandport Ministry", "Landport Hospital"), False),
    ],
)
def test_which_names_of_organisations_are_asked_about(names: tuple[str, str], asked: bool) -> None:
    assert pairs(turtle(named("Organization", *names))) == ([tuple(sorted(names))] if asked else [])


def test_parties_of_one_agreement_and_wholes_and_parts_are_not_asked_about() -> None:
    two = named("Organization", "Sandport Marine College", "Sandport Marine Colege")
    assert pairs(turtle(two))
    together = "<agreement/x> a mou:Agreement ; mou:party <organization/0>, <organization/1> ."
    assert not pairs(turtle(two + together))
    assert not pairs(turtle(two + "<organization/0> org:subOrganizationOf <organization/1> ."))
    registered = "<organization/0> schema:sameAs <x:1> . <organization/1> schema:sameAs <x:2> ."
    assert not pairs(turtle(two + registered))


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("Mary Sample", "Mary Sample Sik-chun"), True),
        (("M. Sample", "Mary Sample"), True),
        (("Mary Sample", "Sample Mary"), True),
        (("Mary Sample", "Marc Sample"), False),
        (("Mary Sample", "Mary Example"), False),
    ],
)
def test_which_names_of_people_are_asked_about(names: tuple[str, str], asked: bool) -> None:
    at = "<organization/0> a mou:Organization ; skos:prefLabel 'Acme' . <person/0> org:memberOf <organization/0> . "
    graph = turtle(named("Person", *names) + at + "<person/1> org:memberOf <organization/0> .")
    assert pairs(graph) == ([tuple(sorted(names))] if asked else [])


def test_agreements_of_the_same_parties_are_asked_about_where_they_are_near_in_time() -> None:
    def agreements(*days: str) -> Graph:
        text = named("Organization", "Acme", "Beta")
        for n, day in enumerate(days):
            text += f"""<agreement/{n}> a mou:Agreement ; skos:prefLabel "MoU {n}" ; mou:status mou:Signed ;
              mou:party <organization/0>, <organization/1> ; mou:agreementType mou:MemorandumOfUnderstanding ;
              mou:signedOn "{day}"^^xsd:date ."""
        return turtle(text)

    assert pairs(agreements("2024-01-01", "2024-02-20")) == [("MoU 0", "MoU 1")]
    assert pairs(agreements("2024-01-01", "2026-02-20")) == []


def test_a_name_of_a_kind_alone_may_be_several_bodies_and_is_split(tmp_path: Path) -> None:
    for name, land in (("a", "Exampleland"), ("b", "Sampleland")):
        text = f"The Ministry of Health and {land} Bank signed a Memorandum of Understanding on 3 May 2024."
        (tmp_path / f"{name}.txt").write_text(text)
    graph = mg.build(str(tmp_path)).graph
    (question,) = mg.review(graph, kinds=["mixed"])
    assert (question.label, [option.cell for option in question.options]) == ("Ministry of Health", ["a", "b"])
    lines = question.parted(question.options[1], "Ministry of Health of Sampleland")
    made = mg.build(str(tmp_path), corrections=Corrections(lines))
    assert not made.problems
    names = {name for (name,) in made.graph.select("SELECT ?name { ?a mou:party/skos:prefLabel ?name }")}
    assert {"Ministry of Health", "Ministry of Health of Sampleland"} <= names
    assert not mg.review(made.graph, Corrections(lines), kinds=["mixed"])
    assert not mg.review(graph, Corrections(kept=question.answers["keep"]), kinds=["mixed"])


def test_another_body_is_named_in_the_dialogue(tmp_path: Path) -> None:
    for name, land in (("a", "Exampleland"), ("b", "Sampleland")):
        text = f"The Ministry of Health and {land} Bank signed a Memorandum of Understanding on 3 May 2024."
        (tmp_path / f"{name}.txt").write_text(text)
    mg.build(str(tmp_path)).graph.write(tmp_path / "graph.ttl")
    file = tmp_path / "corrections.csv"
    arguments = ["review", str(tmp_path / "graph.ttl"), "--corrections", str(file), "--ask", "--kind", "mixed"]
    run(*arguments, answers="p\n2\nMinistry of Health of Sampleland\nq\n")
    (line,) = Corrections.load(file).entries
    assert (line.action, line.thing, line.value, line.source) == (
        "split", "Ministry of Health", "Ministry of Health of Sampleland", "b",
    )  # fmt: skip


def test_more_hangs_on_a_thing_of_many_agreements() -> None:
    text = named(
        "Organization", "Sandport Marine College", "Sandport Marine Colege", "Elm Robotics Lab", "Elm Robotics Lob"
    )
    for n in range(12):
        text += f"<agreement/{n}> a mou:Agreement ; mou:party <organization/{2 + n % 2}>, <organization/x{n}> ."
    assert pairs(turtle(text)) == [
        ("Elm Robotics Lab", "Elm Robotics Lob"),
        ("Sandport Marine Colege", "Sandport Marine College"),
    ]


# ── Answers ──────────────────────────────────────────────────────────────────


def test_build_review_answer_build_review(news: Path, graph: Graph) -> None:
    alike = next(q for q in mg.review(graph) if q.kind == "alike")
    conflict = next(q for q in mg.review(graph) if q.kind == "conflict")
    lines = (*alike.answers["merge"], *conflict.answers["accept 2"])
    decided = Corrections(lines)
    made = mg.build(str(news), corrections=decided)
    assert not made.problems
    signed = (
        "SELECT ?day { ?a mou:party/skos:prefLabel ?name ; mou:signedOn ?day FILTER(STR(?name) = 'Beta University') }"
    )
    assert [str(day) for (day,) in made.graph.select(signed)] == ["2024-05-05"]
    names = "SELECT ?name { ?o a mou:Organization ; skos:prefLabel ?name FILTER CONTAINS(?name, 'Carlow') }"
    assert list(made.graph.select(names)) == [(alike.options[0].label,)]
    assert {q.kind for q in mg.review(made.graph, decided)} & {"alike", "conflict"} == set()


def test_an_unsure_fact_is_rejected_accepted_and_given_another_value(shipped: Graph) -> None:
    top = Path(__file__).parent.parent
    unsure = [q for q in mg.review(shipped, kinds=["unsure"]) if q.predicate == "focusArea"]
    held = next(q for q in unsure if q.options[0].accepted)
    refused = next(q for q in unsure if not q.options[0].accepted)
    more = Correction("add", held.thing, "focusArea", "underwater basket weaving", "a letter to the editor")
    lines = (*held.answers["reject"], *refused.answers["accept"], more)
    made = mg.build(str(top / "data/announcements"), registry=top / "data/registry.csv", corrections=Corrections(lines))
    assert not made.problems
    areas = "SELECT ?area { ?agreement mou:focusArea ?area }"

    def of(thing: str) -> set[str]:
        return {
            area.rpartition("/")[2]
            for (area,) in made.graph.select(areas, agreement=f"https://w3id.org/mou-graph/id/{thing}")
        }

    assert held.options[0].iri.rpartition("/")[2] not in of(held.thing)
    assert "underwater-basket-weaving" in of(held.thing)
    assert refused.options[0].iri.rpartition("/")[2] in of(refused.thing)


def test_what_is_kept_is_not_asked_again_and_changes_no_graph(news: Path, graph: Graph) -> None:
    found = mg.review(graph)
    lines = [line for q in found for line in (q.answers.get("keep") or next(iter(q.answers.values())))]
    kept = Corrections(
        tuple(c for c in lines if c.action != "keep"), kept=tuple(c for c in lines if c.action == "keep")
    )
    assert len(kept.kept) == len(found)
    assert mg.review(graph, kept) == []
    assert mg.build(str(news), corrections=kept).graph == graph


def test_a_store_tells_what_it_could_not_use_and_takes_the_answers(news: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.txt"
    half.write_text("Delta Bank has signed a memorandum of understanding. Delta Bank will report on it next year.")
    store = mg.Store(tmp_path / "store")
    store.grow([str(news), str(half)])
    asked = run("review", str(tmp_path / "store"), "--kind", "no-agreement", "--format", "json").stdout
    assert [q["about"] for q in json.loads(asked) if q["about"] == "problem"] == ["problem"] * len(store.problems)
    alike = next(q for q in mg.review(store.graph) if q.kind == "alike")
    decided = Corrections(alike.answers["merge"])
    store.grow([str(news), str(half)], corrections=decided)
    scratch = mg.build([str(news), str(half)], corrections=decided, ids=store.ids).graph  # ids stay
    assert Graph.of(store.graph) == scratch


# ── The file ─────────────────────────────────────────────────────────────────


def test_lines_are_added_to_what_is_there_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    one, two = Correction("merge", "A, B", value="C"), Correction("reject", "agreement/x", note="no")
    append(path, [one])
    path.write_text("# ours\n" + path.read_text().rstrip("\n"))
    added = append(path, [two])
    whole = "# ours\n" + HEAD + 'merge,"A, B",,C,,\n' + "reject,agreement/x,,,,no\n"
    assert path.read_text() == whole
    assert take_back(path, added)
    assert path.read_text() == whole.removesuffix("\nreject,agreement/x,,,,no\n")
    path.write_text(whole + "keep,D\n")
    assert not take_back(path, added)
    assert path.read_text() == whole + "keep,D\n"
    assert [p.name for p in tmp_path.iterdir()] == ["c.csv"]


def test_lines_go_into_the_columns_that_a_file_has(tmp_path: Path) -> None:
    path = tmp_path / "c.tsv"
    path.write_bytes(b"thing\taction\tvalue\r\nA\tmerge\tB\r\n")
    append(path, [Correction("merge", "C", value="D")])
    assert path.read_bytes() == b"thing\taction\tvalue\r\nA\tmerge\tB\r\nC\tmerge\tD\n"
    with pytest.raises(CorrectionsError, match="no column called property"):
        append(path, [Correction("reject", "agreement/x", "party", "D")])
    assert len(Corrections.load(path).entries) == 2


# ── The command ──────────────────────────────────────────────────────────────


def run(*arguments: str, answers: str = "", code: int = 0) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [*MOU_GRAPH, *arguments], input=answers, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture
def turtle_file(graph: Graph, tmp_path: Path) -> str:
    graph.write(tmp_path / "graph.ttl")
    return str(tmp_path / "graph.ttl")


def test_the_list_as_text_json_and_a_corrections_file(turtle_file: str, tmp_path: Path, graph: Graph) -> None:
    text = run("review", turtle_file, "--limit", "1")
    first = mg.review(graph)[0]
    assert text.stdout.startswith(f"{first.score:.2f}  {first.kind}  {first.id}\n")
    assert f"1 of {len(mg.review(graph))} questions" in text.stderr
    found = json.loads(run("review", turtle_file, "--format", "json", "--limit", "0").stdout)
    assert [one["id"] for one in found] == [question.id for question in mg.review(graph)]
    suggested = tmp_path / "suggested.csv"
    suggested.write_text(run("review", turtle_file, "--format", "csv", "--limit", "0").stdout)
    assert not Corrections.load(suggested).problems
    assert "nothing deserves a look" in run("review", turtle_file, "--corrections", str(suggested)).stderr


def test_answers_from_a_pipe_are_written_undone_and_remembered(turtle_file: str, tmp_path: Path, graph: Graph) -> None:
    file = tmp_path / "corrections.csv"
    alike = mg.review(graph, kinds=["alike"])
    run("review", turtle_file, "--corrections", str(file), "--ask", answers="m\nu\nx\nk\nq\n")
    lines = Corrections.load(file)
    assert (lines.entries, len(lines.kept)) == ((), 1)
    assert (lines.kept[0].thing, lines.kept[0].value) == (alike[0].options[1].cell, alike[0].options[0].cell)
    told = run("review", turtle_file, "--corrections", str(file), "--ask", "--kind", "alike").stdout
    assert "Carlow Robotcs" not in told


def test_what_a_merge_touches_waits_for_the_next_build(turtle_file: str, tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    done = run("review", turtle_file, "--corrections", str(file), "--ask", answers="n\nCarlow Institute\nq\n")
    assert [(c.action, c.value) for c in Corrections.load(file).entries][-1] == ("rename", "Carlow Institute")
    done = run("review", turtle_file, "--corrections", str(file), "--ask", answers="s\n" * 20)
    assert "wait for the next build" in done.stderr


def test_the_dialogue_needs_a_file(turtle_file: str) -> None:
    assert "--ask writes into --corrections FILE" in run("review", turtle_file, "--ask", code=2).stderr
    nowhere = run("review", turtle_file, "--corrections", "nowhere/c.csv", "--ask", answers="k\n", code=1)
    assert (nowhere.stdout, nowhere.stderr) == ("", "mou-graph: nowhere/c.csv: there is no folder nowhere\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of other systems")
def test_one_key_answers_in_a_terminal(turtle_file: str, tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    ours, theirs = pty.openpty()
    command = [*MOU_GRAPH, "review", turtle_file, "--corrections", str(file), "--ask"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True) as process:
        os.close(theirs)
        try:
            shown = _until(ours, "undo · q quit]")
            assert "Carlow Robotcs Institute" in shown
            os.write(ours, b"k")  # no Enter
            _until(ours, "undo · q quit]")
            assert [c.action for c in Corrections.load(file).kept] == ["keep"]
            os.write(ours, b"u")
            _until(ours, "undo · q quit]")
            assert not Corrections.load(file).kept
            os.write(ours, b"q")
            assert process.wait(20) == 0
        finally:
            process.kill()
    os.close(ours)


def _until(handle: int, end: str) -> str:
    """What a terminal shows until it shows this."""
    shown = b""
    while end not in shown.decode(errors="replace"):
        assert select.select([handle], [], [], 30)[0], shown
        shown += os.read(handle, 4096)
    return shown.decode()


def test_words_of_strangers_do_not_move_the_cursor(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    label, type_ = (
        "<http://www.w3.org/2004/02/skos/core#prefLabel>",
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    )
    of = "<https://w3id.org/mou-graph/ontology#Organization>"
    lines = [
        f'<x:{word}> {label} "Sandport\\u001B[2J Marine {word}" .\n<x:{word}> {type_} {of} .\n'
        for word in ("College", "Colege")
    ]
    path.write_text("".join(lines))
    shown = run("review", str(path)).stdout
    assert "Sandport" in shown
    assert "\x1b" not in shown
