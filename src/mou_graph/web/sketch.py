"""A small picture for pages, as data for a template: a thing among its neighbours."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mou_graph.drawing.look import readable
from mou_graph.web.addresses import address

__all__ = ["Neighbour", "neighbours"]

LETTERS: Final = 26
CENTRE: Final = (320, 170)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Where one is drawn, and its label."""

    href: str
    label: str
    full: str
    kind: str
    x: int
    y: int
    anchor: str


def neighbours(found: Sequence[tuple[str, str, str]]) -> list[Neighbour]:
    """IRIs, names and classes, on an ellipse.

    >>> [(n.x, n.y, n.anchor) for n in neighbours([("urn:a", "A", "Person"), ("urn:b", "B", "Person")])]
    [(320, 50, 'middle'), (320, 290, 'middle')]
    """
    placed = []
    for n, (iri, name, kind) in enumerate(found):
        angle = 2 * math.pi * n / len(found) - math.pi / 2
        x, y = CENTRE[0] + round(150 * math.cos(angle)), CENTRE[1] + round(120 * math.sin(angle))
        anchor = "middle" if abs(x - CENTRE[0]) < 10 else "start" if x > CENTRE[0] else "end"
        full = readable(name)
        label = full if len(full) <= LETTERS else full[: LETTERS - 1].rstrip() + "…"
        placed.append(Neighbour(address(iri), label, full, kind, x, y, anchor))
    return placed
