"""The ports that tests choose for their servers."""

from __future__ import annotations

import socket

import pytest

import ports
from ports import free_port


def test_a_port_can_be_bound_and_is_none_that_others_are_given_by_chance() -> None:
    port = free_port()
    assert 1024 < port < 32_768
    with socket.create_server(("127.0.0.1", port)) as server:
        assert server.getsockname()[1] == port


def test_a_port_that_is_taken_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, free = free_port(), free_port()
    with socket.create_server(("127.0.0.1", taken)):
        monkeypatch.setattr(ports, "_ports", iter([taken, free]))
        assert free_port() == free


def test_two_workers_have_no_port_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    for worker in range(63):
        monkeypatch.setenv("PYTEST_XDIST_WORKER", f"gw{worker}")
        found += ports._candidates()
    assert len(found) == len(set(found))
    assert max(found) < 32_768
