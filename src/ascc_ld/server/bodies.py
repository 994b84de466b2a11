"""Bodies of requests within their limits, and clients that leave before their answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from ascc_ld.server.limits import Limits
from ascc_ld.server.negotiation import field_value
from ascc_ld.server.refusals import Refusal, busy

__all__ = ["SendingBudget", "received_body", "while_connected"]

_Result = TypeVar("_Result")
_CLOSE = {"Connection": "close"}


async def received_body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises :class:`~ascc_ld.server.refusals.Refusal`: 408 where it takes too long, 413 where it is
    too large, 415 where it is coded; and :class:`~starlette.requests.ClientDisconnect`.
    """
    if (field_value(request.headers.raw, "Content-Encoding") or "identity").lower() != "identity":
        raise Refusal(415, "A body under a content coding is not taken.", {"Accept-Encoding": ""})
    too_large = Refusal(413, f"The body may have {limits.request_bytes:,} bytes.", _CLOSE)
    announced = request.headers.get("Content-Length", "0")
    if announced.isdecimal() and int(announced) > limits.request_bytes:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for part in request.stream():
                body += part
                if len(body) > limits.request_bytes:
                    raise too_large
    except TimeoutError:
        message = f"The body was not there after {limits.body_seconds:g} s."
        raise Refusal(408, message, _CLOSE) from None
    return bytes(body)


async def while_connected(receive: Receive, work: Coroutine[object, object, _Result]) -> _Result:
    """Return the result of ``work``, which is cancelled when the client leaves.

    The body of the request has been received.  Raises
    :class:`~starlette.requests.ClientDisconnect`.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(receive())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        leaving.cancel()
        if not working.done():
            working.cancel()
            await asyncio.wait({working})


class SendingBudget:
    """The bytes of all answers that are being sent at a time."""

    def __init__(self, most_bytes: int, retry_seconds: int) -> None:
        self._left = most_bytes
        self._retry_seconds = retry_seconds

    @contextmanager
    def taken(self, size: int) -> Iterator[None]:
        """Take ``size`` bytes; raises :class:`~ascc_ld.server.refusals.Refusal` (503)."""
        if size > self._left:
            raise busy("Too many answers are being sent already.", self._retry_seconds)
        self._left -= size
        try:
            yield
        finally:
            self._left += size
