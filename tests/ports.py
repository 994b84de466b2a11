"""Ports for servers that must be told theirs before they start."""

from __future__ import annotations

import os
import socket
from itertools import cycle

# Below what Linux gives to whoever asks for any port (ip_local_port_range, from 32,768): there
# another test could be given a port between the moment it is chosen and the start of its server.
_FIRST = 20_000
_PER_WORKER = 200
_WORKERS = 63


def _candidates() -> list[int]:
    """Return the ports of this worker of pytest-xdist, from another one on in each run."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
    ports = [_FIRST + worker * _PER_WORKER + number for number in range(_PER_WORKER)]
    begin = os.getpid() % _PER_WORKER
    return ports[begin:] + ports[:begin]


_ports = cycle(_candidates())


def free_port() -> int:
    """Return a port that nobody listens on, and that no test beside this one is given.

    Raises ``AssertionError`` where all ports of this worker are in use.
    """
    for _ in range(_PER_WORKER):
        port = next(_ports)
        with socket.socket() as probe:
            try:
                probe.bind(("", port))  # some servers listen on every address
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
