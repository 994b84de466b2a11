"""Requests to an ASGI application in this process, byte for byte as a test says."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import httpx
from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Response:
    """What was answered."""

    status: int
    headers: httpx.Headers
    body: bytes


def request(
    app: ASGIApp,
    target: str | bytes,
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    root_path: str = "",
) -> Response:
    """Send a request for ``target``, as it stands in the request line."""
    raw = target if isinstance(target, bytes) else target.encode("ascii")
    path, _, query = raw.partition(b"?")
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "client": None,
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "root_path": root_path,
        "query_string": query,
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        await app(scope, receive, send)

    asyncio.run(ask())
    start, *pieces = sent
    body = b"".join(piece["body"] for piece in pieces)
    return Response(start["status"], httpx.Headers(start["headers"]), body)
