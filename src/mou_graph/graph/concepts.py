"""What the ontology says of its own concepts (types, statuses, capacities), for graphs that do not say it."""

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from mou_graph.shipped import shipped
from mou_graph.vocabulary import PREFIXES

__all__ = ["missing_concepts", "with_concepts"]

IN_SCHEME = NamedNode(PREFIXES["skos"] + "inScheme")
LABEL = NamedNode(PREFIXES["skos"] + "prefLabel")


@cache
def concepts() -> dict[NamedNode, tuple[Triple, ...]]:
    triples = [quad.triple for quad in parse(path=shipped("ontology/mou.ttl"), format=RdfFormat.TURTLE)]
    of_concepts = {triple.subject for triple in triples if triple.predicate == IN_SCHEME}
    return {
        concept: tuple(triple for triple in triples if triple.subject == concept)
        for concept in of_concepts
        if isinstance(concept, NamedNode)
    }


def missing_concepts(store: Store) -> Iterator[Triple]:
    """The descriptions of the concepts that the store speaks of without naming them.

    Five of the twelve shipped queries show the name of an agreement's type; whoever loads a graph without the
    ontology would get no row from them.
    """
    for concept, triples in concepts().items():
        used = next(store.quads_for_pattern(None, None, concept), None) is not None
        if used and next(store.quads_for_pattern(concept, LABEL, None), None) is None:
            yield from triples


def with_concepts(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples as they come, in no store, then the descriptions they lack, in an order that does not change."""
    used: set[NamedNode] = set()
    named: set[object] = set()
    for triple in triples:
        if isinstance(triple.object, NamedNode) and triple.object in concepts():
            used.add(triple.object)
        if triple.predicate == LABEL:
            named.add(triple.subject)
        yield triple
    for concept in sorted(used - named, key=str):
        yield from concepts()[concept]
