"""Writing a site to a folder: all of it or nothing, on every core, a page at a time.

The files are written beside the target and moved into its place when all of them are, as
:mod:`ascc_ld.building.output_folder` does it for a build.
"""

from __future__ import annotations

import gc
import hashlib
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from ascc_ld.building.output_folder import CHECKSUMS, errors_naming, listing, placed
from ascc_ld.site.editions_site import EditionsSite
from ascc_ld.site.feeds import listed, sitemaps
from ascc_ld.site.ledger import Kept, Ledger
from ascc_ld.site.names_index import Entry
from ascc_ld.site.processes import done_by
from ascc_ld.site.text_fragments import TextDirectives

__all__ = ["write_editions", "write_site"]

_FEWEST, _MOST = 16, 96
"""Files that a process is given at a time: many at first, since what lies together has much in
common, and few at last, so that all processes end together."""

_SHARE = 8
"""Which part of the files that are left is given at a time: an eighth."""

_COMMAND = "ascc-ld site"
"""What the folder is said to be written by, whichever of the two ways wrote it."""

_AHEAD = 4
"""Editions for each process that are begun before the first of them is kept."""

Progress = Callable[[int, int], None]

_Left = tuple[Kept, TextDirectives, Mapping[str, Sequence[Entry]], Mapping[str, bytes]]
"""What an edition leaves in the ledger."""


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


def write_editions(
    site: EditionsSite,
    target: Path,
    processes: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Write a site of many editions to the folder ``target`` and return the number of its files.

    Each process holds one edition at a time, and a few wait to be kept; what outlives them is on
    disk, beside the target.
    ``progress`` is told how many of how many parts are written: the editions, then what they share.
    For the rest see :func:`write_site`.
    """
    tell = progress or (lambda _, __: None)
    with placed(target, _COMMAND) as fresh:
        ledger = Ledger(fresh.with_name("ledger.sqlite"))
        try:
            with done_by(
                processes, partial(_write_edition, site, fresh), site.editions, _AHEAD
            ) as parts:
                for number, (slug, written, left) in enumerate(parts, 1):
                    ledger.keep(slug, *left)
                    ledger.note(written)
                    tell(number, len(site.editions))
            rest = site.rest(ledger)
            with done_by(processes, partial(_write, rest, fresh), _batches(list(rest))) as batches:
                count = 0
                for _, written in batches:
                    ledger.note(written)
                    count += len(written)
                    tell(count, len(rest))
            for name, content in site.names(ledger):
                ledger.note(_write_long(name, content, fresh))
            pages = listed(name for name, _ in ledger.files())
            for name, sitemap in sitemaps(site.shared.frame.about, pages):
                ledger.note(_write_long(name, (sitemap,), fresh))
            return _list_files(ledger, fresh / CHECKSUMS)
        finally:
            ledger.close()


def _list_files(ledger: Ledger, sums: Path) -> int:
    """Write the listing of all files, and return how many there are with it."""
    count = 1
    with errors_naming(sums), sums.open("wb") as file:
        for name, digest in ledger.files():
            file.write(listing({name: digest}))
            count += 1
    return count


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


def _write_long(name: str, parts: Iterable[bytes], folder: Path) -> Mapping[str, str]:
    """Write a file that is as long as the site, and return its SHA-256 by its name."""
    digest = hashlib.sha256()
    with errors_naming(folder / name), (folder / name).open("wb") as file:
        for part in parts:
            file.write(part)
            digest.update(part)
    return {name: digest.hexdigest()}


def _write_edition(
    site: EditionsSite, folder: Path, slug: str
) -> tuple[str, Mapping[str, str], _Left]:
    part = site.part(slug)
    _, digests = _write(part.files, folder, list(part.files))
    left = part.kept, part.directives, part.names, part.excerpts
    # The pages of a part point to each other in rings, which else wait until several have come.
    del part
    gc.collect()
    return slug, digests, left
