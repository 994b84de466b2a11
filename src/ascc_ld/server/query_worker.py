"""A worker of the endpoint: a process that holds the data and answers queries one by one.

Once it has read the data it is confined: no query can reach another host, not even through the
HTTP client of the engine.  A query that runs out of memory ends the process, and the pool starts
another.
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
from ascc_ld.processes.worker import WorkerReply, confine, first_message, later_messages, send
from ascc_ld.rdf.files import read_rdf
from ascc_ld.sparql.engine import EmbeddedEngine, QueriedGraphs

# Code points. Messages quote a line of the query, which may be all of it.
_LONGEST_MESSAGE = 4000


class AnswerTooLarge(AsccError):
    """The answer to a query is larger than allowed."""


class ServiceRefused(AsccError):
    """A query has a SERVICE."""


@dataclass(frozen=True)
class WorkerSetup:
    """The data of a worker and its limits in bytes.

    ``descriptor`` is an inherited file descriptor of N-Quads.  Queries can use ``prefixes``
    without declaring them, and ``base_iri`` is the base of queries without BASE.
    """

    descriptor: int
    prefixes: Mapping[str, str]
    result_bytes: int
    memory_bytes: int
    base_iri: str | None = None


@dataclass(frozen=True)
class WorkerQuery:
    """A query, the media type of its answer, and the fields of its dataset if it selects one."""

    query: str
    media_type: str
    graphs: Mapping[str, Sequence[str]] | None = None


class _BoundedBuffer(io.BytesIO):
    """A buffer of at most ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, content: Any) -> int:
        if self.tell() + len(memoryview(content)) > self._limit:
            raise AnswerTooLarge
        return super().write(content)


def answered(engine: EmbeddedEngine, asked: WorkerQuery, result_bytes: int) -> WorkerReply:
    """Return the answer to a query, of ``result_bytes`` at most, or its error."""
    try:
        if engine.asks_services(asked.query):
            raise ServiceRefused
        graphs = None if asked.graphs is None else QueriedGraphs(**asked.graphs)
        buffer = partial(_BoundedBuffer, result_bytes)
        content = engine.written(asked.query, asked.media_type, graphs, buffer)
    except AsccError as error:
        return WorkerReply.of_error(error, _LONGEST_MESSAGE)
    return WorkerReply(content=content)


def _data(descriptor: int) -> bytes:
    """Return the content of a file without moving its position, which all workers share."""
    if not os.fstat(descriptor).st_size:
        return b""
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as mapped:
        return mapped[:]


def main() -> None:
    """Answer queries from standard input until the process is killed."""
    setup = WorkerSetup(**first_message())
    try:
        quads = read_rdf(_data(setup.descriptor), "the data", "nq")
        engine = EmbeddedEngine(quads, setup.prefixes, setup.base_iri)
    except AsccError as error:
        send(WorkerReply.of_error(error))
        return
    del quads
    os.close(setup.descriptor)
    # Modules that these queries load cannot be loaded once the worker is confined.
    for query in ("ASK {}", "CONSTRUCT {} {}", "ASK {", "ASK { SERVICE"):
        answered(engine, WorkerQuery(query, "text/csv"), setup.result_bytes)
    received = later_messages()
    confine(setup.memory_bytes)
    send(WorkerReply())
    while True:
        send(answered(engine, WorkerQuery(**received.get()), setup.result_bytes))


if __name__ == "__main__":
    main()
