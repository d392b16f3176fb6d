"""Focus areas are found by the fields they belong to."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import mou_graph as mg
from mou_graph.checking import check, conforms
from mou_graph.graph.concepts import with_concepts
from mou_graph.mapping.scheme import fields_of
from mou_graph.resolution.concepts import area_key
from mou_graph.shipped import shipped
from mou_graph.vocabulary import BASE, SKOS

TEXT = (
    "Acme University and Beta Hospital signed a Memorandum of Understanding on 3 May 2024 to cooperate in {}. "
    "The agreement is for three years."
)


def called(label: str) -> tuple[set[str], set[str]]:
    found = fields_of(label)
    return tuple({iri.removeprefix(BASE + "field/") for iri in iris} for iris in found)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("label", "close", "broader"),
    [
        ("AI in medicine", set(), {"artificial-intelligence", "health"}),
        ("artificial intelligence", {"artificial-intelligence"}, {"technology"}),
        ("Digitization of health-care services", set(), {"digital-transformation", "health"}),
        ("digitisation", {"digital-transformation"}, {"technology"}),
        (
            "machine learning for public health",
            set(),
            {"artificial-intelligence", "public-health"},
        ),  # not learning, health
        ("health and public health", set(), {"public-health"}),  # the wider one follows from it
        ("food security", {"food"}, {"agriculture"}),  # not security
        ("vehicle-to-grid services", set(), {"automotive-industry", "energy"}),
        ("plastic surgery", set(), set()),
        ("mobility of faculty and students", set(), {"student-exchange"}),
        ("joint projects", set(), set()),
    ],
)
def test_the_words_of_an_area_tell_its_fields(label: str, close: set[str], broader: set[str]) -> None:
    assert called(label) == (close, broader)


def test_an_area_can_be_asked_for_by_each_of_its_fields(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format("AI in medicine"))
    graph = mg.build(str(tmp_path)).graph
    assert conforms(check(graph))
    query = """SELECT ?area { ?agreement mou:focusArea/skos:prefLabel ?area ;
      mou:focusArea/(skos:closeMatch|skos:broader)/skos:broader*/skos:prefLabel ?field FILTER(STR(?field) = '%s') }"""
    for field in ("artificial intelligence", "health", "technology"):
        assert list(graph.select(query % field)) == [("AI in medicine",)]
    assert list(graph.select(query % "energy")) == []
    counted = {row[1] for row in graph.select("focus-areas-by-year")}
    assert counted == {"AI in medicine", "artificial intelligence", "health", "technology"}


def test_a_name_that_an_area_and_a_field_have_is_the_areas(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format("renewable energy"))
    graph = mg.build(str(tmp_path)).graph
    assert list(graph.select("SELECT ?area { ?a mou:focusArea ?area }", area="Renewable Energy"))
    assert list(graph.select("SELECT ?wide { ?area skos:closeMatch/skos:broader ?wide }", wide="energy"))


def test_fields_are_described_wherever_a_graph_is_asked_and_go_with_their_last_area(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format("AI in medicine"))
    (tmp_path / "b.txt").write_text(TEXT.replace("Beta", "Gamma").format("offshore wind power"))
    fields = "SELECT ?name { ?field skos:inScheme mou:Fields ; skos:prefLabel ?name } ORDER BY ?name"
    store = mg.Store(tmp_path / "store")
    store.grow([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    names = [name for (name,) in store.graph.select(fields)]
    assert names == ["artificial intelligence", "energy", "health", "renewable energy", "technology"]
    store.forget(["b"])
    scratch = mg.build(str(tmp_path / "a.txt")).graph
    assert list(store.graph.select(fields)) == list(scratch.select(fields))
    published = {triple.subject for triple in with_concepts(scratch) if triple.predicate == SKOS.prefLabel}
    assert NamedNode(BASE + "field/technology") in published


def test_the_scheme_is_sound() -> None:
    labels: dict[str, str] = {}
    wider: dict[str, set[str]] = {}
    fields = set()
    for quad in parse(path=shipped("ontology/fields.ttl"), format=RdfFormat.TURTLE):
        field = quad.subject.value
        fields.add(field)
        if quad.predicate in (SKOS.prefLabel, SKOS.altLabel):
            assert isinstance(quad.object, Literal)
            key = area_key(quad.object.value)
            assert labels.setdefault(key, field) == field, f"{key} is of two fields"
        elif quad.predicate == SKOS.broader:
            wider.setdefault(field, set()).add(quad.object.value)
    assert {one for to in wider.values() for one in to} <= fields
    for field in fields:
        above, left = set(), {field}
        while left:
            left = {one for each in left for one in wider.get(each, ())} - above
            above |= left
        assert field not in above
