"""Queries in a process of their own, which can be killed at any time."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ascc_ld.ground.faults import AsccError, UnreadableGraph
from ascc_ld.ground.project import REUSED_TERMS, Project
from ascc_ld.http_client.addresses import checked_address
from ascc_ld.processes.launch import ask_once
from ascc_ld.processes.worker import (
    WorkerReply,
    bound_memory,
    first_message,
    later_messages,
    run,
    send,
)
from ascc_ld.queries.remote import REMOTE_SECONDS, ask_endpoint
from ascc_ld.rdf.terms import prefixes
from ascc_ld.sparql import errors
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.syntax import SparqlText

if TYPE_CHECKING:
    from ascc_ld.sparql.engine import EmbeddedEngine

_MODULE = "ascc_ld.queries.child"


@dataclass(frozen=True)
class QueryRequest:
    """A query for ``endpoint``, for ``data`` files, or for the project at ``root``.

    Messages call the query ``name``.
    """

    text: str
    name: str
    root: str
    base: str | None = None
    data: Sequence[str] = ()
    endpoint: str | None = None
    services: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise :class:`~ascc_ld.http_client.addresses.WrongAddress` for a bad URL."""
        for url in (*([] if self.endpoint is None else [self.endpoint]), *self.services.values()):
            checked_address(url)

    @property
    def project(self) -> Project:
        """The project at ``root``."""
        return Project(Path(self.root))

    @property
    def minted(self) -> str:
        """What the IRIs of the project begin with."""
        return self.base or self.project.authored_base

    def limit(self, timeout: float | None) -> float | None:
        """Return the timeout in seconds: ``timeout`` if given, ``None`` for no limit."""
        if timeout is not None:
            return timeout
        remote = self.endpoint is not None or "SERVICE" in SparqlText(self.text).keywords
        return REMOTE_SECONDS if remote else None


def answer_here(request: QueryRequest, timeout: float | None = None) -> Answer:
    """Answer in this process; raises what the engines raise.

    ``timeout`` (seconds) holds for an endpoint; the embedded engine cannot be interrupted.
    """
    from ascc_ld.rdf.files import read_files
    from ascc_ld.sparql.engine import EmbeddedEngine

    if request.endpoint is not None:
        limit = request.limit(timeout) or REMOTE_SECONDS
        bound = prefixes(request.minted)
        return ask_endpoint(
            request.endpoint, request.text, request.services, bound, request.name, limit
        )
    if request.data:
        quads = read_files(map(Path, request.data))
        engine = EmbeddedEngine(quads, prefixes(request.minted))
    else:
        engine = project_engine(request.project, request.base)
    return engine.ask(request.text, request.services, request.name)


def misnamed_terms(request: QueryRequest) -> Sequence[str]:
    """Return a sentence for each term of a query that our vocabulary should have, and has not.

    Such a query is no fault: it has no answer, or one that is not meant.
    """
    from ascc_ld.reading.term_names import term_names

    bound = prefixes(request.minted)
    iris = SparqlText(SparqlText(request.text).completed(bound)).iris
    if not any(iri.startswith(bound["ascc"]) for iri in iris):
        return ()
    return tuple(term_names(request.project, request.base).doubts(iris))


def project_engine(project: Project, base: str | None = None) -> EmbeddedEngine:
    """Return the engine over all named graphs of ``project``, the derived ones too.

    Raises :class:`~ascc_ld.ground.faults.DataError`.
    """
    from ascc_ld.mapping.loading import load
    from ascc_ld.reading.turtle_files import read_turtle
    from ascc_ld.sparql.engine import EmbeddedEngine

    corpus, dataset = load(project, base)
    quads = (quad for stated in dataset.graphs.values() for quad in stated)
    terms = read_turtle(project, REUSED_TERMS)
    return EmbeddedEngine(quads, prefixes(corpus.base), terms=terms)


def answer_in_child(request: QueryRequest, timeout: float | None = None) -> Answer:
    """Answer in a process of its own, which is killed after ``timeout`` seconds.

    Without ``timeout`` there is a limit only for queries to other hosts: ``REMOTE_SECONDS``.
    Raises what the engines raise, and :class:`~ascc_ld.sparql.errors.QueryTimedOut`.
    """
    reply = _from_child(request, asdict(request), timeout)
    return Answer(reply.head["form"], reply.content, reply.head["labels"])


def text_in_child(
    request: QueryRequest, output: str | None, width: int | None, timeout: float | None = None
) -> bytes:
    """Answer like :func:`answer_in_child`, and render the answer in the same process.

    ``output`` is a format of :mod:`~ascc_ld.queries.rendering`, the default of the query's
    form if ``None``; ``width`` is that of the terminal.  The text is UTF-8.
    """
    shown = {"output": output, "width": width}
    return _from_child(request, {**asdict(request), "shown": shown}, timeout).content


def _from_child(
    request: QueryRequest, sent: Mapping[str, object], timeout: float | None
) -> WorkerReply:
    limit = request.limit(timeout)
    try:
        reply = ask_once(_MODULE, {**sent, "timeout": limit}, limit)
    except TimeoutError:
        message = f"{request.name}: timed out after {limit:g} s."
        raise errors.QueryTimedOut(message) from None
    except EOFError:
        message = "The process that ran the query ended without an answer."
        raise errors.OtherSideFailed(message) from None
    return reply.checked(errors.FaultyQuery, errors.OtherSideFailed, UnreadableGraph)


def _rendered(
    request: QueryRequest, answer: Answer, output: str | None, width: int | None
) -> bytes:
    from ascc_ld.queries.rendering import Shortening, default_format, render

    minted = request.minted
    short = Shortening({**prefixes(minted), **SparqlText(request.text).prefixes}, minted)
    return render(answer, output or default_format(answer.form), short, width).encode()


def main() -> None:
    """Read a request from standard input and answer it on standard output."""
    received = dict(first_message())
    shown, timeout = received.pop("shown", None), received.pop("timeout", None)
    request = QueryRequest(**received)
    later_messages()
    bound_memory()
    try:
        answer = answer_here(request, timeout)
        head = {"form": answer.form, "labels": answer.labels}
        content = answer.content if shown is None else _rendered(request, answer, **shown)
        send(WorkerReply(head, content))
    except AsccError as error:
        send(WorkerReply.of_error(error))
    # Exit at once: the thread that waits for the parent never ends.
    os._exit(0)


if __name__ == "__main__":
    run(main)
