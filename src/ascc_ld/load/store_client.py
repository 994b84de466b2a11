"""Requests to a store over HTTP: streamed both ways, sent again where that is safe.

Every failure becomes a :class:`~ascc_ld.load.faults.StoreFault` with a sentence that says what
happened and what to do.  Only requests that can be repeated without harm go through here: reading,
and the idempotent PUT and DELETE (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from importlib.resources import files
from itertools import chain
from typing import Any

from ascc_ld.ground.printable import printable
from ascc_ld.http_client.addresses import with_parameters
from ascc_ld.http_client.client import Client, Download, HttpReply, HttpRequest
from ascc_ld.http_client.faults import NotConnected, RequestFailed, TimedOut, Unusable
from ascc_ld.http_client.retry import RetryPolicy
from ascc_ld.load.credentials import Credentials
from ascc_ld.load.faults import StoreFault, Trace
from ascc_ld.load.graph_files import GraphFile

N_TRIPLES = "application/n-triples"

_QUOTED = 300  # characters of a store's own message
_AS_IT_IS = {"Accept-Encoding": "identity"}
_STATUSES: Mapping[str, Any] = tomllib.loads(
    files("ascc_ld.load").joinpath("statuses.toml").read_text(encoding="utf-8")
)


@dataclass
class Upload:
    """The triples of a graph as the body of a request, which can be sent more than once."""

    file: GraphFile
    progress: Callable[[int, int], None]
    content_type: str = N_TRIPLES
    preamble: bytes = b""
    closing: bytes = b""
    sent: int = 0

    @cached_property
    def size(self) -> int:
        """Bytes of the body."""
        return len(self.preamble) + self.file.size + len(self.closing)

    def __iter__(self) -> Iterator[bytes]:
        self.sent = 0
        for block in chain([self.preamble], self.file.blocks(), [self.closing]):
            yield block
            self.sent += len(block)
            self.progress(self.sent, self.size)


class StoreClient:
    """The requests to the store at ``url``, with its credentials.

    ``timeout`` is the seconds that it may be silent.
    """

    def __init__(
        self, url: str, credentials: Credentials | None, timeout: float, retry: RetryPolicy
    ) -> None:
        self.url = url
        self._credentials = credentials
        self._timeout = timeout
        auth = credentials.auth() if credentials else None
        self._client = Client(timeout, retry=retry, auth=auth, hidden=self._hidden)

    def write(
        self, url: str, parameters: Mapping[str, str], upload: Upload | None, *, whole: bool
    ) -> int:
        """PUT ``upload``, or DELETE without one, and return the status of success.

        ``whole``: the store promises to change a graph in one transaction.  Raises
        :class:`~ascc_ld.load.faults.StoreFault`.
        """
        method, headers = "DELETE", _AS_IT_IS
        if upload is not None:
            method = "PUT"
            length = {"Content-Type": upload.content_type, "Content-Length": str(upload.size)}
            headers = {**_AS_IT_IS, **length}
        request = HttpRequest(method, with_parameters(url, parameters), headers, body=upload)
        try:
            reply = self._client.reply(request)
        except RequestFailed as failure:
            raise self._failed(failure, _trace(failure, whole=whole), upload) from failure
        if not reply.is_success:
            raise self._refused(reply, _trace(reply, whole=whole), upload)
        return reply.status

    def read(
        self, url: str, parameters: Mapping[str, str], accept: str, into: Download | None = None
    ) -> HttpReply | None:
        """Return the answer to GET; ``None`` where there is nothing.

        A graph goes ``into`` a file; of anything else only the beginning is read.  Raises
        :class:`~ascc_ld.load.faults.StoreFault`.
        """
        headers = {**_AS_IT_IS, "Accept": accept}
        request = HttpRequest("GET", with_parameters(url, parameters), headers)
        try:
            reply = self._client.reply(request, into=into)
        except RequestFailed as failure:
            raise self._failed(failure, Trace.NONE, None) from failure
        if reply.status in (HTTPStatus.NOT_FOUND, HTTPStatus.NO_CONTENT):
            return None
        if not reply.is_success:
            raise self._refused(reply, Trace.NONE, None)
        return reply

    def _failed(self, failure: RequestFailed, trace: Trace, upload: Upload | None) -> StoreFault:
        reason = self._hidden(failure.reason)
        if isinstance(failure, NotConnected) and not failure.of_proxy:
            message = f"Nothing answers at {self.url} ({reason}). Is the store running there?"
        elif isinstance(failure, TimedOut):
            message = (
                f"{self.url} made no progress for {self._timeout:g} s ({reason}). "
                "A large graph may need more time: see --timeout."
            )
        elif isinstance(failure, NotConnected | Unusable):
            message = f"{self.url}: {reason}."
        else:
            sent = f" after {upload.sent:,} of {upload.size:,} bytes" if upload else ""
            message = (
                f"{self.url} closed the connection{sent} ({reason}). "
                "Its log may say why; a limit on the size of requests can look like this too."
            )
        return StoreFault(message, trace)

    def _refused(self, reply: HttpReply, trace: Trace, upload: Upload | None) -> StoreFault:
        """Return the fault that a status of no success stands for."""
        status = self._hidden(reply.status_line)
        advice, words = self._advice(reply, upload), self._words(reply)
        return StoreFault(f"{self.url} answered {status}: {advice}{words}", trace)

    def _advice(self, reply: HttpReply, upload: Upload | None) -> str:
        status = reply.status
        if reply.is_redirect:
            target = self._hidden((reply.header("Location") or "elsewhere").partition("?")[0])
            return f"it redirects to {target}. Use that URL."
        if status == HTTPStatus.UNAUTHORIZED and self._credentials is not None:
            return (
                f"it does not accept the credentials of {self._credentials.source}, sent as "
                f"{self._credentials.scheme} (see ASCC_LD_AUTH)."
            )
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and upload is not None:
            return (
                f"the graph of {upload.size:,} bytes is too large for it. Raise the limit of "
                "the store or of its proxy."
            )
        kind = "5xx" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "other"
        return str(_STATUSES["advice"].get(str(status), _STATUSES["advice"][kind]))

    def _words(self, reply: HttpReply) -> str:
        """Return the store's own words, shortened, without markup and without secrets."""
        text = reply.content.decode("utf-8", "replace")
        text = re.sub(r"(?is)<head>.*?</head>|<[^>]{0,200}>", " ", text)
        text = self._hidden(" ".join(printable(text).split()))
        shortened = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
        return f" It says: {shortened}" if shortened else ""

    def _hidden(self, text: str) -> str:
        return self._credentials.hidden(text) if self._credentials else text


def _trace(outcome: HttpReply | RequestFailed, *, whole: bool) -> Trace:
    """Return what a PUT or DELETE can have left behind, the attempts before it included."""
    attempts = (*outcome.earlier, outcome)
    harmless = all(_is_harmless(attempt, whole=whole) for attempt in attempts)
    return Trace.NONE if harmless else Trace.UNKNOWN


def _is_harmless(outcome: HttpReply | RequestFailed, *, whole: bool) -> bool:
    if isinstance(outcome, RequestFailed):
        return not outcome.sent
    return whole or outcome.is_redirect or outcome.status in _STATUSES["refused_unseen"]
