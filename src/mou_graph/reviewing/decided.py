"""Which questions a corrections file has answered already."""

from collections.abc import Iterable, Iterator

from mou_graph.corrections import KEEP, Corrections
from mou_graph.reviewing.known import Known
from mou_graph.reviewing.questions import ALIKE, Question

__all__ = ["undecided", "waiting"]


def undecided(questions: Iterable[Question], corrections: Corrections, known: Known) -> Iterator[Question]:
    """The questions that no line answers: of two things whether they are one, of a fact whether it is so.

    A `keep` with a property and no value settles all that is told of it; one with a thing alone, all about that thing.
    """
    pairs: set[frozenset[str]] = set()
    facts: set[tuple[str, str, str]] = set()
    for line in (*corrections.entries, *corrections.kept):
        things, values = known.meant(line.thing), known.meant(line.value) if line.value else {""}
        if line.action in ("merge", "rename") or (line.action == KEEP and line.value and not line.property):
            pairs.update(frozenset((a, b)) for a in things for b in values)
        if line.action == "split":
            facts.update((thing, "", "") for thing in things)
        elif line.action not in ("merge", "rename"):
            facts.update(
                (thing, line.property, value) for thing in things for value in {line.value.casefold(), *values}
            )
    for question in questions:
        if not _decided(question, pairs, facts, known):
            yield question


def _decided(question: Question, pairs: set[frozenset[str]], facts: set[tuple[str, str, str]], known: Known) -> bool:
    if question.kind == ALIKE:
        return frozenset(option.iri for option in question.options) in pairs
    things = {*question.iris, *known.meant(question.thing)}
    if any((thing, "", "") in facts or (thing, question.predicate, "") in facts for thing in things):
        return True
    values = {value for o in question.options for value in (o.cell.casefold(), o.iri, *known.meant(o.cell))} - {""}
    return any((thing, question.predicate, value) in facts for thing in things for value in values)


def waiting(question: Question, corrections: Corrections, known: Known) -> bool:
    """Whether the next build will call what it is about otherwise: a merge or a new name is not in the graph yet."""
    touched: set[str] = set()
    for line in corrections.entries:
        if line.action == "merge":
            one, other = known.meant(line.thing), known.meant(line.value)
            if one != other and one & known.kinds.keys() and other & known.kinds.keys():
                touched |= one | other
        elif line.action == "rename" and not (known.meant(line.thing) & known.meant(line.value)):
            touched |= known.meant(line.thing)
    own = set(question.iris)
    parties = {party for iri in own for party in known.parties.get(iri, ())}
    return bool(touched & (own | parties))
