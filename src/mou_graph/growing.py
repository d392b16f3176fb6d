"""Where very many objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["growing"]


@contextmanager
def growing() -> Iterator[None]:
    """Let the garbage collector rest while objects are made of which none becomes garbage before the end.

    It would look through all of them again and again: of a network of 10,000 nodes, for two fifths of the time.

    >>> with growing():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
