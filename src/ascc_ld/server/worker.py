"""A worker: a process that holds the data and answers one query after the other.

When the data are read it gives up the right to open anything, files and sockets alike
(``RLIMIT_NOFILE``): whatever a query says, it reaches no other host, not even through the HTTP
client of the engine.  A query that needs more memory than it may have (``RLIMIT_AS``, on Linux)
ends the process, and the pool starts another.  When its standard input closes, because the server
is gone, the worker ends.
"""

from __future__ import annotations

import io
import os
import queue
import resource
import sys
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ascc_ld.ground.faults import AsccError
from ascc_ld.server.frames import Question, Task, line, read_line
from ascc_ld.server.result_formats import formats
from ascc_ld.sparql.engine import EmbeddedEngine, QueriedGraphs

__all__ = ["ASKS_OTHERS", "TOO_LARGE", "answered", "main"]

TOO_LARGE = "AnswerTooLarge"
"""The name of the error of an answer that is larger than it may be."""
ASKS_OTHERS = "AsksOthers"
"""The name of the error of a query that asks other endpoints."""
# Code points; messages show the line that is wrong, which may be all of the query.
_LONGEST_MESSAGE = 4000


class _AnswerTooLarge(AsccError):
    """The answer to a query is larger than it may be."""


class _BoundedBuffer(io.BytesIO):
    """A buffer that takes ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, content: Any) -> int:
        if self.tell() + len(memoryview(content)) > self._limit:
            raise _AnswerTooLarge
        return super().write(content)


def answered(
    engine: EmbeddedEngine, question: Question, result_bytes: int
) -> tuple[Mapping[str, object], bytes]:
    """Return the head and the content of the answer, which takes ``result_bytes`` at most.

    What is wrong with the query stands in the head.
    """
    try:
        if engine.asks_services(question.query):
            return {"error": ASKS_OTHERS, "message": "", "bytes": 0}, b""
        content = engine.written(
            question.query,
            formats(question.media_type),
            _graphs(question),
            partial(_BoundedBuffer, result_bytes),
        )
    except _AnswerTooLarge:
        return {"error": TOO_LARGE, "message": "", "bytes": 0}, b""
    except AsccError as error:
        message = str(error)[:_LONGEST_MESSAGE]
        return {"error": type(error).__name__, "message": message, "bytes": 0}, b""
    return {"bytes": len(content)}, content


def _graphs(question: Question) -> QueriedGraphs | None:
    if question.default_graphs is None or question.named_graphs is None:
        return None
    return QueriedGraphs(tuple(question.default_graphs), tuple(question.named_graphs))


def _confine(memory_bytes: int) -> None:
    """Give up opening anything, core dumps, and more memory than there is now by this much."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _listen(received: queue.SimpleQueue[dict[str, Any]]) -> None:
    while (message := read_line(sys.stdin.buffer)) is not None:
        received.put(message)
    # The engine may be at work in native code, which nothing else ends.
    os._exit(0)


def _say(head: Mapping[str, object], content: bytes = b"") -> None:
    sys.stdout.buffer.write(line(head) + content)
    sys.stdout.buffer.flush()


def main() -> None:
    """Answer the questions on standard input on standard output, for ever."""
    task = Task(**(read_line(sys.stdin.buffer) or {}))
    try:
        engine = EmbeddedEngine.of_files([Path(task.data)], task.prefixes, task.base_iri)
    except AsccError as error:
        _say({"error": type(error).__name__, "message": str(error)})
        return
    # What is imported at the first query, a right and a wrong one, cannot be imported later.
    for query in ("ASK {}", "CONSTRUCT {} {}", "ASK {"):
        answered(engine, Question(query, "text/csv"), task.result_bytes)
    received: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=[received], daemon=True).start()
    _confine(task.memory_bytes)
    _say({})
    while True:
        _say(*answered(engine, Question(**received.get()), task.result_bytes))


if __name__ == "__main__":
    main()
