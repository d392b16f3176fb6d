"""Whole announcements and the graphs they make: each folder of `cases` is built and compared with its graph.ttl.

After a change that is meant: `python -m pytest tests/test_cases.py --update-cases`, then read what came and went.
"""

from pathlib import Path

import pytest

from mou_graph.checking import check, conforms
from mou_graph.graph import Graph, shorten
from mou_graph.pipeline import build

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
SHOWN = 30
"""Facts of a difference that are shown."""


def facts(graph: Graph) -> set[str]:
    return {" ".join(shorten(str(term).strip("<>")) for term in triple) for triple in graph}


def difference(old: Graph, new: Graph) -> str:
    """What went (-) and what came (+), a line a fact; claims and passages last, for they follow from the others."""
    was, now = facts(old), facts(new)
    lines = [f"- {fact}" for fact in was - now] + [f"+ {fact}" for fact in now - was]
    lines.sort(key=lambda line: (any(mark in line[:60] for mark in ("#claim", "#char")), line[2:], line))
    rest = [f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *rest])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    (source,) = case.glob("announcement.*")
    kept = case / "graph.ttl"
    made = build(source)
    assert not made.problems
    if request.config.getoption("--update-cases"):
        kept.write_text(made.graph.turtle(), encoding="utf-8", newline="\n")
    if made.graph.turtle() != kept.read_text(encoding="utf-8"):
        pytest.fail(f"{case.name}: the graph is another one\n{difference(Graph.load(kept), made.graph)}", pytrace=False)
    assert conforms(check(made.graph))
