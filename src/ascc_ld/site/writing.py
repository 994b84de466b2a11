"""Writing a site to a folder: all of it or nothing, on every core, with the memory of a page.

The files are written beside the target and moved into its place when all of them are on disk, as
:mod:`ascc_ld.export.place` does it for a build.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ascc_ld.export.place import CHECKSUMS, listing, placed

__all__ = ["write_site"]

_BATCH = 64
"""Files that a process is given at a time."""


def write_site(
    site: Mapping[str, bytes],
    target: Path,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write every file of ``site`` to the folder ``target`` and return their bytes in sum.

    ``site`` is pickled for the processes that write.  ``processes`` is one for each core that this
    process may use, if it is not given.  ``SHA256SUMS`` is written anew: it lists the whole site.
    ``progress`` is told how many of how many files are written.

    Raises :class:`~ascc_ld.export.place.ForeignFiles` where ``target`` holds anything that no
    earlier run wrote, and ``OSError`` where the disk refuses; in both cases it is as it was.
    """
    names = [name for name in site if name != CHECKSUMS]
    batches = [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
    count = processes or len(os.sched_getaffinity(0))
    with placed(target, names) as fresh:
        if count == 1:
            written: Iterable[_Batch] = (_write(site, fresh, batch) for batch in batches)
        else:
            written = _written_by(count, site, fresh, batches)
        total = 0
        digests: dict[str, str] = {}
        for size, found in written:
            total += size
            digests.update(found)
            if progress is not None:
                progress(len(digests), len(names))
        sums = listing(digests)
        (fresh / CHECKSUMS).write_bytes(sums)
    return total + len(sums)


_Batch = tuple[int, Mapping[str, str]]
"""The bytes of a batch in sum, and the SHA-256 of its files by name."""


def _written_by(
    processes: int,
    site: Mapping[str, bytes],
    folder: Path,
    batches: Sequence[Sequence[str]],
) -> Iterator[_Batch]:
    # A forked process would hold the locks of threads that it does not have.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin, (site, folder)) as pool:
        yield from pool.map(_write_batch, batches)


_begun: list[tuple[Mapping[str, bytes], Path]] = []
"""What this process writes and where, since it was begun."""


def _begin(site: Mapping[str, bytes], folder: Path) -> None:
    _begun.append((site, folder))


def _write_batch(names: Sequence[str]) -> _Batch:
    return _write(*_begun[0], names)


def _write(site: Mapping[str, bytes], folder: Path, names: Sequence[str]) -> _Batch:
    size = 0
    digests: dict[str, str] = {}
    for name in names:
        content = site[name]
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        size += len(content)
        digests[name] = hashlib.sha256(content).hexdigest()
    return size, digests
