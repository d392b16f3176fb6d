"""Announcements of agreements, as a graph that can be asked, drawn and traced to the words.

    sources ─read▶ Announcement ─extract▶ Draft ─resolve▶ Resolution ─▶ Graph ▶ ask · write · draw
            ╰────────────────────────── build ──────────────────────────╯

>>> import mou_graph as mg
>>> text = "Acme University and Beta Institute signed a Memorandum of Understanding on 3 May 2024."
>>> (draft,) = mg.extract(mg.Announcement("a", text))
>>> [party.value for party in draft.agreements[0].parties]
['Acme University', 'Beta Institute']
>>> resolution = mg.resolve([draft])
>>> resolution.agreements[0].iri
'https://w3id.org/mou-graph/id/agreement/acme-university--beta-institute/2024-mou'

Names are imported when they are first used: `import mou_graph` takes no time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mou_graph.comparison import Difference, diff
    from mou_graph.corrections import Corrections
    from mou_graph.drawing import draw
    from mou_graph.errors import MouGraphError
    from mou_graph.extraction import extract
    from mou_graph.graph import Graph
    from mou_graph.ids import Ids
    from mou_graph.model import Announcement, Draft, Evidence, Problem, Span
    from mou_graph.pipeline import Build, build
    from mou_graph.reading import read
    from mou_graph.registry import Registry
    from mou_graph.remote import Endpoint
    from mou_graph.reporting import report
    from mou_graph.resolution import resolve
    from mou_graph.reviewing import Question, review
    from mou_graph.store import Store

__all__ = [
    "Announcement",
    "Build",
    "Corrections",
    "Difference",
    "Draft",
    "Endpoint",
    "Evidence",
    "Graph",
    "Ids",
    "MouGraphError",
    "Problem",
    "Question",
    "Registry",
    "Span",
    "Store",
    "build",
    "diff",
    "draw",
    "extract",
    "read",
    "report",
    "resolve",
    "review",
]

_HOMES = {
    "comparison": ["Difference", "diff"],
    "corrections": ["Corrections"],
    "drawing": ["draw"],
    "errors": ["MouGraphError"],
    "extraction": ["extract"],
    "graph": ["Graph"],
    "ids": ["Ids"],
    "model": ["Announcement", "Draft", "Evidence", "Problem", "Span"],
    "pipeline": ["Build", "build"],
    "reading": ["read"],
    "registry": ["Registry"],
    "remote": ["Endpoint"],
    "reporting": ["report"],
    "resolution": ["resolve"],
    "reviewing": ["Question", "review"],
    "store": ["Store"],
}

_GRAPHS = {"graph", "pipeline", "remote", "store"}
"""Where graphs come from: with them comes what shows one in a notebook."""


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"mou_graph.{home}"), name)
            if home in _GRAPHS:
                import_module("mou_graph.showing")
            globals()[name] = value
            return value
    raise AttributeError(f"module 'mou_graph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
