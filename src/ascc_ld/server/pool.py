"""The worker pool: queries run in processes, so that none blocks another and each can be stopped.

Up to ``at_once`` short queries run at a time.  A query that has run for ``short_seconds`` is long,
and a spare worker takes its place.  Up to ``long_at_once`` long queries run; one more is stopped,
and its client is told to retry later.  So queued queries wait for short ones only, and the number
of workers is bounded.  A long query gives way to all others on the processors.

Stopping a query means killing its process, whatever the engine is doing.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections import deque
from dataclasses import asdict
from typing import Self

from ascc_ld.processes.launch import WorkerFailed, WorkerProcess
from ascc_ld.processes.worker import WorkerReply
from ascc_ld.server.limits import Limits
from ascc_ld.server.query_worker import WorkerRequest, WorkerSetup
from ascc_ld.server.refusal import Refusal, busy

_LOG = logging.getLogger(__name__)
_MODULE = "ascc_ld.server.query_worker"


class Pool:
    """Workers that share a ``setup`` and answer within ``limits``; an async context manager.

    Those of a pool that gives way run when the processors have nothing else to do.
    """

    def __init__(self, setup: WorkerSetup, limits: Limits, *, gives_way: bool = False) -> None:
        self._setup = setup
        self._limits = limits
        self._gives_way = gives_way
        self._idle: list[WorkerProcess] = []
        self._busy: set[WorkerProcess] = set()
        self._long = 0
        self._starting = 0
        self._waiting: deque[asyncio.Future[WorkerProcess]] = deque()
        self._starts: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        """Start the workers; raises :class:`~ascc_ld.processes.launch.WorkerFailed`."""
        self._idle = await asyncio.gather(*(self._started() for _ in range(self._missing())))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed = True
        for start in self._starts:
            start.cancel()
        await asyncio.gather(*self._starts, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in (*self._idle, *self._busy)))

    @property
    def ready(self) -> bool:
        """Whether a worker is idle or at work; dead workers are replaced."""
        self._idle = [worker for worker in self._idle if worker.alive]
        self._fill_up()
        return not self._closed and bool(self._idle or self._busy)

    async def answer(self, asked: WorkerRequest, body: bytes = b"") -> WorkerReply:
        """Return what a worker replies to a request.

        Raises :class:`~ascc_ld.server.refusal.Refusal`: what the worker refuses, 400 for a query
        that ends its worker, 503 if a limit is reached that another time may not be.
        """
        worker = await self._taken()
        kept = False
        try:
            reply, kept = await self._answered(worker, asked, body)
        except EOFError:
            await worker.end()
            raise self._ended(worker) from None
        finally:
            await self._given_back(worker, kept=kept)
        if "status" in reply.head:
            raise Refusal(**reply.head)
        return reply

    def _ended(self, worker: WorkerProcess) -> Refusal:
        """Return the refusal of a query whose worker has ended.

        The same query would end the next one too, unless something else killed the worker.
        """
        if worker.signal == signal.SIGKILL:
            return self._overloaded("The worker was stopped.")
        if worker.signal in (signal.SIGSEGV, signal.SIGBUS):
            return Refusal(400, "The query is too long or nested too deeply.")
        return Refusal(400, "The query needs more memory than it may have. Ask for less.")

    def _overloaded(self, message: str) -> Refusal:
        return busy(message, self._limits.retry_seconds)

    async def _answered(
        self, worker: WorkerProcess, asked: WorkerRequest, body: bytes
    ) -> tuple[WorkerReply, bool]:
        """Return a worker's reply, and whether the worker is as good as before."""
        limits = self._limits
        running = asyncio.ensure_future(worker.reply(asdict(asked), body))
        try:
            await asyncio.wait({running}, timeout=min(limits.short_seconds, limits.seconds))
            if running.done() or limits.seconds <= limits.short_seconds:
                return self._in_time(running), True
            if self._long >= limits.long_at_once:
                raise self._overloaded("Too many long queries are running; this one was stopped.")
            self._long += 1
            try:
                worker.give_way()
                self._fill_up()
                await asyncio.wait({running}, timeout=limits.seconds - limits.short_seconds)
            finally:
                self._long -= 1
            return self._in_time(running), False
        finally:
            running.cancel()

    def _in_time(self, running: asyncio.Future[WorkerReply]) -> WorkerReply:
        if not running.done():
            raise self._overloaded(f"The query timed out after {self._limits.seconds:g} s.")
        return running.result()

    async def _started(self) -> WorkerProcess:
        return await WorkerProcess.started(
            _MODULE, asdict(self._setup), [self._setup.descriptor], gives_way=self._gives_way
        )

    async def _taken(self) -> WorkerProcess:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                self._busy.add(worker)
                return worker
        place: asyncio.Future[WorkerProcess] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._fill_up()
        return await self._awaited(place)

    async def _awaited(self, place: asyncio.Future[WorkerProcess]) -> WorkerProcess:
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await place
        except BaseException as error:
            if place in self._waiting:
                self._waiting.remove(place)
            if place.done() and not place.cancelled():
                # A worker was handed over just when the wait ended.
                await self._given_back(place.result(), kept=True)
            if isinstance(error, TimeoutError):
                raise self._overloaded("No worker became free in time.") from None
            raise

    async def _given_back(self, worker: WorkerProcess, *, kept: bool) -> None:
        self._busy.discard(worker)
        if kept and not self._closed and self._missing() > 0:
            self._hand_over(worker)
            return
        await worker.end()
        self._fill_up()

    def _missing(self) -> int:
        there = len(self._idle) + len(self._busy) + self._starting
        return self._limits.at_once + self._limits.spare + self._long - there

    def _fill_up(self) -> None:
        if self._closed:
            return
        for _ in range(self._missing()):
            self._starting += 1
            start = asyncio.create_task(self._start())
            self._starts.add(start)
            start.add_done_callback(self._starts.discard)

    async def _start(self) -> None:
        worker = None
        try:
            worker = await self._started()
        except (WorkerFailed, OSError) as error:
            pause = self._limits.retry_seconds
            _LOG.error("Cannot start a worker: %s Retrying in %d s.", error, pause)
            await asyncio.sleep(pause)
        finally:
            self._starting -= 1
        if worker is None:
            self._fill_up()
        else:
            self._hand_over(worker)

    def _hand_over(self, worker: WorkerProcess) -> None:
        """Give a worker to the first query in the queue."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                self._busy.add(worker)
                place.set_result(worker)
                return
        self._idle.append(worker)
