"""When a request is sent again, and after how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

BUSY = frozenset({408, 425, 429, 502, 503, 504})
"""The statuses of a server that may answer later."""


@dataclass(frozen=True)
class RetryPolicy:
    """Sends a request again, up to ``retries`` times, after a lost connection and a busy server.

    A busy server answers with one of ``statuses``.  Pauses are seconds: what ``Retry-After`` asks
    for (RFC 9110, section 10.2.3), up to ``longest_wait``; else ``first_pause``, doubled each time
    up to ``longest_pause``.  ``tell`` hears why a request is sent again; ``pause`` waits.
    """

    retries: int = 3
    statuses: frozenset[int] = BUSY
    first_pause: float = 1.0
    longest_pause: float = 60.0
    longest_wait: float = 300.0
    pause: Callable[[float], object] = time.sleep
    tell: Callable[[str], object] = lambda _: None

    def wait(self, retries: int, asked: float | None) -> float | None:
        """Return the seconds to wait after so many retries; ``None`` where it is time to give up.

        ``asked`` is what the server asks for.
        """
        if retries >= self.retries or (asked or 0) > self.longest_wait:
            return None
        doubled = min(self.first_pause * 2.0**retries, self.longest_pause)
        return doubled if asked is None else asked
