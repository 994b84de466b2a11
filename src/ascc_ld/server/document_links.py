"""URLs of documents and the Link header: formats, languages, canonical URL (RFC 8288)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ascc_ld.documents.routes import Format, Routes
from ascc_ld.server.url_paths import url_path

_HTML = "html"


@dataclass(frozen=True)
class DocumentLinks:
    """Links between documents, their formats and their translations.

    ``address`` is the URL of this server, ``public_base`` the public base URL; both end with a
    slash.
    """

    publication: Mapping[str, bytes]
    table: Routes
    address: str
    public_base: str

    def url(self, path: str) -> str:
        """Return the URL of a path on this server."""
        return self.address + url_path(path)

    def formats(self, document: str) -> tuple[Format, ...]:
        """Return the formats of a document; a document always has an HTML page."""
        if f"{document}.{_HTML}" not in self.publication:
            return ()
        return tuple(
            format
            for format in self.table.formats
            if f"{document}.{format.extension}" in self.publication
        )

    def header(self, document: str | None, name: str | None) -> str:
        """Return the Link header of the file ``name``, or of a redirect if that is ``None``.

        ``document`` is the path of the document that the file represents, if any.
        """
        links = [] if document is None else self._alternates(document, name)
        if name is not None:
            canonical = self._canonical(document, name)
            links.append(f'<{self.public_base}{url_path(canonical)}>; rel="canonical"')
        metadata = None if name is None else self.table.file_type(name).metadata
        if metadata is not None:
            kind = 'rel="describedby"; type="application/csvm+json"'
            links.insert(0, f"<{self.url(metadata)}>; {kind}")
        if name != self.table.description:
            links.append(
                f'<{self.url(self.table.description)}>; rel="describedby"; type="text/turtle"'
            )
        return ", ".join(links)

    def document(self, name: str) -> str | None:
        """Return the path of the document that the file ``name`` represents, or ``None``."""
        path, _, extension = name.rpartition(".")
        folder = self._folder(name)
        path = path.removeprefix(folder)
        known = any(format.extension == extension for format in self.table.formats)
        return path if known and self.formats(path) else None

    def _folder(self, name: str) -> str:
        """Return the language folder of a page; it is empty for the first language."""
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
            # Search engines compare these with the canonical URLs, so both are public.
            links += [
                f'<{self.public_base}{url_path(page)}>; rel="alternate"; hreflang="{tag}"; '
                'type="text/html"'
                for tag, page in existing
            ]
        return links

    def _canonical(self, document: str | None, name: str) -> str:
        """Return the path of the canonical URL: for a document, its page."""
        if document is not None and not name.endswith(f".{_HTML}"):
            return f"{document}.{_HTML}"
        if name.rpartition("/")[2] == f"index.{_HTML}":
            return name.removesuffix(f"index.{_HTML}")
        return name
