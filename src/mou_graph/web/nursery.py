"""Processes: a nursery holds the graph and forks workers that share its memory; the server tells it when.

    server ──"start" + a socket──▶ nursery ──fork──▶ worker (answers jobs on that socket)
           ──"end PID"───────────▶ nursery ──kill, wait──▶ how it ended
                           (one at a time: each is answered before the next)

The nursery has one thread and does nothing else, so that forking is safe; 14 ms with 1,000,000 triples.  When the
server is gone, it ends its workers and itself.
"""

import json
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import Store

from mou_graph.web.frames import END, JOB, framed, receive
from mou_graph.web.jobs import perform
from mou_graph.web.limits import held, limit_memory

__all__ = ["Nursery", "worker"]

OUTWORN = 64 << 20
"""Bytes that a worker may have grown by: one that did a big job is replaced, for memory is seldom given back."""


@dataclass(frozen=True, slots=True)
class Nursery:
    """The server's side of a nursery."""

    control: socket.socket
    pid: int

    @classmethod
    def opened(cls, store: Callable[[], Store], *, memory: int) -> "Nursery":
        """Fork a nursery.  `store` is called in each worker; `memory` is what a worker may take beyond the graph."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            ours.close()
            tend(theirs, store, memory)
            os._exit(0)
        theirs.close()
        ours.setblocking(False)
        return cls(ours, pid)


def tend(control: socket.socket, store: Callable[[], Store], memory: int) -> None:
    """Fork and end workers as told, until nobody tells any more."""
    os.closerange(3, control.fileno())
    os.closerange(control.fileno() + 1, 1024)  # the port is the server's alone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then hangs up
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    children: set[int] = set()
    while True:
        data, files, _, _ = socket.recv_fds(control, 1024, 1)
        if not data:
            break
        word, _, rest = data.decode().partition(" ")
        if word == "start":
            pid = os.fork()
            if pid == 0:
                control.close()
                worker(socket.socket(fileno=files[0]), store, memory)
                os._exit(0)
            os.close(files[0])
            children.add(pid)
            control.send(json.dumps({"pid": pid}).encode())
        else:
            how = ended(int(rest)) if int(rest) in children else 0
            children.discard(int(rest))
            control.send(json.dumps({"ended": how}).encode())
    for child in children:
        ended(child)


def ended(pid: int) -> int:
    """Kill a child unless it is dead; how it ended: the signal's number, or 0."""
    found, status = os.waitpid(pid, os.WNOHANG)
    if found == 0:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def worker(connection: socket.socket, store: Callable[[], Store], memory: int) -> None:
    """Do jobs until the server hangs up, or this process has grown old."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)  # an engine that runs out of memory says so at length; the server tells the person
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    opened = store()
    before = held()
    limit_memory(memory)
    while True:
        message = receive(connection)
        if message is None or message[0] != JOB:
            return
        try:
            perform(json.loads(message[1]), opened, connection.sendall)
            old = held() - before > OUTWORN
            connection.sendall(framed(END, {"last": old}))
        except ConnectionError:
            return
        except MemoryError:
            os.abort()  # as the engine does
        if old:
            return
