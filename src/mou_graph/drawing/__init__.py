"""A network as a picture: one HTML file that opens anywhere, offline; a still one; or data for another program.

    draw(graph, output)   into a file, by its ending
    draw(graph)           a `Picture`, which a notebook shows
    inline(graph)         the same as HTML text

The heavy libraries (networkx, numpy, pyvis) are imported when a picture is made, not before.
"""

import html
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, overload

from mou_graph.errors import DrawingError
from mou_graph.network import around, find, network, within

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "Picture", "draw", "inline", "write_page"]

VIEWS = ("auto", "agreements", "partners", "topics", "overview")

FORMATS = (".html", ".svg", ".png", ".graphml", ".gexf", ".json", ".cyjs")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page that a notebook shows in a frame of its own, which may run the page's scripts and nothing else."""

    title: str
    page: str
    height: int = 640

    def _repr_html_(self) -> str:
        return (
            f'<iframe sandbox="allow-scripts" title="{html.escape(self.title)}" srcdoc="{html.escape(self.page)}" '
            f'style="width:100%;height:{self.height}px;border:1px solid #8884;border-radius:8px"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<Picture: {self.title}>"


class Choice(TypedDict, total=False):
    """What of a graph is drawn, and how: see `draw`."""

    focus: str | None
    hops: int
    types: Collection[str]
    since: int | None
    until: int | None
    view: str


@overload
def draw(graph: Any, output: str | Path, **choice: Unpack[Choice]) -> Path: ...


@overload
def draw(graph: Any, output: None = None, **choice: Unpack[Choice]) -> Picture: ...


def draw(
    graph: Any,
    output: str | Path | None = None,
    *,
    focus: str | None = None,
    hops: int = 1,
    types: Collection[str] = (),
    since: int | None = None,
    until: int | None = None,
    view: str = "auto",
) -> Path | Picture:
    """Write a picture of a graph, or without `output` return it; the ending of `output` is one of `FORMATS`.

    `focus` is an IRI or any name of one thing, of which `hops` steps are drawn; `types` are agreement types ("mou",
    "letter of intent"), `since` and `until` years; `view` is "agreements", "partners", "topics", "overview" or
    "auto".
    Raises `DrawingError` where there is nothing to draw or no such thing.

    >>> from io import BytesIO
    >>> from mou_graph.graph import Graph
    >>> text = '''@prefix mou: <https://w3id.org/mou-graph/ontology#> .
    ...   <x:a> a mou:Agreement ; mou:party <x:1>, <x:2> . <x:1> a mou:Organization . <x:2> a mou:Organization .'''
    >>> draw(Graph.load(BytesIO(text.encode())))
    <Picture: 1 agreement>
    """
    suffix = ".html" if output is None else Path(output).suffix.lower()
    if suffix not in FORMATS:
        raise DrawingError(f"{output}: no picture ends in {suffix or 'nothing'!r}; take one of {', '.join(FORMATS)}")
    if view not in VIEWS:
        raise DrawingError(f"no view is called {view!r}; there are {', '.join(VIEWS)}")
    net = within(network(graph), types=types, since=since, until=until)
    if not net:
        chosen = " of that kind" if types or since or until else ""
        raise DrawingError(f"nothing to draw: the graph holds no agreement, organisation or person{chosen}")
    count = sum(of["kind"] == "agreement" for _, of in net.nodes(data=True))
    title = f"{count} agreement{'' if count == 1 else 's'}"
    if focus is not None:
        iri = find(net, focus)
        net, title = around(net, iri, hops), f"Around {net.nodes[iri]['label']}"
    data = _bytes(net, suffix, title, view)
    if output is None:
        return Picture(title, data.decode("utf-8"))
    write_page(Path(output), data)
    return Path(output)


def inline(graph: Any) -> str:
    """The picture of a graph as a piece of HTML: an `iframe` that holds all it needs."""
    return draw(graph)._repr_html_()


def _bytes(net: "nx.MultiDiGraph[str]", suffix: str, title: str, view: str) -> bytes:
    from mou_graph.drawing import exchange, still
    from mou_graph.drawing.page import drawn_of, page, view_of, views

    if suffix == ".html":
        return page(net, title=title, view=view).encode("utf-8")
    if suffix in exchange.WRITERS:
        return exchange.WRITERS[suffix](net)
    net, drawn, _ = drawn_of(net, views(net), view)
    picture = still.svg(net, drawn[view_of(drawn, view)], title=title)
    return picture.encode("utf-8") if suffix == ".svg" else still.png(picture)


def write_page(output: Path, data: bytes) -> None:
    """All or nothing: a reader never sees half a file, and a failure leaves the old one."""
    half = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        half.write_bytes(data)
        half.replace(output)
    except OSError as error:
        raise DrawingError(f"{output}: cannot be written: {error.strerror or error}") from error
    finally:
        half.unlink(missing_ok=True)
