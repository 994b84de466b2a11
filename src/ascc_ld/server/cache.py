"""Answers that were given are kept to be given again, as far as there is room.

They come from data that do not change while the server runs, so that what was right stays right.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from ascc_ld.server.response import Representation

__all__ = ["RepresentationCache"]

_ENTRY_BYTES = 1400
"""What an entry takes beside its content and the texts of its key: measured, and rounded up."""


class RepresentationCache:
    """The answers that were asked for last, in at most ``most_bytes`` of memory."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, tuple[Representation, int]] = OrderedDict()
        self.bytes = 0
        """What the kept answers take, in bytes."""

    def get(self, key: Hashable) -> Representation | None:
        """Return the answer that is kept under ``key``."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, answer: Representation, key_bytes: int) -> None:
        """Keep an answer; ``key_bytes`` is what the texts of its key take."""
        # The content is kept under gzip too when somebody has asked for it so.
        size = 2 * len(answer.content) + key_bytes + _ENTRY_BYTES
        if size > self._most_bytes or key in self._kept:
            return
        self._kept[key] = (answer, size)
        self.bytes += size
        while self.bytes > self._most_bytes:
            _, (_, freed) = self._kept.popitem(last=False)
            self.bytes -= freed
