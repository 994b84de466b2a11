"""Writing a site to a folder: all of it or nothing, on every core, with the memory of a page.

The files are written beside the target and moved into its place when all of them are on disk, as
:mod:`ascc_ld.export.place` does it for a build.
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from ascc_ld.export.place import CHECKSUMS, listing, placed

__all__ = ["write_site"]

_BATCH = 24
"""Files that a process is given at a time: few, so that all processes end together."""


def write_site(
    site: Mapping[str, bytes],
    target: Path,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    gate: Callable[[], object] | None = None,
) -> int:
    """Write every file of ``site`` to the folder ``target`` and return their bytes in sum.

    ``processes`` is one for each core that this process may use, if it is not given.
    ``SHA256SUMS`` is written anew: it lists the whole site.  ``progress`` is told how many of how
    many files are written.  ``gate`` raises where the site may not be published; it is asked while
    the first files are on their way to a place that nobody sees.

    Raises what ``gate`` raises, :class:`~ascc_ld.export.place.ForeignFiles` where ``target`` holds
    anything that no earlier run wrote, and ``OSError`` where the disk refuses; in each case
    ``target`` is as it was.
    """
    names = [name for name in site if name != CHECKSUMS]
    batches = [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
    count = processes or len(os.sched_getaffinity(0))
    with placed(target, names) as fresh:
        total = 0
        digests: dict[str, str] = {}
        with _writing(count, site, fresh, batches) as written:
            if gate is not None:
                gate()
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


@contextmanager
def _writing(
    processes: int,
    site: Mapping[str, bytes],
    folder: Path,
    batches: Sequence[Sequence[str]],
) -> Iterator[Iterable[_Batch]]:
    """Give what is written of each batch; other processes begin before the first is asked for."""
    if processes == 1:
        yield (_write(site, folder, batch) for batch in batches)
        return
    pool = ProcessPoolExecutor(processes, _start_method(), _begin, (site, folder))
    try:
        yield pool.map(_write_batch, batches)
    finally:
        pool.shutdown(cancel_futures=True)


def _start_method() -> multiprocessing.context.BaseContext:
    """Fork, which has the site at once; else start afresh, which makes it anew from its pickle.

    A fork holds the locks of threads that it does not have, so it is safe for one thread alone.
    Linux lists the threads of a process, those of libraries too.
    """
    tasks = Path("/proc/self/task")
    alone = tasks.is_dir() and len([*tasks.iterdir()]) == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


_begun: list[tuple[Mapping[str, bytes], Path]] = []
"""What this process writes and where, since it was begun."""


def _begin(site: Mapping[str, bytes], folder: Path) -> None:
    _begun.append((site, folder))
    # What there is by now stays: no collection need look at it, nor make a fork copy it.
    gc.freeze()


def _write_batch(names: Sequence[str]) -> _Batch:
    return _write(*_begun[0], names)


def _write(site: Mapping[str, bytes], folder: Path, names: Sequence[str]) -> _Batch:
    size = 0
    digests: dict[str, str] = {}
    for parent in {posixpath.dirname(name) for name in names}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for name in names:
        content = site[name]
        (folder / name).write_bytes(content)
        size += len(content)
        digests[name] = hashlib.sha256(content).hexdigest()
    return size, digests
