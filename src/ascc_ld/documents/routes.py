"""The table of routes (``routes.toml``): which document describes which IRI, and what it comes as.

Things and documents are different resources (https://www.w3.org/TR/cooluris/): a thing's IRI leads
with 303 to a representation of its document, whose URL is the document's path and an extension.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

POLICY = "Content-Security-Policy"
"""The header that says what a page may load and whom it may ask."""


@dataclass(frozen=True, kw_only=True)
class FileType:
    """What files of an ``extension`` (without the dot) are, or those of ``names``.

    ``metadata`` is the file that describes tables (https://www.w3.org/TR/tabular-data-model/).
    """

    extension: str
    media_type: str
    charset: str | None = None
    names: tuple[str, ...] = ()
    metadata: str | None = None

    @property
    def content_type(self) -> str:
        """The value of the header Content-Type (RFC 9110, section 8.3)."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


@dataclass(frozen=True, kw_only=True)
class Format(FileType):
    """What a document comes as; one that is ``served`` alone is no file on hosts."""

    label: str
    served: bool = False


@dataclass(frozen=True)
class Within:
    """Things that are described in another thing's document.

    ``pattern`` matches a whole path; ``document`` is what becomes of it, ``$1`` being the first
    group.  Both are written so that Python, Apache and nginx read them alike.  ``templates`` say
    the same for hosts that have no patterns: the document is the path before the last slash.
    """

    what: str
    pattern: str
    document: str
    templates: tuple[str, ...]

    def applied(self, path: str) -> str | None:
        """Return the document's path, or ``None`` where the pattern does not match."""
        found = re.fullmatch(self.pattern, path, re.ASCII)
        return found.expand(self.document.replace("$", "\\")) if found else None


@dataclass(frozen=True)
class Language:
    """A language of the interface, and the folder of its pages (empty, or with a slash)."""

    tag: str
    folder: str


@dataclass(frozen=True)
class Lifetime:
    """How long answers may be kept, in seconds; ``named`` files differ from the others."""

    redirect: int
    file: int
    named: Mapping[str, int]

    def of(self, name: str) -> int:
        """Return how long the file called ``name`` may be kept."""
        return self.named.get(name, self.file)


@dataclass(frozen=True)
class Routes:
    """The table, in its order.

    ``well_known`` are the files that well-known paths (RFC 8615) stand for, ``description`` is the
    file that describes the data set, and each answer carries ``headers``.
    """

    formats: tuple[Format, ...]
    within: tuple[Within, ...]
    languages: tuple[Language, ...]
    well_known: Mapping[str, str]
    files: tuple[FileType, ...]
    description: str
    lifetime: Lifetime
    headers: Mapping[str, str]

    @property
    def hosted(self) -> Routes:
        """The table for hosts that send files.

        >>> [format.extension for format in routes().hosted.formats]
        ['html', 'ttl', 'jsonld']
        """
        others = (format for format in self.formats if format.served)
        formats = tuple(format for format in self.formats if not format.served)
        return replace(self, formats=formats, files=(*others, *self.files))

    @property
    def extensions(self) -> str:
        """The extensions of the formats, as alternatives of a pattern."""
        return "|".join(format.extension for format in self.formats)

    @property
    def page_policy(self) -> str:
        """The policy that hosts send, as far as a page may state it.

        Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/), section 3.3.
        """
        sent_only = "frame-ancestors"
        policy = self.headers[POLICY].split("; ")
        return "; ".join(each for each in policy if not each.startswith(sent_only))

    def asking(self, origin: str) -> Routes:
        """Return the table with a policy under which pages may connect to ``origin`` too.

        Content Security Policy Level 3, section 6.1.2 (``connect-src``).
        """
        own = "connect-src 'self'"
        policy = self.headers[POLICY].replace(own, f"{own} {origin}")
        return replace(self, headers={**self.headers, POLICY: policy})

    def document(self, path: str) -> str:
        """Return the path of the document that describes the thing at ``path``.

        >>> table = routes()
        >>> table.document("org/jica"), table.document("country/PH/un-m49")
        ('org/jica', 'country/PH')
        """
        for rule in self.within:
            document = rule.applied(path)
            if document is not None:
                return document
        return path

    def format(self, extension: str) -> Format:
        """Return the format of ``extension``; raises ``KeyError``."""
        return {format.extension: format for format in self.formats}[extension]

    def file_type(self, name: str) -> FileType:
        """Return what the file called ``name`` is.

        >>> routes().file_type("ascc.nq").content_type, routes().file_type("SHA256SUMS").media_type
        ('application/n-quads', 'text/plain')
        """
        known = {each.extension: each for each in (*self.formats, *self.files)}
        named = {name: each for each in self.files for name in each.names}
        return named.get(name) or known.get(_extension(name), self.files[-1])

    def unknown(self, names: Collection[str]) -> list[str]:
        """Return the files of ``names`` of which the table does not say what they are."""
        extensions = {each.extension for each in (*self.formats, *self.files) if each.extension}
        known = {name for each in self.files for name in each.names}
        return sorted(set(names) - known - {n for n in names if _extension(n) in extensions})


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".")


@cache
def routes() -> Routes:
    """Read the table that travels in the package."""
    text = files("ascc_ld.documents").joinpath("routes.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Routes(
        formats=tuple(Format(**row) for row in table["format"]),
        within=tuple(
            Within(**{**row, "templates": tuple(row["templates"])}) for row in table["within"]
        ),
        languages=tuple(Language(**row) for row in table["language"]),
        well_known=table["well_known"],
        files=tuple(
            FileType(**{**row, "names": tuple(row.get("names", ()))}) for row in table["file"]
        ),
        description=table["description"]["file"],
        lifetime=Lifetime(**table["lifetime"]),
        headers=table["headers"],
    )
