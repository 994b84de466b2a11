"""Putting a set of files in place: all of them or none.

The files are written to a folder beside the target.  When everything is on disk, the target is
renamed away and the new folder renamed into its place.  A run that fails or is interrupted leaves
the target as it was; one that is killed between the two renames leaves it in ``.<name>-*/old``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ascc_ld.faults import AsccError

__all__ = ["CHECKSUMS", "ForeignFiles", "checksums", "listing", "placed", "put_in_place"]

CHECKSUMS = "SHA256SUMS"


class ForeignFiles(AsccError):
    """The target folder holds files that an earlier run did not write; nothing was touched."""


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the text that ``sha256sum --check`` reads: a line for each file, by name."""
    return listing({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})


def listing(digests: Mapping[str, str]) -> bytes:
    """Return the text that ``sha256sum --check`` reads, of SHA-256 in hexadecimal by name."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def put_in_place(files: Mapping[str, bytes], target: Path) -> None:
    """Make ``target`` a folder of exactly ``files`` and their ``SHA256SUMS``.

    Raises :class:`ForeignFiles` where ``target`` holds anything that no earlier run wrote, and
    ``OSError`` where the disk refuses; in both cases ``target`` is as it was.
    """
    with placed(target, files.keys()) as fresh:
        for name, content in {**files, CHECKSUMS: checksums(files)}.items():
            _write(fresh / name, content)


@contextmanager
def placed(target: Path, names: Collection[str]) -> Iterator[Path]:
    """Give an empty folder that takes the place of ``target`` when the block ends well.

    ``names`` are the files that the block writes there, besides ``SHA256SUMS``, by which a later
    run knows them for its own.  Raises what :func:`put_in_place` raises.
    """
    target = target.resolve()  # a link to the folder stays a link
    _refuse_foreign(target, names)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        fresh, old = work / "new", work / "old"
        fresh.mkdir()
        yield fresh
        try:
            if target.exists():
                target.rename(old)
            fresh.rename(target)
        except BaseException:
            if old.exists() and not target.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refuse_foreign(target: Path, names: Collection[str]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ForeignFiles(f"{target} is a file. Name a folder.")
    found = {p.relative_to(target).as_posix() for p in target.rglob("*") if not p.is_dir()}
    sums = target / CHECKSUMS
    known: set[str] = set()
    if sums.is_file():
        lines = sums.read_text(encoding="utf-8", errors="replace").splitlines()
        listed = {line.partition("  ")[2] for line in lines}
        # Others keep such listings too: it is one of ours when it names a file that we write.
        known |= {CHECKSUMS, *listed} if listed.intersection(names) else set()
    foreign = sorted(found - known)
    if foreign:
        count = f"{len(foreign)} file{'' if len(foreign) == 1 else 's'}"
        raise ForeignFiles(
            f"{target} holds {count} that ascc-ld did not write, such as {foreign[0]}. "
            "Name another folder, or move them away."
        )
