"""Where things stand: the same network gives the same places, without a browser and without chance.

Each connected part is placed by itself, then the parts are packed, the largest first.  A part of up to 500
nodes by stress majorisation (Gansner, Koren & North 2004), which draws distances as they are; a larger one by pivot
MDS (Brandes & Pich 2006) and a sparse form of the same stress (Ortmann, Klimenta & Brandes 2017), where only edges
and distances to a few pivots pull.  Crowded nodes are pushed apart at last.  10,000 nodes: about 5 s on one old core.
"""

from collections import deque
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["positions"]

N = TypeVar("N", bound=Hashable)

EXACT = 500  # nodes: 0.7 s; the cost grows with the square
PIVOTS = 60
SHAPE = 1.05  # width to height of the whole picture: a wide screen, less the panels


def positions(graph: "nx.Graph[N]", *, spacing: float = 100.0) -> dict[N, tuple[int, int]]:
    """Whole numbers, `spacing` apart or a little more where an edge is.

    >>> import networkx as nx
    >>> places = positions(nx.path_graph(3))
    >>> places == positions(nx.path_graph(3))
    True
    """
    import networkx as nx

    plain: nx.Graph[N] = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from((a, b) for a, b in graph.edges() if a != b)
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(map(str, part))))
    shapes: dict[bytes, Any] = {}  # a large graph has thousands of the same small parts
    placed = [(nodes := sorted(part, key=str), _component(plain, nodes, shapes)) for part in parts]
    return {
        node: (round(x), round(y))
        for (nodes, _), places in zip(placed, _packed([xy for _, xy in placed]), strict=True)
        for node, (x, y) in zip(nodes, (places * spacing).tolist(), strict=True)
    }


def _component(graph: "nx.Graph[N]", nodes: list[N], shapes: dict[bytes, Any]) -> Any:
    """Places of a connected part, one unit apart at least, its longest side lying."""
    n = len(nodes)
    if n <= 2:
        return np.array([[1.4 * i, 0.0] for i in range(n)])
    index = {node: i for i, node in enumerate(nodes)}
    near = [sorted(index[m] for m in graph[node]) for node in nodes]
    edges = np.array([(i, j) for i, others in enumerate(near) for j in others if i < j])
    if (shape := edges.tobytes()) in shapes:
        return shapes[shape]
    degree = np.array([len(others) for others in near])
    length = 0.9 + 0.28 * np.sqrt(
        np.minimum(degree[edges[:, 0]] + degree[edges[:, 1]], 60)
    )  # leaves need room around a hub
    xy = _exact(n, edges, length) if n <= EXACT else _sparse(near, edges, length)
    return shapes.setdefault(shape, _lying(_apart(xy, rounds=60 if n <= EXACT else 25)))


def _exact(n: int, edges: Any, length: Any) -> Any:
    """Stress majorisation over all pairs."""
    far = np.full((n, n), np.inf)
    np.fill_diagonal(far, 0.0)
    far[edges[:, 0], edges[:, 1]] = far[edges[:, 1], edges[:, 0]] = length
    for k in range(n):  # Floyd and Warshall
        np.minimum(far, far[:, k, None] + far[None, k], out=far)
    far *= _room(n, far)
    weight = 1.0 / np.where(far > 0, far, np.inf) ** 2
    pull = np.linalg.pinv(np.diag(weight.sum(1)) - weight)
    xy = _scaled(far, far)
    for _ in range(120):
        now = np.linalg.norm(xy[:, None] - xy[None], axis=2)
        ratio = weight * far / np.where(now > 1e-9, now, np.inf)
        xy = pull @ (np.diag(ratio.sum(1)) - ratio) @ xy
    return xy


def _sparse(near: list[list[int]], edges: Any, length: Any) -> Any:
    """Pivot MDS, then stress over edges and pivots."""
    n = len(near)
    far = _to_pivots(near) * float(length.mean())
    room = _room(n, far)
    far, length = far * room, length * room**0.5
    xy = _scaled(far, far)
    start, end = np.concatenate([edges, edges[:, ::-1]]).T
    wanted = np.concatenate([length, length])
    pivots = np.argmin(far, axis=0)
    weight = 1.0 / np.where(far > 0, far, np.inf) ** 2 * (n / far.shape[1]) ** 0.5
    total = np.bincount(start, minlength=n) * 2.0 + weight.sum(1)
    for _ in range(60):
        step = xy[start] - xy[end]
        aim = xy[end] + step * (wanted / np.maximum(np.linalg.norm(step, axis=1), 1e-6))[:, None]
        away = xy[:, None] - xy[pivots][None]
        pull = xy[pivots][None] + away * (far / np.maximum(np.linalg.norm(away, axis=2), 1e-6))[:, :, None]
        target = np.stack(
            [2.0 * np.bincount(start, aim[:, axis], n) + (weight * pull[:, :, axis]).sum(1) for axis in (0, 1)], 1
        )
        xy = _apart(target / total[:, None], rounds=1)
    return _even(xy)


def _even(xy: Any) -> Any:
    """The middle of a large network is crowded and its rim is long: every ring of the disc gets its share of nodes."""
    n = len(xy)
    middle = np.median(xy, axis=0)
    radius = np.maximum(np.linalg.norm(xy - middle, axis=1), 1e-6)
    ring = np.empty(n)
    ring[np.argsort(radius, kind="stable")] = np.sqrt((np.arange(n) + 0.5) * 1.5 / np.pi)
    return (xy - middle) * (ring / radius)[:, None]


