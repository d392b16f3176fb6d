"""What a worker tells the server: a byte for the kind, four for the length, then so many bytes.

    H  how the answer looks (JSON)     D  a piece of it     E  why there is none (JSON)     Z  done (JSON)

The server tells a worker one thing, a job, framed in the same way with J.
"""

import json
import socket
import struct
from typing import Any, Final

__all__ = ["DATA", "END", "FAULT", "HEAD", "JOB", "PIECE", "framed", "header", "receive"]

HEAD: Final = b"H"
DATA: Final = b"D"
FAULT: Final = b"E"
END: Final = b"Z"
JOB: Final = b"J"

PIECE: Final = 64 * 1024
"""Bytes that a worker collects before it sends them: what fails before so much has been said fails cleanly."""

LAYOUT = struct.Struct(">cI")


def framed(kind: bytes, content: bytes | dict[str, Any]) -> bytes:
    """One frame.

    >>> framed(DATA, b"abc")
    b'D\\x00\\x00\\x00\\x03abc'
    """
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return LAYOUT.pack(kind, len(data)) + data


def header(data: bytes) -> tuple[bytes, int]:
    """Kind and length from the first five bytes of a frame."""
    kind, length = LAYOUT.unpack(data)
    return kind, length


def receive(connection: socket.socket) -> tuple[bytes, bytes] | None:
    """The next frame from a blocking socket; None where the other side is gone."""
    start = exactly(connection, LAYOUT.size)
    if start is None:
        return None
    kind, length = header(start)
    content = exactly(connection, length)
    return None if content is None else (kind, content)


def exactly(connection: socket.socket, length: int) -> bytes | None:
    parts = []
    while length:
        part = connection.recv(min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
