"""The end of a request, which no server can put off by sending a byte now and then."""

from __future__ import annotations

import math
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Self

__all__ = ["Deadline"]


class Deadline:
    """Cuts the connections of a request ``seconds`` after the last :meth:`renew`.

    A read that is under way ends then, in the headers of an answer as well as in its body.
    (Looking up a host name is the system's business, and takes as long as the system lets it.)
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self._changed = threading.Condition()
        self._end = math.inf
        self._ended = False
        self._held: list[socket.socket] = []
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self.renew()
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._ended = True
            for held in self._held:
                held.close()
            self._held.clear()
            self._changed.notify()

    def renew(self) -> None:
        """Give the request its whole time again, because it has got on."""
        # The watcher looks again when the end that it knew has come.
        self._end = time.monotonic() + self.seconds

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Stop the clock while the other side has nothing to do."""
        left = self._end - time.monotonic()
        self._end = math.inf
        try:
            yield
        finally:
            with self._changed:
                self._end = time.monotonic() + left
                self._changed.notify()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of a new connection: httpx calls this, before TLS is spoken on it."""
        if event == "connection.connect_tcp.complete":
            held = info["return_value"].get_extra_info("socket")
            with self._changed:
                # A duplicate, since TLS takes the socket itself over.
                self._held.append(held.dup())
                if self.over:
                    self._cut()

    def _watch(self) -> None:
        with self._changed:
            while not self._ended:
                left = self._end - time.monotonic()
                if left <= 0:
                    self._cut()
                    return
                self._changed.wait(min(left, threading.TIMEOUT_MAX))

    def _cut(self) -> None:
        self.over = True
        for held in self._held:
            with suppress(OSError):
                # Shut down, not closed: only this wakes the thread that is reading.
                held.shutdown(socket.SHUT_RDWR)
