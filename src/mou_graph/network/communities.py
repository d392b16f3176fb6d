"""A large network from afar: organisations in communities, which are the nodes of an overview."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["apart", "communities", "overview"]

MOST = 60  # communities with a node of their own; the smaller ones share one


def communities(joined: "nx.Graph[str]") -> list[list[str]]:
    """Those that agree more with one another than with others (Blondel et al. 2008), the largest first.

    In each the organisation with the most agreements stands first; the last may be all that is smaller.

    >>> import networkx as nx
    >>> communities(nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("x", "y")]))
    [['a', 'b', 'c'], ['x', 'y']]
    """
    import networkx as nx

    names = sorted(joined)
    numbers = {name: number for number, name in enumerate(names)}
    plain: nx.Graph[int] = nx.Graph()  # of numbers, as the order of a set of strings is chance
    plain.add_nodes_from(range(len(names)))
    plain.add_weighted_edges_from(
        sorted((numbers[a], numbers[b], of.get("weight", 1)) for a, b, of in joined.edges(data=True))
    )
    weight = dict(joined.degree(weight="weight"))
    found = [
        sorted((names[n] for n in group), key=lambda name: (-weight[name], name))
        for group in nx.community.louvain_communities(plain, seed=1)
    ]
    found.sort(key=lambda group: (-len(group), group[0]))
    rest = [name for group in found[MOST:] for name in group]
    return found[:MOST] + ([rest] if rest else [])


def overview(joined: "nx.Graph[str]", groups: list[list[str]]) -> "nx.Graph[str]":
    """The communities, each called by the IRI of its first organisation, joined by their `agreements`."""
    import networkx as nx

    group_of = {name: _name(groups, n) for n, group in enumerate(groups) for name in group}
    seen: nx.Graph[str] = nx.Graph()
    seen.add_nodes_from(dict.fromkeys(group_of.values()))
    for a, b, of in joined.edges(data=True):
        one, other = group_of[a], group_of[b]
        if one != other:
            before: tuple[Any, ...] = seen.get_edge_data(one, other, {"agreements": ()})["agreements"]
            both = tuple(dict.fromkeys((*before, *of["agreements"])))
            seen.add_edge(one, other, agreements=both, weight=len(both))
    for n, group in enumerate(groups):
        agreements = {each for name in group for _, _, of in joined.edges(name, data=True) for each in of["agreements"]}
        seen.nodes[_name(groups, n)].update(members=group, agreements=len(agreements), rest=n == MOST)
    return seen


def apart(joined: "nx.Graph[str]", groups: list[list[str]]) -> "nx.Graph[str]":
    """The same without the lines between communities, so that a layout keeps each together."""
    group_of = {name: n for n, group in enumerate(groups) for name in group}
    alone = joined.copy()
    alone.remove_edges_from([(a, b) for a, b in joined.edges() if group_of[a] != group_of[b]])
    return alone


def _name(groups: list[list[str]], n: int) -> str:
    return f"community:{groups[n][0]}"
