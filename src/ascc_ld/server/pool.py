"""The pool: queries in worker processes, so that none holds up another and each can be ended.

Queries are told apart by how long they take.  Up to ``at_once`` run at a time; one that has run
for ``short_seconds`` is long, and another worker takes its place for the others.  Of long ones
there are up to ``long_at_once``; one more is ended and its client told to come again later.  So
whoever waits, waits for short queries only, and what runs is bounded.

Ending a query means killing its process, whatever the engine is doing in it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any, NamedTuple, Self

from ascc_ld.ground.faults import AsccError
from ascc_ld.server.frames import Question, Task, line
from ascc_ld.server.limits import Limits
from ascc_ld.server.refusal import Refusal, asks_others, busy
from ascc_ld.server.worker import ASKS_OTHERS, TOO_LARGE

__all__ = ["Pool", "WorkerFailed"]

_LOG = logging.getLogger(__name__)
_COMMAND = (sys.executable, "-P", "-m", "ascc_ld.server.worker")


class WorkerFailed(AsccError):
    """A worker cannot start."""

    exit_code = 4


class _Reply(NamedTuple):
    head: Mapping[str, Any]
    content: bytes


class _Worker:
    """A process that answers one question at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def started(cls, task: Task) -> _Worker:
        """Start a worker and wait until it has read its data."""
        process = await asyncio.create_subprocess_exec(
            *_COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # What stops the server from a keyboard must leave the workers to it.
            start_new_session=True,
        )
        worker = cls(process)
        try:
            head = (await worker._exchanged(asdict(task))).head
            if "error" in head:
                raise WorkerFailed(str(head["message"]))
        except BaseException as error:
            await worker.end()
            if isinstance(error, EOFError):
                raise WorkerFailed("A worker ended before it had read the data.") from None
            raise
        return worker

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.returncode is None

    async def answer(self, question: Question) -> _Reply:
        """Answer; raises :class:`EOFError` where the worker died of the question."""
        return await self._exchanged(asdict(question))

    async def end(self) -> None:
        """Kill the process, whatever it is doing, and wait until it is gone."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _exchanged(self, message: Mapping[str, Any]) -> _Reply:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ValueError("a worker is spoken to through pipes")
        try:
            stdin.write(line(message))
            await stdin.drain()
            head: dict[str, Any] = json.loads(await stdout.readuntil(b"\n"))
            return _Reply(head, await stdout.readexactly(head.get("bytes", 0)))
        except (asyncio.IncompleteReadError, ConnectionError):
            raise EOFError("the worker is gone") from None


class Pool:
    """Workers that answer from the data of ``task`` within ``limits``; use it in ``async with``."""

    def __init__(self, task: Task, limits: Limits) -> None:
        self._task = task
        self._limits = limits
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._long = 0
        self._starting = 0
        self._waiting: deque[asyncio.Future[_Worker]] = deque()
        self._starts: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        """Start the workers; raises :class:`WorkerFailed` where one cannot."""
        starts = [_Worker.started(self._task) for _ in range(self._limits.at_once)]
        self._idle = list(await asyncio.gather(*starts))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed = True
        for start in self._starts:
            start.cancel()
        await asyncio.gather(*self._starts, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in (*self._idle, *self._busy)))

    @property
    def ready(self) -> bool:
        """Whether there is a worker that answers, or that is at work."""
        return not self._closed and bool(self._idle or self._busy)

    async def answer(self, question: Question) -> bytes:
        """Return the answer to a question.

        Raises :class:`~ascc_ld.server.refusal.Refusal`: 400 for a query that is wrong, 403 for
        one that asks a SERVICE, 503 where a limit is reached.
        """
        worker = await self._taken()
        kept = False
        try:
            reply = await self._answered(worker, question)
            kept = True
        except EOFError:
            raise busy(
                "The query needs more memory than it may have, and was ended.",
                self._limits.retry_seconds,
            ) from None
        finally:
            await self._given_back(worker, kept=kept)
        return self._content(reply)

    def _content(self, reply: _Reply) -> bytes:
        error = reply.head.get("error")
        if error == TOO_LARGE:
            raise busy(
                f"The answer is larger than {self._limits.result_bytes:,} bytes. Ask for less of "
                "it, with LIMIT.",
                self._limits.retry_seconds,
            )
        if error == ASKS_OTHERS:
            raise asks_others()
        if error is not None:
            raise Refusal(400, str(reply.head["message"]))
        return reply.content

    async def _answered(self, worker: _Worker, question: Question) -> _Reply:
        limits = self._limits
        running = asyncio.ensure_future(worker.answer(question))
        try:
            await asyncio.wait({running}, timeout=min(limits.short_seconds, limits.seconds))
            if running.done() or limits.seconds <= limits.short_seconds:
                return self._in_time(running)
            if self._long >= limits.long_at_once:
                raise busy(
                    "Too many long queries run already; this one was ended.", limits.retry_seconds
                )
            self._long += 1
            try:
                self._fill_up()
                await asyncio.wait({running}, timeout=limits.seconds - limits.short_seconds)
            finally:
                self._long -= 1
            return self._in_time(running)
        finally:
            running.cancel()

    def _in_time(self, running: asyncio.Future[_Reply]) -> _Reply:
        if not running.done():
            raise busy(
                f"No answer after {self._limits.seconds:g} s; the query was ended.",
                self._limits.retry_seconds,
            )
        return running.result()

    async def _taken(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                self._busy.add(worker)
                return worker
        if len(self._waiting) >= self._limits.waiting:
            raise busy("Too many queries wait already.", self._limits.retry_seconds)
        place: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._fill_up()
        return await self._awaited(place)

    async def _awaited(self, place: asyncio.Future[_Worker]) -> _Worker:
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await place
        except BaseException as error:
            if place in self._waiting:
                self._waiting.remove(place)
            if place.done() and not place.cancelled():
                # The worker came at the very moment at which nobody waited any more.
                await self._given_back(place.result(), kept=True)
            if isinstance(error, TimeoutError):
                retry = self._limits.retry_seconds
                raise busy("No worker became free in time.", retry) from None
            raise

    async def _given_back(self, worker: _Worker, *, kept: bool) -> None:
        self._busy.discard(worker)
        if kept and not self._closed and self._missing() > 0:
            self._hand_over(worker)
            return
        await worker.end()
        self._fill_up()

    def _missing(self) -> int:
        """Return how many workers there should be more."""
        there = len(self._idle) + len(self._busy) + self._starting
        return self._limits.at_once + self._long - there

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
            worker = await _Worker.started(self._task)
        except (WorkerFailed, OSError) as error:
            pause = self._limits.retry_seconds
            _LOG.error("A worker cannot be started: %s Trying again in %d s.", error, pause)
            await asyncio.sleep(pause)
        finally:
            self._starting -= 1
        if worker is None:
            self._fill_up()
        else:
            self._hand_over(worker)

    def _hand_over(self, worker: _Worker) -> None:
        """Give a worker to the first that waits for one."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                self._busy.add(worker)
                place.set_result(worker)
                return
        self._idle.append(worker)
