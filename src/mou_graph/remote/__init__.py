"""Graphs on servers elsewhere: ask them, and put graphs there.

SPARQL, shipped questions ─Endpoint▶ a server ─▶ Rows · bool · Graph
Graph, file ─publish▶ a server
"""

from mou_graph.remote.access import Access
from mou_graph.remote.endpoint import Endpoint
from mou_graph.remote.publishing import CHUNK, Published, publish
from mou_graph.remote.target import Target, Way

__all__ = ["CHUNK", "Access", "Endpoint", "Published", "Target", "Way", "publish"]
