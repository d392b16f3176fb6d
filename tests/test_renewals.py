"""A renewal points to what it renews, where the graph has it."""

from pathlib import Path

import pytest

import mou_graph as mg
from mou_graph.checking import check, conforms
from mou_graph.corrections import Corrections
from mou_graph.graph import Graph

FIRST = "Acme University and Beta Hospital signed a Memorandum of Understanding on 3 May 2019."
AGAIN = (
    "Acme University and Beta Hospital renewed their Memorandum of Understanding on 6 June 2024. "
    "It is about nursing and public health."
)
RENEWS = "SELECT ?later ?earlier { ?r mou:renews ?e ; mou:signedOn ?later . ?e mou:signedOn ?earlier } ORDER BY ?later"


def built(tmp_path: Path, *texts: str, corrections: Corrections | None = None) -> Graph:
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text)
    graph = mg.build(str(tmp_path), corrections=corrections).graph
    assert conforms(check(graph))
    return graph


def renews(graph: Graph) -> list[tuple[str, str]]:
    return [(str(later), str(earlier)) for later, earlier in graph.select(RENEWS)]


def test_a_renewal_renews_the_latest_agreement_before_it_in_the_words_that_say_so(tmp_path: Path) -> None:
    graph = built(tmp_path, AGAIN, FIRST, FIRST.replace("2019", "2014"))
    assert renews(graph) == [("2024-06-06", "2019-05-03")]
    words = "SELECT ?words ?sure { ?c rdf:predicate mou:renews ; mou:evidence/oa:exact ?words ; mou:confidence ?sure }"
    ((quote, sure),) = graph.select(words)
    assert (quote, float(sure) < 0.9) == (AGAIN.split(" It ")[0], True)
    ((_, in_, _, since, years),) = graph.select("renewals")
    assert (in_, since, years) == (2024, 2019, 5)


def test_renewals_follow_each_other(tmp_path: Path) -> None:
    graph = built(tmp_path, AGAIN, FIRST, AGAIN.replace("2024", "2021"))
    assert renews(graph) == [("2021-06-06", "2019-05-03"), ("2024-06-06", "2021-06-06")]


@pytest.mark.parametrize(
    "other",
    [
        FIRST.replace("Beta Hospital", "Gamma Hospital"),  # of others
        FIRST.replace("2019", "2025"),  # after it
        FIRST.replace("Memorandum of Understanding", "funding agreement"),  # another paper
        AGAIN.replace("renewed their", "signed a"),  # the same one, told by somebody else
    ],
)
def test_what_a_renewal_does_not_renew(tmp_path: Path, other: str) -> None:
    assert renews(built(tmp_path, AGAIN, other)) == []


def test_what_is_not_called_a_renewal_renews_nothing(tmp_path: Path) -> None:
    assert renews(built(tmp_path, FIRST, AGAIN.replace("renewed their", "signed a"))) == []


def test_a_renewal_may_have_more_parties_or_fewer(tmp_path: Path) -> None:
    wide = FIRST.replace("Acme University and", "Acme University, Gamma Bank and")
    assert renews(built(tmp_path, wide, AGAIN)) == [("2024-06-06", "2019-05-03")]


def test_a_person_may_say_that_it_renews_nothing_or_that_there_is_no_such_agreement(tmp_path: Path) -> None:
    graph = built(tmp_path, FIRST, AGAIN)
    ((later, earlier),) = graph.select("SELECT ?r ?e { ?r mou:renews ?e }")
    head = "action,thing,property,value\n"
    assert renews(built(tmp_path, corrections=Corrections.parse(f"{head}reject,{later},renews,{earlier}\n"))) == []
    assert renews(built(tmp_path, corrections=Corrections.parse(f"{head}reject,{earlier},,\n"))) == []


def test_a_store_that_hears_of_the_earlier_one_later_says_the_same(tmp_path: Path) -> None:
    graph = built(tmp_path, FIRST, AGAIN)
    store = mg.Store(tmp_path / "store")
    store.grow([str(tmp_path / "1.txt")])
    assert renews(store.graph) == []
    store.grow([str(tmp_path / "0.txt")])
    assert Graph.of(store.graph) == graph
    store.forget(["0"])
    assert renews(store.graph) == []
