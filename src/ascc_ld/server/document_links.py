"""The header Link of things and files: formats, languages, the canonical address (RFC 8288)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ascc_ld.documents.routes import Format, Routes
from ascc_ld.server.url_paths import url_path

__all__ = ["DocumentLinks"]

_HTML = "html"


@dataclass(frozen=True)
class DocumentLinks:
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
