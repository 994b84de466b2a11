"""A query in a process of its own, which can be ended whatever the engine is doing.

The engine runs in native code, where neither a signal nor an exception reaches it; a process can
be ended at any time.  The request goes to the child as one line of JSON on its standard input,
which then stays open: when it closes, because the parent is gone, the child ends too.  The answer
comes back in a file: a line of JSON, and the content behind it.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from ascc_ld.ground.faults import AsccError, UnreadableGraph
from ascc_ld.http_client.addresses import checked_address
from ascc_ld.queries.remote import REMOTE_SECONDS, ask_endpoint
from ascc_ld.sparql import errors
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.syntax import SparqlText

__all__ = ["Request", "answer_here", "answer_in_child", "text_in_child"]


@dataclass(frozen=True)
class Request:
    """What is asked, and where: at ``endpoint``, of ``data`` files, or of the project at ``root``.

    ``name`` is how messages call the query.
    """

    text: str
    name: str
    root: str
    base: str | None = None
    data: Sequence[str] = ()
    endpoint: str | None = None
    services: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise :class:`~ascc_ld.http_client.addresses.WrongAddress` for what cannot be asked."""
        for url in (*([] if self.endpoint is None else [self.endpoint]), *self.services.values()):
            checked_address(url)

    def limit(self, timeout: float | None) -> float | None:
        """Return the seconds after which the query is ended: ``timeout`` if given."""
        if timeout is not None:
            return timeout
        remote = self.endpoint is not None or "SERVICE" in SparqlText(self.text).keywords
        return REMOTE_SECONDS if remote else None


def answer_here(request: Request, timeout: float | None = None) -> Answer:
    """Answer in this process; raises what the engines raise.

    ``timeout`` (seconds) is for an endpoint; the embedded engine has no end of its own.
    """
    from ascc_ld.ground.project import Project
    from ascc_ld.queries.project_engine import project_engine
    from ascc_ld.rdf.terms import prefixes
    from ascc_ld.sparql.engine import EmbeddedEngine

    project = Project(Path(request.root))
    if request.endpoint is None and not request.data:
        engine = project_engine(project, request.base)
        return engine.ask(request.text, request.services, request.name)
    bound = prefixes(request.base or project.authored_base)
    if request.endpoint is not None:
        limit = request.limit(timeout) or REMOTE_SECONDS
        return ask_endpoint(
            request.endpoint, request.text, request.services, bound, request.name, limit
        )
    engine = EmbeddedEngine.of_files(map(Path, request.data), bound)
    return engine.ask(request.text, request.services, request.name)


def answer_in_child(request: Request, timeout: float | None = None) -> Answer:
    """Answer in a process of its own, ended after ``timeout`` seconds.

    Without ``timeout``, only what asks another host is ended, after ``REMOTE_SECONDS``.  Raises
    what the engines raise, and :class:`~ascc_ld.sparql.errors.QueryTimedOut`.
    """
    head, content = _from_child(request, asdict(request), timeout)
    return Answer(head["form"], content, head["labels"])


def text_in_child(
    request: Request, output: str | None, width: int | None, timeout: float | None = None
) -> bytes:
    """Answer like :func:`answer_in_child`, and render the answer within the same ``timeout``.

    ``output`` is a format of :mod:`~ascc_ld.queries.rendering`, that of the query's form if
    ``None``; ``width`` is that of the terminal.  The text is UTF-8.
    """
    shown = {"output": output, "width": width}
    return _from_child(request, {**asdict(request), "shown": shown}, timeout)[1]


def _from_child(
    request: Request, sent: Mapping[str, object], timeout: float | None
) -> tuple[dict[str, Any], bytes]:
    command = [sys.executable, "-P", "-m", "ascc_ld.queries.child"]
    limit = request.limit(timeout)
    with tempfile.TemporaryFile() as output:
        # Without a buffer, nothing is left to be written to a child that is gone.
        with subprocess.Popen(  # noqa: S603 - our own command
            command, bufsize=0, stdin=subprocess.PIPE, stdout=output
        ) as process:
            try:
                _send(process, {**sent, "timeout": limit})
                process.wait(limit)
            except subprocess.TimeoutExpired:
                message = f"{request.name}: no answer after {limit:g} s; the query was ended."
                raise errors.QueryTimedOut(message) from None
            finally:
                process.kill()
        output.seek(0)
        return _received(output)


def _send(process: subprocess.Popen[bytes], sent: Mapping[str, object]) -> None:
    """Write the request; that a child has died is told by its missing answer."""
    if process.stdin is None:
        raise ValueError("the child has no standard input")
    rest = json.dumps(sent).encode() + b"\n"
    with contextlib.suppress(BrokenPipeError):
        while rest:
            rest = rest[process.stdin.write(rest) :]


def _received(output: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    line = output.readline()
    if not line:
        raise errors.OtherSideFailed("The process that asks the query ended without an answer.")
    head = json.loads(line)
    if "error" in head:
        raise _revived(head)
    return head, output.read()


def _rendered(request: Request, answer: Answer, output: str | None, width: int | None) -> bytes:
    from ascc_ld.ground.project import Project
    from ascc_ld.queries.rendering import Shortening, default_format, render
    from ascc_ld.rdf.terms import prefixes

    minted = request.base or Project(Path(request.root)).authored_base
    short = Shortening({**prefixes(minted), **SparqlText(request.text).prefixes}, minted)
    return render(answer, output or default_format(answer.form), short, width).encode()


def _revived(content: Mapping[str, str | int]) -> AsccError:
    """Return the child's error, of its own class where a message alone makes one."""
    classes = {
        kind.__name__: kind
        for kind in (
            errors.FaultyQuery,
            errors.OtherSideFailed,
            UnreadableGraph,
        )
    }
    error = classes.get(str(content["error"]), AsccError)(str(content["message"]))
    error.exit_code = int(content["exit_code"])
    return error


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


def main() -> None:
    """Read a request, answer it on standard output."""
    received = json.loads(sys.stdin.buffer.readline())
    shown, timeout = received.pop("shown", None), received.pop("timeout", None)
    request = Request(**received)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    head: Mapping[str, object]
    try:
        answer = answer_here(request, timeout)
        head, content = {"form": answer.form, "labels": answer.labels}, answer.content
        if shown is not None:
            head, content = {"form": answer.form}, _rendered(request, answer, **shown)
    except AsccError as error:
        kind = type(error).__name__
        head = {"error": kind, "message": str(error), "exit_code": error.exit_code}
        content = b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)
    sys.stdout.buffer.flush()
    # Nothing is left to tidy up, and the thread that waits for the parent never returns.
    os._exit(0)


if __name__ == "__main__":
    main()
