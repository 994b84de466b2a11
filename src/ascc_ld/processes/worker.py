"""The side that answers: it reads messages, ends with its parent, and can give up its rights."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path

from ascc_ld.processes.messages import Message, WorkerReply

__all__ = ["confine", "first_message", "later_messages", "send"]


def first_message() -> Message:
    """Wait for the first message; ends the process where there is none."""
    found = sys.stdin.buffer.readline()
    if not found:
        os._exit(0)
    message: Message = json.loads(found)
    return message


def later_messages() -> queue.SimpleQueue[Message]:
    """Return the messages that follow, as they come.

    From now on the process ends when its standard input closes because the parent is gone.
    """
    received: queue.SimpleQueue[Message] = queue.SimpleQueue()

    def listen() -> None:
        for found in sys.stdin.buffer:
            received.put(json.loads(found))
        # The engine may be at work in native code, which nothing else ends.
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return received


def send(reply: WorkerReply) -> None:
    """Answer a message."""
    sys.stdout.buffer.write(reply.written)
    sys.stdout.buffer.flush()


def confine(memory_bytes: int) -> None:
    """Give up the right to open anything, to dump core, and to take much more memory.

    Without ``RLIMIT_NOFILE`` no file and no socket can be opened any more, not even by native code.
    With ``RLIMIT_AS``, on Linux, the process ends when it needs ``memory_bytes`` more than now.
    """
    import resource  # not on Windows

    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
