"""Writing a site to a folder: all of it or nothing, a file at a time.

The files are written beside the target and moved into its place when all of them are, as
:mod:`ascc_ld.building.output_folder` does it for a build.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from ascc_ld.building.output_folder import CHECKSUMS, errors_naming, listing, placed

_COMMAND = "ascc-ld site"
"""What the folder is said to be written by."""

Progress = Callable[[int, int], None]


def write_site(
    site: Mapping[str, bytes],
    target: Path,
    progress: Progress | None = None,
    gate: Callable[[], object] | None = None,
) -> int:
    """Write every file of ``site`` to the folder ``target`` and return their bytes in sum.

    ``SHA256SUMS`` is written anew: it lists the whole site, but for the file that marks the folder
    as ours, which is not counted either.  ``progress`` is told how many of how many files are
    written.  ``gate`` raises where the site may not be published; it is asked before the first
    file is written.

    Raises what ``gate`` raises, :class:`~ascc_ld.building.output_folder.ForeignFiles` where
    ``target`` holds anything that an earlier run did not write, and ``OSError`` where the disk
    refuses; in each case ``target`` is as it was.
    """
    names = [name for name in site if name != CHECKSUMS]
    total = 0
    digests: dict[str, str] = {}
    with placed(target, _COMMAND) as fresh:
        gc.freeze()  # the graph stays until the end: no need to look through it again and again
        try:
            if gate is not None:
                gate()
            for folder in {(fresh / name).parent for name in names}:
                folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                content = site[name]
                _write(fresh / name, content)
                total += len(content)
                digests[name] = hashlib.sha256(content).hexdigest()
                if progress is not None:
                    progress(len(digests), len(names))
        finally:
            gc.unfreeze()
        sums = listing(digests)
        _write(fresh / CHECKSUMS, sums)
    return total + len(sums)


def _write(path: Path, content: bytes) -> None:
    with errors_naming(path):
        path.write_bytes(content)
