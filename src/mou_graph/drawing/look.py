"""How things look, said once for the page and for the still picture: colours, shapes, sizes, short labels.

The colours are Okabe and Ito's (and grey), which people with any colour vision tell apart; the shapes differ too.
"""

import re
from typing import Any

__all__ = ["COLOURS", "SHAPES", "outside", "readable", "short", "size"]

COLOURS = {
    "agreement": "#E69F00",
    "organization": "#0072B2",
    "person": "#009E73",
    "focus area": "#CC79A7",
    "collaboration": "#808892",
    "community": "#D55E00",
}

SHAPES = {
    "agreement": "diamond",
    "organization": "dot",
    "person": "triangle",
    "focus area": "square",
    "collaboration": "star",
    "community": "hexagon",
}
"""Names of vis-network's shapes."""

ACRONYMS = {"memorandum of understanding": "MoU", "memorandum of agreement": "MoA", "letter of intent": "LoI"}

LONGEST = 60  # letters of a label on the canvas; the panel shows all

DIRECTION = re.compile("[\u0000-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
"""Marks that would turn the text around them: inert in the panel, where each text is isolated, but not on a canvas."""


def readable(text: str) -> str:
    """A label that stays on its line and leaves its neighbours alone.

    >>> readable("Uni\u202everse  of\\nX")
    'Uni verse of X'
    """
    return " ".join(DIRECTION.sub(" ", text).split())


def short(of: dict[str, Any]) -> str:
    """The label on the canvas: an agreement's parties stand beside it, so its type and year are enough.

    >>> short({"kind": "agreement", "type": "memorandum of understanding", "year": 2025})
    'MoU 2025'
    """
    if of["kind"] == "agreement" and of["type"]:
        kind = ACRONYMS.get(of["type"], of["type"])
        text = f"{kind} {of['year']}" if of["year"] else kind
    elif of["kind"] == "collaboration":
        text = "earlier collaboration"
    else:
        text = of["label"]
    text = readable(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def size(of: dict[str, Any]) -> int:
    """The radius: it grows with the root of the number of agreements, so the area grows with the number."""
    if of["kind"] == "agreement":
        return 10
    base, most = {"organization": (10, 34), "community": (10, 44), "person": (8, 14)}.get(of["kind"], (8, 22))
    return int(min(most, base + 3.2 * max(0, of["agreements"] - 1) ** 0.5))


def outside(iri: str) -> bool:
    """Whether an IRI is an address of the web, which a page may link to.

    >>> outside("https://ror.org/00q4vv597"), outside("javascript:alert(1)")
    (True, False)
    """
    return iri.startswith(("https://", "http://"))
