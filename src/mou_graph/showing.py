"""A graph shows itself in a notebook as its picture: here the two meet, as neither imports the other.

`mou_graph` imports this module when a graph can come to hand (`mg.Graph`, `mg.build`, `mg.Store` …).
"""

import html
from typing import Any

from mou_graph.drawing import inline
from mou_graph.errors import DrawingError
from mou_graph.graph import Graph

__all__ = ["LARGEST", "shown"]

LARGEST = 200_000  # triples: above it a picture takes some seconds, and nobody asked for it


def shown(graph: Any) -> str:
    """The picture as HTML; of a graph that has none, or is very large, its number of triples.

    >>> shown(Graph())
    '<code>&lt;Graph of 0 triples&gt;</code>'
    """
    hint = " (mou_graph.draw makes its picture)" if len(graph) > LARGEST else ""
    if not hint:
        try:
            return inline(graph)
        except DrawingError:
            pass
    return f"<code>{html.escape(repr(graph))}</code>{hint}"


Graph.picture = shown
