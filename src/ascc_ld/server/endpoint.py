"""The SPARQL endpoint as an ASGI application.

Sources: https://www.w3.org/TR/sparql11-protocol/, and for requests without a query
https://www.w3.org/TR/sparql11-service-description/#accessing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache

import pyoxigraph as ox
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from ascc_ld.rdf.serialized import written_graph
from ascc_ld.server.cache import RepresentationCache
from ascc_ld.server.limits import Limits
from ascc_ld.server.negotiation import field_value
from ascc_ld.server.pool import Pool
from ascc_ld.server.query_worker import WorkerQuery
from ascc_ld.server.refusal import Refusal, busy, service_refused
from ascc_ld.server.request_body import received_body, while_connected
from ascc_ld.server.response import (
    OPEN_TO_SCRIPTS,
    Representation,
    Response,
    encoded,
    preflight,
    refused,
)
from ascc_ld.server.result_formats import GRAPH_TYPES, acceptable, chosen_type, with_charset
from ascc_ld.server.sparql_protocol import METHODS, QueryOperation, operation
from ascc_ld.sparql.engine import graph_format
from ascc_ld.sparql.syntax import SparqlText

_HTML = "text/html"
DESCRIPTION_TYPES = (*GRAPH_TYPES, _HTML)
"""The media types of the endpoint's description, in our order of preference."""
_PREFLIGHT = preflight(METHODS, "Accept, Content-Type, If-None-Match").adding(*OPEN_TO_SCRIPTS)
# Whatever a query or a literal contains, no browser runs an answer as a page.
_DATA = (
    *OPEN_TO_SCRIPTS,
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; sandbox"),
)
_DATA_HEADERS = encoded(_DATA)
_VARY = ("Accept",)
_SHORT = 16_384  # code points; a query of that length is read in milliseconds
_MOST_WAITING = 32  # long queries
_SHOWN_SERVICES = 3
# Functions with another value each time (SPARQL 1.1 Query, section 17.4).
_CHANGING = frozenset(("RAND", "NOW", "UUID", "STRUUID", "BNODE"))


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
    """Answers queries with ``pool``."""

    def __init__(self, pool: Pool, descriptions: Descriptions, limits: Limits) -> None:
        self._pool = pool
        self._descriptions = descriptions
        self._limits = limits
        self._description_in = cache(descriptions.written)
        self._cache = RepresentationCache(limits.cache_bytes)
        self._reading = asyncio.Semaphore(1)
        self._waiting = 0
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
        if self._sending_bytes + size > self._limits.sending_bytes:
            raise self._overloaded("Too many answers are being sent.")
        self._sending_bytes += size
        try:
            yield
        finally:
            self._sending_bytes -= size

    def _overloaded(self, message: str) -> Refusal:
        return busy(message, self._limits.retry_seconds)

    async def _response(self, request: Request) -> Response:
        body = await received_body(request, self._limits)
        asked = operation(
            request.method,
            request.scope["query_string"],
            request.headers.get("Content-Type"),
            body,
        )
        if asked is None:
            return self._description(request)
        return (await self._answer(request, asked)).response(request.scope["headers"])

    def _description(self, request: Request) -> Response:
        accept = field_value(request.headers.raw, "Accept")
        chosen = acceptable(accept, DESCRIPTION_TYPES, "The description of this endpoint")
        return self._description_in(chosen).response(request.scope["headers"])

    async def _answer(self, request: Request, asked: QueryOperation) -> Representation:
        accept = field_value(request.headers.raw, "Accept")
        kept = self._cache.get((asked, accept))
        if kept is not None:
            return kept
        return await while_connected(request.receive, self._asked(asked, accept))

    async def _asked(self, asked: QueryOperation, accept: str | None) -> Representation:
        query = await self._read(asked.query)
        media_type = chosen_type(query, accept)
        if "SERVICE" in query.keywords:
            # A long text is searched in a thread, so that the event loop serves others.
            services = await asyncio.to_thread(lambda: query.services)
            raise service_refused(*services[:_SHOWN_SERVICES])
        graphs = None if asked.graphs is None else asdict(asked.graphs)
        content = await self._pool.answer(WorkerQuery(query.text, media_type, graphs))
        answer = Representation(with_charset(media_type), content, _DATA_HEADERS, _VARY)
        if not query.keywords & _CHANGING:
            self._cache.put((asked, accept), answer, asked.most_bytes + len(accept or ""))
        return answer

    async def _read(self, text: str) -> SparqlText:
        """Return a query with its tokens; a long one is read in a thread, one at a time."""
        if len(text) <= _SHORT:
            return SparqlText(text)
        if self._waiting >= _MOST_WAITING:
            raise self._overloaded("Too many long queries are waiting.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._reading.acquire()
                # A cancelled request does not stop its thread, so the thread keeps its turn.
                found = asyncio.ensure_future(asyncio.to_thread(SparqlText, text))
                found.add_done_callback(lambda _: self._reading.release())
                return await asyncio.shield(found)
        except TimeoutError:
            raise self._overloaded("Too many long queries are being read.") from None
        finally:
            self._waiting -= 1
