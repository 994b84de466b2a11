"""What a worker is told and what it says: lines of JSON, and content of a known length.

The worker reads messages from its standard input, a line of JSON each.  It answers each on its
standard output with a line of JSON, whose ``bytes`` is the length of the content that follows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ascc_ld.ground.faults import AsccError

__all__ = ["Message", "WorkerReply", "content_length", "line"]

Message = Mapping[str, Any]
"""An object of JSON."""


def line(message: Message) -> bytes:
    """Return a message as a line."""
    return json.dumps(message).encode() + b"\n"


def content_length(head: Message) -> int:
    """Return how many bytes of content follow the head of a reply."""
    return int(head["bytes"])


@dataclass(frozen=True)
class WorkerReply:
    """The answer to a message: a head of JSON, and content.

    An error of the worker travels in the head.
    """

    head: Message = field(default_factory=dict)
    content: bytes = b""

    @classmethod
    def of_error(cls, error: AsccError, longest: int | None = None) -> WorkerReply:
        """Return the reply that tells an error; its message is cut to ``longest`` code points."""
        told = {"error": type(error).__name__, "message": str(error)[:longest]}
        return cls({**told, "exit_code": error.exit_code})

    @property
    def written(self) -> bytes:
        """The reply as it is sent."""
        return line({**self.head, "bytes": len(self.content)}) + self.content

    def checked(self, *classes: type[AsccError]) -> WorkerReply:
        """Return the reply, or raise the error that it tells.

        That is one of ``classes``, each of which a message alone makes, or an
        :class:`~ascc_ld.ground.faults.AsccError`.
        """
        if "error" not in self.head:
            return self
        known = {kind.__name__: kind for kind in classes}
        error = known.get(str(self.head["error"]), AsccError)(str(self.head["message"]))
        error.exit_code = int(self.head["exit_code"])
        raise error
