"""Putting a set of files in place: all of them or none.

The files are written to a folder beside the target.  When everything is on disk, the target is
renamed away and the new folder renamed into its place.  A run that fails or is interrupted leaves
the target as it was.  One that is killed leaves its folder, ``.<name>-*``, which the next run to
the same target clears away; if it was killed between the two renames, the target comes back first.

Nothing is replaced but what the same command wrote.  A folder is known by three files of it, each
vouching for the next: :data:`MARKER` names the command and has the digest of ``SHA256SUMS``, which
has that of every other file.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from ascc_ld.ground.faults import AsccError

__all__ = [
    "CHECKSUMS",
    "MARKER",
    "ForeignFiles",
    "checksums",
    "errors_naming",
    "listing",
    "placed",
    "put_in_place",
]

CHECKSUMS = "SHA256SUMS"

MARKER = ".ascc-ld"
"""The file that says which command wrote a folder.

It stands beside ``SHA256SUMS`` and not in it, as a comment or a line: not every tool that checks
such listings knows comments, and a copy without hidden files is to pass the check as well.
"""

_LOCK = "ascc-ld.lock"
"""The file that a run holds locked in the folder it writes to, for as long as it lives."""

_RANDOM = re.compile(r"[a-z0-9_]{8}")  # what tempfile puts behind its prefix


class ForeignFiles(AsccError):
    """The target holds what the same command did not write, which stays as it is."""


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the text that ``sha256sum --check`` reads: a line for each file, by name."""
    return listing({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})


def listing(digests: Mapping[str, str]) -> bytes:
    """Return the text that ``sha256sum --check`` reads, of SHA-256 in hexadecimal by name."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def put_in_place(files: Mapping[str, bytes], target: Path, command: str) -> None:
    """Make ``target`` a folder of exactly ``files``, their ``SHA256SUMS`` and :data:`MARKER`.

    ``command`` is what writes them.  Raises :class:`ForeignFiles` where ``target`` holds anything
    that an earlier run of it did not write, and ``OSError`` where the disk refuses; in both cases
    ``target`` is as it was.
    """
    with placed(target, command) as fresh:
        for name, content in {**files, CHECKSUMS: checksums(files)}.items():
            _write(fresh / name, content)


@contextmanager
def placed(target: Path, command: str) -> Iterator[Path]:
    """Give an empty folder that takes the place of ``target`` when the block ends well.

    The block writes ``SHA256SUMS`` there, which lists all else.  Raises what
    :func:`put_in_place` raises.
    """
    target = target.resolve()  # a link to the folder stays a link
    _clear_left(target)
    _refuse_foreign(target, command)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    fresh, old = work / "new", work / "old"
    try:
        with _locked(work):
            try:
                fresh.mkdir()
                yield fresh
                _write(fresh / MARKER, _marker(command, _digest(fresh / CHECKSUMS)))
                _refuse_foreign(target, command)  # a run takes long enough to put something there
                try:
                    if target.exists():
                        target.rename(old)
                        # What came while that was looked through is out of reach of others by now.
                        _refuse_foreign(old, command, target)
                    fresh.rename(target)
                except BaseException:
                    if old.exists() and not target.exists():
                        old.rename(target)
                    raise
            finally:
                _clear(work, target)
    finally:
        _clear(work, target)


def _clear(work: Path, target: Path) -> None:
    """Remove the folder of a run, save where it holds what could not come back to ``target``."""
    if target.exists() or not (work / "old").exists():
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def errors_naming(path: Path) -> Iterator[None]:
    """Name ``path`` in an ``OSError`` that names no file: a full disk fails the writing of it."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with errors_naming(path), path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _marker(command: str, digest: str) -> bytes:
    return f"{command}\n".encode() + listing({CHECKSUMS: digest})


def _refuse_foreign(folder: Path, command: str, named: Path | None = None) -> None:
    """Refuse what ``command`` did not write to ``folder``, which messages call ``named``."""
    target = named or folder
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ForeignFiles(f"{target} is a file. Name a folder.")
    marker = (folder / MARKER).read_bytes() if _is_regular(folder / MARKER) else b""
    digests = _digests(folder, command, marker)
    foreign = next(_foreign(folder, digests, _folders(digests)), None)
    if foreign is None:
        return
    if foreign in digests:
        raise ForeignFiles(
            f"{target} holds {foreign}, which was edited since `{command}` wrote it. "
            "Name another folder, or move it away."
        )
    other = re.match(rb"ascc-ld [a-z ]+(?=\n)", marker)
    if other is not None and other[0] != command.encode():
        raise ForeignFiles(
            f"{target} was written by `{other[0].decode()}` and not by `{command}`. "
            "Name another folder, or move that one away."
        )
    raise ForeignFiles(
        f"{target} holds what `{command}` did not write, such as {foreign}. "
        "Name another folder, or move it away."
    )


def _digests(target: Path, command: str, marker: bytes) -> Mapping[str, str]:
    """Return the SHA-256 of what ``command`` wrote to ``target``, by name, if ``marker`` holds."""
    sums = target / CHECKSUMS
    if not marker or not _is_regular(sums):
        return {}
    digest = _digest(sums)
    if marker != _marker(command, digest):
        return {}
    found = {CHECKSUMS: digest, MARKER: hashlib.sha256(marker).hexdigest()}
    with sums.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            listed, _, name = line.removesuffix("\n").partition("  ")
            found[name] = listed
    return found


def _is_regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _folders(names: Mapping[str, str]) -> frozenset[str]:
    """Return the folders of the files ``names``."""
    return frozenset(str(parent) for name in names for parent in PurePosixPath(name).parents)


def _foreign(
    target: Path, digests: Mapping[str, str], folders: frozenset[str], within: str = ""
) -> Iterator[str]:
    """Yield what is in ``target`` and is not a regular file with its digest, by relative name.

    They come in the order of their names, a folder that is none of ``folders`` as one.
    """
    with os.scandir(target / within) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = within + entry.name
        if entry.is_dir(follow_symlinks=False):
            if name in folders:
                yield from _foreign(target, digests, folders, f"{name}/")
            else:
                yield f"{name}/"
        elif (
            name not in digests
            or not entry.is_file(follow_symlinks=False)
            or _digest(target / name) != digests[name]
        ):
            yield name


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if sys.platform == "win32":

    @contextmanager
    def _locked(_: Path) -> Iterator[None]:
        yield

    def _clear_left(target: Path) -> None:
        """Leave all as it is: without locks nothing tells whether a run still lives."""

else:
    import fcntl

    @contextmanager
    def _locked(work: Path) -> Iterator[None]:
        """Hold the lock of ``work``, which the system lets go of however this process ends."""
        unseen = work / f"{_LOCK}.new"
        with unseen.open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            unseen.replace(work / _LOCK)  # so that nobody finds it unlocked
            yield

    def _clear_left(target: Path) -> None:
        """Clear away the folders of runs that were killed; those of runs that live are locked."""
        if not target.parent.is_dir():
            return
        prefix = f".{target.name}-"
        for left in sorted(target.parent.iterdir()):
            lock = left / _LOCK
            random = left.name.removeprefix(prefix)
            named = random != left.name and _RANDOM.fullmatch(random)
            if not named or left.is_symlink() or not os.access(lock, os.R_OK):
                continue
            # A run that ends clears its own folder away, and may do so meanwhile.
            with suppress(FileNotFoundError), lock.open("rb") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                if (left / "old").exists() and not target.exists():
                    (left / "old").rename(target)
                shutil.rmtree(left, ignore_errors=True)
