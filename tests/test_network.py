"""The graph as a network: what is a node, what is an edge, and which words stand behind it."""

import io
from pathlib import Path

import networkx as nx
import pytest

from mou_graph.drawing.layout import positions
from mou_graph.errors import DrawingError
from mou_graph.graph import Graph
from mou_graph.network import around, find, network, partners, topics, within

FIXTURE = Path(__file__).parent / "ontology" / "fixture.ttl"
BASE = "https://w3id.org/mou-graph/id/"
RENEWED = BASE + "agreement/alpine-institute-of-climate-science--northfield-university/2024-mou"
ALPINE = BASE + "organization/alpine-institute-of-climate-science"
NORTHFIELD = BASE + "organization/northfield-university"


@pytest.fixture(scope="module")
def net():
    return network(Graph.load(FIXTURE))


def labels(net, iri):
    return {(of["label"], net.nodes[end]["label"]) for _, end, of in net.out_edges(iri, data=True)}


def test_things_are_nodes_and_literals_are_facts(net):
    kinds = [of["kind"] for _, of in net.nodes(data=True)]
    assert sorted({(kind, kinds.count(kind)) for kind in kinds}) == [
        ("agreement", 3), ("focus area", 4), ("organization", 4), ("person", 5),
    ]  # fmt: skip
    renewed = net.nodes[RENEWED]
    assert (renewed["year"], renewed["type"], renewed["status"]) == (2024, "memorandum of understanding", "signed")
    assert [(fact.label, fact.value) for fact in renewed["facts"] if fact.label == "valid for"] == [
        ("valid for", "5 years")
    ]


def test_a_date_that_lost_is_kept_as_such(net):
    dates = [(fact.value, fact.accepted) for fact in net.nodes[RENEWED]["facts"] if fact.label == "signed on"]
    assert dates == [("2024-03-08", True), ("2024-03-09", False)]


def test_parts_become_edges_with_their_words(net):
    assert {("signatory", "Ada Lind"), ("witness", "Erik Holm"), ("party", "Northfield University")} <= labels(
        net, RENEWED
    )
    assert labels(net, BASE + "person/ada-lind") == {("President", "Northfield University")}
    signed = net.edges[RENEWED, BASE + "person/ada-lind", "signatory"]
    assert signed["quote"].startswith("The new memorandum was signed on 8 March 2024 by Prof. Ada Lind")
    assert signed["behalf"] == "Northfield University"
    assert (signed["date"], signed["url"]) == ("2024-03-10", "https://example.org/nfu/news/2")


def test_partners_share_agreements(net):
    joined = partners(net)
    assert joined.edges[ALPINE, NORTHFIELD]["weight"] == 2
    assert [iri[-8:] for iri in joined.edges[ALPINE, NORTHFIELD]["agreements"]] == ["2019-mou", "2024-mou"]


def test_topics_join_organisations_and_areas(net):
    assert nx.is_bipartite(topics(net))
    assert topics(net).edges[ALPINE, BASE + "focus-area/climate-modelling"]["weight"] == 2


@pytest.mark.parametrize("name", [NORTHFIELD, "nfu", "NORTHFIELD university"])
def test_a_thing_is_found_by_any_of_its_names(net, name):
    assert find(net, name) == NORTHFIELD


def test_an_unknown_name_and_a_shared_one_are_refused(net):
    with pytest.raises(DrawingError, match="nothing in the graph is called 'Atlantis'"):
        find(net, "Atlantis")
    twins = net.copy()
    twins.nodes[ALPINE]["names"] = ("NFU",)
    with pytest.raises(DrawingError, match="could be 2 things"):
        find(twins, "NFU")


def test_one_hop_from_an_organisation_holds_its_partners(net):
    near = around(net, NORTHFIELD, 1)
    assert ALPINE in near
    assert BASE + "organization/brightwater-energy" not in near
    assert len(around(net, NORTHFIELD, 3)) == len(net)


def test_years_and_types_choose_agreements(net):
    def chosen(**choice):
        return [of["year"] for _, of in within(net, **choice).nodes(data=True) if of["kind"] == "agreement"]

    assert sorted(chosen(since=2020)) == [2024, 2025]
    assert chosen(until=2020) == [2019]
    assert chosen(types=["LoI"]) == chosen(types=["letter of intent"]) == chosen(types=["LetterOfIntent"]) == [2025]
    with pytest.raises(DrawingError, match="letter of intent, memorandum of understanding"):
        within(net, types=["treaty"])


def test_the_order_of_triples_is_not_the_order_of_the_network(net):
    lines = Graph.load(FIXTURE).serialise("nt").splitlines(keepends=True)
    again = network(Graph.load(io.BytesIO(b"".join(reversed(lines))), format="nt"))
    assert list(again.nodes(data=True)) == list(net.nodes(data=True))
    assert list(again.edges(data=True)) == list(net.edges(data=True))


def test_the_layout_is_the_same_each_time_and_nothing_stands_on_another(net):
    places = positions(nx.Graph(net), spacing=100.0)
    assert places == positions(nx.Graph(net), spacing=100.0)
    far = [abs(complex(*a) - complex(*b)) for i, a in enumerate(places.values()) for b in list(places.values())[:i]]
    assert min(far) > 60


@pytest.mark.parametrize("graph", [nx.star_graph(40), nx.grid_2d_graph(26, 26), nx.path_graph(2), nx.empty_graph(30)])
def test_every_shape_finds_its_place(graph):
    places = positions(graph, spacing=100.0)
    assert len(set(places.values())) == len(graph)


def test_an_empty_network_is_empty():
    assert len(network(Graph())) == 0
