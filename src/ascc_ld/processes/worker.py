"""The worker's side: it reads messages, ends with its parent, and can be confined."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path

from ascc_ld.processes.messages import Message, WorkerReply, line


def first_message() -> Message:
    """Return the first message; end the process if there is none."""
    found = sys.stdin.buffer.readline()
    if not found:
        os._exit(0)
    message: Message = json.loads(found)
    return message


def later_messages() -> queue.SimpleQueue[Message]:
    """Return a queue of the messages that follow.

    From now on the process ends when its standard input closes, which means the parent is gone.
    """
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
