"""Representations, and how they are sent: entity tags, conditions, codings, in pieces.

Source: https://www.rfc-editor.org/rfc/rfc9110.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from werkzeug.http import parse_etags

from ascc_ld.server.negotiation import accepts_gzip, field_value
from ascc_ld.server.refusals import Refusal

__all__ = ["PiecewiseResponse", "Representation", "response_to"]

_SMALLEST_CODED = 512
_LEVEL = 6
_PIECE = 65_536
_TAG_DIGITS = 32


@dataclass(frozen=True)
class Representation:
    """What is sent; ``content_type`` is the value of that header."""

    content_type: str
    content: bytes

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:_TAG_DIGITS]

    def etag(self, coding: str) -> str:
        """Return the strong entity tag: coded bytes have another than plain ones (§8.8.3.3)."""
        return f'"{self._digest}"' if coding == "identity" else f'"{self._digest}-{coding}"'

    @cached_property
    def gzipped(self) -> bytes | None:
        """The content under gzip, ``None`` where that would save nothing."""
        if len(self.content) < _SMALLEST_CODED:
            return None
        coded = gzip.compress(self.content, _LEVEL, mtime=0)
        return coded if len(coded) < len(self.content) else None


class PiecewiseResponse(Response):
    """A response whose body leaves in pieces, each when the client has taken what was before."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response."""
        if len(self.body) <= _PIECE:
            await super().__call__(scope, receive, send)
            return
        start = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        pieces = memoryview(self.body)
        for offset in range(0, len(pieces), _PIECE):
            body = bytes(pieces[offset : offset + _PIECE])
            more = offset + _PIECE < len(pieces)
            await send({"type": "http.response.body", "body": body, "more_body": more})


def response_to(
    request: Request, representation: Representation, headers: Mapping[str, str]
) -> Response:
    """Return 200 with the representation, or 304 where the client has it (§13.1.2).

    Raises :class:`~ascc_ld.server.refusals.Refusal`: 412 where it wants another (§13.1.1).
    ``headers`` are sent with either; ``Vary`` among them does not name Accept-Encoding yet.
    """
    wanted = field_value(request.scope["headers"], "Accept-Encoding")
    gzipped = representation.gzipped if accepts_gzip(wanted) else None
    etag = representation.etag("identity" if gzipped is None else "gzip")
    vary = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))
    sent = {**headers, "ETag": etag, "Vary": vary}
    required = field_value(request.scope["headers"], "If-Match")
    if required is not None and not parse_etags(required).contains(etag.strip('"')):
        raise Refusal(412, "The answer is not what If-Match names.")
    condition = field_value(request.scope["headers"], "If-None-Match")
    if condition is not None and parse_etags(condition).contains_weak(etag.strip('"')):
        return Response(None, 304, sent)
    sent["Content-Type"] = representation.content_type
    if gzipped is None:
        return PiecewiseResponse(representation.content, 200, sent)
    return PiecewiseResponse(gzipped, 200, {**sent, "Content-Encoding": "gzip"})
