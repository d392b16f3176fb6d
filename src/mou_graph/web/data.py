"""The graph to serve, as the engine's store: a file in memory, or a store on disk as it is."""

from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Quad, Store, parse

from mou_graph.errors import GraphError
from mou_graph.graph.concepts import missing_concepts
from mou_graph.graph.formats import FORMATS, format_of, unreadable

__all__ = ["opener"]


def opener(graph: str | Path) -> Callable[[], Store]:
    """A function that gives the store.  A file is read at once; a folder is opened, read-only, when it is called.

    Named graphs stay what they are.  A store on disk has threads, so each process must open it for itself.
    Raises `GraphError`.
    """
    path = Path(graph)
    if not path.is_dir():
        loaded = read(path)
        return lambda: loaded

    def opened() -> Store:
        try:
            return Store.read_only(str(path))
        except OSError as error:
            raise GraphError(f"{graph}: is no store that can be opened: {error}") from None

    return opened


def read(path: Path) -> Store:
    """A file in a store: not by way of a `Graph`, whose Python triples would take 700 bytes each."""
    form = format_of(path)
    store = Store()
    try:
        with path.open("rb") as file:
            store.bulk_extend(parse(file, FORMATS[form], rename_blank_nodes=False))
    except SyntaxError as error:
        raise unreadable(str(path), error) from None
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    store.extend(Quad(*triple) for triple in missing_concepts(store))
    return store
