"""Projects with many editions: copies of one declaration, each with a year of its own.

Years are as long as that of the declaration, so that every offset holds.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

_COPIED = ("data", "ontology", "queries", "shapes")
_FIRST = 2024


def project_of_copies(root: Path, folder: Path, editions: int) -> Path:
    """Copy the project in ``root`` to ``folder``, with ``editions`` editions; return ``folder``."""
    for part in _COPIED:
        shutil.copytree(root / part, folder / part)
    original = folder / "data" / str(_FIRST)
    for year in range(_FIRST + 1, _FIRST + editions):
        copy = shutil.copytree(original, folder / "data" / str(year))
        text = (original / "declaration.txt").read_bytes()
        for file in copy.iterdir():
            file.write_bytes(_moved(file.read_bytes(), year))
        settings = copy / "edition.toml"
        sums = [hashlib.sha256(each).hexdigest() for each in (text, _moved(text, year))]
        pinned = settings.read_text("utf-8").replace(
            _moved(sums[0].encode(), year).decode(), sums[1]
        )
        settings.write_text(pinned, "utf-8")
    return folder


def _moved(content: bytes, year: int) -> bytes:
    return content.replace(str(_FIRST).encode(), str(year).encode())
