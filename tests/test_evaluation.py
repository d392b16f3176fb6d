"""A graph is judged against gold: figures by hand, the shared cases, the command."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_graph import build
from mou_graph.cli import commands
from mou_graph.errors import GoldError
from mou_graph.evaluation import Evaluation, evaluate, read_gold
from mou_graph.evaluation.alike import match, same_area, same_name, same_person, same_role

TEXT = """Testville University and Beta Hospital sign MoU

Testville University (TU) and Beta Hospital signed a Memorandum of Understanding on 3 May 2024.
Professor Ada Example, President of Testville University, thanked the hospital.
"""
GOLD = {
    "agreements": [
        {
            "type": "MoU",
            "status": "signed",
            "parties": [{"name": "Testville University", "aliases": ["TU"]}, {"name": "Beta Hospital", "aliases": []}],
            "signed_on": "2024-05-03",
            "term": None,
            "amount": {"value": 100, "currency": "EUR"},
            "signatories": [{"name": "Ada Example"}],
            "focus_areas": ["nursing"],
        }
    ],
    "people": [{"name": "Ada Example", "role": "President", "org": "TU"}],
    "organizations": [
        {"name": "Testville University", "aliases": ["TU"]},
        {"name": "Beta Hospital", "aliases": []},
        {"name": "Gamma Fund", "aliases": [], "note": "optional: a donor"},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


@pytest.fixture
def evaluation(folder: Path) -> Evaluation:
    gold = list(read_gold(folder))
    return evaluate(build([one.text for one in gold]).graph, gold)


def test_every_field_is_counted(evaluation: Evaluation) -> None:
    scores = evaluation.scores()
    assert scores["party"] == (2, 0, 0)
    assert scores["agreement"] == (1, 0, 0)
    assert scores["type"] == scores["status"] == scores["signed_on"] == (1, 0, 0)
    assert scores["amount"] == (0, 0, 1)
    assert scores["signatory"] == (0, 0, 1)
    assert scores["focus"] == (0, 0, 1)
    assert scores["person"] == scores["role"] == scores["affiliation"] == (1, 0, 0)
    assert scores["organization"] == (2, 0, 0), "what is optional is not missed"
    facts = evaluation.facts()
    assert (facts.right, facts.extra, facts.missed) == (10, 0, 3)
    assert facts.precision == 1
    assert facts.recall == pytest.approx(10 / 13)
    assert evaluation.fact_f1_by_announcement() == pytest.approx(20 / 23)


def test_what_is_said_is_in_the_text_and_in_the_ontology(evaluation: Evaluation) -> None:
    assert evaluation.conformance == 1
    assert evaluation.hallucination == 0


def test_an_agreement_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(GOLD | {"agreements": []}), encoding="utf-8")
    gold = list(read_gold(tmp_path))
    judged = evaluate(build([one.text for one in gold]).graph, gold)
    assert judged.negatives == (1, 1)
    assert judged.scores()["party"].extra == 2


def test_an_announcement_that_the_graph_does_not_know_is_missed(folder: Path) -> None:
    judged = evaluate(build([]).graph, read_gold(folder))
    assert judged.scores()["party"] == (0, 0, 2)
    assert judged.facts().precision == judged.overall == 0


def test_confidence_is_compared_with_what_is_right(evaluation: Evaluation) -> None:
    table = evaluation.calibration()
    assert sum(row.claims for row in table) == sum(j.confidence is not None for j in evaluation.judgements)
    assert all(row.low <= row.confidence <= row.high and row.right == 1 for row in table)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("University of Testville", "The University of Testville (UT)", True),
        ("Testville University", "University of Testville", True),
        ("Testville University", "Testville Hospital", False),
        ("Éléphant Café", "elephant cafe", True),
        ("香港大學", "香港大學", True),
        ("HKU", "HKUST", False),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name([one], [other]) is same
    assert same_name([other], [one]) is same


def test_people_posts_and_areas() -> None:
    assert same_person(["Dr ZHOU Lidong"], ["Lidong Zhou"])
    assert not same_person(["Lidong Zhou"], ["Wei Zhou"])
    assert same_role("Vice President and Provost", "Provost, Vice President")
    assert not same_role("President", "Dean of Medicine")
    assert same_area("medical technologies", "medical technology")
    assert not same_area("medicine", "nursing")


def test_each_is_matched_once() -> None:
    assert match([1, 1, 2], [1, 3], lambda a, b: a == b) == ([(1, 1)], [1, 2], [3])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", '{"agreements": []}', "is not a gold annotation"),
        ("a.json", "[1, 2", "is not a gold annotation"),
        ("b.json", json.dumps(GOLD), "its text is not there"),
    ],
)
def test_gold_that_is_none(folder: Path, name: str, content: str, says: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=says):
        list(read_gold(folder))


def test_no_gold(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold"):
        list(read_gold(tmp_path))
    with pytest.raises(GoldError, match="not a folder"):
        list(read_gold(tmp_path / "none"))


def test_the_command_prints_figures_and_what_was_wrong(folder: Path) -> None:
    shown = CliRunner().invoke(commands, ["evaluate", str(folder), "--show"])
    assert shown.exit_code == 0
    assert "  missed focus        nursing  [Testville University – Beta Hospital]" in shown.output
    figures = json.loads(CliRunner().invoke(commands, ["evaluate", str(folder), "--json"]).stdout)
    assert figures["fields"]["party"] == {"right": 2, "extra": 0, "missed": 0, "precision": 1, "recall": 1, "f1": 1}
    assert figures["fact_recall"] == 0.7692
    assert figures["false_agreements"] == {"announcements": 0, "of": 0}


def test_the_command_judges_a_graph_too(folder: Path, tmp_path: Path) -> None:
    graph = tmp_path / "g.ttl"
    build(folder / "a.txt").graph.write(graph)
    run = [["evaluate", str(folder), "--json", *more] for more in ([], ["--graph", str(graph)])]
    read, loaded = (CliRunner().invoke(commands, arguments).stdout for arguments in run)
    assert read == loaded
