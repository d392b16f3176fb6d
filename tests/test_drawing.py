"""The page as a file: it loads nothing, it holds what the graph says, and no text of it is more than a text."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

from mou_graph.drawing import draw, inline
from mou_graph.errors import DrawingError
from mou_graph.graph import Graph

FIXTURE = Path(__file__).parent / "ontology" / "fixture.ttl"
EXAMPLE = FIXTURE.with_name("example.ttl")
HOSTILE = Path(__file__).parent / "hostile.ttl"


class Page(HTMLParser):
    """Tags with their attributes, and the text inside each script and style."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.inside = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        self.inside.append(("", {}, []))

    def handle_data(self, data):
        if self.inside:
            self.inside[-1][2].append(data)

    def all(self, tag):
        return [(attributes, "".join(text)) for name, attributes, text in self.inside if name == tag]

    def data(self, name):
        return next(
            json.loads(text) for attributes, text in self.all("script") if attributes.get("id") == f"data-{name}"
        )


@pytest.fixture(scope="module")
def fixture_graph():
    return Graph.load(FIXTURE)


@pytest.fixture(scope="module")
def text(fixture_graph, tmp_path_factory):
    return draw(fixture_graph, tmp_path_factory.mktemp("page") / "page.html").read_text(encoding="utf-8")


def test_nothing_is_loaded(text):
    page = Page(text)
    for tag, attributes in page.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert not {"src", "href", "srcset", "action", "style"} & set(attributes), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert "url(" not in "".join(style for _, style in page.all("style"))
    assert "@import" not in text.partition("</style>")[0]


def test_only_the_named_scripts_run(text):
    page = Page(text)
    policy = next(attributes["content"] for attributes, _ in page.all("meta") if attributes.get("http-equiv"))
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        for attributes, inside in page.all(tag):
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            assert attributes.get("type") == "application/json" or f"'sha256-{digest}'" in policy


def test_the_file_holds_the_graph(text):
    page = Page(text)
    nodes, edges, graph = page.data("nodes"), page.data("edges"), page.data("graph")
    assert {node["name"] for node in nodes} >= {"Northfield University", "Ada Lind", "climate modelling"}
    assert set(graph["views"]) == {"agreements", "partners", "topics"}
    assert graph["view"] == "agreements"
    quotes = [graph["passages"][number][1] for edge in edges for number, _ in edge.get("said", [])]
    assert "It covers climate modelling, artificial intelligence and doctoral training." in quotes


def test_a_large_graph_opens_on_an_overview(tmp_path):
    mou, base = "https://w3id.org/mou-graph/ontology#", "https://w3id.org/mou-graph/id/"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = []
    for number in range(3400):  # pairs, and a star of 200
        ends = [f"<{base}organization/{'hub' if number < 200 else number}>", f"<{base}organization/{number}-b>"]
        agreement = f"<{base}agreement/{number}>"
        lines.append(f"{agreement} {kind} <{mou}Agreement> .")
        lines += [
            f"{end} {kind} <{mou}Organization> . {agreement} <{mou}party> {end} .".replace(" . ", " .\n")
            for end in ends
        ]
    (tmp_path / "large.nt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    page = Page(draw(Graph.load(tmp_path / "large.nt"), tmp_path / "large.html").read_text(encoding="utf-8"))
    assert page.data("graph")["view"] == "overview"
    nodes = page.data("nodes")
    groups = [node for node in nodes if node["group"] == "community"]
    assert len(groups) <= 61
    assert groups[0]["name"] == "hub (201)"
    members = [member for group in groups for member in group["members"]]
    assert sorted(members) == [node["id"] for node in nodes if node["group"] == "organization"]


def test_hostile_texts_stay_texts(tmp_path):
    text = draw(Graph.load(HOSTILE), tmp_path / "evil.html").read_text(encoding="utf-8")
    page = Page(text)
    calm = Page(draw(Graph.load(FIXTURE), tmp_path / "calm.html").read_text(encoding="utf-8"))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in calm.tags]
    focused = Page(draw(Graph.load(HOSTILE), focus="</script><script>window.hit = 2</script>").page)
    assert [tag for tag, _ in focused.tags] == [tag for tag, _ in calm.tags]
    assert "</script><script>window.hit = 2</script>" in [node["name"] for node in page.data("nodes")]
    assert page.data("graph")["passages"][0][1].endswith("]]>")


