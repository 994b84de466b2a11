"""A worker of the endpoint: a process that holds the data and answers queries one by one.

Once it has read the data it is confined: no query can reach another host, not even through the
HTTP client of the engine.  A query that runs out of memory ends the process, and the pool starts
another.
"""

from __future__ import annotations

import io
import mmap
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ascc_ld.ground.faults import AsccError
from ascc_ld.processes.worker import WorkerReply, confine, first_message, later_messages, run, send
from ascc_ld.rdf.files import read_rdf
from ascc_ld.rdf.xml_documents import NotXml
from ascc_ld.server.refusal import Refusal
from ascc_ld.server.result_formats import ANSWER_TYPES, acceptable
from ascc_ld.server.sparql_protocol import operation
from ascc_ld.sparql.engine import EmbeddedEngine, Kind
from ascc_ld.sparql.syntax import SparqlText

# Code points. Messages quote a line of the query, which may be all of it.
_LONGEST_MESSAGE = 4000
# Functions with another value each time (SPARQL 1.1 Query, section 17.4).
_CHANGING = re.compile(r"rand|now|uuid|bnode", re.IGNORECASE)
_SHOWN_SERVICES = 3
_NO_SERVICE = (
    "this endpoint does not query other endpoints. "
    "Run the query with ascc-ld query on your own machine."
)


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
class WorkerRequest:
    """A request of the protocol without its body, and the media types of its answer by kind.

    ``query_string`` is percent-encoded.  No type is given where none is acceptable.
    """

    method: str
    query_string: str = ""
    content_type: str | None = None
    types: Mapping[Kind, str | None] = field(default_factory=dict)


class _BoundedBuffer(io.BytesIO):
    """A buffer of at most ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, content: Any) -> int:
        if self.tell() + len(memoryview(content)) > self._limit:
            most = f"{self._limit:,} bytes"
            raise Refusal(400, f"The answer is larger than {most}. Shorten it with LIMIT.")
        return super().write(content)


def answered(
    engine: EmbeddedEngine, asked: WorkerRequest, body: bytes, result_bytes: int
) -> WorkerReply:
    """Return the answer to a request, of ``result_bytes`` at most, or its refusal.

    The head has the ``media_type``, and whether the answer is ``lasting``: the same each time.  It
    is empty if the request has no query, and has the fields of a
    :class:`~ascc_ld.server.refusal.Refusal` if it is refused.
    """
    try:
        return _answered(engine, asked, body, result_bytes)
    except Refusal as refusal:
        return WorkerReply({**refusal.fields, "message": str(refusal)[:_LONGEST_MESSAGE]})
    except NotXml as error:
        return WorkerReply({"status": 406, "message": str(error)})
    except AsccError as error:
        return WorkerReply({"status": 400, "message": str(error)[:_LONGEST_MESSAGE]})


def _answered(
    engine: EmbeddedEngine, asked: WorkerRequest, body: bytes, result_bytes: int
) -> WorkerReply:
    wanted = operation(asked.method, asked.query_string.encode("latin-1"), asked.content_type, body)
    if wanted is None:
        return WorkerReply()
    query, graphs = wanted
    if engine.asks_services(query):
        services = SparqlText(query).services[:_SHOWN_SERVICES]
        named = "".join(f" <{iri}>" for iri in services)
        raise Refusal(403, f"SERVICE{named} is not allowed: {_NO_SERVICE}")
    chosen: list[str] = []

    def media_type(kind: Kind) -> str:
        chosen.append(acceptable(asked.types.get(kind), ANSWER_TYPES[kind], "This answer"))
        return chosen[0]

    buffer = partial(_BoundedBuffer, result_bytes)
    content = engine.written(query, media_type, graphs, buffer)
    lasting = not _CHANGING.search(query)
    return WorkerReply({"media_type": chosen[0], "lasting": lasting}, content)


def _data(descriptor: int) -> bytes:
    """Return the content of a file without moving its position, which all workers share."""
    if not os.fstat(descriptor).st_size:
        return b""
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as mapped:
        return mapped[:]


def main() -> None:
    """Answer queries from standard input until the process is killed."""
    # Ctrl-C goes to the server alone, which then stops its workers.
    os.setpgid(0, 0)
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
    types: dict[Kind, str | None] = {"results": "text/csv", "graph": "text/turtle"}
    usual = WorkerRequest("POST", "", "application/sparql-query", types)
    for query in (b"ASK {}", b"CONSTRUCT {} {}", b"ASK {", b"ASK { SERVICE"):
        answered(engine, usual, query, setup.result_bytes)
    received = later_messages()
    confine(setup.memory_bytes)
    send(WorkerReply())
    while True:
        message, body = received.get()
        send(answered(engine, WorkerRequest(**message), body, setup.result_bytes))


if __name__ == "__main__":
    run(main)
