"""One HTML file: the network as data, vis-network as pyvis ships it, our own template, style and script.

Nothing is loaded when it opens, and its Content-Security-Policy lets nothing load: only the scripts whose hashes it
names run, so a text that smuggles one in stays a text.  Names and quotes travel as JSON and enter the page as text.
"""

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import networkx as nx

from mou_graph.drawing.layout import positions
from mou_graph.drawing.look import COLOURS, SHAPES, short, size
from mou_graph.growing import growing
from mou_graph.network import EDGES, KINDS, Fact, Said, Source, Term, part, partners, topics
from mou_graph.network.communities import apart, communities, overview
from mou_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["drawn_of", "page", "view_of", "views"]

SMALL = 300  # nodes: up to here the whole graph is drawn first, above it the partners
LARGE = 10_000  # nodes: above it an overview of communities, which unfold

SCRIPTS = (
    "element.js",
    "model.js",
    "visible.js",
    "canvas.js",
    "moving.js",
    "picture.js",
    "panel.js",
    "path.js",
    "search.js",
    "filters.js",
    "turtle.js",
    "save.js",
    "address.js",
    "app.js",
)
"""In the order they run; each adds one thing to `mou`."""

OPTIONS = {
    "autoResize": True,
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 1000000, "selectConnectedEdges": True},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "font": {"size": 0}},
    "edges": {"smooth": False, "font": {"size": 0}, "selectionWidth": 2, "hoverWidth": 1, "arrowStrikethrough": False},
    "groups": {kind: {"shape": SHAPES[kind], "color": COLOURS[kind]} for kind in COLOURS},
}


TERMS = {
    "types": {kind: iri for iri, kind in KINDS.items()},
    "properties": {label: iri for iri, label in EDGES.items()} | {"": PREFIXES["org"] + "memberOf"},
    "prefixes": {name: PREFIXES[name] for name in ("mou", "org", "owl", "schema", "skos", "xsd") if name in PREFIXES},
}
"""What the page writes Turtle with: the class of each kind, the property of each edge; of a post, memberOf."""


