"""The published files as they are described: format, bytes and SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ascc_ld.ground.faults import DataError, Fault, nearest
from ascc_ld.publication.publication import FILES, DistributedFile


@dataclass(frozen=True)
class FileFormat:
    """A file format.

    ``media_type`` is registered with IANA (https://www.iana.org/assignments/media-types/),
    ``file_type`` is a code of the European Union's list
    (http://publications.europa.eu/resource/authority/file-type), and ``w3c`` a name below
    http://www.w3.org/ns/formats/, which has RDF syntaxes only.
    """

    media_type: str
    file_type: str
    w3c: str | None = None


_FORMATS: Mapping[str, FileFormat] = {
    ".csv": FileFormat("text/csv", "CSV"),
    ".json": FileFormat("application/json", "JSON"),
    ".jsonld": FileFormat("application/ld+json", "JSON_LD", "JSON-LD"),
    ".nq": FileFormat("application/n-quads", "RDF_N_QUADS", "N-Quads"),
    ".nt": FileFormat("application/n-triples", "RDF_N_TRIPLES", "N-Triples"),
    ".rdf": FileFormat("application/rdf+xml", "RDF_XML", "RDF_XML"),
    ".svg": FileFormat("image/svg+xml", "SVG"),
    ".trig": FileFormat("application/trig", "RDF_TRIG", "TriG"),
    ".ttl": FileFormat("text/turtle", "RDF_TURTLE", "Turtle"),
}
"""The formats of published files by extension."""


@dataclass(frozen=True)
class PublishedFile:
    """A published file: what it is, its format, its size in bytes and its SHA-256 in hex."""

    about: DistributedFile
    format: FileFormat
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name, which is also its path below the base."""
        return self.about.name


def published(
    files: Mapping[str, bytes], described: Mapping[str, DistributedFile]
) -> tuple[PublishedFile, ...]:
    """Measure ``files``, in the order of ``described``; illustrations are left out.

    Raises :class:`~ascc_ld.ground.faults.DataError` where a file is published and not described, or
    described and not published, and for an extension whose format is not known.
    """
    faults = [
        Fault(FILES, None, "file", name, "is published, but not described", "Add a row for it.")
        for name in sorted(files.keys() - described.keys())
    ]
    for name, about in described.items():
        row = about.origin.line
        extension = PurePosixPath(name).suffix
        if name not in files:
            problem, remedy = "is not a published file", nearest(name, files)
            faults.append(Fault(FILES, row, "file", name, problem, remedy))
        elif extension not in _FORMATS:
            problem, remedy = "has no format that is known", nearest(extension, _FORMATS)
            faults.append(Fault(FILES, row, "file", name, problem, remedy))
    if faults:
        raise DataError(faults)
    return tuple(
        PublishedFile(
            about,
            _FORMATS[PurePosixPath(name).suffix],
            len(files[name]),
            hashlib.sha256(files[name]).hexdigest(),
        )
        for name, about in described.items()
        if about.holds != "illustration"
    )
