"""A cache of answers.

The data do not change while the server runs, so an answer never expires.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from ascc_ld.server.response import Representation

_ENTRY_BYTES = 1400
"""Overhead of an entry besides its content and the texts of its key: measured, rounded up."""


class RepresentationCache:
    """The most recently used answers, in at most ``most_bytes`` of memory."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, tuple[Representation, int]] = OrderedDict()
        self.bytes = 0
        """The size of all entries."""

    def get(self, key: Hashable) -> Representation | None:
        """Return the answer cached under ``key``."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, answer: Representation, key_bytes: int) -> None:
        """Cache an answer; ``key_bytes`` is the size of the texts of its key."""
        # The compressed content is kept too, once somebody has asked for it.
        size = 2 * len(answer.content) + key_bytes + _ENTRY_BYTES
        if size > self._most_bytes or key in self._kept:
            return
        self._kept[key] = (answer, size)
        self.bytes += size
        while self.bytes > self._most_bytes:
            _, (_, freed) = self._kept.popitem(last=False)
            self.bytes -= freed
