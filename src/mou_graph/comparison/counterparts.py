"""Which thing of one graph is which of another: by IRI, and where that is not there any more, by its traces.

A thing whose IRI is gone went into the one that gained most of its traces.  A new one came from the one that lost most
of its own.  Where two things are so for each other, they are one thing under another IRI; all else was merged or split.
What a thing had before and has now is no sign of either: an acronym that two bodies share stays with who is left.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mou_graph.comparison.things import Thing

__all__ = ["Counterparts", "counterparts"]


@dataclass(frozen=True)
class Counterparts:
    """What became of the things of a kind, all by IRI: before → after, but for `split`, which is after → before."""

    same: Mapping[str, str]
    merged: Mapping[str, str]
    split: Mapping[str, str]

    def became(self, iri: str) -> str:
        """What stands for a thing now."""
        return self.same.get(iri) or self.merged.get(iri) or iri


def counterparts(
    before: Mapping[str, Thing], after: Mapping[str, Thing], alike: Callable[[Thing, Thing], float]
) -> Counterparts:
    """`alike` is asked of things before and after that share a trace: how much they share besides; 0: too little."""
    gone = [thing for iri, thing in before.items() if iri not in after]
    new = [thing for iri, thing in after.items() if iri not in before]
    into = _best(gone, _moved(after, before), alike)
    out_of = _best(new, _moved(before, after), lambda one, other: alike(other, one))
    same = {iri: iri for iri in before if iri in after}
    same |= {iri: other for iri, other in into.items() if out_of.get(other) == iri}
    merged = {iri: other for iri, other in into.items() if iri not in same}
    kept = set(same.values())
    return Counterparts(same, merged, {iri: other for iri, other in out_of.items() if iri not in kept})


def _moved(here: Mapping[str, Thing], there: Mapping[str, Thing]) -> dict[str, list[Thing]]:
    """Things by the traces that they have here and not there."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for iri, thing in here.items():
        for trace in thing.traces - (there[iri].traces if iri in there else frozenset()):
            found[trace].append(thing)
    return found


def _best(
    wanted: Iterable[Thing], by_trace: Mapping[str, list[Thing]], alike: Callable[[Thing, Thing], float]
) -> dict[str, str]:
    """For each of the wanted the one that has most of its traces, of those the one most alike; none where none is."""
    found = {}
    for thing in wanted:
        shared = Counter(other.iri for trace in thing.traces for other in by_trace.get(trace, ()))
        others = {other.iri: other for trace in thing.traces for other in by_trace.get(trace, ())}
        likeness = {iri: alike(thing, other) for iri, other in others.items()}
        if fit := [iri for iri in others if likeness[iri]]:
            found[thing.iri] = min(fit, key=lambda iri: (-shared[iri], -likeness[iri], iri))
    return found
