"""The server that never comes to an end is gone after its block."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from http_client.dripping import DRIPS, dripping


def test_nobody_listens_after_the_block() -> None:
    with dripping(*DRIPS["body"]) as url:
        assert is_let_in(url)
    assert not is_let_in(url)


def is_let_in(url: str) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", urlsplit(url).port)) == 0
