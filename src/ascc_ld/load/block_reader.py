"""Blocks of bytes that come one after the other, as a binary file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

__all__ = ["reader"]

_BUFFER = 2**18  # bytes


def reader(blocks: Iterator[bytes]) -> IO[bytes]:
    """Return a binary file of ``blocks``, which are taken as they are read."""
    return io.BufferedReader(_Blocks(blocks), _BUFFER)


class _Blocks(io.RawIOBase):
    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = block
        taken = min(len(view), len(self._rest))
        view[:taken] = self._rest[:taken]
        self._rest = self._rest[taken:]
        return taken
