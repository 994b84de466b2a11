"""Bodies of requests within their limits, and clients that leave before their answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from ascc_ld.server.limits import Limits
from ascc_ld.server.negotiation import field_value
from ascc_ld.server.refusal import Refusal

__all__ = ["received_body", "while_connected"]

_Result = TypeVar("_Result")
_CLOSE = {"Connection": "close"}


async def received_body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises :class:`~ascc_ld.server.refusal.Refusal`: 408 where it takes too long, 413 where it is
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
