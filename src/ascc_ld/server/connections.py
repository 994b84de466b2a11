"""Timeouts for connections, and a graceful shutdown.

uvicorn lets a client take any time to send a request and to read the response.  Here a connection
is closed when a request head takes too long or is too large, and when the client reads too slowly.
A request on one connection too many is refused.
"""

from __future__ import annotations

import asyncio
import fcntl
import re
import signal
import socket
import sys
import termios
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from types import FrameType
from typing import Any

import httptools
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ascc_ld.server.access_log import AccessLog
from ascc_ld.server.limits import Limits
from ascc_ld.server.refusal import Refusal, busy
from ascc_ld.server.response import Refusing

_TURN = 0.01  # seconds, a few turns of the event loop
_WITHOUT_PATH = re.compile(rb"^(https?://[^/?]*)(?=\?|$)", re.IGNORECASE)
_OF_UPGRADE = frozenset((b"connection", b"upgrade", b"http2-settings"))
# RFC 9112, section 3.2
_NO_HOST = AccessLog(
    Refusing(Refusal(HTTPStatus.BAD_REQUEST, "A request needs exactly one Host header."))
)
_LARGE_HEADERS = AccessLog(
    Refusing(
        Refusal(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            "The request has too many or too long headers.",
        )
    )
)
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


def guarded_protocol(limits: Limits) -> type[_GuardedProtocol]:
    """Return uvicorn's protocol class within ``limits``."""
    refusal = busy("Too many connections are open.", limits.retry_seconds)
    refusal.headers = {**refusal.headers, "Connection": "close"}

    class LimitedProtocol(_GuardedProtocol):
        guard = limits
        refusing = AccessLog(Refusing(refusal))

    return LimitedProtocol


class _GuardedProtocol(HttpToolsProtocol):
    """uvicorn's protocol within the limits of ``guard``."""

    guard: Limits
    refusing: ASGIApp
    """Answers requests above the limit of connections."""
    closing = False
    """Whether the next response closes the connection (RFC 9112, section 9.6)."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._application: ASGIApp = self.app
        self._head_timer: asyncio.TimerHandle | None = None
        self._stall_timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._in_body = False
        self._received = b""
        self._pieces: list[bytes] = []
        self._asks_for_another_protocol = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_head()
        if self._stall_timer is not None:
            self._stall_timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._between_requests() and self._head_timer is None:
            self._await_head()
        # The rest of a refused body does not count as a head; uvicorn drops it.
        if not self._in_body:
            self._head_bytes += len(data)
        self._received = data
        super().data_received(data)
        self._hand_on_body()
        if not self._head_bytes or self.transport.is_closing():
            return
        if not self._between_requests():
            # The next request stays in the socket until this one is answered.
            self.flow.pause_reading()
        elif self._head_bytes > self.guard.head_bytes:
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """Start answering a request once its head is complete."""
        if self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT":
            self._asks_for_another_protocol = True
            return
        self._forget_head()
        self._in_body = True
        # uvicorn refuses an absolute form without a path (RFC 9112, section 3.2.2).
        self.url = _WITHOUT_PATH.sub(rb"\1/", self.url)
        self.app = self._answering()
        super().on_headers_complete()
        if self.closing:
            self.close_soon()

    def on_body(self, body: bytes) -> None:
        """Keep a piece: uvicorn copies the whole body with each, and a piece may be one byte."""
        self._pieces.append(body)

    def _hand_on_body(self) -> None:
        if self._pieces:
            super().on_body(b"".join(self._pieces))
            self._pieces.clear()

    def on_message_complete(self) -> None:
        self._hand_on_body()
        if not self._asks_for_another_protocol:
            self._in_body = False
            super().on_message_complete()

    def close_soon(self) -> None:
        """Close the connection after the current response, or after the next one."""
        self.closing = True
        if not self._between_requests():
            self.cycle.keep_alive = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header, and one more than there may be."""
        if len(self.headers) <= self.guard.headers:
            super().on_header(name, value)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stall_timer is not None:
            self._stall_timer.cancel()

    def _watch_reading(self, unread: int | None = None) -> None:
        """Close the connection if the client reads too little of what was ``unread``, else go on.

        What the system has taken to send counts too: a client that reads slowly may empty nothing
        else for minutes.
        """
        left = self.transport.get_write_buffer_size() + _unsent(self.transport)
        seconds = self.guard.stalled_seconds
        if unread is not None and unread - left < seconds * self.guard.least_bytes_a_second:
            self.transport.abort()
            return
        self._stall_timer = self.loop.call_later(seconds, self._watch_reading, left)

    def _unsupported_upgrade_warning(self) -> None:
        """Go on in HTTP/1.1, as a server may (RFC 9110, section 7.8); Java's client asks for h2c.

        The parser reads no body of a request that asks for another protocol, and nothing behind
        it.  So another one reads the request without what asks for it.
        """
        stopped = sys.exc_info()[1]
        if not self._asks_for_another_protocol or stopped is None:
            return
        self._asks_for_another_protocol = False
        lines = [b"%b %b HTTP/1.1" % (self.parser.get_method(), self.url)]
        lines += [b"%b: %b" % each for each in self.headers if each[0] not in _OF_UPGRADE]
        self.parser = httptools.HttpRequestParser(self)
        super().data_received(b"\r\n".join((*lines, b"", self._received[stopped.args[0] :])))

    def _answering(self) -> ASGIApp:
        """Return the application for the current request."""
        most = self.guard.connections
        if len(self.connections) > most or len(self.tasks) >= most:
            return self.refusing
        if len(self.headers) > self.guard.headers or any(
            len(value) > self.guard.header_bytes for _, value in self.headers
        ):
            return _LARGE_HEADERS
        hosts = [name for name, _ in self.headers].count(b"host")
        if hosts > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
            return _NO_HOST
        return self._application

    def _between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(self.guard.head_seconds, self.transport.abort)

    def _forget_head(self) -> None:
        self._head_bytes = 0
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def _unsent(transport: asyncio.Transport) -> int:
    """Return how many bytes the system has not sent yet, or the client has not received."""
    found = array("i", [0])
    with suppress(OSError):
        fcntl.ioctl(transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, found)
    return found[0]


class GracefulServer(uvicorn.Server):
    """A server that answers pending requests before it stops.

    It calls ``tell`` when it listens.  On shutdown it accepts no new connections and reads from
    open ones for ``linger_seconds`` more, or until all are closed, so that requests in transit
    are answered.  A second Ctrl-C drops all connections and ends the work on them.
    """

    def __init__(
        self, config: uvicorn.Config, tell: Callable[[], None], linger_seconds: float
    ) -> None:
        super().__init__(config)
        self._tell = tell
        self._linger_seconds = linger_seconds

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets)
        if self.started:
            self._tell()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        # Sockets that the event loop has accepted become connections first.
        await asyncio.sleep(_TURN)
        for server in self.servers:
            server.close()
        for connection in self.server_state.connections:
            if isinstance(connection, _GuardedProtocol):
                connection.close_soon()
        clock = asyncio.get_running_loop().time
        until = clock() + self._linger_seconds
        while self.server_state.connections and clock() < until:
            await asyncio.sleep(_TURN)
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Start the shutdown, or end it at once."""
        if self.should_exit and sig == signal.SIGINT:
            for connection in tuple(self.server_state.connections):
                connection.transport.abort()
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Shut down on a signal and exit with 0."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
