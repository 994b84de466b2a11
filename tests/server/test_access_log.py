"""The access log: what a line says, and that nothing of a request can forge one."""

from __future__ import annotations

import asyncio
import logging

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from ascc_ld.server.access_log import ACCESS, AccessLog


def logged(caplog: pytest.LogCaptureFixture, client: str, target: bytes) -> str:
    """Return the line of a request."""
    scope = {
        "type": "http",
        "method": "GET",
        "raw_path": target,
        "path": "/",
        "query_string": b"",
        "client": (client, 1),
        "headers": [],
    }

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(_: Message) -> None:
        return

    with caplog.at_level(logging.INFO, ACCESS):
        asyncio.run(AccessLog(PlainTextResponse("four"))(scope, receive, send))
    (line,) = caplog.messages
    return line


def test_a_line_says_who_asked_for_what_and_what_came_of_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert logged(caplog, "192.0.2.7", b"/org/jica").startswith(
        "192.0.2.7 GET /org/jica 200 4 bytes "
    )


@pytest.mark.parametrize("harmful", ["\x1b[31m", "\x9b31m", "\r\nFAKE", "\u202e"])
def test_neither_the_client_nor_the_target_can_forge_a_line(
    harmful: str, caplog: pytest.LogCaptureFixture
) -> None:
    line = logged(caplog, f"192.0.2.7{harmful}", f"/org{harmful}".encode())
    assert line.isascii()
    assert line.isprintable()
    assert line.startswith("192.0.2.7?")
