"""Requests to a store over HTTP: streamed both ways, tried again where that is safe.

Every fault becomes a :class:`~ascc_ld.load.faults.StoreFault` with a sentence that says what
happened and what to do.  Only requests that can be repeated without harm go through here: reading,
and the idempotent PUT and DELETE (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from itertools import chain
from typing import IO, TypeVar

from ascc_ld.ground.printable import printable
from ascc_ld.http_client.addresses import with_parameters
from ascc_ld.http_client.client import Client, Reply, Request
from ascc_ld.http_client.faults import ExchangeFault, NoConnection, TooSlow, Unusable
from ascc_ld.load.block_reader import reader
from ascc_ld.load.credentials import Credentials
from ascc_ld.load.faults import StoreFault, Trace
from ascc_ld.load.graph_files import GraphFile
from ascc_ld.load.policy import Policy

__all__ = ["N_TRIPLES", "Exchange", "Upload"]

N_TRIPLES = "application/n-triples"

_Result = TypeVar("_Result")

LONGEST_WAIT = 120.0  # seconds
_SHORT = 2**16  # bytes of an answer that is no graph
_PROGRESS = 2**10  # bytes of a graph within the timeout
_QUOTED = 300  # characters of a store's own message
_PASSING = frozenset({408, 425, 429, 502, 503, 504})
_AS_IT_IS = {"Accept-Encoding": "identity"}
_FAILED = "it failed. Its log says more; a full disk can look like this too."
_REFUSED = "it refused the request."
_BUSY = "it is busy or out of reach at the moment."
_NO_STORE = "there is no graph store at this URL. Is its path right, does the data set exist?"
_ADVICE = {
    401: (
        "it wants to know who we are. Set ASCC_LD_USERNAME and ASCC_LD_PASSWORD, or "
        "ASCC_LD_TOKEN, or use ~/.netrc."
    ),
    403: "we may not do this there. Ask for the right to write, or use another account.",
    404: _NO_STORE,
    405: _NO_STORE,
    429: "it asks us to go slower.",
    507: "its disk is full. Free some space there.",
    **dict.fromkeys(_PASSING - {429}, _BUSY),
}
_REFUSED_UNSEEN = frozenset({401, 403, 404, 405, 406, 411, 413, 414, 415, 425, 429, 431})


class Upload:
    """The triples of a graph as the body of a request, which can be sent more than once."""

    def __init__(
        self,
        file: GraphFile,
        progress: Callable[[int, int], None],
        content_type: str = N_TRIPLES,
        preamble: bytes = b"",
        closing: bytes = b"",
    ) -> None:
        self._preamble = preamble
        self._closing = closing
        self.content_type = content_type
        self._file = file
        self._progress = progress
        self.size = len(preamble) + file.size + len(closing)
        self.sent = 0

    def __iter__(self) -> Iterator[bytes]:
        self.sent = 0
        for block in chain([self._preamble], self._file.blocks(), [self._closing]):
            yield block
            self.sent += len(block)
            self._progress(self.sent, self.size)


class Exchange:
    """The requests to one store, with its credentials; close it after use."""

    def __init__(self, url: str, credentials: Credentials | None, policy: Policy) -> None:
        self.url = url
        self._credentials = credentials
        self._policy = policy
        self._client = Client(policy.timeout, credentials=credentials)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

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
        request = Request(method, with_parameters(url, parameters), headers, body=upload)

        def send() -> int:
            with self._faults(Trace.UNKNOWN, upload), self._client.reply(request) as reply:
                self._refuse(reply, upload, Trace.NONE if whole else Trace.UNKNOWN)
                reply.beginning(_SHORT)
                return reply.status

        return self._repeated(send)

    @contextmanager
    def read(
        self, url: str, parameters: Mapping[str, str], accept: str
    ) -> Iterator[tuple[str, IO[bytes]] | None]:
        """Give the media type and the body of an answer to GET; ``None`` where there is nothing.

        A graph is read to its end as long as it flows; of anything else only the first 64 KiB
        that arrive in time.  What is read inside may raise
        :class:`~ascc_ld.load.faults.StoreFault` as well.
        """
        headers = {**_AS_IT_IS, "Accept": accept}
        request = Request("GET", with_parameters(url, parameters), headers)
        with ExitStack() as opened:

            def open_() -> Reply:
                with self._faults(Trace.NONE, None), ExitStack() as opening:
                    reply = opening.enter_context(self._client.reply(request))
                    if reply.status != HTTPStatus.NOT_FOUND:
                        self._refuse(reply, None, Trace.NONE)
                    opened.push(opening.pop_all())
                    return reply

            reply = self._repeated(open_)
            if reply.status in (HTTPStatus.NOT_FOUND, HTTPStatus.NO_CONTENT):
                yield None
                return
            whole = accept == N_TRIPLES
            blocks = self._flowing(reply) if whole else iter([reply.beginning(_SHORT)])
            yield reply.media_type, reader(blocks)

    def _flowing(self, reply: Reply) -> Iterator[bytes]:
        """Give the blocks of a graph; raise where too few bytes arrive within the timeout."""
        with self._faults(Trace.NONE, None):
            try:
                yield from reply.flowing(_PROGRESS)
            except TooSlow as fault:
                raise StoreFault(
                    f"{self.url} sent less than {_PROGRESS:,} bytes of a graph in "
                    f"{self._policy.timeout:g} s. A slow store may need more: see --timeout."
                ) from fault

    def _repeated(self, send: Callable[[], _Result]) -> _Result:
        attempt = 0
        while True:
            try:
                return send()
            except StoreFault as fault:
                wait = 2.0**attempt if fault.wait is None else fault.wait
                attempt += 1
                if not fault.passing or attempt > self._policy.retries or wait > LONGEST_WAIT:
                    raise
                self._policy.tell(f"{fault} Trying again in {wait:g} s.")
                self._policy.pause(wait)

    @contextmanager
    def _faults(self, lost: Trace, upload: Upload | None) -> Iterator[None]:
        """Say what a failure means here; ``lost`` is the trace when the connection breaks."""
        try:
            yield
        except NoConnection as fault:
            raise StoreFault(
                f"Nothing answers at {self.url} ({self._hidden(fault.reason)}). "
                "Is the store running there?",
                passing=True,
            ) from fault
        except TooSlow as fault:
            raise StoreFault(
                f"{self.url} was silent for {self._policy.timeout:g} s, or sent next to nothing. "
                "A large graph may need more: see --timeout.",
                lost,
                passing=True,
            ) from fault
        except Unusable as fault:
            raise StoreFault(f"{self.url}: {self._hidden(fault.reason)}.") from fault
        except ExchangeFault as fault:
            sent = f" after {upload.sent:,} of {upload.size:,} bytes" if upload else ""
            raise StoreFault(
                f"{self.url} broke off the connection{sent} ({self._hidden(fault.reason)}). "
                "Its log may say why; a limit on the size of requests can look like this too.",
                lost,
                passing=True,
            ) from fault

    def _refuse(self, reply: Reply, upload: Upload | None, trace: Trace) -> None:
        """Raise the fault that a status of no success stands for."""
        status = reply.status
        if reply.is_success:
            return
        if status in _REFUSED_UNSEEN or reply.is_redirect:
            trace = Trace.NONE
        raise StoreFault(
            f"{self.url} answered {self._hidden(reply.told)}: {self._advice(reply, upload)}"
            f"{self._said(reply)}",
            trace,
            passing=status in _PASSING,
            wait=reply.retry_after,
        )

    def _advice(self, reply: Reply, upload: Upload | None) -> str:
        status = reply.status
        if reply.is_redirect:
            target = self._hidden((reply.header("Location") or "elsewhere").partition("?")[0])
            return f"it sends us to {target}. Give the URL that it means."
        if status == HTTPStatus.UNAUTHORIZED and self._credentials is not None:
            return (
                f"it does not accept the credentials of {self._credentials.source}, sent as "
                f"{self._credentials.scheme} (see ASCC_LD_AUTH)."
            )
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and upload is not None:
            return (
                f"the graph of {upload.size:,} bytes is larger than it takes. Raise the limit of "
                "the store or of the proxy before it."
            )
        failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return _ADVICE.get(status, _FAILED if failed else _REFUSED)

    def _said(self, reply: Reply) -> str:
        """Return the store's own words, shortened, without markup and without secrets."""
        text = reply.beginning(_SHORT).decode("utf-8", "replace")
        text = re.sub(r"(?is)<head>.*?</head>|<[^>]{0,200}>", " ", text)
        text = self._hidden(" ".join(printable(text).split()))
        shortened = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
        return f" It says: {shortened}" if shortened else ""

    def _hidden(self, text: str) -> str:
        return self._credentials.hidden(text) if self._credentials else text
