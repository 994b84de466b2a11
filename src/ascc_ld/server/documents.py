"""Things and documents over HTTP: a thing leads with 303 to the representation that is liked best.

Follows https://www.w3.org/TR/cooluris/ (section 4.2), RFC 9110 and the table of routes.  The case
table of the tests says what is answered to what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from ascc_ld.documents.routes import Routes
from ascc_ld.server.addresses import MalformedTarget, site_path, uri
from ascc_ld.server.answers import Alternative, Answer, encoded, refusal
from ascc_ld.server.negotiation import accepts_gzip, field_value, preferred
from ascc_ld.server.representations import Links, StoredFile, store

__all__ = ["document_routes"]

_ALLOW = "GET, HEAD, OPTIONS"
_KEPT_FILES = 1_024  # about 50 MB where each page takes as much as a page may
_KEPT_THINGS = 16_384
_NOT_FOUND_PAGE = "404.html"


@dataclass(frozen=True)
class _Thing:
    """What has been worked out of a thing: where each format is, and what exists."""

    redirections: Mapping[str, Answer]
    media_types: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    link: str


def document_routes(
    publication: Mapping[str, bytes], table: Routes, public_base: str, address: str | None = None
) -> ASGIApp:
    """Return an ASGI application that answers for everything in ``publication``.

    ``publication`` maps the names of the site's files (``org/jica.html``, ``void.ttl``) to their
    bytes; a file is asked for once and then kept while it is in use.  ``public_base`` is what the
    canonical URLs in answers begin with, and ends with a slash; so is ``address`` of all others,
    where that is not the same.  Requests are read below ``root_path`` of the ASGI scope.  Only
    scopes of the type ``http`` are answered.
    """
    return _Documents(Links(publication, table, uri(address or public_base), uri(public_base)))


class _Documents:
    def __init__(self, links: Links) -> None:
        self._links = links
        self._publication = links.publication
        self._table = links.table
        self._always = encoded((header.name, header.value) for header in links.table.headers)
        self._types = {format.extension: format.media_type for format in links.table.formats}
        self._well_known = {each.path: each.file for each in links.table.well_known}
        self._thing = lru_cache(maxsize=_KEPT_THINGS)(self._prepared_thing)
        self._file = lru_cache(maxsize=_KEPT_FILES)(self._prepared_file)
        self._options = self._complete(
            Answer(204, encoded([("Allow", _ALLOW), ("Cache-Control", "no-cache")])).adding(
                ("Access-Control-Allow-Methods", _ALLOW),
                ("Access-Control-Allow-Headers", "*"),
                ("Access-Control-Max-Age", "86400"),
            )
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.answer(scope)(scope, receive, send)

    def answer(self, scope: Scope) -> Answer:
        method = scope["method"]
        if method == "OPTIONS":
            return self._options
        headers = scope["headers"]
        accept = field_value(headers, "Accept")
        if method not in ("GET", "HEAD"):
            detail = f"This address answers to {_ALLOW} only."
            refused = refusal(HTTPStatus.METHOD_NOT_ALLOWED, detail, accept)
            return self._complete(refused.adding(("Allow", _ALLOW)))
        try:
            path = site_path(scope["raw_path"], scope.get("root_path", "").removesuffix("/"))
        except MalformedTarget as malformed:
            return self._complete(refusal(HTTPStatus.BAD_REQUEST, str(malformed), accept))
        if path is None:
            return self._not_found(accept)
        file = self._file_at(path)
        if file is not None:
            answer = file.answer(
                gzip_accepted=accepts_gzip(field_value(headers, "Accept-Encoding")),
                if_match=field_value(headers, "If-Match"),
                if_none_match=field_value(headers, "If-None-Match"),
            )
            return answer or self._changed(accept)
        return self._thing_at(path, accept, scope["query_string"])

    def _file_at(self, path: str) -> StoredFile | None:
        if path in self._well_known:
            return self._file(self._well_known[path], well_known=True)
        name = f"{path}index.html" if not path or path.endswith("/") else path
        return self._file(name) if name in self._publication else None

    def _thing_at(self, path: str, accept: str | None, query: bytes) -> Answer:
        document = self._table.document(path)
        if self._links.formats(document):
            return self._negotiated(self._thing(document), accept, _asked_format(query))
        if f"{path}/index.html" in self._publication:
            return self._redirection(f"{path}/", ())
        return self._not_found(accept)

    def _negotiated(self, thing: _Thing, accept: str | None, asked: str | None) -> Answer:
        chosen = self._types.get(asked) if asked else preferred(accept, thing.media_types)
        redirection = thing.redirections.get(chosen or "")
        if redirection is not None:
            return redirection
        refused = refusal(
            HTTPStatus.NOT_ACCEPTABLE,
            "What is here comes in other formats.",
            accept,
            alternatives=thing.alternatives,
        )
        return self._complete(refused.adding(("Link", thing.link)))

    def _not_found(self, accept: str | None) -> Answer:
        page = self._publication.get(_NOT_FOUND_PAGE)
        detail = "Nothing is known under this address."
        return self._complete(refusal(HTTPStatus.NOT_FOUND, detail, accept, page=page))

    def _changed(self, accept: str | None) -> Answer:
        detail = "What is here is not what If-Match names."
        return self._complete(refusal(HTTPStatus.PRECONDITION_FAILED, detail, accept))

    def _prepared_thing(self, document: str) -> _Thing:
        link = self._links.header(document, None)
        formats = self._links.formats(document)
        return _Thing(
            redirections={
                format.media_type: self._redirection(
                    f"{document}.{format.extension}", (("Link", link), ("Vary", "Accept"))
                )
                for format in formats
            },
            media_types=tuple(format.media_type for format in formats),
            alternatives=tuple(
                Alternative(self._links.url(f"{document}.{format.extension}"), format.media_type)
                for format in formats
            ),
            link=link,
        )

    def _prepared_file(self, name: str, *, well_known: bool = False) -> StoredFile:
        return store(self._links, name, well_known=well_known)

    def _redirection(self, path: str, headers: tuple[tuple[str, str], ...]) -> Answer:
        """Return 303 See Other with a note for who does not follow (RFC 9110, section 15.4.4)."""
        url = self._links.url(path)
        body = f'<!doctype html><title>See other</title><a href="{escape(url)}">{escape(url)}</a>\n'
        head = (
            ("Location", url),
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", f"public, max-age={self._table.lifetime.redirect}"),
            *headers,
        )
        return self._complete(Answer(303, encoded(head), body.encode("ascii")))

    def _complete(self, answer: Answer) -> Answer:
        return Answer(answer.status, (*answer.headers, *self._always), answer.body)


def _asked_format(query: bytes) -> str | None:
    if b"format=" not in query:
        return None
    values = parse_qs(query.decode("latin-1")).get("format")
    return values[0] if values else None
