"""The one thing that all addresses share: the graph, the workers, and what has been worked out about the graph."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pyoxigraph import Store, Triple

from mou_graph.web.description import described
from mou_graph.web.pool import Pool

__all__ = ["Service"]

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Service:
    """A graph that is served.  It does not change, so what takes long to work out is worked out once."""

    store: Store
    pool: Pool
    title: str
    texts: Mapping[str, str] = field(default_factory=dict)  # of announcements, by their digests
    _known: dict[Any, Any] = field(default_factory=dict)

    def description(self, origin: str) -> list[Triple]:
        """Service Description and VoID, for the name that the client has for this server."""
        return self.once(("description", origin), lambda: described(self.store, origin, title=self.title))

    def once(self, key: Any, make: Callable[[], Made]) -> Made:
        """What `make` gives, made at the first call.  Two threads may make it twice, to the same effect."""
        if key not in self._known:
            if len(self._known) > 100:  # each name of the server has its description; nobody has a hundred
                self._known.clear()
            self._known[key] = make()
        made: Made = self._known[key]
        return made