class Table:
    """Each value once, with its number: announcements and passages are said of many things."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.numbers: dict[Any, int] = {}

    def number(self, key: Any, row: Any) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.rows)
            self.rows.append(row)
        return self.numbers[key]


def page(net: "nx.MultiDiGraph[str]", *, title: str, view: str) -> str:
    """The whole file, which opens on the view asked for."""
    with growing():
        return _page(net, title, view)


def _page(net: "nx.MultiDiGraph[str]", title: str, view: str) -> str:
    from pyvis.network import Network

    net, drawn, together = drawn_of(net, views(net), view)
    numbers = {iri: i for i, iri in enumerate(net)}
    sources, passages, forms = Table(), Table(), Table()

    def told(said: tuple[Said, ...]) -> list[list[float]]:
        return [[_passage(words.quote, words.source, sources, passages), words.confidence] for words in said]

    pyvis = Network(directed=True)
    # Set, not added: add_edge and from_nx look through all edges each time (20,000 nodes: 90 s against 1.5 s).
    pyvis.nodes = [_node(i, iri, net.nodes[iri], told, forms, numbers) for iri, i in numbers.items()]
    pyvis.edges = list(_edges(net, drawn, numbers, told))
    pyvis.options = OPTIONS
    pyvis.heading = title
    pyvis.path = "page.html"
    pyvis.templateEnv = _environment()
    pyvis.templateEnv.globals |= {
        "graph": {
            "title": title,
            "view": view_of(drawn, view),
            "views": {
                name: _places(together if name == "partners" else graph, numbers) for name, graph in drawn.items()
            },
            "sources": sources.rows,
            "passages": passages.rows,
            "forms": forms.rows,
            "terms": TERMS,
        },
    }
    html: str = pyvis.generate_html(notebook=False)
    return html


def views(net: "nx.MultiDiGraph[str]") -> "dict[str, nx.Graph[str]]":
    """The networks to choose from; those without an edge are left out, and so are parts that no agreement holds."""
    ties = {iri for iri, of in net.nodes(data=True) if of["kind"] in ("agreement", "collaboration")}
    tied = {
        iri
        for component in nx.weakly_connected_components(net)
        if len(component) > 1 and component & ties
        for iri in component
    }
    found: dict[str, nx.Graph[str]] = {"agreements": nx.MultiGraph(part(net, tied or set(net)))}
    found |= {
        name: graph for name, graph in (("partners", partners(net)), ("topics", topics(net))) if graph.number_of_edges()
    }
    return found


def drawn_of(
    net: "nx.MultiDiGraph[str]", drawn: "dict[str, nx.Graph[str]]", asked: str
) -> "tuple[nx.MultiDiGraph[str], dict[str, nx.Graph[str]], nx.Graph[str] | None]":
    """Of a large network, or where it is asked for, also the overview; then the partners as they are placed."""
    joined = drawn.get("partners")
    if joined is None or (asked != "overview" and len(net) <= LARGE):
        return net, drawn, joined
    groups = communities(joined)
    seen = overview(joined, groups)
    net = net.copy()
    for iri, of in seen.nodes(data=True):
        net.add_node(iri, **_community(net, of))
    return net, {"overview": seen} | drawn, apart(joined, groups)


def _community(net: "nx.MultiDiGraph[str]", of: dict[str, Any]) -> dict[str, Any]:
    members = of["members"]
    label = "Smaller groups" if of["rest"] else net.nodes[members[0]]["label"]
    return {
        "kind": "community", "label": f"{label} ({len(members):,})", "names": (), "terms": (), "facts": (), "date": "",
        "year": None, "type": "", "status": "", "agreements": of["agreements"], "members": members,
    }  # fmt: skip


def view_of(drawn: "dict[str, nx.Graph[str]]", asked: str) -> str:
    """The view asked for, if there is one; else the whole graph if it is small, the partners if not."""
    if asked in drawn:
        return asked
    if "overview" in drawn:
        return "overview"
    return "agreements" if len(drawn["agreements"]) <= SMALL or "partners" not in drawn else "partners"


def _node(
    number: int, iri: str, of: dict[str, Any], told: Any, forms: Table, numbers: dict[str, int]
) -> dict[str, Any]:
    def form(term: Term) -> int:
        return forms.number(term[:2], term[:2])

    def fact(known: Fact) -> list[Any]:
        row: list[Any] = [known.label, known.value, told(known.said)]
        if known.term is None or not known.accepted:
            return [*row, int(known.accepted)]
        return [*row, 1, form(known.term), *([known.term.text] if known.term.text != known.value else [])]

    full = {
        "id": number,
        "iri": iri,
        "group": of["kind"],
        "label": short(of),
        "size": size(of),
        "name": of["label"],
        "names": [name for name in of["names"] if name != of["label"]],
        "forms": [form(term) for term in of["terms"]],
        "facts": [fact(known) for known in of["facts"]],
        "date": of["date"],
        "year": of["year"],
        "type": of["type"],
        "status": of["status"],
        "agreements": of["agreements"],
        "members": [numbers[member] for member in of.get("members", ())],
    }
    return {key: value for key, value in full.items() if value not in ("", None, [])}


def _edges(net: "nx.MultiDiGraph[str]", drawn: Any, numbers: dict[str, int], told: Any) -> Any:
    number = 0
    for start, end, of in net.edges(data=True):
        ends = {
            "id": number,
            "from": numbers[start],
            "to": numbers[end],
            "label": of["label"],
            "said": told(of["said"]),
        }
        yield ends | ({"for": of["behalf"]} if of["behalf"] else {})
        number += 1
    for view, graph in drawn.items():
        if view == "agreements":
            continue
        for start, end, of in graph.edges(data=True):
            shared = [numbers[agreement] for agreement in of["agreements"]]
            yield {
                "id": number,
                "from": numbers[start],
                "to": numbers[end],
                "view": view_of(drawn, view),
                "shared": shared,
            }
            number += 1


def _places(graph: "nx.Graph[str]", numbers: dict[str, int]) -> list[int]:
    """Flat: number, x, y, number, x, y …"""
    places: dict[str, tuple[int, int]] = positions(graph, spacing=110.0)
    return [value for iri in graph for value in (numbers[iri], *places[iri])]


def _passage(quote: str, source: Source, sources: Table, passages: Table) -> int:
    where = sources.number(source, list(source))
    return passages.number((quote, source), [where, quote])


def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader

    environment = Environment(loader=FunctionLoader(_text), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "sort_keys": False}
    scripts = [_library(), *map(_text, SCRIPTS)]
    style = _text("page.css")
    environment.globals |= {
        "scripts": scripts,
        "style": style,
        "script_hashes": " ".join(map(_hash, scripts)),
        "style_hash": _hash(style),
    }
    return environment


def _text(name: str) -> str:
    return files("mou_graph.drawing").joinpath("template", name).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network as pyvis 0.3.2 ships it; it holds no closing script tag (a test looks)."""
    return (
        files("pyvis")
        .joinpath("lib", "vis-9.1.2", "vis-network.min.js")
        .read_text(encoding="utf-8")
        .replace("\r\n", "\n")
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"
