"""The socket that is listened on, and the address that it has."""

from __future__ import annotations

import pytest

from ascc_ld.server.serving import listening, loopback_address


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_on_loopback_is_at_an_address_of_its_own(host: str) -> None:
    with listening(host, 0) as sock:
        assert loopback_address(sock) == f"http://127.0.0.1:{sock.getsockname()[1]}/"


def test_other_servers_are_at_whatever_address_leads_to_them() -> None:
    with listening("0.0.0.0", 0) as sock:
        assert loopback_address(sock) is None
