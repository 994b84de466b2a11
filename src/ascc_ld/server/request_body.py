"""Reading request bodies within limits, and noticing clients that disconnect."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from ascc_ld.server.limits import Limits
from ascc_ld.server.negotiation import field_value
from ascc_ld.server.refusal import Refusal

_Result = TypeVar("_Result")
_CLOSE = {"Connection": "close"}


async def received_body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises :class:`~ascc_ld.server.refusal.Refusal`: 408 if it takes too long, 413 if it is too
    large, 415 if it is compressed; and :class:`~starlette.requests.ClientDisconnect`.
    """
    if (field_value(request.headers.raw, "Content-Encoding") or "identity").lower() != "identity":
        raise Refusal(415, "Send the body without a Content-Encoding.", {"Accept-Encoding": ""})
    too_large = Refusal(413, f"The body is larger than {limits.request_bytes:,} bytes.", _CLOSE)
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
        message = f"The body did not arrive within {limits.body_seconds:g} s."
        raise Refusal(408, message, _CLOSE) from None
    return bytes(body)


async def while_connected(receive: Receive, work: Coroutine[object, object, _Result]) -> _Result:
    """Return the result of ``work``; cancel it if the client disconnects.

    Call it after the request body has been read.  Raises
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
