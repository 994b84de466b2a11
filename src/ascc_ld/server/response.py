"""HTTP responses: one way to answer, for documents and for the endpoint.

A :class:`Representation` takes a request's conditions and encodings and gives a
:class:`Response`.  Source: https://www.rfc-editor.org/rfc/rfc9110, sections 8 and 13.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.types import Receive, Scope, Send
from werkzeug.http import parse_etags

from ascc_ld.server.negotiation import accepts_gzip, field_value
from ascc_ld.server.refusal import Refusal

Headers = tuple[tuple[bytes, bytes], ...]
"""Headers as in ASGI: pairs of bytes, names in lower case."""

OPEN_TO_SCRIPTS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link, Location, Retry-After"),
)
"""CORS headers that let scripts of any site read a response (https://fetch.spec.whatwg.org/)."""
_PIECE = 65_536  # bytes
_WORTH_COMPRESSING = 1_000  # bytes: a smaller response fits into one packet anyway
_COMPRESSED = ("text/", "application/", "image/svg+xml")
_LEVEL = 6
_TAG_DIGITS = 32
_OF_CONTENT = frozenset((b"content-type", b"content-length", b"content-encoding"))


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response, ready to be sent; an ASGI application."""

    status: int
    headers: Headers
    body: bytes = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send the response; without its body to a HEAD request (RFC 9110, section 9.3.2).

        A long body is sent in pieces, each after the client has read the one before.
        """
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": list(self.headers)})
        body = memoryview(b"" if scope["method"] == "HEAD" else self.body)
        for offset in range(0, len(body) or 1, _PIECE):
            piece, more = bytes(body[offset : offset + _PIECE]), offset + _PIECE < len(body)
            await send({"type": "http.response.body", "body": piece, "more_body": more})

    def adding(self, *headers: tuple[str, str]) -> Response:
        """Return the response with more headers."""
        return replace(self, headers=(*self.headers, *encoded(headers)))


def encoded(headers: Iterable[tuple[str, str]]) -> Headers:
    """Return headers as in ASGI; raises ``UnicodeEncodeError`` if they are not ASCII."""
    return tuple((name.lower().encode("ascii"), value.encode("ascii")) for name, value in headers)


def preflight(methods: Sequence[str], headers: str) -> Response:
    """Return the response to OPTIONS, which lists the ``methods`` and ``headers`` allowed."""
    allowed = ", ".join(methods)
    return Response(
        HTTPStatus.NO_CONTENT,
        encoded(
            (
                ("Allow", allowed),
                ("Cache-Control", "no-cache"),
                ("Access-Control-Allow-Methods", allowed),
                ("Access-Control-Allow-Headers", headers),
                ("Access-Control-Max-Age", "86400"),
            )
        ),
    )


def refused(
    refusal: Refusal, asked: Headers, *, people: bool = False, page: bytes | None = None
) -> Response:
    """Return what :meth:`Refusal.written` says to the request headers ``asked``."""
    accept = field_value(asked, "Accept")
    content_type, body = refusal.written(accept, people=people, page=page)
    head = (
        ("Content-Type", content_type),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept"),
    )
    return Response(refusal.status, encoded((*head, *refusal.headers.items())), body)


class Refusing:
    """An ASGI application that refuses every request; scripts of any site can read why."""

    def __init__(self, refusal: Refusal) -> None:
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request."""
        response = refused(self._refusal, scope["headers"], people=True)
        await response.adding(*OPEN_TO_SCRIPTS)(scope, receive, send)


class Representation:
    """Content that is sent plain or, if that is worth it, compressed with gzip.

    Each form has its own entity tag (RFC 9110, section 8.8.3.3).  ``headers`` are sent with both;
    ``vary`` are the request headers that selected this content.
    """

    __slots__ = ("_compressed", "_gzipped", "_headers", "_plain", "_tag", "content")

    def __init__(
        self,
        content_type: str,
        content: bytes,
        headers: Headers = (),
        vary: Sequence[str] = (),
    ) -> None:
        self.content = content
        self._tag = hashlib.sha256(content).hexdigest()[:_TAG_DIGITS]
        self._compressed = len(content) >= _WORTH_COMPRESSING and content_type.startswith(
            _COMPRESSED
        )
        varying = (*vary, "Accept-Encoding") if self._compressed else tuple(vary)
        said = [("Vary", ", ".join(varying))] if varying else []
        self._headers = (*headers, *encoded((("Content-Type", content_type), *said)))
        self._plain = self._validated(content, self._tag)
        self._gzipped: Response | None = None

    def response(self, asked: Headers) -> Response:
        """Return 200, or 304 if the client has it already (section 13.2.2).

        ``asked`` are the request headers.  Raises :class:`~ascc_ld.server.refusal.Refusal`: 412
        if the client expects another version.
        """
        response, tag = self._plain, self._tag
        if self._compressed and accepts_gzip(field_value(asked, "Accept-Encoding")):
            response = self._under_gzip()
            tag = self._tag if response is self._plain else f"{self._tag}-gzip"
        required = field_value(asked, "If-Match")
        if required is not None and not parse_etags(required).contains(tag):
            raise Refusal(
                HTTPStatus.PRECONDITION_FAILED, "The current version does not match If-Match."
            )
        condition = field_value(asked, "If-None-Match")
        if condition and parse_etags(condition).contains_weak(tag):
            kept = tuple(header for header in response.headers if header[0] not in _OF_CONTENT)
            return Response(HTTPStatus.NOT_MODIFIED, kept)
        return response

    def _under_gzip(self) -> Response:
        if self._gzipped is None:
            body = gzip.compress(self.content, _LEVEL, mtime=0)
            coded = self._validated(body, f"{self._tag}-gzip").adding(("Content-Encoding", "gzip"))
            self._gzipped = coded if len(body) < len(self.content) else self._plain
        return self._gzipped

    def _validated(self, body: bytes, tag: str) -> Response:
        response = Response(HTTPStatus.OK, self._headers, body)
        return response.adding(("Content-Length", str(len(body))), ("ETag", f'"{tag}"'))
