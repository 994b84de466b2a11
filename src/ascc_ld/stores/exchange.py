"""Requests to a store over HTTP: streamed both ways, tried again where that is safe.

Every fault becomes a :class:`~ascc_ld.stores.faults.StoreFault` with a sentence that says what
happened and what to do.  Only requests that can be repeated without harm go through here: reading,
and the idempotent PUT and DELETE (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import IO, TypeVar

import httpx

from ascc_ld.stores.block_reader import reader
from ascc_ld.stores.credentials import Credentials
from ascc_ld.stores.faults import StoreFault, Trace
from ascc_ld.stores.graph_files import GraphFile
from ascc_ld.stores.policy import Policy

__all__ = ["N_TRIPLES", "Exchange", "Upload"]

N_TRIPLES = "application/n-triples"

_Result = TypeVar("_Result")

CONNECT_SECONDS = 10.0
LONGEST_WAIT = 120.0  # seconds
_SHORT = 2**16  # bytes of an answer that is no graph
_PROGRESS = 2**10  # bytes of a graph within the timeout
_QUOTED = 300  # characters of a store's own message
_PASSING = frozenset({408, 425, 429, 502, 503, 504})
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
    ) -> None:
        self._preamble = preamble
        self.content_type = content_type
        self._file = file
        self._progress = progress
        self.size = len(preamble) + file.size
        self.sent = 0

    def __iter__(self) -> Iterator[bytes]:
        self.sent = len(self._preamble)
        yield self._preamble
        for block in self._file.blocks():
            yield block
            self.sent += len(block)
            self._progress(self.sent, self.size)


class Exchange:
    """The requests to one store, with its credentials; close it after use."""

    def __init__(self, url: str, credentials: Credentials | None, policy: Policy) -> None:
        self.url = url
        self._credentials = credentials
        self._policy = policy
        self._client = httpx.Client(
            auth=credentials.auth() if credentials else None,
            timeout=httpx.Timeout(policy.timeout, connect=min(CONNECT_SECONDS, policy.timeout)),
            headers={
                "User-Agent": f"ascc-ld/{version('ascc-ld')} (+https://w3id.org/ascc/)",
                "Accept-Encoding": "identity",
            },
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def write(
        self, url: str, parameters: Mapping[str, str], upload: Upload | None, *, whole: bool
    ) -> int:
        """PUT ``upload``, or DELETE without one, and return the status of success.

        ``whole``: the store promises to change a graph in one transaction.  Raises
        :class:`~ascc_ld.stores.faults.StoreFault`.
        """
        method, headers = "DELETE", {}
        if upload is not None:
            method = "PUT"
            headers = {"Content-Type": upload.content_type, "Content-Length": str(upload.size)}

        def send() -> int:
            with (
                self._faults(Trace.UNKNOWN, upload),
                self._client.stream(
                    method, url, params=parameters, headers=headers, content=upload
                ) as answer,
            ):
                self._refuse(answer, upload, Trace.NONE if whole else Trace.UNKNOWN)
                for _ in _short(answer, self._policy.timeout):
                    pass
                return answer.status_code

        return self._repeated(send)

    @contextmanager
    def read(
        self, url: str, parameters: Mapping[str, str], accept: str
    ) -> Iterator[tuple[str, IO[bytes]] | None]:
        """Give the media type and the body of an answer to GET; ``None`` where there is nothing.

        A graph is read to its end as long as it flows; of anything else only the first 64 KiB
        that arrive in time.  What is read inside may raise
        :class:`~ascc_ld.stores.faults.StoreFault` as well.
        """

        def opened() -> httpx.Response:
            with self._faults(Trace.NONE, None):
                request = self._client.build_request(
                    "GET", url, params=parameters, headers={"Accept": accept}
                )
                answer = self._client.send(request, stream=True)
                if answer.status_code != HTTPStatus.NOT_FOUND:
                    self._refuse(answer, None, Trace.NONE)
                return answer

        answer = self._repeated(opened)
        try:
            if answer.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.NO_CONTENT):
                yield None
            else:
                media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip()
                with self._faults(Trace.NONE, None):
                    whole = accept == N_TRIPLES
                    blocks = (
                        self._flowing(answer) if whole else _short(answer, self._policy.timeout)
                    )
                    yield media_type, reader(blocks)
        finally:
            answer.close()

    def _flowing(self, answer: httpx.Response) -> Iterator[bytes]:
        """Give the blocks of a graph; raise where too few bytes arrive within the timeout."""
        timeout = self._policy.timeout
        blocks = answer.iter_bytes()
        waited, arrived = 0.0, 0
        while True:
            # Only the store is timed, not what we do with a block.
            began = time.monotonic()
            block = next(blocks, None)
            waited += time.monotonic() - began
            if block is None:
                return
            arrived += len(block)
            if arrived >= _PROGRESS:
                waited, arrived = 0.0, 0
            elif waited > timeout:
                raise StoreFault(
                    f"{self.url} sent less than {_PROGRESS:,} bytes of a graph in {timeout:g} s. "
                    "A slow store may need more: see --timeout."
                )
            yield block

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
        """Turn what httpx raises into faults; ``lost`` is the trace when the connection breaks."""
        try:
            yield
        except (httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            message = f"{self.url} took no connection within {CONNECT_SECONDS:g} s."
            raise StoreFault(message, passing=True) from error
        except httpx.ConnectError as error:
            raise StoreFault(
                f"Nothing answers at {self.url} ({self._hidden(str(error))}). "
                "Is the store running there?",
                passing=True,
            ) from error
        except httpx.TimeoutException as error:
            raise StoreFault(
                f"{self.url} was silent for {self._policy.timeout:g} s. "
                "A large graph may need more: see --timeout.",
                lost,
                passing=True,
            ) from error
        except httpx.TransportError as error:
            sent = f" after {upload.sent:,} of {upload.size:,} bytes" if upload else ""
            raise StoreFault(
                f"{self.url} broke off the connection{sent} ({self._hidden(str(error))}). "
                "Its log may say why; a limit on the size of requests can look like this too.",
                lost,
                passing=True,
            ) from error
        except (httpx.InvalidURL, httpx.DecodingError) as error:
            raise StoreFault(f"{self.url}: {self._hidden(str(error))}.") from error

    def _refuse(self, answer: httpx.Response, upload: Upload | None, trace: Trace) -> None:
        """Raise the fault that a status of no success stands for."""
        status = answer.status_code
        if answer.is_success:
            return
        said = self._said(answer)
        if status in _REFUSED_UNSEEN or answer.is_redirect:
            trace = Trace.NONE
        raise StoreFault(
            f"{self.url} answered {status} {answer.reason_phrase}: "
            f"{self._advice(answer, upload)}{said}",
            trace,
            passing=status in _PASSING,
            wait=_retry_after(answer.headers.get("Retry-After")),
        )

    def _advice(self, answer: httpx.Response, upload: Upload | None) -> str:
        status = answer.status_code
        if answer.is_redirect:
            target = self._hidden(answer.headers.get("Location", "elsewhere").partition("?")[0])
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
        return _ADVICE.get(status, _FAILED if answer.is_server_error else _REFUSED)

    def _said(self, answer: httpx.Response) -> str:
        """Return the store's own words, shortened, without markup and without secrets."""
        try:
            content = b"".join(_short(answer, self._policy.timeout))
        except httpx.HTTPError:
            return ""
        text = content.decode("utf-8", "replace")
        text = re.sub(r"(?is)<head>.*?</head>|<[^>]{0,200}>", " ", text)
        text = self._hidden(" ".join("".join(filter(_printable, text)).split()))
        shortened = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
        return f" It says: {shortened}" if shortened else ""

    def _hidden(self, text: str) -> str:
        return self._credentials.hidden(text) if self._credentials else text


def _short(answer: httpx.Response, seconds: float) -> Iterator[bytes]:
    """Give the first blocks of a body, :data:`_SHORT` bytes of it and for ``seconds`` at most."""
    end = time.monotonic() + seconds
    left = _SHORT
    for block in answer.iter_bytes():
        yield block[:left]
        left -= len(block)
        if left <= 0 or time.monotonic() > end:
            return


def _printable(character: str) -> bool:
    return character.isprintable() or character.isspace()


def _retry_after(value: str | None) -> float | None:
    """Return seconds (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)."""
    if value is None:
        return None
    if value.isascii() and value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
