"""What an agreement is called stays, whatever is told of it later."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mou_graph import Ids, Store, build
from mou_graph.errors import IdsError
from mou_graph.vocabulary import BASE

LATE = "Acme University and Beta Institute have signed a Memorandum of Understanding."
FIRST = "Acme University and Beta Institute signed a Memorandum of Understanding on 3 May 2024."
AGAIN = "Acme University and Beta Institute signed a Memorandum of Understanding on 9 October 2024."
OTHERS = "Gamma Hospital and Delta College signed a Memorandum of Understanding on 4 June 2024."
COMMAND = [sys.executable, "-c", "from mou_graph.cli import main; main()"]


def jsonl(path: Path, **texts: str) -> Path:
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))
    return path


def called(ids: Ids) -> dict[str, str]:
    """What the agreement of each announcement is called."""
    return {row.announcement: row.agreement.rpartition("/")[2] for row in ids.rows}


def test_an_agreement_keeps_its_id_when_an_earlier_telling_arrives(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    before = build(jsonl(texts, late=LATE)).ids
    assert called(before) == {"late": "undated-mou"}
    jsonl(texts, late=LATE, first=FIRST)
    assert called(build(texts).ids) == {"late": "2024-mou", "first": "2024-mou"}
    after = build(texts, ids=before)
    assert called(after.ids) == {"late": "undated-mou", "first": "undated-mou"}
    assert build(texts, ids=after.ids).graph == after.graph


def test_an_agreement_keeps_its_id_when_another_would_share_it(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    before = build(jsonl(texts, first=FIRST)).ids
    jsonl(texts, first=FIRST, again=AGAIN)
    assert called(build(texts).ids) == {"first": "2024-mou-05-03", "again": "2024-mou-10-09"}
    assert called(build(texts, ids=before).ids) == {"first": "2024-mou", "again": "2024-mou-10-09"}


def test_an_id_is_never_given_to_another_agreement(tmp_path: Path) -> None:
    """One that stands in the table for an announcement that is not read now, or that speaks of other parties now."""
    texts = tmp_path / "texts.jsonl"
    before = build(jsonl(texts, first=FIRST)).ids
    away = build(jsonl(texts, again=AGAIN), ids=before).ids
    assert called(away) == {"first": "2024-mou", "again": "2024-mou-10-09"}
    other = build(jsonl(texts, first=OTHERS), ids=before).ids
    assert [row.agreement for row in other.rows] == [f"{BASE}agreement/delta-college--gamma-hospital/2024-mou"]


def test_corrections_go_on_naming_an_agreement(tmp_path: Path) -> None:
    texts, corrections = tmp_path / "texts.jsonl", tmp_path / "corrections.csv"
    name = "agreement/acme-university--beta-institute/undated-mou"
    corrections.write_text(f"action,thing,property,value,source\nadd,{name},validThrough,2027-05-02,the contract\n")
    before = build(jsonl(texts, late=LATE), corrections=corrections)
    assert not before.problems
    made = build(jsonl(texts, late=LATE, first=FIRST), corrections=corrections, ids=before.ids)
    assert not made.problems
    assert made.graph.answer(f'ASK {{ <{name}> schema:validThrough "2027-05-02"^^xsd:date }}')


@pytest.mark.parametrize("end", ["merge", "split"])
def test_a_store_finds_the_agreement_that_a_correction_names_by_an_id_it_kept(tmp_path: Path, end: str) -> None:
    """Though the parties go by other names now."""
    one, two = jsonl(tmp_path / "1.jsonl", late=LATE), jsonl(tmp_path / "2.jsonl", first=FIRST, others=OTHERS)
    registry, corrections = tmp_path / "registry.csv", tmp_path / "corrections.csv"
    registry.write_text("name,aliases\nAcme Tech,Acme University\n")
    name = "agreement/acme-university--beta-institute/undated-mou"
    line = f"merge,{name},,agreement/delta-college--gamma-hospital/2024-mou,"
    corrections.write_text(
        f"action,thing,property,value,source\n{line if end == 'merge' else f'split,{name},,x,first'}\n"
    )
    store = Store(tmp_path / "store")
    store.grow(one)
    store.grow(two, registry=registry)
    assert not store.grow(two, corrections=corrections).problems
    made = build([one, two], registry=registry, corrections=corrections, ids=store.ids)
    assert made.graph == store.graph
    assert made.counts.agreements == (1 if end == "merge" else 3)


def test_a_store_keeps_ids_by_itself(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.grow(jsonl(tmp_path / "1.jsonl", late=LATE))
    store.grow(jsonl(tmp_path / "2.jsonl", first=FIRST))
    assert called(store.ids) == {"late": "undated-mou", "first": "undated-mou"}
    store.forget(["late"])
    assert called(store.ids) == {"first": "undated-mou"}
    store.grow(jsonl(tmp_path / "2.jsonl", first=AGAIN))
    assert called(store.ids) == {"first": "undated-mou"}
    assert build(tmp_path / "2.jsonl", ids=store.ids).graph == store.graph
    store.forget(["first"])
    assert store.ids == Ids()
    store.grow(tmp_path / "2.jsonl")
    assert called(store.ids) == {"first": "2024-mou"}


def test_a_new_text_at_an_address_keeps_the_id_of_the_old_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for name, text in (("a", LATE), ("b", FIRST)):
        path = tmp_path / f"{name}.md"
        path.write_text(f"---\nurl: https://news.example/7\n---\n{text}\n")
        store.grow(path)
    assert called(store.ids) == {"b": "undated-mou"}


def test_a_store_that_is_made_anew_takes_ids_over(tmp_path: Path) -> None:
    both = jsonl(tmp_path / "both.jsonl", late=LATE, first=FIRST)
    ids = build(jsonl(tmp_path / "1.jsonl", late=LATE)).ids
    store = Store(tmp_path / "store")
    store.grow(both, ids=ids)
    assert called(store.ids) == {"late": "undated-mou", "first": "undated-mou"}
    assert store.graph == build(both, ids=ids).graph


@pytest.mark.parametrize("into", [False, True])
def test_the_verb_reads_and_writes_the_table(tmp_path: Path, into: bool) -> None:
    texts, ids = tmp_path / "texts.jsonl", tmp_path / "ids.csv"
    where = ["--into", tmp_path / "store"] if into else ["-o", tmp_path / "graph.ttl"]
    for more in ({}, {"first": FIRST}, {}):
        jsonl(texts, late=LATE, **more)
        done = subprocess.run([*COMMAND, "build", texts, *where, "--ids", ids, "--quiet"], check=False)
        assert done.returncode == 0
    assert ids.read_text().splitlines() == [
        "announcement,parties,agreement",
        "first,Acme University; Beta Institute,agreement/acme-university--beta-institute/undated-mou",
        "late,Acme University; Beta Institute,agreement/acme-university--beta-institute/undated-mou",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("announcement,agreement\n", "no column called parties"),
        ("announcement,parties,agreement\na,b,organization/c\n", ":2: no announcement, parties and agreement/"),
        ("announcement,parties,agreement\na,b\n", ":2: no announcement, parties and agreement/"),
        ('announcement,parties,agreement\n"a', "not a table"),
    ],
)
def test_what_is_no_table_of_ids_is_told_and_stays(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "ids.csv").write_text(text)
    with pytest.raises(IdsError, match=message):
        build(jsonl(tmp_path / "texts.jsonl", late=LATE), ids=tmp_path / "ids.csv")
    assert (tmp_path / "ids.csv").read_text() == text
