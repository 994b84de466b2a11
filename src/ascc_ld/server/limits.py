"""The limits of the server: time, memory, sizes, and numbers at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace

_MEBIBYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits for one request and for all requests together.

    Queries: one runs for ``seconds`` at most and counts as long after ``short_seconds``.
    ``at_once`` queries run at a time, plus ``long_at_once`` long ones, so that long ones never
    block short ones, and ``spare`` workers are ready.  Requests of more than ``large_bytes`` have
    workers of their own: one, and one more for a long one.  All others wait.  An answer has
    ``result_bytes`` at most, and a query takes ``memory_bytes`` besides the data.

    Requests: a body has ``request_bytes`` at most, a request line with its headers
    ``head_bytes``; they must arrive within ``body_seconds`` and ``head_seconds``.  There are
    ``headers`` at most, each of ``header_bytes``.  A connection is closed when the client reads
    less than ``least_bytes_a_second`` for ``stalled_seconds``.  ``connections`` are open at a
    time, ``sending_bytes`` of answers are sent at a time, and ``cache_bytes`` are cached.

    ``retry_seconds`` is the Retry-After of a client that met a limit; ``linger_seconds`` is how
    long a shutdown waits for requests in transit.
    """

    seconds: float = 30.0
    short_seconds: float = 1.0
    large_bytes: int = 16_384
    at_once: int = 2
    long_at_once: int = 2
    spare: int = 2
    result_bytes: int = 16 * _MEBIBYTE
    memory_bytes: int = 1024 * _MEBIBYTE
    request_bytes: int = _MEBIBYTE
    head_bytes: int = 65_536
    head_seconds: float = 10.0
    body_seconds: float = 20.0
    headers: int = 100
    header_bytes: int = 8_190
    stalled_seconds: float = 30.0
    least_bytes_a_second: int = 1_000
    connections: int = 1000
    sending_bytes: int = 256 * _MEBIBYTE
    cache_bytes: int = 32 * _MEBIBYTE
    retry_seconds: int = 5
    linger_seconds: float = 1.0

    @property
    def of_large(self) -> Limits:
        """The limits of large requests."""
        return replace(self, at_once=1, long_at_once=1, spare=0)
