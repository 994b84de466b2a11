"""Writing a site to a folder: all of it or nothing, on every core, a page at a time.

The files are written beside the target and moved into its place when all of them are, as
:mod:`ascc_ld.building.output_folder` does it for a build.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from ascc_ld.building.output_folder import CHECKSUMS, errors_naming, listing, placed
from ascc_ld.site.processes import done_by

__all__ = ["write_site"]

_FEWEST, _MOST = 16, 96
"""Files that a process is given at a time: many at first, since what lies together has much in
common, and few at last, so that all processes end together."""

_SHARE = 8
"""Which part of the files that are left is given at a time: an eighth."""

_COMMAND = "ascc-ld site"
"""What the folder is said to be written by."""

Progress = Callable[[int, int], None]


def write_site(
    site: Mapping[str, bytes],
    target: Path,
    processes: int | None = None,
    progress: Progress | None = None,
    gate: Callable[[], object] | None = None,
) -> int:
    """Write every file of ``site`` to the folder ``target`` and return their bytes in sum.

    ``processes`` is one for each core that this process may use, if it is not given.
    ``SHA256SUMS`` is written anew: it lists the whole site, but for the file that marks the folder
    as ours, which is not counted either.  ``progress`` is told how many of how many files are
    written.  ``gate`` raises where the site may not be published; it is asked while
    the first files are on their way to a place that nobody sees.

    Raises what ``gate`` raises, :class:`~ascc_ld.building.output_folder.ForeignFiles` where
    ``target`` holds anything that an earlier run did not write, and ``OSError`` where the disk
    refuses; in each case ``target`` is as it was.
    """
    names = [name for name in site if name != CHECKSUMS]
    with placed(target, _COMMAND) as fresh:
        total = 0
        digests: dict[str, str] = {}
        with done_by(processes, partial(_write, site, fresh), _batches(names)) as batches:
            if gate is not None:
                gate()
            for size, found in batches:
                total += size
                digests.update(found)
                if progress is not None:
                    progress(len(digests), len(names))
        sums = listing(digests)
        with errors_naming(fresh / CHECKSUMS):
            (fresh / CHECKSUMS).write_bytes(sums)
    return total + len(sums)


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ``names`` in the portions that processes are given."""
    start = 0
    while start < len(names):
        count = min(max((len(names) - start) // _SHARE, _FEWEST), _MOST)
        yield names[start : start + count]
        start += count


def _write(
    site: Mapping[str, bytes], folder: Path, names: Sequence[str]
) -> tuple[int, Mapping[str, str]]:
    """Return the bytes of the files in sum, and their SHA-256 by name."""
    size = 0
    digests: dict[str, str] = {}
    for parent in {posixpath.dirname(name) for name in names}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for name in names:
        content = site[name]
        with errors_naming(folder / name):
            (folder / name).write_bytes(content)
        size += len(content)
        digests[name] = hashlib.sha256(content).hexdigest()
    return size, digests
