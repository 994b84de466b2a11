"""The SPARQL endpoint as an ASGI application.

Sources: https://www.w3.org/TR/sparql11-protocol/, and for requests without a query
https://www.w3.org/TR/sparql11-service-description/#accessing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from ascc_ld.rdf.serialized import written_graph
from ascc_ld.server.cache import RepresentationCache
from ascc_ld.server.limits import Limits
from ascc_ld.server.negotiation import field_value, preferred
from ascc_ld.server.pool import Pool
from ascc_ld.server.query_worker import WorkerRequest
from ascc_ld.server.refusal import Refusal, busy, not_allowed
from ascc_ld.server.request_body import received_body, while_connected
from ascc_ld.server.response import (
    OPEN_TO_SCRIPTS,
    Representation,
    Response,
    encoded,
    preflight,
    refused,
)
from ascc_ld.server.result_formats import ANSWER_TYPES, GRAPH_TYPES, acceptable, with_charset
from ascc_ld.server.sparql_protocol import METHODS
from ascc_ld.sparql.engine import graph_format

_HTML = "text/html"
DESCRIPTION_TYPES = (*GRAPH_TYPES, _HTML)
"""The media types of the endpoint's description, in our order of preference."""
_PREFLIGHT = preflight(METHODS, "*").adding(*OPEN_TO_SCRIPTS)
# Whatever a query or a literal contains, no browser runs an answer as a page.
_DATA = (
    *OPEN_TO_SCRIPTS,
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; sandbox"),
)
_DATA_HEADERS = encoded(_DATA)
_VARY = ("Accept",)
_SMALL = 65_536  # bytes: an answer that the buffers of a connection take at once


@dataclass(frozen=True)
class Descriptions:
    """What the endpoint answers to a request without a query.

    ``triples`` are its service description, written with ``prefixes``; ``page`` is the HTML query
    page, sent with ``page_headers``.
    """

    triples: Sequence[ox.Triple]
    prefixes: Mapping[str, str]
    page: bytes
    page_headers: Mapping[str, str]

    def written(self, media_type: str) -> Representation:
        """Return the description in one of :data:`DESCRIPTION_TYPES`."""
        if media_type == _HTML:
            content, headers = self.page, encoded(self.page_headers.items())
        else:
            content = written_graph(self.triples, graph_format(media_type), self.prefixes)
            headers = _DATA_HEADERS
        return Representation(with_charset(media_type), content, headers, _VARY)


class SparqlEndpoint:
    """Answers queries with ``pool``, and large ones with ``large``."""

    def __init__(self, pool: Pool, large: Pool, descriptions: Descriptions, limits: Limits) -> None:
        self._pool = pool
        self._large = large
        self._descriptions = descriptions
        self._limits = limits
        self._description_in = cache(descriptions.written)
        self._cache = RepresentationCache(limits.cache_bytes)
        self._sending_bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        try:
            if request.method == "OPTIONS":
                await _PREFLIGHT(scope, receive, send)
                return
            response = await self._response(request)
            with self._sending(len(response.body)):
                await response(scope, receive, send)
        except Refusal as refusal:
            response = refused(refusal, scope["headers"]).adding(*_DATA)
            await response(scope, receive, send)
        except ClientDisconnect:
            return

    @contextmanager
    def _sending(self, size: int) -> Iterator[None]:
        if size <= _SMALL:
            yield
            return
        if self._sending_bytes + size > self._limits.sending_bytes:
            raise busy("Too many answers are being sent.", self._limits.retry_seconds)
        self._sending_bytes += size
        try:
            yield
        finally:
            self._sending_bytes -= size

    async def _response(self, request: Request) -> Response:
        if request.method not in METHODS:
            raise not_allowed(METHODS)
        body = await received_body(request, self._limits)
        query = request.scope["query_string"]
        # A name may be percent-encoded; whatever has neither is asked for the description.
        if request.method == "POST" or b"query" in query or b"%" in query or b"update" in query:
            found = await while_connected(request.receive, self._asked(request, query, body))
            if found is not None:
                return found.response(request.scope["headers"])
        return self._description(request)

    def _description(self, request: Request) -> Response:
        accept = field_value(request.headers.raw, "Accept")
        what = "The description of this endpoint"
        chosen = acceptable(preferred(accept, DESCRIPTION_TYPES), DESCRIPTION_TYPES, what)
        return self._description_in(chosen).response(request.scope["headers"])

    async def _asked(self, request: Request, query: bytes, body: bytes) -> Representation | None:
        """Return the answer to a query, or ``None`` if the request has none.

        A worker reads what the request says: here, a long text would keep everybody waiting.
        """
        accept = field_value(request.headers.raw, "Accept")
        types = {kind: preferred(accept, offers) for kind, offers in ANSWER_TYPES.items()}
        asked = WorkerRequest(
            "POST" if request.method == "POST" else "GET",
            query.decode("latin-1"),
            field_value(request.headers.raw, "Content-Type"),
            types,
        )
        key = asked.method, query, asked.content_type, body, *types.values()
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        is_large = len(query) + len(body) > self._limits.large_bytes
        reply = await (self._large if is_large else self._pool).answer(asked, body)
        if "media_type" not in reply.head:
            return None
        content_type = with_charset(reply.head["media_type"])
        answer = Representation(content_type, reply.content, _DATA_HEADERS, _VARY)
        if reply.head["lasting"]:
            size = len(query) + len(body) + len(asked.content_type or "")
            self._cache.put(key, answer, size)
        return answer
