"""Whose turn it is: a limited number of places, given out fairly among the clients that wait for one.

Clients take turns, so one that sends a hundred queries at once delays itself more than the others.
"""

import asyncio
from collections import OrderedDict, deque

from mou_graph.web.protocol import RefusalError

__all__ = ["Turns"]


class Turns:
    """Places for `free` at a time; at most `most` wait.

    >>> async def story():
    ...     turns, order = Turns(free=1, most=3), []
    ...     async def ask(client, name):
    ...         await turns.take(client)
    ...         order.append(name)
    ...         await asyncio.sleep(0)
    ...         turns.give()
    ...     await asyncio.gather(*(ask(name[0], name) for name in ("a1", "a2", "a3", "b1")))
    ...     return order
    >>> asyncio.run(story())
    ['a1', 'a2', 'b1', 'a3']
    """

    def __init__(self, *, free: int, most: int) -> None:
        self._free, self._most = free, most
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    async def take(self, client: str) -> None:
        """Wait for a place.  Raises `RefusalError` (503) where too many wait already."""
        if self._free and not self._waiting:
            self._free -= 1
            return
        if self.waiting >= self._most:
            raise RefusalError(503, "too many queries are waiting: try again in a moment")
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.give()
            else:
                self._forget(client, place)
            raise

    def give(self) -> None:
        """Give a place back: to the client whose turn it is, who goes to the end of the row then."""
        while self._waiting:
            client, places = self._waiting.popitem(last=False)
            place = places.popleft()
            if places:
                self._waiting[client] = places
            if not place.done():
                place.set_result(None)
                return
        self._free += 1

    def _forget(self, client: str, place: asyncio.Future[None]) -> None:
        places = self._waiting.get(client)
        if places and place in places:
            places.remove(place)
            if not places:
                del self._waiting[client]