def test_the_same_graph_gives_the_same_bytes(fixture_graph, text, tmp_path):
    assert draw(fixture_graph, tmp_path / "again.html").read_text(encoding="utf-8") == text


def test_the_same_bytes_whatever_the_hash_seed(tmp_path):
    code = "import sys; from mou_graph.drawing import draw; from mou_graph.graph import Graph; "
    code += "graph = Graph.load(sys.argv[1]); draw(graph, sys.argv[2], since=2025); "
    code += "draw(graph, sys.argv[3], focus='Brightwater Energy')"
    for seed in ("1", "2"):
        files = [str(tmp_path / f"{name}-{seed}.html") for name in ("since", "focus")]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(FIXTURE), *files], check=True, env=env)
    assert (tmp_path / "since-1.html").read_bytes() == (tmp_path / "since-2.html").read_bytes()
    assert (tmp_path / "focus-1.html").read_bytes() == (tmp_path / "focus-2.html").read_bytes()


def test_a_focus_is_named_in_the_title(fixture_graph, tmp_path):
    page = Page(draw(fixture_graph, tmp_path / "page.html", focus="nfu", hops=1).read_text(encoding="utf-8"))
    assert page.all("title")[0][1] == "Around Northfield University"
    assert "Brightwater Energy" not in [node["name"] for node in page.data("nodes")]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"focus": "Atlantis"}, "nothing in the graph is called"),
        ({"types": ["treaty"]}, "no agreement is a treaty"),
        ({"since": 2050}, "nothing to draw"),
        ({"view": "cake"}, "no view is called 'cake'"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_line(fixture_graph, tmp_path, choice, message):
    with pytest.raises(DrawingError, match=message):
        draw(fixture_graph, tmp_path / "page.html", **choice)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_graph_and_an_unknown_ending_are_refused(fixture_graph, tmp_path):
    with pytest.raises(DrawingError, match="nothing to draw"):
        draw(Graph(), tmp_path / "page.html")
    with pytest.raises(DrawingError, match=r"take one of \.html"):
        draw(fixture_graph, tmp_path / "page.doc")
    with pytest.raises(DrawingError, match="cannot be written"):
        draw(fixture_graph, tmp_path / "no" / "page.html")


@pytest.mark.parametrize("source", [HOSTILE, FIXTURE, EXAMPLE])
def test_other_programs_read_the_network(source, tmp_path):
    graph = Graph.load(source)
    size = (len(graph.networkx), graph.networkx.number_of_edges())
    graphml = nx.read_graphml(draw(graph, tmp_path / "net.graphml"), force_multigraph=True)
    gexf = nx.read_gexf(draw(graph, tmp_path / "net.gexf"))
    assert (len(graphml), graphml.number_of_edges()) == (len(gexf), gexf.number_of_edges()) == size
    assert set(graphml) == set(graph.networkx)
    linked = json.loads(draw(graph, tmp_path / "net.json").read_bytes())
    assert (len(linked["nodes"]), len(linked["edges"])) == size
    elements = json.loads(draw(graph, tmp_path / "net.cyjs").read_bytes())["elements"]
    assert (len(elements["nodes"]), len(elements["edges"])) == size


@pytest.mark.parametrize("view", ["agreements", "partners", "topics"])
def test_a_still_picture_is_plain_svg(view, tmp_path):
    svg = ET.fromstring(draw(Graph.load(HOSTILE), tmp_path / "still.svg", view=view).read_bytes())
    tags = {element.tag.partition("}")[2] for element in svg.iter()}
    assert tags <= {"svg", "title", "rect", "g", "path", "circle", "polygon", "text"}
    assert any("window.hit = 2" in (element.text or "") for element in svg.iter("{http://www.w3.org/2000/svg}title"))


def test_a_png_is_one_or_says_what_it_needs(fixture_graph, tmp_path):
    try:
        picture = draw(fixture_graph, tmp_path / "still.png")
    except DrawingError as error:
        assert "mou-graph[png]" in str(error)  # noqa: PT017 (both outcomes are right, by what is installed)
    else:
        assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_notebook_gets_a_frame_that_can_do_nothing_but_run(fixture_graph):
    page = Page(inline(fixture_graph))
    [(attributes, _)] = page.all("iframe")
    assert attributes["sandbox"] == "allow-scripts"
    assert attributes["srcdoc"].startswith("<!DOCTYPE html>")
    assert Page(attributes["srcdoc"]).data("nodes")
