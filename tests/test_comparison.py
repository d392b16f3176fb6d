"""What changed from one graph to another, as people would say it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mou_graph import Corrections, Difference, Graph, Registry, Store, build, diff
from mou_graph.comparison import Part
from mou_graph.registry import Entry

ACME = "Acme University (AU) and Beta Institute signed a Memorandum of Understanding on 3 May 2024."
GAMMA = "Acme University and Gamma Hospital signed a Memorandum of Understanding on 4 June 2024."
COMMAND = [sys.executable, "-c", "from mou_graph.cli import main; main()"]


def graph_of(folder: Path, *, registry: Registry | None = None, corrections: str = "", **texts: str) -> Graph:
    """The graph of texts by identifier."""
    path = folder / "texts.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))
    lines = Corrections.parse("action,thing,property,value,source\n" + corrections)
    return build(path, registry=registry, corrections=lines).graph


def names(found: Difference, kind: str, how: str) -> list[str]:
    return [one.name for one in getattr(getattr(found, kind), how)]


def nobody_came_or_went(part: Part) -> bool:
    return (part.added, part.removed) == ((), ())


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_what_came_and_what_went_with_its_facts(tmp_path: Path) -> None:
    one, both = graph_of(tmp_path, a=ACME), graph_of(tmp_path, a=ACME, b=GAMMA)
    came = diff(one, both)
    (agreement,) = came.agreements.added
    assert agreement.name == "MoU between Acme University and Gamma Hospital, 2024"
    assert agreement.facts["party"] == ("Acme University", "Gamma Hospital")
    assert (agreement.facts["signed on"], agreement.facts["status"]) == (("2024-06-04",), ("signed",))
    assert names(came, "organizations", "added") == ["Gamma Hospital"]
    assert [item.facts["identifier"] for item in came.announcements.added] == [("b",)]
    went = diff(both, one)
    assert went.agreements.removed == came.agreements.added
    assert not went.agreements.added


def test_a_new_text_for_an_announcement_is_a_change_of_its_agreement(tmp_path: Path) -> None:
    found = diff(graph_of(tmp_path, a=ACME), graph_of(tmp_path, a=ACME.replace("2024", "2025")))
    (change,) = found.agreements.changed
    assert change.facts == {"signed on": (("2024-05-03",), ("2025-05-03",))}
    assert change.id_before is not None
    assert change.id_before.endswith("/2024-mou")
    assert change.id.endswith("/2025-mou")
    assert nobody_came_or_went(found.agreements)
    assert len(found.announcements.changed) == 1


def test_a_body_that_goes_by_another_name_is_the_same_one(tmp_path: Path) -> None:
    found = diff(
        graph_of(tmp_path, a=ACME, b=GAMMA),
        graph_of(tmp_path, a=ACME, b=GAMMA, corrections="rename,Acme University,,Acme Tech\n"),
    )
    (change,) = found.organizations.changed
    assert (change.name_before, change.name) == ("Acme University", "Acme Tech")
    assert [change.facts for change in found.agreements.changed] == [{}, {}]  # but they have other ids
    assert nobody_came_or_went(found.agreements)


@pytest.mark.parametrize("forwards", [True, False])
def test_bodies_that_become_one_and_that_part(tmp_path: Path, forwards: bool) -> None:
    text = "Beta Institute and Delta College signed a letter of intent on 1 May 2023."
    more = "The Institute Beta and Gamma Hospital signed a letter of intent on 1 May 2021."
    apart = graph_of(tmp_path, a=text, b=more)
    one = graph_of(tmp_path, a=text, b=more, registry=Registry((Entry("Beta Institute", ("Institute Beta",)),)))
    found = diff(apart, one) if forwards else diff(one, apart)
    (move,) = found.organizations.merged if forwards else found.organizations.split
    assert (move.name, move.other_name) == ("Institute Beta", "Beta Institute")
    assert nobody_came_or_went(found.organizations)
    assert nobody_came_or_went(found.agreements)


def test_people_who_become_one(tmp_path: Path) -> None:
    text = "{} and {} signed a memorandum of understanding. Professor Ada Example, President of {}, and {} signed it."
    texts = {
        "a": text.format("Acme University", "Beta Institute", "Acme University", "Ben Sample, Dean of Beta Institute,"),
        "b": text.format("Gamma Hospital", "Delta College", "Gamma Hospital", "Cleo Token, Dean of Delta College,"),
    }
    apart = graph_of(tmp_path, **texts)
    assert len(apart.select('SELECT ?p { ?p a mou:Person ; skos:prefLabel "Ada Example"@en }')) == 2
    one = graph_of(
        tmp_path, **texts, corrections="merge,person/ada-example--gamma-hospital,,person/ada-example--acme-university\n"
    )
    found = diff(apart, one)
    assert [(move.name, move.other_name) for move in found.people.merged] == [("Ada Example", "Ada Example")]
    assert nobody_came_or_went(found.people)


def test_a_common_acronym_is_no_sign_that_two_are_one(tmp_path: Path) -> None:
    other = "Arctic University (AU) and Gamma Hospital signed a letter of intent on 1 May 2021."
    found = diff(graph_of(tmp_path, a=ACME, b=other), graph_of(tmp_path, a=ACME))
    assert sorted(names(found, "organizations", "removed")) == ["Arctic University", "Gamma Hospital"]
    assert not found.organizations.merged


def test_an_agreement_that_a_person_rejects_is_gone(tmp_path: Path) -> None:
    line = "reject,agreement/acme-university--beta-institute/2024-mou\n"
    found = diff(graph_of(tmp_path, a=ACME), graph_of(tmp_path, a=ACME, corrections=line))
    assert names(found, "agreements", "removed") == ["MoU between Acme University and Beta Institute, 2024"]


def test_the_verb_tells_people_and_programs(tmp_path: Path) -> None:
    graph_of(tmp_path, a=ACME).write(tmp_path / "one.ttl")
    graph_of(tmp_path, a=ACME.replace("3 May", "4 May")).write(tmp_path / "two.ttl")
    done = run("diff", tmp_path / "one.ttl", tmp_path / "two.ttl")
    assert done.returncode == 1
    assert "Agreements\n  ~ MoU between Acme University and Beta Institute, 2024\n" in done.stdout
    assert "      signed on: 2024-05-03 → 2024-05-04\n" in done.stdout
    done = run("diff", tmp_path / "one.ttl", tmp_path / "two.ttl", "--json")
    (change,) = json.loads(done.stdout)["agreements"]["changed"]
    assert change["facts"]["signed on"] == [["2024-05-03"], ["2024-05-04"]]
    done = run("diff", tmp_path / "one.ttl", tmp_path / "one.ttl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing changed\n")
    done = run("diff", tmp_path / "one.ttl", tmp_path / "none.ttl")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_store_is_compared_as_a_file_is(tmp_path: Path) -> None:
    graph_of(tmp_path, a=ACME).write(tmp_path / "one.ttl")
    store = Store(tmp_path / "store")
    store.grow(tmp_path / "texts.jsonl")
    assert run("diff", tmp_path / "one.ttl", tmp_path / "store").returncode == 0
    both = graph_of(tmp_path, a=ACME, b=GAMMA)
    store.grow(tmp_path / "texts.jsonl")
    assert not diff(store.graph, both)
    assert run("diff", tmp_path / "one.ttl", tmp_path / "store").returncode == 1
