"""Messages between the server and its workers: a line of JSON, and content of a known length.

A worker is told its :class:`Task` first, and then one question after the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

__all__ = ["Question", "Task", "line", "read_line"]


@dataclass(frozen=True)
class Task:
    """What a worker is there for: the N-Quads file that it answers from, and its limits in bytes.

    ``prefixes`` are those that a query may use without declaring them, ``base_iri`` is the base of
    its relative IRIs where it declares none.
    """

    data: str
    prefixes: Mapping[str, str]
    result_bytes: int
    memory_bytes: int
    base_iri: str | None = None


@dataclass(frozen=True)
class Question:
    """A query, the media type of its answer, and the dataset that the request names for it.

    ``default_graphs`` and ``named_graphs`` are both ``None`` where it names none.
    """

    query: str
    media_type: str
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None


def line(message: Mapping[str, Any]) -> bytes:
    """Return a message as a line."""
    return json.dumps(message).encode() + b"\n"


def read_line(source: IO[bytes]) -> dict[str, Any] | None:
    """Return the next message, ``None`` at the end."""
    found = source.readline()
    if not found:
        return None
    message: dict[str, Any] = json.loads(found)
    return message