def _room(n: int, far: Any) -> float:
    """How much to stretch distances so that n nodes fit, a unit and a bit each, in the disc the distances span."""
    return float(max(1.0, 0.9 * (1.5 * n / np.pi) ** 0.5 / far[far > 0].mean()))


def _to_pivots(near: list[list[int]]) -> Any:
    """Hops from every node to each of the pivots, which are chosen far from one another."""
    n = len(near)
    columns = []
    nearest = np.full(n, n)
    pivot = max(range(n), key=lambda i: len(near[i]))
    for _ in range(min(PIVOTS, n)):
        hops = [-1] * n
        hops[pivot] = 0
        queue = deque([pivot])
        while queue:
            here = queue.popleft()
            for other in near[here]:
                if hops[other] < 0:
                    hops[other] = hops[here] + 1
                    queue.append(other)
        columns.append(hops)
        nearest = np.minimum(nearest, hops)
        pivot = int(np.argmax(nearest))
    return np.array(columns, dtype=float).T


def _scaled(far: Any, reference: Any) -> Any:
    """Classical scaling into two dimensions; a small spiral keeps equal nodes from standing on each other."""
    squared = far**2
    centred = -0.5 * (squared - squared.mean(0) - squared.mean(1)[:, None] + squared.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    flat = centred @ vectors[:, [-1, -2]]
    flat *= np.sign(flat[np.abs(flat).argmax(0), [0, 1]])  # an eigenvector has no sign of its own
    size = np.abs(flat).max(0)
    flat = flat / np.where(size > 1e-9, size, 1.0) * float(reference.max()) / 2
    turn = np.arange(len(far)) * 2.399963  # the golden angle
    return flat + 0.3 * np.sqrt(np.arange(len(far)) / len(far))[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)


def _apart(xy: Any, *, rounds: int) -> Any:
    """Push nodes that are less than a unit apart away from each other."""
    for _ in range(rounds):
        i, j = _near_pairs(xy)
        step = xy[i] - xy[j]
        distance = np.maximum(np.linalg.norm(step, axis=1), 1e-6)
        close = distance < 1.0
        if not close.any():
            break
        i, j = i[close], j[close]
        push = step[close] * (0.5 * (1.0 - distance[close]) / distance[close])[:, None]
        xy = xy + np.stack(
            [np.bincount(i, push[:, a], len(xy)) - np.bincount(j, push[:, a], len(xy)) for a in (0, 1)], 1
        )
    return xy


def _near_pairs(xy: Any) -> tuple[Any, Any]:
    """Pairs in the same or in touching cells of a grid of units, each once."""
    cell = np.floor(xy - xy.min(0)).astype(np.int64) + 1
    row = int(cell[:, 0].max()) + 3
    key = cell[:, 0] + cell[:, 1] * row
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    first, second = [], []
    for offset in (0, 1, row - 1, row, row + 1):
        begin, stop = (
            np.searchsorted(ordered, ordered + offset),
            np.searchsorted(ordered, ordered + offset, side="right"),
        )
        if offset == 0:
            begin = np.arange(len(order)) + 1
        count = np.minimum(np.maximum(stop - begin, 0), 40)  # a heap of nodes opens in a few rounds
        left = np.repeat(np.arange(len(order)), count)
        right = np.repeat(begin - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(int(count.sum()))
        first.append(order[left])
        second.append(order[right])
    return np.concatenate(first), np.concatenate(second)


def _lying(xy: Any) -> Any:
    """Turned so that the longest axis lies, as screens do."""
    centred = xy - xy.mean(0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes * np.where(axes[np.abs(axes).argmax(0), [0, 1]] < 0, -1.0, 1.0)
    return centred @ axes[:, ::-1]


def _packed(parts: list[Any]) -> list[Any]:
    """The parts in columns, the largest first, each with a margin around it; of some column heights the best."""
    boxes = [(np.ptp(xy, axis=0) + 1.6).tolist() for xy in parts]
    tallest, area = max((h for _, h in boxes), default=1.0), sum(w * h for w, h in boxes)
    heights = [
        max(tallest, (area / SHAPE) ** 0.5 * stretch) for stretch in (0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)
    ]

    def largest_side(corners: list[tuple[float, float]]) -> float:
        sides = [(x + w, y + h) for (x, y), (w, h) in zip(corners, boxes, strict=True)]
        return max(max(x for x, _ in sides) / SHAPE, max(y for _, y in sides)) if sides else 0.0

    best = min((_columns(boxes, height) for height in heights), key=largest_side)
    return [xy - xy.min(0) + np.array([x + 0.8, y + 0.8]) for xy, (x, y) in zip(parts, best, strict=True)]


def _columns(boxes: list[list[float]], height: float) -> list[tuple[float, float]]:
    """The corner of each box, column after column; a row of narrow boxes shares the width of its column."""
    corners = []
    x = y = width = row_width = row_height = 0.0
    for w, h in boxes:
        if row_width and row_width + w <= width:
            corners.append((x + row_width, y))
            row_width, row_height = row_width + w, max(row_height, h)
            continue
        y, row_height = y + row_height, 0.0
        if y and y + h > height:
            x, y, width = x + width, 0.0, 0.0
        corners.append((x, y))
        width, row_width, row_height = max(width, w), w, h
    return corners
