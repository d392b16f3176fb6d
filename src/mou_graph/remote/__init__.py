"""Graphs on servers elsewhere: ask them.

SPARQL, shipped questions ─Endpoint▶ a server ─▶ Rows · bool · Graph
"""

from mou_graph.remote.access import Access
from mou_graph.remote.endpoint import Endpoint

__all__ = ["Access", "Endpoint"]
