"""Workers to ask: who is free does the next job; who takes too long, or dies, is replaced.

async with pool.asked(job, client="127.0.0.1") as answer:
    answer.head        how the answer looks
    answer.pieces()    its bytes, as they come
"""

import asyncio
import json
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from mou_graph.errors import MouGraphError
from mou_graph.web.frames import DATA, END, FAULT, HEAD, JOB, framed, header
from mou_graph.web.nursery import Nursery
from mou_graph.web.protocol import RefusalError
from mou_graph.web.turns import Turns

__all__ = ["Answer", "BrokenOffError", "Pool"]


class BrokenOffError(MouGraphError):
    """An answer that ends in its middle, when it is too late to say so politely."""


class DiedError(RefusalError):
    """A worker ended, and not for its job's sake."""


EARLY = 0.1  # seconds: a worker that is gone so soon after it got a job was gone before


@dataclass(slots=True)
class Worker:
    """The server's side of a worker."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    gone: bool = False


class Answer:
    """What a worker has to say.  Its clock runs only while the server waits for the worker."""

    def __init__(self, worker: Worker, seconds: float) -> None:
        self._worker, self._left, self._limit = worker, seconds, seconds
        self.head: dict[str, Any] = {}
        self.reusable = False

    @property
    def used(self) -> float:
        """Seconds that the worker had."""
        return self._limit - self._left

    async def begin(self) -> None:
        """Wait for the head.  Raises `RefusalError` where there is none, `TimeoutError` where none came in time."""
        kind, content = await self._frame()
        if kind == FAULT:
            fault = json.loads(content)
            self._ended(*await self._frame())
            raise RefusalError(fault["status"], fault["message"])
        assert kind == HEAD
        self.head = json.loads(content)

    async def pieces(self) -> AsyncIterator[bytes]:
        """The bytes of the answer.  Raises `BrokenOffError` where they stop before the end."""
        while True:
            try:
                kind, content = await self._frame()
            except (TimeoutError, asyncio.IncompleteReadError):
                raise BrokenOffError("the answer broke off") from None
            if kind == DATA:
                yield content
            elif kind == FAULT:
                raise BrokenOffError(json.loads(content)["message"])
            else:
                self._ended(kind, content)
                return

    def _ended(self, kind: bytes, content: bytes) -> None:
        assert kind == END
        self.reusable = not json.loads(content)["last"]

    async def _frame(self) -> tuple[bytes, bytes]:
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(self._left):
                kind, length = header(await self._worker.reader.readexactly(5))
                return kind, await self._worker.reader.readexactly(length)
        finally:
            self._left -= loop.time() - started


class Pool:
    """So many workers; a job that finds none free waits for its turn, and not longer than a query may take."""

    def __init__(self, nursery: Nursery, *, workers: int, queue: int, seconds: float) -> None:
        self.seconds = seconds
        self._nursery = nursery
        self._turns = Turns(free=workers, most=queue)
        self._idle: list[Worker] = []
        self._asking = asyncio.Lock()

    async def close(self) -> None:
        """Hang up: the nursery then ends all workers."""
        self._nursery.control.close()

    @asynccontextmanager
    async def asked(self, job: dict[str, Any], *, client: str) -> AsyncIterator[Answer]:
        """Ask a worker.  Raises `RefusalError`: 400 and the like from the job, 503 where time or memory ran out."""
        try:
            async with asyncio.timeout(self.seconds):
                await self._turns.take(client)
        except TimeoutError:
            raise RefusalError(503, f"no worker was free for {self.seconds:g} seconds: try again later") from None
        worker: Worker | None = None
        answer: Answer | None = None
        try:
            worker, fresh = await self._free()
            answer = Answer(worker, self.seconds)
            try:
                await self._begun(answer, job)
            except DiedError:
                if fresh or answer.used > EARLY:
                    raise
                worker = await self._new()  # it had died before, while nobody looked
                answer = Answer(worker, self.seconds)
                await self._begun(answer, job)
            yield answer
        finally:
            if worker is not None and answer is not None and answer.reusable:
                self._idle.append(worker)
            elif worker is not None:
                await asyncio.shield(self._end(worker))
            self._turns.give()

    async def _begun(self, answer: Answer, job: dict[str, Any]) -> None:
        worker = answer._worker
        try:
            worker.writer.write(framed(JOB, job))
            await answer.begin()
        except TimeoutError:
            raise RefusalError(503, f"the query took more than {self.seconds:g} seconds and was ended") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise self._death(await self._end(worker)) from None

    @staticmethod
    def _death(how: int) -> RefusalError:
        """Why a worker died: an engine without memory aborts, one whose stack is full faults."""
        if how == signal.SIGABRT:
            return RefusalError(503, "the query needed more memory than it may have and was ended")
        if how in (signal.SIGSEGV, signal.SIGBUS):
            return RefusalError(400, "the query is nested too deeply")
        return DiedError(503, "the process that worked on the query was ended: try again")

    async def _free(self) -> tuple[Worker, bool]:
        """A worker, and whether it is new."""
        return (self._idle.pop(), False) if self._idle else (await self._new(), True)

    async def _new(self) -> Worker:
        """Start a worker; one whose client leaves meanwhile is kept for the next."""
        starting = asyncio.ensure_future(self._start())
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(lambda started: self._idle.append(started.result()))
            raise

    async def _start(self) -> Worker:
        ours, theirs = socket.socketpair()
        try:
            pid = (await self._told(b"start", theirs))["pid"]
        finally:
            theirs.close()
        reader, writer = await asyncio.open_connection(sock=ours)
        return Worker(pid, reader, writer)

    async def _end(self, worker: Worker) -> int:
        """Kill a worker, unless it is dead already; the signal that ended it."""
        if worker.gone:
            return 0
        worker.gone = True  # its number may be another's now
        worker.writer.close()
        return int((await self._told(b"end %d" % worker.pid))["ended"])

    async def _told(self, message: bytes, *files: socket.socket) -> dict[str, Any]:
        async with self._asking:
            control = self._nursery.control
            socket.send_fds(control, [message], [file.fileno() for file in files])
            reply = await asyncio.get_running_loop().sock_recv(control, 1024)
        if not reply:
            raise RefusalError(503, "the process that starts workers is gone: start the server again")
        found: dict[str, Any] = json.loads(reply)
        return found
