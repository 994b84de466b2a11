"""Documents over HTTP: the IRI of a thing redirects with 303 to the preferred format.

Follows https://www.w3.org/TR/cooluris/ (section 4.2), RFC 9110 and the table of routes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from ascc_ld.documents.routes import Routes
from ascc_ld.rdf.xml_documents import NotXml
from ascc_ld.server.document_links import DocumentLinks
from ascc_ld.server.negotiation import field_value, preferred
from ascc_ld.server.refusal import Refusal, not_allowed, not_found
from ascc_ld.server.response import Representation, Response, encoded, preflight, refused
from ascc_ld.server.url_paths import site_paths, uri

_METHODS = ("GET", "HEAD", "OPTIONS")
_KEPT_FILES = 1_024  # about 50 MB if every page has the largest size allowed
_KEPT_THINGS = 16_384
_FORMAT = re.compile(rb"(?:^|&)format=([^&]*)")
_NOT_FOUND_PAGE = "404.html"


@dataclass(frozen=True)
class _Thing:
    """The redirects to the formats of a thing and their URLs, by media type."""

    redirections: Mapping[str, Response]
    alternatives: Mapping[str, str]
    link: str


def document_routes(
    publication: Mapping[str, bytes], table: Routes, public_base: str, address: str | None = None
) -> ASGIApp:
    """Return an ASGI application that serves ``publication``.

    ``publication`` maps the names of the site's files (``org/jica.html``, ``void.ttl``) to their
    bytes; recently used files are cached.  ``public_base`` begins the canonical URLs and ends with
    a slash; ``address``, if different, begins all other URLs.  Requests are read below
    ``root_path`` of the ASGI scope.  Only scopes of the type ``http`` are answered.
    """
    return _Documents(
        DocumentLinks(publication, table, uri(address or public_base), uri(public_base))
    )


class _Documents:
    def __init__(self, links: DocumentLinks) -> None:
        self._links = links
        self._publication = links.publication
        self._table = links.table
        self._always = encoded(links.table.headers.items())
        self._types = {format.extension: format.media_type for format in links.table.formats}
        self._thing = lru_cache(maxsize=_KEPT_THINGS)(self._prepared_thing)
        self._file = lru_cache(maxsize=_KEPT_FILES)(self._prepared_file)
        self._options = self._complete(preflight(_METHODS, "*"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = self._response(scope)
        except Refusal as refusal:
            missing = refusal.status == HTTPStatus.NOT_FOUND
            page = self._publication.get(_NOT_FOUND_PAGE) if missing else None
            response = self._complete(refused(refusal, scope["headers"], people=True, page=page))
        await response(scope, receive, send)

    def _response(self, scope: Scope) -> Response:
        method = scope["method"]
        if method == "OPTIONS":
            return self._options
        if method not in ("GET", "HEAD"):
            raise not_allowed(_METHODS)
        accept = field_value(scope["headers"], "Accept")
        for path in site_paths(scope["raw_path"], scope.get("root_path", "").removesuffix("/")):
            file = self._file_at(path)
            if file is not None:
                return file.response(scope["headers"])
            thing = self._thing_at(path, accept, scope["query_string"])
            if thing is not None:
                return thing
        raise not_found()

    def _file_at(self, path: str) -> Representation | None:
        if path in self._table.well_known:
            return self._file(self._table.well_known[path], well_known=True)
        name = f"{path}index.html" if not path or path.endswith("/") else path
        return self._file(name) if name in self._publication else None

    def _thing_at(self, path: str, accept: str | None, query: bytes) -> Response | None:
        document = self._table.document(path)
        if self._links.formats(document):
            asked = _FORMAT.search(query)
            return self._negotiated(
                self._thing(document), accept, asked[1].decode("latin-1") if asked else ""
            )
        if f"{path}/index.html" in self._publication:
            return self._redirection(f"{path}/", ())
        return None

    def _negotiated(self, thing: _Thing, accept: str | None, asked: str) -> Response:
        offers = tuple(thing.redirections)
        chosen = self._types.get(asked) if asked else preferred(accept, offers)
        redirection = thing.redirections.get(chosen or "")
        if redirection is not None:
            return redirection
        raise Refusal(
            HTTPStatus.NOT_ACCEPTABLE,
            "This format is not available. Choose one of the formats listed.",
            {"Link": thing.link},
            thing.alternatives,
        )

    def _prepared_thing(self, document: str) -> _Thing:
        link = self._links.header(document, None)
        headers = (("Link", link), ("Vary", "Accept"))
        paths = {f.media_type: f"{document}.{f.extension}" for f in self._links.formats(document)}
        return _Thing(
            redirections={kind: self._redirection(path, headers) for kind, path in paths.items()},
            alternatives={kind: self._links.url(path) for kind, path in paths.items()},
            link=link,
        )

    def _prepared_file(self, name: str, *, well_known: bool = False) -> Representation:
        """Return a file; if ``well_known``, with its own URL (RFC 9110, section 8.7)."""
        headers = [
            ("Cache-Control", f"public, max-age={self._table.lifetime.of(name)}"),
            ("Link", self._links.header(self._links.document(name), name)),
        ]
        if well_known:
            headers.append(("Content-Location", self._links.url(name)))
        try:
            content = self._publication[name]
        except NotXml as error:
            raise Refusal(HTTPStatus.NOT_ACCEPTABLE, str(error), dict(headers)) from None
        content_type = self._table.file_type(name).content_type
        always = (*encoded(headers), *self._always)
        return Representation(content_type, content, always)

    def _redirection(self, path: str, headers: tuple[tuple[str, str], ...]) -> Response:
        """Return 303 See Other with a note that links the target (RFC 9110, section 15.4.4)."""
        url = self._links.url(path)
        body = f'<!doctype html><title>See other</title><a href="{escape(url)}">{escape(url)}</a>\n'
        head = (
            ("Location", url),
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", f"public, max-age={self._table.lifetime.redirect}"),
            *headers,
        )
        return self._complete(Response(303, encoded(head), body.encode("ascii")))

    def _complete(self, response: Response) -> Response:
        return replace(response, headers=(*response.headers, *self._always))
