"""Putting a set of files in place: all of them or none.

The files are written to a folder beside the target, ``.<name>-ascc-ld``.  When everything is on
disk, the target is renamed away and the new folder renamed into its place.  A run that fails or is
interrupted leaves the target as it was.  What a killed run leaves, the next one to the same target
clears away; if it was killed between the two renames, the target comes back first.

Nothing is replaced but what the same command wrote.  :data:`MARKER` names the command and has the
SHA-256 of ``SHA256SUMS``, which has that of every other file.
"""

import errno
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from ascc_ld.ground.faults import AsccError

CHECKSUMS = "SHA256SUMS"

MARKER = ".ascc-ld"
"""The file that says which command wrote a folder.

It stands beside ``SHA256SUMS`` and not in it, as a comment or a line: not every tool that checks
such listings knows comments, and a copy without hidden files is to pass the check as well.
"""

_MARKED = re.compile(rf"(ascc-ld [a-z ]+)\n([0-9a-f]{{64}})  {CHECKSUMS}\n")
"""What the marker says: the command, and the digest of the listing."""


class ForeignFiles(AsccError):
    """The target holds what the same command did not write, which stays as it is."""


class Irreplaceable(AsccError):
    """The target cannot be renamed: it is a mount point, or the shell stands in it."""


class FolderInUse(AsccError):
    """Another run writes to the target."""

    exit_code = 4


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the text that ``sha256sum --check`` reads: a line for each file, by name."""
    return listing({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})


def listing(digests: Mapping[str, str]) -> bytes:
    """Return the text that ``sha256sum --check`` reads, of SHA-256 in hexadecimal by name."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def put_in_place(files: Mapping[str, bytes], target: Path, command: str) -> None:
    """Make ``target`` a folder of exactly ``files``, their ``SHA256SUMS`` and :data:`MARKER`.

    ``command`` is what writes them.  Raises :class:`ForeignFiles` where ``target`` holds anything
    that an earlier run of it did not write, :class:`Irreplaceable` where it cannot be renamed, and
    ``OSError`` where the disk refuses; in each case ``target`` is as it was.
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
    target = Path(os.path.realpath(target))  # a link to the folder stays a link
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target))
    _refuse_foreign(target, command, target, by_name=True)
    if Path.cwd().is_relative_to(target):
        raise _irreplaceable(target, "the folder you are in")
    if os.path.ismount(target):
        raise _irreplaceable(target, "a mount point")
    work = target.parent / f".{target.name}-ascc-ld"
    fresh, old = work / "new", work / "old"
    with _held(work, target):
        try:
            _settle(target, fresh, old)  # what a killed run left
            fresh.mkdir()
            yield fresh
            sums = listing({CHECKSUMS: _digest(fresh / CHECKSUMS)})
            _write(fresh / MARKER, f"{command}\n".encode() + sums)
            if target.exists():
                try:
                    target.rename(old)
                except OSError as error:  # not every mount point is known before
                    if error.errno not in (errno.EBUSY, errno.EXDEV):
                        raise
                    raise _irreplaceable(target, "a mount point") from None
                # A run takes long enough to put something there, or to edit a file.
                _refuse_foreign(old, command, target)
            fresh.rename(target)
        finally:
            _settle(target, fresh, old)


def _irreplaceable(target: Path, what: str) -> Irreplaceable:
    return Irreplaceable(
        f"{target} is {what}, which cannot be replaced as a whole. "
        f"Name a folder in it, such as {target / 'ascc-ld'}."
    )


def _settle(target: Path, fresh: Path, old: Path) -> None:
    """Bring the old folder back if nothing took its place, and remove what is of no use."""
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _held(work: Path, target: Path) -> Iterator[None]:
    """Keep the folder ``work`` for this run alone, and remove it if it is empty then.

    The system lets go of the lock however this process ends.  Windows has no such lock: there two
    runs at once may make each other fail.  Raises :class:`FolderInUse`.
    """
    work.mkdir(parents=True, exist_ok=True)
    lock = work / "lock"
    in_use = FolderInUse(f"Another run is writing to {target}. Wait until it has ended.")
    try:
        opened = lock.open("wb")
    except FileNotFoundError:  # that run ended, and took the folder with it
        raise in_use from None
    with opened as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise in_use from None
            if not os.fstat(file.fileno()).st_nlink:  # that run ended, and took the file with it
                raise in_use
        try:
            yield
        finally:
            with suppress(OSError):
                lock.unlink()
                work.rmdir()


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


def _refuse_foreign(folder: Path, command: str, target: Path, *, by_name: bool = False) -> None:
    """Refuse what ``command`` did not write to ``folder``, which messages call ``target``.

    ``by_name`` reads no file, so that a run that must fail mostly does so at once.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ForeignFiles(f"{target} is a file. Name a folder.")
    writer, own = _own_files(folder)
    foreign = next(_foreign(folder, own if writer == command else {}, by_name=by_name), None)
    if foreign is None:
        return
    if writer not in ("", command):
        found, it = f"was written by `{writer}` and not by `{command}`", "that one"
    elif foreign in own:
        found, it = f"holds {foreign}, which was edited since `{command}` wrote it", "it"
    else:
        found, it = f"holds what `{command}` did not write, such as {foreign}", "it"
    raise ForeignFiles(f"{target} {found}. Name another folder, or move {it} away.")


def _own_files(folder: Path) -> tuple[str, Mapping[str, str]]:
    """Return which command says that it wrote ``folder``, and the SHA-256 of its files by name.

    Folders are in it too, with a slash at their end and no digest.
    """
    marker, sums = folder / MARKER, folder / CHECKSUMS
    if not _is_regular(marker) or not _is_regular(sums):
        return "", {}
    said = _MARKED.fullmatch(marker.read_text("utf-8", "replace"))
    if said is None:
        return "", {}
    own = {MARKER: _digest(marker), CHECKSUMS: said[2]}
    for line in sums.read_text("utf-8", "replace").split("\n"):
        digest, _, name = line.partition("  ")
        own.setdefault(name, digest)
        own |= {f"{parent}/": "" for parent in PurePosixPath(name).parents}
    return said[1], own


def _foreign(
    folder: Path, own: Mapping[str, str], within: str = "", *, by_name: bool
) -> Iterator[str]:
    """Yield what in ``folder`` is not a regular file with its digest in ``own``, by relative name.

    They come in the order of their names; a folder that is not in ``own`` comes as one.  With
    ``by_name`` the name is enough.
    """
    with os.scandir(folder / within) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = within + entry.name
        if entry.is_dir(follow_symlinks=False):
            if f"{name}/" in own:
                yield from _foreign(folder, own, f"{name}/", by_name=by_name)
            else:
                yield f"{name}/"
        elif (
            not entry.is_file(follow_symlinks=False)
            or name not in own
            or not (by_name or _digest(folder / name) == own[name])
        ):
            yield name


def _is_regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
