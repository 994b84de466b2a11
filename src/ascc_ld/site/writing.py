"""Writing a site to a folder: all of it or nothing, on every core, with the memory of a page.

The files are written beside the target and moved into its place when all of them are on disk, as
:mod:`ascc_ld.export.place` does it for a build.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

    ``SHA256SUMS`` is written anew: it lists the whole site.

    ``processes`` is one for each core that this process may use, if it is not given.  ``progress``
    is told how many of how many files are written.

    Raises :class:`~ascc_ld.export.place.ForeignFiles` where ``target`` holds anything that no
    earlier run wrote, and ``OSError`` where the disk refuses; in both cases it is as it was.
    """
    names = sorted(set(site) - {CHECKSUMS})
    count = processes or len(os.sched_getaffinity(0))
    with placed(target, names) as fresh:
        total = 0
        digests: dict[str, str] = {}
        for size, written in _written(site, names, fresh, count):
            total += size
            digests.update(written)
            if progress is not None:
                progress(len(digests), len(names))
        sums = listing(digests)
        (fresh / CHECKSUMS).write_bytes(sums)
    return total + len(sums)


def _written(
    site: Mapping[str, bytes], names: Sequence[str], folder: Path, processes: int
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the bytes of each batch when it is written, and the SHA-256 of its files by name."""
    batches = [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
    if processes == 1 or "fork" not in multiprocessing.get_all_start_methods():
        _adopt(site, folder)
        yield from map(_write_batch, batches)
        return
    # A forked process shares the site that was read; nothing of it travels.
    context = multiprocessing.get_context("fork")
    with context.Pool(processes, initializer=_adopt, initargs=(site, folder)) as pool:
        yield from pool.imap_unordered(_write_batch, batches)


_adopted: tuple[Mapping[str, bytes], Path] | None = None
"""What a process writes and where; set once, when it starts."""


def _adopt(site: Mapping[str, bytes], folder: Path) -> None:
    global _adopted  # noqa: PLW0603 - the one thing that a process of the pool is given
    _adopted = (site, folder)


def _write_batch(names: Iterable[str]) -> tuple[int, Mapping[str, str]]:
    if _adopted is None:
        raise RuntimeError("this process was given no site")
    site, folder = _adopted
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
