"""What extraction reads right: a floor for shipped gold and training texts, and announcements made to mislead it.

The floors are a little under what was measured; they may rise.  Lowering one needs a reason in the changelog.
"""

from pathlib import Path

import pytest

from mou_graph import build
from mou_graph.evaluation import Evaluation, evaluate, read_gold
from mou_graph.extraction import extract
from mou_graph.model import Announcement, Draft

DATA = Path(__file__).parent.parent / "data"


def judged(folder: str, texts: str | None = None) -> Evaluation:
    gold = list(read_gold(DATA / folder, texts=DATA / texts if texts else None))
    return evaluate(build([one.text for one in gold]).graph, gold)


@pytest.fixture(scope="module")
def training() -> Evaluation:
    return judged("training")


def test_the_shipped_announcements() -> None:
    assert judged("gold", "announcements").overall >= 0.77


def test_the_training_texts(training: Evaluation) -> None:
    assert training.overall >= 0.71
    floors = {"agreement": 0.68, "party": 0.73, "status": 0.8, "person": 0.91, "role": 0.8, "organization": 0.8}
    scores = training.scores()
    assert {field: scores[field].f1 for field in floors if scores[field].f1 < floors[field]} == {}


def test_nothing_is_said_that_the_text_does_not_have(training: Evaluation) -> None:
    assert training.conformance == 1
    assert training.hallucination < 0.01


def test_high_confidence_is_worth_something(training: Evaluation) -> None:
    sure = training.calibration()[-1]
    assert sure.low == 0.9
    assert sure.right >= 0.93


# ── announcements made to mislead ────────────────────────────────────────────────


def read(text: str) -> Draft:
    (draft,) = extract(Announcement("a", text))
    return draft


@pytest.mark.parametrize(
    "text",
    [
        "Testville University and Beta Hospital have not signed a Memorandum of Understanding.",
        "Testville University denied reports that it had signed an agreement with Beta Hospital.",
        "Testville University has terminated its Memorandum of Understanding with Beta Hospital.",
        "Talks between Testville University and Beta Hospital ended; no agreement was signed.",
        "A memorandum of understanding (MoU) is a document in which two parties set out their aims.",
        "Testville University has torn up the accord that it struck with Beta Hospital.",
    ],
)
def test_an_announcement_that_says_the_opposite(text: str) -> None:
    assert read(text).agreements == ()


def test_injected_names_stay_text() -> None:
    name = 'Robert"); DROP <script>alert(1)</script> University'
    draft = read(f"{name} and Beta Hospital signed a Memorandum of Understanding on 3 May 2024.")
    assert all(organization.name in draft.announcement.text for organization in draft.organizations)


def test_no_punctuation_at_all() -> None:
    draft = read("Testville University and Beta Hospital signed a Memorandum of Understanding on nursing on 3 May 2024")
    (agreement,) = draft.agreements
    assert sorted(party.value for party in agreement.parties) == ["Beta Hospital", "Testville University"]


def test_only_a_title() -> None:
    (agreement,) = read("Testville University and Beta Hospital sign MoU").agreements
    assert sorted(party.value for party in agreement.parties) == ["Beta Hospital", "Testville University"]


def test_a_text_of_ten_thousand_organisations_ends() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    towns = ("".join(letters[k // 26**n % 26] for n in range(4)).capitalize() for k in range(10_000))
    told = "\n".join(f"The ministry named {town} Hospital." for town in towns)
    assert len(read(told).organizations) > 9_000


def test_a_text_may_be_cut_anywhere() -> None:
    text = (DATA / "training" / "r-a01.txt").read_text(encoding="utf-8")
    for end in range(0, len(text), 7):
        assert read(text[:end]).announcement.text == text[:end]
