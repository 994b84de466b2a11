"""Messages between a process and its worker.

The worker reads messages from its standard input, each a line of JSON.  It replies on its standard
output with a line of JSON, whose ``bytes`` is the length of the content that follows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ascc_ld.ground.faults import AsccError

Message = Mapping[str, Any]
"""A JSON object."""


def line(message: Message) -> bytes:
    """Return a message as a line."""
    return json.dumps(message).encode() + b"\n"


@dataclass(frozen=True)
class WorkerReply:
    """The reply to a message: a JSON head, which may carry an error, and content."""

    head: Message = field(default_factory=dict)
    content: bytes = b""

    @classmethod
    def of_error(cls, error: AsccError, longest: int | None = None) -> WorkerReply:
        """Return a reply that carries an error; its message is cut to ``longest`` code points."""
        told = {"error": type(error).__name__, "message": str(error)[:longest]}
        return cls({**told, "exit_code": error.exit_code})

    def checked(self, *classes: type[AsccError]) -> WorkerReply:
        """Return the reply, or raise the error that it carries.

        The error is one of ``classes``, whose constructors take a message, or else an
        :class:`~ascc_ld.ground.faults.AsccError`.
        """
        if "error" not in self.head:
            return self
        known = {kind.__name__: kind for kind in classes}
        error = known.get(str(self.head["error"]), AsccError)(str(self.head["message"]))
        error.exit_code = int(self.head["exit_code"])
        raise error
