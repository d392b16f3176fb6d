"""What can go wrong because of a request.

    MouGraphError
    ├── SourceError        a source that cannot be read at all (nothing there, not a file)
    ├── RegistryError      a registry file that is not one
    ├── CorrectionsError   a corrections file that is not one
    ├── IdsError           a table of ids that is not one
    ├── GraphError         a graph file that cannot be read or written
    ├── QueryError         a query that is not SPARQL, or asks for what is not there
    ├── DrawingError       a picture that cannot be made
    ├── GoldError          annotations that are not there or cannot be read
    ├── StoreError         a store that is none, or that another process is writing
    └── ServerError        a server that cannot start, or one elsewhere that does not answer as it should

A *bad record* inside a good request is not an error but a value: `mou_graph.model.Problem`.
Every message is one line that a person can act on.
"""

__all__ = [
    "CorrectionsError",
    "DrawingError",
    "GoldError",
    "GraphError",
    "IdsError",
    "MouGraphError",
    "QueryError",
    "RegistryError",
    "ServerError",
    "SourceError",
    "StoreError",
]


class MouGraphError(Exception):
    """The root of the tree; catch this one to catch them all."""


class SourceError(MouGraphError):
    """No announcement can come from there."""


class RegistryError(MouGraphError):
    """The registry file has no names in it, or a column is missing."""


class CorrectionsError(MouGraphError):
    """The corrections file is no table, or a column is missing."""


class IdsError(MouGraphError):
    """The table of ids is no table, or a column is missing."""


class GraphError(MouGraphError):
    """The file is not a graph in a known format, or cannot be written."""


class QueryError(MouGraphError, ValueError):
    """The query is not SPARQL, or no shipped query has that name."""


class DrawingError(MouGraphError):
    """Nothing to draw, or an ending that names no known format."""


class GoldError(MouGraphError):
    """No gold annotations in that folder, or a file that is not one."""


class ServerError(MouGraphError):
    """No port to listen at, or a server elsewhere that is not there or refuses."""


class StoreError(MouGraphError):
    """The folder is no store of ours, or somebody else is writing to it."""
