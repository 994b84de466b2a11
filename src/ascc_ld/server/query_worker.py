"""A worker of the endpoint: a process that holds the data and answers one query after the other.

When the data are read it is confined: whatever a query says, it reaches no other host, not even
through the HTTP client of the engine.  A query that needs more memory than it may have ends the
process, and the pool starts another.
"""

from __future__ import annotations

import io
import mmap
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ascc_ld.ground.faults import AsccError
from ascc_ld.processes.messages import WorkerReply
from ascc_ld.processes.worker import confine, first_message, later_messages, send
from ascc_ld.rdf.files import read_rdf
from ascc_ld.server.result_formats import formats
from ascc_ld.sparql.engine import EmbeddedEngine, QueriedGraphs

__all__ = ["AnswerTooLarge", "ServiceRefused", "WorkerQuery", "WorkerSetup", "answered", "main"]

# Code points; messages show the line that is wrong, which may be all of the query.
_LONGEST_MESSAGE = 4000


class AnswerTooLarge(AsccError):
    """The answer to a query is larger than it may be."""


class ServiceRefused(AsccError):
    """A query asks a SERVICE."""


@dataclass(frozen=True)
class WorkerSetup:
    """What a worker answers from, and its limits in bytes.

    ``descriptor`` is that of a file of N-Quads, which it inherits.  ``prefixes`` are those that a
    query may use without declaring them, ``base_iri`` is the base of its relative IRIs where it
    declares none.
    """

    descriptor: int
    prefixes: Mapping[str, str]
    result_bytes: int
    memory_bytes: int
    base_iri: str | None = None


@dataclass(frozen=True)
class WorkerQuery:
    """A query, the media type of its answer, and the dataset that the request names for it.

    ``default_graphs`` and ``named_graphs`` are both ``None`` where it names none.
    """

    query: str
    media_type: str
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None

    @property
    def graphs(self) -> QueriedGraphs | None:
        """The dataset, if the request names one."""
        if self.default_graphs is None or self.named_graphs is None:
            return None
        return QueriedGraphs(tuple(self.default_graphs), tuple(self.named_graphs))


class _BoundedBuffer(io.BytesIO):
    """A buffer that takes ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, content: Any) -> int:
        if self.tell() + len(memoryview(content)) > self._limit:
            raise AnswerTooLarge
        return super().write(content)


def answered(engine: EmbeddedEngine, asked: WorkerQuery, result_bytes: int) -> WorkerReply:
    """Return the answer to a query, of ``result_bytes`` at most, or what is wrong with it."""
    try:
        if engine.asks_services(asked.query):
            raise ServiceRefused
        content = engine.written(
            asked.query,
            formats(asked.media_type),
            asked.graphs,
            partial(_BoundedBuffer, result_bytes),
        )
    except AsccError as error:
        return WorkerReply.of_error(error, _LONGEST_MESSAGE)
    return WorkerReply(content=content)


def _data(descriptor: int) -> bytes:
    """Return what a file holds; its position, which all workers share, is left alone."""
    if not os.fstat(descriptor).st_size:
        return b""
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as mapped:
        return mapped[:]


def main() -> None:
    """Answer the queries on standard input on standard output, for ever."""
    setup = WorkerSetup(**first_message())
    try:
        quads = read_rdf(_data(setup.descriptor), "the data", "nq")
        engine = EmbeddedEngine(quads, setup.prefixes, setup.base_iri)
    except AsccError as error:
        send(WorkerReply.of_error(error))
        return
    del quads
    os.close(setup.descriptor)
    # What is imported at the first query, a right and a wrong one, cannot be imported later.
    for query in ("ASK {}", "CONSTRUCT {} {}", "ASK {", "ASK { SERVICE"):
        answered(engine, WorkerQuery(query, "text/csv"), setup.result_bytes)
    received = later_messages()
    confine(setup.memory_bytes)
    send(WorkerReply())
    while True:
        send(answered(engine, WorkerQuery(**received.get()), setup.result_bytes))


if __name__ == "__main__":
    main()
