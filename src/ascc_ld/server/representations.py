"""The files of a publication as answers: types, validators, links, and the same compressed.

Sources: RFC 9110, sections 8 (representations) and 13 (conditional requests), and RFC 8288 (links).
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from werkzeug.http import parse_etags

from ascc_ld.documents.routes import Format, Routes
from ascc_ld.server.addresses import url_path
from ascc_ld.server.answers import Answer, encoded

__all__ = ["Links", "StoredFile", "store"]

_HTML = "html"
_COMPRESSED = ("text/", "application/")
_COMPRESSED_IMAGE = "image/svg+xml"
_WORTH_COMPRESSING = 1_000  # bytes: less than that fits into one packet anyway
_LEVEL = 6
_OF_CONTENT = frozenset((b"content-type", b"content-length", b"content-encoding"))


@dataclass(frozen=True)
class Links:
    """The links of things and files.

    ``address`` is where they are served, ``public_base`` where they are known; both end in a slash.
    """

    publication: Mapping[str, bytes]
    table: Routes
    address: str
    public_base: str

    def url(self, path: str) -> str:
        """Return the URL at which a path of the site is served."""
        return self.address + url_path(path)

    def formats(self, document: str) -> tuple[Format, ...]:
        """Return the formats that the document at a path comes as; it has a page, or it is none."""
        if f"{document}.{_HTML}" not in self.publication:
            return ()
        return tuple(
            format
            for format in self.table.formats
            if f"{document}.{format.extension}" in self.publication
        )

    def header(self, document: str | None, name: str | None) -> str:
        """Return the header Link of the file ``name``, or of a redirection where it is ``None``.

        ``document`` is the path of the document that the file is a representation of, if it is.
        """
        links = [] if document is None else self._alternates(document, name)
        if name is not None:
            canonical = self._canonical(document, name)
            links.append(f'<{self.public_base}{url_path(canonical)}>; rel="canonical"')
        if name != self.table.description:
            links.append(
                f'<{self.url(self.table.description)}>; rel="describedby"; type="text/turtle"'
            )
        return ", ".join(links)

    def document(self, name: str) -> str | None:
        """Return the path of the document that the file ``name`` represents, if it does."""
        path, _, extension = name.rpartition(".")
        folder = self._folder(name)
        path = path.removeprefix(folder)
        known = any(format.extension == extension for format in self.table.formats)
        return path if known and self.formats(path) else None

    def _folder(self, name: str) -> str:
        """Return the folder of the language that a page is in, empty for the first language."""
        folders = (each.folder for each in self.table.languages if each.folder)
        return next((folder for folder in folders if name.startswith(folder)), "")

    def _alternates(self, document: str, name: str | None) -> list[str]:
        links = [
            f'<{self.url(f"{document}.{format.extension}")}>; rel="alternate"; '
            f'type="{format.media_type}"'
            for format in self.formats(document)
            if f"{document}.{format.extension}" != name
        ]
        pages = [
            (language.tag, f"{language.folder}{document}.{_HTML}")
            for language in self.table.languages
        ]
        existing = [(tag, page) for tag, page in pages if page in self.publication]
        if len(existing) > 1:
            # Those who index pages take them, like the canonical link, for one set of addresses.
            links += [
                f'<{self.public_base}{url_path(page)}>; rel="alternate"; hreflang="{tag}"; '
                'type="text/html"'
                for tag, page in existing
            ]
        return links

    def _canonical(self, document: str | None, name: str) -> str:
        """Return the address that stands for all of its kind: of a document, its page."""
        if document is not None and not name.endswith(f".{_HTML}"):
            return f"{document}.{_HTML}"
        if name.rpartition("/")[2] == f"index.{_HTML}":
            return name.removesuffix(f"index.{_HTML}")
        return name


@dataclass(frozen=True)
class StoredFile:
    """A file as it is and, where that is shorter, compressed; with the answers to conditions."""

    plain: Answer
    plain_tag: str
    compressed: Answer | None = None
    compressed_tag: str = ""

    def answer(
        self, *, gzip_accepted: bool, if_match: str | None, if_none_match: str | None
    ) -> Answer | None:
        """Return the answer to a GET or HEAD request (RFC 9110, section 13.2.2).

        ``None`` where the client wants another state of the file than there is.
        """
        compressed = self.compressed if gzip_accepted else None
        answer, tag = (
            (compressed, self.compressed_tag) if compressed else (self.plain, self.plain_tag)
        )
        if if_match is not None and not parse_etags(if_match).contains(tag):
            return None
        if if_none_match and parse_etags(if_none_match).contains_weak(tag):
            kept = tuple(header for header in answer.headers if header[0] not in _OF_CONTENT)
            return Answer(304, kept)
        return answer


def store(links: Links, name: str, *, well_known: bool = False) -> StoredFile:
    """Return the file ``name`` of the publication as answers; raises ``KeyError``.

    ``well_known``: it is sent under another address, so that its own is told (RFC 9110, section
    8.7).
    """
    body = links.publication[name]
    type = links.table.file_type(name)
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = [
        ("Content-Type", type.content_type),
        ("Cache-Control", f"public, max-age={links.table.lifetime.of(name)}"),
        ("Link", links.header(links.document(name), name)),
        *((header.name, header.value) for header in links.table.headers),
    ]
    if well_known:
        headers.append(("Content-Location", links.url(name)))
    plain = Answer(200, encoded(headers), body)
    if len(body) < _WORTH_COMPRESSING or not _compressible(type.media_type):
        return StoredFile(_validated(plain, tag), tag)
    varying = plain.adding(("Vary", "Accept-Encoding"))
    compressed = replace(varying, body=gzip.compress(body, _LEVEL, mtime=0))
    compressed_tag = f"{tag}-gzip"
    return StoredFile(
        _validated(varying, tag),
        tag,
        _validated(compressed.adding(("Content-Encoding", "gzip")), compressed_tag),
        compressed_tag,
    )


def _validated(answer: Answer, tag: str) -> Answer:
    return answer.adding(("Content-Length", str(len(answer.body))), ("ETag", f'"{tag}"'))


def _compressible(media_type: str) -> bool:
    return media_type.startswith(_COMPRESSED) or media_type == _COMPRESSED_IMAGE
