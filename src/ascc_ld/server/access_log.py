"""The access log: one line per response, written when the response ends.

``192.0.2.7 GET /sparql?query=… 200 1234 bytes 5 ms``.  The request target is logged as
it was received, percent-encoded and shortened.  Headers and bodies are never logged.
"""

from __future__ import annotations

import logging
import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ACCESS = "ascc_ld.access"
"""The name of the logger."""
_LONGEST_TARGET = 300
_UNPRINTABLE = re.compile(r"[^\x21-\x7e]")


class AccessLog:
    """Logs the responses of ``application``."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application
        self._log = logging.getLogger(ACCESS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request and log it."""
        if scope["type"] != "http" or not self._log.isEnabledFor(logging.INFO):
            await self._application(scope, receive, send)
            return
        begun = time.perf_counter()
        status, sent = 499, 0  # what nginx logs when the client leaves first

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._application(scope, receive, counted)
        finally:
            milliseconds = 1000 * (time.perf_counter() - begun)
            client = _printable(scope["client"][0]) if scope["client"] else "-"
            self._log.info(
                "%s %s %s %d %d bytes %.0f ms",
                *(client, scope["method"], _target(scope), status, sent, milliseconds),
            )


def _target(scope: Scope) -> str:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    target = (raw + b"?" + query if query else raw).decode("latin-1")
    return _printable(
        target if len(target) <= _LONGEST_TARGET else f"{target[:_LONGEST_TARGET]}..."
    )


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("?", text)
