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
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ascc_ld.export.place import CHECKSUMS, listing, placed
from ascc_ld.site.editions_site import EditionsSite
from ascc_ld.site.feeds import sitemaps
from ascc_ld.site.ledger import Kept, Ledger
from ascc_ld.site.page import NOT_FOUND

__all__ = ["write_editions", "write_site"]

_BATCH = 24
"""Files that a process is given at a time: few, so that all processes end together."""

Given = TypeVar("Given")
Result = TypeVar("Result")
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
    ``SHA256SUMS`` is written anew: it lists the whole site.  ``progress`` is told how many of how
    many files are written.  ``gate`` raises where the site may not be published; it is asked while
    the first files are on their way to a place that nobody sees.

    Raises what ``gate`` raises, :class:`~ascc_ld.export.place.ForeignFiles` where ``target`` holds
    anything that no earlier run wrote, and ``OSError`` where the disk refuses; in each case
    ``target`` is as it was.
    """
    names = [name for name in site if name != CHECKSUMS]
    with placed(target, names) as fresh:
        total = 0
        digests: dict[str, str] = {}
        with _done(partial(_write, site, fresh), _batches(names), processes) as batches:
            if gate is not None:
                gate()
            for size, found in batches:
                total += size
                digests.update(found)
                if progress is not None:
                    progress(len(digests), len(names))
        sums = listing(digests)
        (fresh / CHECKSUMS).write_bytes(sums)
    return total + len(sums)


def write_editions(
    site: EditionsSite,
    target: Path,
    processes: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Write a site of many editions to the folder ``target`` and return the number of its files.

    Each process holds one edition at a time; what outlives it is kept on disk, beside the target.
    ``progress`` is told how many of how many parts are written: the editions, then what they share.
    For the rest see :func:`write_site`.
    """
    tell = progress or (lambda _, __: None)
    # A later run knows the folder for its own by the names of what editions share.
    with placed(target, site.shared.writers.keys()) as fresh:
        ledger = Ledger(fresh.with_name("ledger.sqlite"))
        try:
            with _done(partial(_write_part, site, fresh), site.editions, processes) as parts:
                for number, (slug, written, kept, excerpts) in enumerate(parts, 1):
                    ledger.keep(slug, kept, excerpts)
                    ledger.note(written)
                    tell(number, len(site.editions))
            rest = site.rest(ledger)
            with _done(partial(_write, rest, fresh), _batches(list(rest)), processes) as batches:
                for number, (_, written) in enumerate(batches, 1):
                    ledger.note(written)
                    tell(min(number * _BATCH, len(rest)), len(rest))
            pages = (n for n, _ in ledger.files() if n.endswith(".html"))
            listed = (name for name in pages if name != f"{NOT_FOUND}.html")
            for name, content in sitemaps(site.shared.frame.about, listed):
                ledger.note(_write({name: content}, fresh, [name])[1])
            return _list_files(ledger, fresh / CHECKSUMS)
        finally:
            ledger.close()


def _list_files(ledger: Ledger, sums: Path) -> int:
    """Write the listing of all files, and return how many there are with it."""
    count = 1
    with sums.open("wb") as file:
        for name, digest in ledger.files():
            file.write(listing({name: digest}))
            count += 1
    return count


def _batches(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]


@contextmanager
def _done(
    job: Callable[[Given], Result], tasks: Iterable[Given], processes: int | None
) -> Iterator[Iterable[Result]]:
    """Give the results of ``job`` in their order; processes begin before the first is asked for."""
    count = processes or len(os.sched_getaffinity(0))
    if count == 1:
        yield map(job, tasks)
        return
    pool = ProcessPoolExecutor(count, _start_method(), _begin, (job,))
    try:
        yield pool.map(_do, tasks)
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


_job: list[Callable[[Any], Any]] = []
"""What this process does with each task, since it was begun."""


def _begin(job: Callable[[Any], Any]) -> None:
    _job.append(job)
    # An interrupt goes to all processes of a terminal; the one that began them ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What there is by now stays: no collection need look at it, nor make a fork copy it.  Pages
    # are made of what goes away by itself, so that looking for rings of it is worth little.
    gc.freeze()
    gc.set_threshold(100_000)


def _do(task: Any) -> Any:
    return _job[0](task)


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
        (folder / name).write_bytes(content)
        size += len(content)
        digests[name] = hashlib.sha256(content).hexdigest()
    return size, digests


def _write_part(
    site: EditionsSite, folder: Path, slug: str
) -> tuple[str, Mapping[str, str], Kept, Mapping[str, bytes]]:
    part = site.part(slug)
    _, digests = _write(part.files, folder, list(part.files))
    return slug, digests, part.kept, part.excerpts
