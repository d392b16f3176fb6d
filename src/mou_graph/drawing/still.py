"""A still picture for a report: SVG by our own hand, PNG from the same SVG by resvg, if that is installed."""

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from mou_graph.drawing.layout import positions
from mou_graph.drawing.look import COLOURS, SHAPES, short, size
from mou_graph.errors import DrawingError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["png", "svg"]

MARGIN = 90
LEGEND = 40
INK, PAPER, LINE = "#1d2433", "#ffffff", "#9aa3b2"

OUTLINES = {
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "triangle": ((0, -1.0), (0.87, 0.6), (-0.87, 0.6)),
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "hexagon": ((-1, 0), (-0.5, -0.87), (0.5, -0.87), (1, 0), (0.5, 0.87), (-0.5, 0.87)),
    "star": (
        (0, -1.1), (0.32, -0.4), (1.05, -0.34), (0.5, 0.16), (0.65, 0.9),
        (0, 0.5), (-0.65, 0.9), (-0.5, 0.16), (-1.05, -0.34), (-0.32, -0.4),
    ),
}  # fmt: skip


def svg(net: "nx.MultiDiGraph[str]", graph: "nx.Graph[str]", *, title: str) -> str:
    """One of the views of a network; hovering shows a node's full name, as far as the viewer shows titles."""
    places: dict[str, tuple[int, int]] = positions(graph, spacing=110.0)
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN - LEGEND
    width, height = max(xs) - min(xs) + 2 * MARGIN, max(ys) - min(ys) + 2 * MARGIN + LEGEND
    width = max(width, 760)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}"'
        f' width="{width}" height="{height}"'
        f' font-family="system-ui, Helvetica, Arial, sans-serif" role="img" aria-label="{_attribute(title)}">',
        f"<title>{_text(title)}</title>",
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{PAPER}"/>',
        f'<g stroke="{LINE}" fill="none">',
    ]
    for start, end, of in graph.edges(data=True):
        (x1, y1), (x2, y2) = places[start], places[end]
        wide = min(8.0, 1 + 0.8 * (of.get("weight", 1) - 1))
        words = of.get("label") or f"{of.get('weight', 1)} agreements"
        lines.append(
            f'<path d="M{x1} {y1}L{x2} {y2}" stroke-width="{wide:g}" opacity=".7"><title>{_text(words)}</title></path>'
        )
    lines.append("</g>")
    for iri, (x, y) in places.items():
        of = net.nodes[iri]
        lines.append(f"<g>{_shape(of['kind'], x, y, size(of))}<title>{_text(of['label'])}</title></g>")
    style = f'fill="{INK}" stroke="{PAPER}" stroke-width="3" paint-order="stroke"'
    lines.append(f'<g font-size="12" text-anchor="middle" {style}>')
    for iri, (x, y) in places.items():
        for n, row in enumerate(_rows(short(net.nodes[iri]))):
            lines.append(f'<text x="{x}" y="{y + size(net.nodes[iri]) + 14 + 13 * n}">{_text(row)}</text>')
    lines.append("</g>")
    kinds = [kind for kind in COLOURS if any(net.nodes[iri]["kind"] == kind for iri in places)]
    for n, kind in enumerate(kinds):
        x, y = left + 30 + 140 * n, top + 28
        lines.append(f'{_shape(kind, x, y, 8)}<text x="{x + 15}" y="{y + 4}" font-size="13" fill="{INK}">{kind}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def png(picture: str) -> bytes:
    """The same picture in dots."""
    try:
        import resvg_py  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise DrawingError(
            "a PNG needs resvg: pip install 'mou-graph[png]', or take .svg, which every program reads"
        ) from None
    return bytes(resvg_py.svg_to_bytes(svg_string=picture))


def _shape(kind: str, x: float, y: float, radius: float) -> str:
    if SHAPES[kind] == "dot":
        return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{COLOURS[kind]}"/>'
    points = " ".join(f"{x + radius * dx:g},{y + radius * dy:g}" for dx, dy in OUTLINES[SHAPES[kind]])
    return f'<polygon points="{points}" fill="{COLOURS[kind]}"/>'


def _rows(label: str, *, letters: int = 22) -> list[str]:
    rows = [""]
    for word in label.split():
        if rows[-1] and len(rows[-1]) + len(word) + 1 > letters:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _text(text: str) -> str:
    return escape("".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff"))


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;")
