"""The worker's side: it exchanges messages, ends with its parent, and can be confined.

A worker reads messages from its standard input and replies on its standard output.  Each is a line
of JSON, whose ``bytes`` is the length of the content that follows.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ascc_ld.ground.faults import AsccError

Message = Mapping[str, Any]
"""A JSON object."""

_STACK = 128 * 2**20
"""Bytes. A parser that goes as deep as some 20,000 brackets needs less."""


def framed(message: Message, content: bytes = b"") -> bytes:
    """Return a message with its content as it is sent."""
    return json.dumps({**message, "bytes": len(content)}).encode() + b"\n" + content


def run(work: Callable[[], None]) -> None:
    """Run ``work`` with room for what goes deep: no text of usual length ends the process."""
    usual = threading.stack_size(_STACK)
    thread = threading.Thread(target=work)
    thread.start()
    threading.stack_size(usual)
    thread.join()


@dataclass(frozen=True)
class WorkerReply:
    """The reply to a message: a JSON head, which may carry an error, and content."""

    head: Message = field(default_factory=dict)
    content: bytes = b""

    @classmethod
    def of_error(cls, error: AsccError, longest: int | None = None) -> WorkerReply:
        """Return a reply that carries an error; its message is cut to ``longest`` code points."""
        told = {"error": type(error).__name__, "message": str(error)[:longest]}
        return cls({**told, "exit_code": error.exit_code})

    def checked(self, *classes: type[AsccError]) -> WorkerReply:
        """Return the reply, or raise the error that it carries.

        The error is one of ``classes``, whose constructors take a message, or else an
        :class:`~ascc_ld.ground.faults.AsccError`.
        """
        if "error" not in self.head:
            return self
        known = {kind.__name__: kind for kind in classes}
        error = known.get(str(self.head["error"]), AsccError)(str(self.head["message"]))
        error.exit_code = int(self.head["exit_code"])
        raise error


def first_message() -> Message:
    """Return the first message; end the process if there is none."""
    for message, _ in _messages():
        return message
    os._exit(0)


def _messages() -> Iterator[tuple[Message, bytes]]:
    for found in iter(sys.stdin.buffer.readline, b""):
        message = json.loads(found)
        yield message, sys.stdin.buffer.read(message.pop("bytes"))


def later_messages() -> queue.SimpleQueue[tuple[Message, bytes]]:
    """Return a queue of the messages that follow with their contents.

    The process ends when the parent is gone.
    """
    received: queue.SimpleQueue[tuple[Message, bytes]] = queue.SimpleQueue()

    def listen() -> None:
        for message in _messages():
            received.put(message)
        # Nothing else ends an engine that is busy in native code.
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return received


def send(reply: WorkerReply) -> None:
    """Send a reply."""
    sys.stdout.buffer.write(framed(reply.head, reply.content))
    sys.stdout.buffer.flush()


def confine(memory_bytes: int) -> None:
    """Forbid this process to open files and sockets, to dump core, and to take much more memory.

    ``RLIMIT_NOFILE`` holds for native code too.  The process ends when it needs ``memory_bytes``
    more than now.
    """
    import resource  # not on Windows

    bound_memory(memory_bytes)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def bound_memory(memory_bytes: int | None = None) -> None:
    """End this process when it needs ``memory_bytes`` more than now; by default, all there is.

    ``RLIMIT_AS`` does so on Linux alone.
    """
    if sys.platform == "linux":
        import resource

        page = resource.getpagesize()
        most = memory_bytes or os.sysconf("SC_PHYS_PAGES") * page
        most += int(Path("/proc/self/statm").read_text("ascii").split()[0]) * page
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
