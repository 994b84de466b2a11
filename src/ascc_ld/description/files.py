"""The published files as they are described: format, bytes and SHA-256."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ascc_ld.ground.faults import DataError, Fault, nearest
from ascc_ld.ground.package_data import packaged_toml
from ascc_ld.publication.publication import FILES, DistributedFile


@dataclass(frozen=True)
class FileFormat:
    """A format of ``formats.toml``, which says what the fields are."""

    media_type: str
    file_type: str
    w3c: str | None = None


_FORMATS = packaged_toml("ascc_ld.description", "formats.toml")


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
        elif extension[1:] not in _FORMATS:
            known = (f".{each}" for each in _FORMATS)
            problem, remedy = "has no format that is known", nearest(extension, known)
            faults.append(Fault(FILES, row, "file", name, problem, remedy))
    if faults:
        raise DataError(faults)
    return tuple(
        PublishedFile(
            about,
            FileFormat(**_FORMATS[PurePosixPath(name).suffix[1:]]),
            len(files[name]),
            hashlib.sha256(files[name]).hexdigest(),
        )
        for name, about in described.items()
        if about.holds != "illustration"
    )
