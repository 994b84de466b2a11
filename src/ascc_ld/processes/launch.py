"""The parent's side: it starts a worker, exchanges messages with it, and kills it.

A worker is a module that runs with ``python -m``.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Collection
from contextlib import suppress

from ascc_ld.ground.faults import AsccError
from ascc_ld.processes.worker import Message, WorkerReply, framed

_LAST = 19  # the priority of what runs last


class WorkerFailed(AsccError):
    """A worker cannot start."""

    exit_code = 4


def ask_once(module: str, message: Message, seconds: float | None = None) -> WorkerReply:
    """Return the reply of a new worker to one message, and kill the worker.

    Raises :class:`TimeoutError` after ``seconds``, and :class:`EOFError` if the worker ends
    without a reply.
    """
    with subprocess.Popen(  # noqa: S603 - our own command
        _command(module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=0,  # Ctrl-C goes to this process alone, which then kills the worker
    ) as process:
        limit = threading.TIMEOUT_MAX if seconds is None else min(seconds, threading.TIMEOUT_MAX)
        timer = threading.Timer(limit, process.kill)
        timer.daemon = True
        until = time.monotonic() + limit
        timer.start()
        try:
            return _exchanged(process, message)
        except EOFError:
            if time.monotonic() >= until:
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()
            process.kill()


def _exchanged(process: subprocess.Popen[bytes], message: Message) -> WorkerReply:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the worker has no pipes")
    rest = framed(message)
    # Written past the buffer, so that closing it does not write to a worker that is gone.
    with suppress(BrokenPipeError):
        while rest:
            rest = rest[os.write(process.stdin.fileno(), rest) :]
    found = process.stdout.readline()
    if found.endswith(b"\n"):
        head = json.loads(found)
        length = head.pop("bytes")
        content = process.stdout.read(length)
        if len(content) == length:
            return WorkerReply(head, content)
    raise EOFError("the worker is gone")


class WorkerProcess:
    """A worker for use in an event loop; it answers one message at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def started(
        cls,
        module: str,
        setup: Message,
        descriptors: Collection[int] = (),
        *,
        gives_way: bool = False,
    ) -> WorkerProcess:
        """Start a worker and wait for its reply to ``setup``.

        It inherits the file ``descriptors``, and gives way to others on the processors if told so.
        Raises :class:`WorkerFailed` and :class:`OSError`.
        """
        process = await asyncio.create_subprocess_exec(
            *_command(module),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            pass_fds=descriptors,
        )
        worker = cls(process)
        if gives_way:
            worker.give_way()
        try:
            (await worker.reply(setup)).checked()
        except EOFError:
            await worker.end()
            raise WorkerFailed("A worker ended while it was reading the data.") from None
        except AsccError as error:
            await worker.end()
            raise WorkerFailed(str(error)) from None
        except BaseException:
            await worker.end()
            raise
        return worker

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.returncode is None

    @property
    def signal(self) -> int:
        """The number of the signal that ended the process; zero if none did."""
        return max(0, -(self._process.returncode or 0))

    def give_way(self) -> None:
        """Let all others go first on the processors, for as long as the process runs."""
        # Linux counts a thread as a process here, and the one that works may not be the first. At
        # the start there is no group yet, and later threads inherit from the first.
        for which in (os.PRIO_PROCESS, os.PRIO_PGRP):
            with suppress(ProcessLookupError):
                os.setpriority(which, self._process.pid, _LAST)

    async def reply(self, message: Message, content: bytes = b"") -> WorkerReply:
        """Return the reply to a message; raises :class:`EOFError` if the worker dies."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ValueError("the worker has no pipes")
        try:
            stdin.write(framed(message, content))
            await stdin.drain()
            head = json.loads(await stdout.readuntil(b"\n"))
            return WorkerReply(head, await stdout.readexactly(head.pop("bytes")))
        except (asyncio.IncompleteReadError, ConnectionError):
            raise EOFError("the worker is gone") from None

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


def _command(module: str) -> tuple[str, ...]:
    return (sys.executable, "-P", "-m", module)
