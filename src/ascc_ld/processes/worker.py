"""The worker's side: it exchanges messages, ends with its parent, and can be confined.

A worker reads messages from its standard input, each a line of JSON.  It replies on its standard
output with a line of JSON, whose ``bytes`` is the length of the content that follows.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ascc_ld.ground.faults import AsccError

Message = Mapping[str, Any]
"""A JSON object."""


def line(message: Message) -> bytes:
    """Return a message as a line."""
    return json.dumps(message).encode() + b"\n"


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
    found = sys.stdin.buffer.readline()
    if not found:
        os._exit(0)
    message: Message = json.loads(found)
    return message


def later_messages() -> queue.SimpleQueue[Message]:
    """Return a queue of the messages that follow; end the process when the parent is gone."""
    received: queue.SimpleQueue[Message] = queue.SimpleQueue()

    def listen() -> None:
        for found in sys.stdin.buffer:
            received.put(json.loads(found))
        # Nothing else ends an engine that is busy in native code.
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return received


def send(reply: WorkerReply) -> None:
    """Send a reply."""
    head = {**reply.head, "bytes": len(reply.content)}
    sys.stdout.buffer.write(line(head) + reply.content)
    sys.stdout.buffer.flush()


def confine(memory_bytes: int) -> None:
    """Forbid this process to open files and sockets, to dump core, and to take much more memory.

    ``RLIMIT_NOFILE`` holds for native code too.  ``RLIMIT_AS`` (on Linux) ends the process when it
    needs ``memory_bytes`` more than now.
    """
    import resource  # not on Windows

    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
