"""The partners as a network: measures that an office can read, each with what it means."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mou_graph.network.communities import MOST, communities

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Central", "Measures", "measured"]

EXACT = 1000  # organisations: above it betweenness is estimated from as many (Brandes and Pich 2007)


@dataclass(frozen=True, slots=True)
class Central:
    """An organisation's place among its partners; `between` is of 1."""

    iri: str
    partners: int
    between: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Of the network whose nodes are organisations, joined where they share an agreement."""

    organizations: int
    ties: int
    components: int
    largest: int
    communities: list[list[str]]
    central: list[Central]
    estimated: bool


def measured(joined: "nx.Graph[str]") -> Measures:
    """
    >>> import networkx as nx
    >>> star = measured(nx.Graph([("hub", "a"), ("hub", "b"), ("hub", "c"), ("x", "y")]))
    >>> star.components, star.largest, star.central[0]
    (2, 4, Central(iri='hub', partners=3, between=0.3))
    """
    import networkx as nx

    components = [len(component) for component in nx.connected_components(joined)]
    estimated = len(joined) > EXACT
    between = nx.betweenness_centrality(joined, k=EXACT if estimated else None, seed=1)
    central = [Central(iri, joined.degree(iri), round(between[iri], 3)) for iri in joined]
    central.sort(key=lambda one: (-one.between, -one.partners, one.iri))
    groups = communities(joined)[:MOST]
    return Measures(
        len(joined), joined.number_of_edges(), len(components), max(components, default=0), groups, central, estimated
    )
