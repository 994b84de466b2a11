"""What a request may take."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]

_MEBIBYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """How much one request, and all of them together, may take.

    Queries: ``seconds`` that one may run, and ``short_seconds`` after which it counts as long;
    ``at_once`` run at a time, and ``long_at_once`` long ones beside them, so that long ones never
    hold up the others; ``waiting`` more wait for their turn.  ``result_bytes`` is the size of one
    answer, ``memory_bytes`` what one query may take beside the data.

    Requests: ``request_bytes`` of a body, ``head_bytes`` of a request line with its headers;
    ``head_seconds`` and ``body_seconds`` to send them, and ``stalled_seconds`` that an answer may
    wait to be read.  ``connections`` are open at a time; ``sending_bytes`` of answers are being
    sent at a time, and ``cache_bytes`` are kept to be given again.

    ``retry_seconds`` is what a client is told to wait when a limit was reached; ``linger_seconds``
    is how long a server that stops waits for requests that are on their way, on the connections
    that it has.
    """

    seconds: float = 30.0
    short_seconds: float = 1.0
    at_once: int = 2
    long_at_once: int = 2
    waiting: int = 256
    result_bytes: int = 16 * _MEBIBYTE
    memory_bytes: int = 1024 * _MEBIBYTE
    request_bytes: int = _MEBIBYTE
    head_bytes: int = 65_536
    head_seconds: float = 10.0
    body_seconds: float = 20.0
    stalled_seconds: float = 30.0
    connections: int = 1000
    sending_bytes: int = 256 * _MEBIBYTE
    cache_bytes: int = 32 * _MEBIBYTE
    retry_seconds: int = 5
    linger_seconds: float = 1.0
