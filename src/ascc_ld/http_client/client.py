"""Requests over HTTP (RFC 9110), each with a deadline that no server can put off.

A server that sends a byte now and then is cut as well.  (Looking up a host name is the system's
business, and takes as long as the system lets it.)  A redirect stays on its host.
"""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import IO, TYPE_CHECKING, Any

from ascc_ld.ground.printable import printable
from ascc_ld.http_client.environment import certificates, proxy_for, user_agent
from ascc_ld.http_client.faults import NotConnected, RequestFailed, TimedOut, Unusable
from ascc_ld.http_client.retry import RetryPolicy

if TYPE_CHECKING:
    import httpx

BEGINNING = 2**16
"""Bytes that are read of an answer of which the beginning is enough."""
_CONNECT_SECONDS = 10.0
_REDIRECTS = {"GET": (301, 302, 303, 307, 308), "POST": (307, 308)}


@dataclass(frozen=True)
class HttpRequest:
    """What is sent: a ``form``, or a ``body`` in blocks, which is iterated anew when sent again."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    body: Iterable[bytes] | None = None


@dataclass(frozen=True)
class Download:
    """A ``file`` that takes the body of a success, if it is of one of ``media_types``.

    The body has at most ``most`` bytes, decoded, and may take any time, as long as ``least`` of
    them arrive within each timeout.
    """

    file: IO[bytes]
    media_types: frozenset[str]
    most: int
    least: int = 1024


@dataclass(frozen=True)
class HttpReply:
    """What a server answered: ``content`` is the body, decoded, or its beginning.

    ``earlier`` holds the outcomes of the attempts before this one.
    """

    address: str
    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes = b""
    earlier: tuple[RequestFailed | HttpReply, ...] = ()

    @property
    def status_line(self) -> str:
        """The status in figures and words, printable."""
        return printable(f"{self.status} {self.reason}").strip()

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110, section 15.3

    @property
    def is_redirect(self) -> bool:
        """Whether the status is 3xx."""
        return 300 <= self.status < 400  # noqa: PLR2004 - RFC 9110, section 15.4

    def header(self, name: str) -> str:
        """Return the header ``name``, printable; empty where there is none."""
        return printable(self.headers.get(name, ""))

    @property
    def retry_after(self) -> float | None:
        """The seconds that ``Retry-After`` asks for (RFC 9110, section 10.2.3), if it is readable.

        A date is counted from the date of the answer itself: no clock is read.
        """
        text = self.header("Retry-After").strip()
        if text.isascii() and text.isdigit():
            return float(text)
        try:
            now = parsedate_to_datetime(self.header("Date"))
            seconds = (parsedate_to_datetime(text) - now).total_seconds()
        except (ValueError, TypeError):
            return None
        return max(0.0, seconds)

    def failure(self) -> RequestFailed:
        """Return the error that a status of no success stands for."""
        asked = self.retry_after
        wait = "" if asked is None else f" and asks to wait for {asked:.0f} s"
        return RequestFailed(self.address, f"answers {self.status_line}{wait}")


class Client:
    """Sends requests, each on a connection of its own; threads may share it.

    ``timeout`` is the seconds of a request as a whole; a body that is sent in blocks, and a
    :class:`Download`, must make progress within it.  Without ``retry`` a request is sent once.
    ``auth`` is what httpx sends with each request, ``hidden`` takes secrets out of a text.
    Raises :class:`~ascc_ld.http_client.faults.UnusableSetting`.
    """

    def __init__(
        self,
        timeout: float,
        *,
        retry: RetryPolicy | None = None,
        most_redirects: int = 0,
        auth: Any = None,
        hidden: Callable[[str], str] = str,
    ) -> None:
        import httpx

        self.timeout = timeout
        self._retry = retry or RetryPolicy(retries=0)
        self._most_redirects = most_redirects
        self._hidden = hidden
        connect = _CONNECT_SECONDS if timeout > _CONNECT_SECONDS else None
        self._settings: dict[str, Any] = {
            "auth": auth,
            "headers": {"User-Agent": user_agent()},
            "verify": certificates(),
            "timeout": httpx.Timeout(None, connect=connect),
        }

    def reply(
        self, request: HttpRequest, most: int | None = None, into: Download | None = None
    ) -> HttpReply:
        """Send ``request``, again if need be, and return the last answer, whatever its status.

        The body of a success is read whole, up to ``most`` bytes, or goes ``into`` a file.  Of any
        other body, and without ``most``, the first :data:`BEGINNING` bytes are read that arrive in
        time.  Raises :class:`~ascc_ld.http_client.faults.RequestFailed`.
        """
        earlier: list[RequestFailed | HttpReply] = []
        while True:
            outcome: RequestFailed | HttpReply
            attempt = _Attempt(request, self._settings, self.timeout, self._most_redirects)
            try:
                outcome = replace(asyncio.run(attempt.reply(most, into)), earlier=tuple(earlier))
                passing, asked = outcome.status in self._retry.statuses, outcome.retry_after
                problem = f"answers {outcome.status_line}"
            except RequestFailed as failure:
                failure.earlier = tuple(earlier)
                outcome, passing, asked, problem = failure, failure.passing, None, failure.reason
            pause = self._retry.wait(len(earlier), asked) if passing else None
            if pause is None:
                if isinstance(outcome, RequestFailed):
                    raise outcome
                return outcome
            place = request.url.partition("?")[0]
            self._retry.tell(self._hidden(f"{place}: {problem}. Trying again in {pause:g} s."))
            self._retry.pause(pause)
            earlier.append(outcome)


class _Attempt:
    """A request on its way, over all its redirects; ``address`` is where it has come to."""

    def __init__(
        self, request: HttpRequest, settings: Mapping[str, Any], timeout: float, redirects: int
    ) -> None:
        self.address = request.url
        self._request = request
        self._settings = settings
        self._timeout = timeout
        self._redirects = redirects
        self._proxy = proxy_for(request.url)
        self._sent = False
        self._slow = f"the answer was not complete after {timeout:g} s"

    async def reply(self, most: int | None, into: Download | None) -> HttpReply:
        """Return the answer, with as much of its body as :meth:`Client.reply` says."""
        import httpx

        try:
            async with asyncio.timeout(self._timeout) as self._deadline, AsyncExitStack() as opened:
                return await self._read(await self._response(opened), most, into)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._failure(error) from error

    async def _response(self, opened: AsyncExitStack) -> httpx.Response:
        """Return the answer behind all redirects, of which the headers are there."""
        request = self._request
        body = None if request.body is None else _Body(request.body, self._renew)
        for _ in range(self._redirects + 1):
            client = await opened.enter_async_context(self._client())
            response = await opened.enter_async_context(
                client.stream(
                    request.method,
                    self.address,
                    data=request.form,
                    content=body,
                    headers=request.headers,
                    extensions={"trace": self._trace},
                )
            )
            if not self._redirects or response.status_code not in _REDIRECTS[request.method]:
                return response
            self.address = _next_address(response, self.address)
        raise Unusable(request.url, f"redirects more than {self._redirects} times")

    def _client(self) -> httpx.AsyncClient:
        import httpx

        self._proxy = proxy_for(self.address)
        url = self._proxy.url if self._proxy else None
        try:
            # The environment's proxies are ours to read: httpx stumbles over some of NO_PROXY.
            return httpx.AsyncClient(proxy=url, trust_env=False, **self._settings)
        except (ImportError, ValueError, httpx.InvalidURL) as error:
            if self._proxy is None:
                raise
            raise self._proxy.unusable(error) from None

    async def _trace(self, event: str, _: Mapping[str, Any]) -> None:
        """Take note that a request is sent, as httpx tells it."""
        if event.endswith("send_request_headers.started"):
            self._sent = True

    def _renew(self) -> None:
        """Give the request its whole time again, because it makes progress."""
        self._deadline.reschedule(asyncio.get_running_loop().time() + self._timeout)

    async def _read(
        self, response: httpx.Response, most: int | None, into: Download | None
    ) -> HttpReply:
        status, reason = response.status_code, response.reason_phrase
        reply = HttpReply(str(response.url), status, reason, response.headers)
        if into and reply.is_success and reply.media_type in into.media_types:
            await self._download(response, into)
            return reply
        if most is None or not reply.is_success:
            return replace(reply, content=await self._beginning(response))
        return replace(reply, content=await self._whole(response, most))

    async def _whole(self, response: httpx.Response, most: int) -> bytes:
        content = bytearray()
        async for block in response.aiter_bytes():
            content += block
            if len(content) > most:
                raise Unusable(self.address, _too_much(most))
        return bytes(content)

    async def _beginning(self, response: httpx.Response) -> bytes:
        import httpx

        self._deadline.reschedule(None)
        content = bytearray()
        with suppress(TimeoutError, httpx.TransportError, httpx.DecodingError):
            async with asyncio.timeout(self._timeout):
                async for block in response.aiter_bytes():
                    content += block
                    if len(content) >= BEGINNING:
                        break
        return bytes(content[:BEGINNING])

    async def _download(self, response: httpx.Response, download: Download) -> None:
        download.file.seek(0)
        download.file.truncate()
        self._slow = f"less than {download.least:,} bytes arrived in {self._timeout:g} s"
        self._renew()
        arrived = total = 0
        async for block in response.aiter_bytes():
            download.file.write(block)
            arrived += len(block)
            total += len(block)
            if total > download.most:
                raise Unusable(self.address, _too_much(download.most))
            if arrived >= download.least:
                self._renew()
                arrived = 0
        download.file.flush()

    def _failure(self, error: Exception) -> RequestFailed:
        """Return our own error for one of httpx."""
        import httpx

        reason = _reason(error)
        if isinstance(error, TimeoutError | httpx.TimeoutException):
            if self._sent:
                return TimedOut(self.address, self._slow)
            seconds = min(_CONNECT_SECONDS, self._timeout)
            return self._not_connected(f"no connection was made within {seconds:g} s", error)
        if isinstance(error, httpx.ConnectError | httpx.ProxyError):
            return self._not_connected(reason, error)
        if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | httpx.DecodingError):
            return Unusable(self.address, reason, sent=self._sent)
        return RequestFailed(self.address, reason, sent=self._sent)

    def _not_connected(self, reason: str, error: Exception) -> NotConnected:
        if self._proxy is None:
            return NotConnected(self.address, reason)
        if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
            return NotConnected(self.address, f"{reason} (through the proxy {self._proxy})")
        blamed = f"the proxy {self._proxy}, which {self._proxy.variable} sets, fails: {reason}"
        return NotConnected(self.address, blamed, of_proxy=True)


class _Body:
    """A body whose every block renews the time of the request."""

    def __init__(self, blocks: Iterable[bytes], renew: Callable[[], None]) -> None:
        self._blocks = blocks
        self._renew = renew

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for block in self._blocks:
            self._renew()
            yield block
        self._renew()


def _reason(error: BaseException) -> str:
    """Return the system's own words, which httpx keeps behind its own."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.strerror:
            hidden = cause.strerror.startswith("Connect call failed")
            return os.strerror(cause.errno or 0) if hidden else cause.strerror
    return str(error).rstrip(".") or type(error).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield ``error`` and what it came of; of several causes the first."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, BaseExceptionGroup):
            cause = cause.exceptions[0]
        yield cause
        cause = cause.__cause__ or cause.__context__


def _too_much(most: int) -> str:
    return f"answers with more than {most:,} bytes"


def _next_address(response: httpx.Response, address: str) -> str:
    import httpx

    here = httpx.URL(address)
    there = here.join(response.headers.get("Location", ""))
    upgraded = here.scheme == "http" and there.scheme == "https"
    same_port = upgraded or (here.scheme, here.port) == (there.scheme, there.port)
    if here.host != there.host or not same_port:
        raise Unusable(
            address, f"redirects to {there}, another host. Give that address if you trust it"
        )
    return str(there)
