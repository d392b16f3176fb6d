"""What of a graph deserves a look, best first, and the lines that put it right.

graph ─Known.of▶ Known ─alike, conflicts_and_doubts▶ Questions ─undecided▶ ─quoted▶ a person ▶ corrections file
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from mou_graph.corrections import Corrections
from mou_graph.model import Problem
from mou_graph.reviewing.alike import alike
from mou_graph.reviewing.decided import undecided
from mou_graph.reviewing.doubts import conflicts_and_doubts, without_agreement
from mou_graph.reviewing.known import Known
from mou_graph.reviewing.mixed import mixed
from mou_graph.reviewing.questions import NO_AGREEMENT, QUESTIONS, Option, Question, Words
from mou_graph.reviewing.words import quoted

__all__ = ["QUESTIONS", "Option", "Question", "Review", "Words", "review"]


def review(
    graph: Any,
    corrections: Corrections | str | Path | None = None,
    *,
    kinds: Collection[str] = (),
    limit: int | None = None,
    problems: Iterable[Problem] = (),
) -> list[Question]:
    """The questions that a person should look at, those first whose answer changes most.

    `kinds` are some of `QUESTIONS` (all), `problems` those of the build or the store.  What `corrections` decide is
    not asked again.  A question's score is its doubt (one minus the confidence of a fact, the part of the other values
    in what is told, how much speaks for two things being one), times what a mistake of its kind costs, times one and
    the decimal logarithm of how many agreements hang on it.  Questions know the passages, two for each option.

    >>> from io import BytesIO
    >>> from mou_graph.graph import Graph
    >>> graph = Graph.load(BytesIO(b'''
    ...   @prefix mou: <https://w3id.org/mou-graph/ontology#> .
    ...   @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    ...   <x:1> a mou:Organization ; skos:prefLabel "Beta Research Institute" .
    ...   <x:2> a mou:Organization ; skos:prefLabel "Beta Reserch Institute" .'''))
    >>> (question,) = review(graph)
    >>> question.kind, question.why, list(question.answers)
    ('alike', 'the names differ by few letters', ['merge', 'keep'])
    >>> review(graph, Corrections.parse("action,thing,value\\nkeep,Beta Reserch Institute,Beta Research Institute"))
    []
    """
    decided = Corrections.load(corrections) if isinstance(corrections, str | Path) else corrections
    return list(Review(graph, problems).asked(Corrections() if decided is None else decided, kinds, limit))


class Review:
    """All questions of a graph; which of them are asked depends on what is decided, and may be asked for again."""

    def __init__(self, graph: Any, problems: Iterable[Problem] = ()) -> None:
        self.graph = graph
        self.known = Known.of(graph)
        found = [
            *alike(self.known),
            *mixed(graph, self.known),
            *conflicts_and_doubts(graph, self.known),
            *without_agreement(graph),
        ]
        self.questions = sorted([*found, *map(_problem, problems)], key=_order)

    def asked(self, decided: Corrections, kinds: Collection[str] = (), limit: int | None = None) -> Iterator[Question]:
        """As `review`."""
        wanted = set(kinds or QUESTIONS)
        some = (question for question in self.questions if question.kind in wanted)
        return quoted(self.graph, self.known, islice(undecided(some, decided, self.known), limit))

    def left(self, decided: Corrections, kinds: Collection[str] = ()) -> Counter[str]:
        """How many questions of each kind are not decided."""
        wanted = set(kinds or QUESTIONS)
        return Counter(q.kind for q in undecided(self.questions, decided, self.known) if q.kind in wanted)


def _order(q: Question) -> tuple[object, ...]:
    return -round(q.score, 9), q.kind, q.thing, q.predicate, [option.cell for option in q.options]


def _problem(problem: Problem) -> Question:
    """What a build told of, for example an agreement of which one party only is known."""
    what = Option(problem.message, problem.message)
    return Question(NO_AGREEMENT, "problem", problem.where, problem.where, problem.message, (what,), score=0.3)
