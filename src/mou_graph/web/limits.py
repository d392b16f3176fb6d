"""What a process may take: memory, files, sockets.  The one place that knows the operating system's ways."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import resource

__all__ = ["can_fork", "held", "limit_memory", "sealed"]


def can_fork() -> bool:
    """Whether queries can have processes of their own that share the graph: not on Windows."""
    return hasattr(os, "fork") and sys.platform != "win32"


def held() -> int:
    """Bytes of address space of this process; 0 where the system does not tell (macOS).

    >>> held() > 10_000_000 or not sys.platform.startswith("linux")
    True
    """
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def limit_memory(more: int) -> None:
    """Let this process take so many bytes beyond what it has.  An engine that cannot get them ends its process.

    macOS keeps no such limit; there the time limit alone ends a query.
    """
    if sys.platform == "win32":
        return
    now = held()
    if now:
        resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def sealed() -> Iterator[None]:
    """No new file or socket until the end of the block; those that are open stay so.

    >>> with sealed():
    ...     try:
    ...         print(open("/dev/null"))
    ...     except OSError as error:
    ...         print(error.strerror)
    Too many open files
    """
    if sys.platform == "win32":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
