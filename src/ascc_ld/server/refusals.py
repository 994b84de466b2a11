"""Refusals: what is answered instead, with the status that tells the client what to do.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-status-codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ascc_ld.ground.faults import AsccError

__all__ = ["Refusal", "asks_others", "busy"]

_NONE: Mapping[str, str] = MappingProxyType({})


class Refusal(AsccError):
    """A request is not answered as asked; carries the ``status`` and the ``headers`` to send."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] = _NONE) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


def asks_others(*services: str) -> Refusal:
    """Return the refusal of a query that asks ``services``, IRIs of other endpoints."""
    named = "".join(f" <{iri}>" for iri in services)
    return Refusal(
        403,
        f"This endpoint asks no other endpoint: SERVICE{named} is refused. "
        "Use ascc-ld query, which asks them from your machine.",
    )


def busy(message: str, retry_seconds: int) -> Refusal:
    """Return the refusal of a request that reached a limit of the server."""
    return Refusal(503, message, {"Retry-After": str(retry_seconds)})
