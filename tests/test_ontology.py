"""The ontology's files agree with each other, with the code, and with other libraries."""

import json
import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal
from rdflib import OWL, RDF, RDFS, SKOS
from rdflib.namespace import NamespaceManager

from mou_graph.graph import Graph, Rows, shipped_queries
from mou_graph.graph.jsonld import context
from mou_graph.shipped import shipped
from mou_graph.vocabulary import AGREEMENT_TYPES, BASE, MOU, PREFIXES

TESTS = Path(__file__).parent / "ontology"
QUERIES = shipped_queries(extra=True)
SILENT = {"untraceable"}  # nothing, in a sound graph


@pytest.fixture(scope="module")
def both() -> Graph:
    """The fixture, in which all but long relationships are found, and the example, which has one."""
    return Graph.of([*Graph.load(TESTS / "fixture.ttl"), *Graph.load(TESTS / "example.ttl")])


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(shipped("ontology/mou.ttl"))


@pytest.fixture(scope="module")
def with_ontology(both: Graph, ontology: rdflib.Graph) -> rdflib.Graph:
    return both.rdflib + ontology


# -- queries


def test_there_are_twelve_questions() -> None:
    assert [query.name[:3] for query in shipped_queries()] == [f"{number:02}-" for number in range(1, 13)]
    assert all(query.question.endswith("?") or "? " in query.question for query in shipped_queries())
    names = [name for query in QUERIES for name in query.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_finds_something(query, both: Graph) -> None:
    answer = both.answer(query.text)
    assert len(answer) > 0 or query.name in SILENT
    assert query.text.startswith(f"# {query.question}\n")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_what_can_be_bound_is_in_the_query(query, both: Graph) -> None:
    for variable in query.variables:
        assert len(both.select(query.text, **{variable: Literal("no such value")})) == 0


@pytest.mark.parametrize("query", shipped_queries(), ids=lambda query: query.name)
def test_rdflib_gives_the_same_rows(query, both: Graph, with_ontology: rdflib.Graph) -> None:
    ours = both.select(query.text)
    theirs = with_ontology.query(query.text)
    assert isinstance(ours, Rows)
    assert [str(variable) for variable in theirs.vars] == list(ours.variables)
    assert sorted(map(plain, theirs)) == sorted(map(plain, ours))


def plain(row) -> list[str]:
    """A row as texts: the engines write 24.0 and 24, True and true."""
    return ["" if value is None else re.sub(r"(?<=\d)\.0+$", "", str(value)).lower() for value in row]


# -- ontology, vocabulary, context, shapes


def test_every_term_is_described(ontology: rdflib.Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            if str(term).startswith(MOU.namespace):
                assert (term, RDFS.label, None) in ontology
                assert (term, RDFS.comment, None) in ontology
                assert (term, RDFS.isDefinedBy, None) in ontology


def own_terms(ontology: rdflib.Graph) -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    return {term.removeprefix(MOU.namespace) for term in terms if term.startswith(MOU.namespace)}


def test_the_vocabulary_names_every_term(ontology: rdflib.Graph) -> None:
    assert own_terms(ontology) == {name for name in vars(MOU) if name[0] != "_"} - {"namespace", "concept"}


def test_the_vocabulary_knows_every_agreement_type(ontology: rdflib.Graph) -> None:
    types = set(ontology.subjects(SKOS.inScheme, rdflib.URIRef(MOU.namespace + "AgreementTypes")))
    assert {str(concept).removeprefix(MOU.namespace) for concept in types} == set(AGREEMENT_TYPES)


def test_the_context_has_a_word_for_every_term_in_use(ontology: rdflib.Graph, both: Graph) -> None:
    used = {triple.predicate.value for triple in both if triple.predicate.value != str(RDF.type)}
    assert used | {MOU.namespace + term for term in own_terms(ontology)} <= set(context().keys)


def test_the_context_agrees_with_the_vocabulary() -> None:
    source = json.loads(shipped("ontology/context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert source["@base"] == BASE
    assert {prefix: source[prefix] for prefix in PREFIXES} == PREFIXES


def test_shapes_speak_of_terms_that_exist(ontology: rdflib.Graph) -> None:
    text = shipped("ontology/shapes.ttl").read_text(encoding="utf-8")
    concepts = {str(c).removeprefix(MOU.namespace) for c in ontology.subjects(SKOS.prefLabel, None)}
    assert set(re.findall(r"\bmou:(\w+)", text)) <= own_terms(ontology) | concepts


def test_the_head_counts_right(ontology: rdflib.Graph) -> None:
    terms = own_terms(ontology)
    classes = {term for term in terms if term[0].isupper()}
    counted = f"{len(classes)} classes, {len(terms - classes)} properties"
    assert counted in shipped("ontology/mou.ttl").read_text(encoding="utf-8")
    assert f"{len(classes)} classes and {len(terms - classes)} properties" in shipped("ontology/README.md").read_text()


def test_every_file_is_ours_to_the_last_prefix(ontology: rdflib.Graph) -> None:
    bound = dict(NamespaceManager(ontology).namespaces())
    assert {prefix: str(bound[prefix]) for prefix in PREFIXES if prefix in bound} == {
        prefix: PREFIXES[prefix] for prefix in PREFIXES if prefix in bound
    }
