"""Refusals: what is answered instead, with the status that tells the client what to do.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-status-codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ascc_ld.ground.faults import AsccError

__all__ = ["Refusal", "busy"]

_NONE: Mapping[str, str] = MappingProxyType({})


class Refusal(AsccError):
    """A request is not answered as asked; carries the ``status`` and the ``headers`` to send."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] = _NONE) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


def busy(message: str, retry_seconds: int) -> Refusal:
    """Return the refusal of a request that reached a limit of the server."""
    return Refusal(503, message, {"Retry-After": str(retry_seconds)})
