"""What the ontology says of its own concepts (types, statuses, capacities, fields), for graphs that do not say it."""

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from mou_graph.shipped import shipped
from mou_graph.vocabulary import PREFIXES

__all__ = ["missing_concepts", "unused_concepts", "with_concepts"]

IN_SCHEME = NamedNode(PREFIXES["skos"] + "inScheme")
LABEL = NamedNode(PREFIXES["skos"] + "prefLabel")
BROADER = NamedNode(PREFIXES["skos"] + "broader")
FILES = ("ontology/mou.ttl", "ontology/fields.ttl")


@cache
def concepts() -> dict[NamedNode, tuple[Triple, ...]]:
    triples = [quad.triple for name in FILES for quad in parse(path=shipped(name), format=RdfFormat.TURTLE)]
    found: dict[NamedNode, list[Triple]] = {}
    for triple in triples:
        if triple.predicate == IN_SCHEME and isinstance(triple.subject, NamedNode):
            found[triple.subject] = []
    for triple in triples:
        if triple.subject in found:
            found[triple.subject].append(triple)
    return {concept: tuple(own) for concept, own in found.items()}


@cache
def _wider() -> dict[NamedNode, frozenset[NamedNode]]:
    """All that is wider than a concept."""

    def above(concept: NamedNode) -> frozenset[NamedNode]:
        own = [t.object for t in concepts()[concept] if t.predicate == BROADER and isinstance(t.object, NamedNode)]
        return frozenset(own).union(*map(above, own))

    return {concept: above(concept) for concept in concepts()}


def _with_wider(used: Iterable[NamedNode]) -> set[NamedNode]:
    return {each for concept in used for each in (concept, *_wider()[concept])}


def _used(store: Store) -> set[NamedNode]:
    """Those that the store speaks of otherwise than in descriptions of them, and what is wider."""
    described = concepts()
    return _with_wider(
        concept
        for concept in described
        if any(quad.subject not in described for quad in store.quads_for_pattern(None, None, concept))
    )


def missing_concepts(store: Store) -> Iterator[Triple]:
    """The descriptions of the concepts that the store speaks of without naming them.

    Five of the twelve shipped queries show the name of an agreement's type; whoever loads a graph without the
    ontology would get no row from them.
    """
    for concept in sorted(_used(store), key=str):
        if next(store.quads_for_pattern(concept, LABEL, None), None) is None:
            yield from concepts()[concept]


def unused_concepts(store: Store) -> Iterator[Triple]:
    """The descriptions of those that the store does not speak of."""
    used = _used(store)
    for concept, triples in concepts().items():
        if concept not in used:
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
    for concept in sorted(_with_wider(used) - named, key=str):
        yield from concepts()[concept]
