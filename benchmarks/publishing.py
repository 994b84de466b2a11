"""The site, measured against a build."""

from __future__ import annotations

import compileall
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import ascc_ld
from comparison import Comparison, machine, table, write_results
from pairs import interleaved, wall_clock

_PROGRAMS = Path(sys.executable).parent


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Measure one comparison after the other; ``folder`` takes what is written."""
    program = _PROGRAMS / "ascc-ld"
    yield Comparison(
        "`ascc-ld site` / `ascc-ld build`",
        interleaved(
            wall_clock(program, "site", "--quiet", folder / "public"),
            wall_clock(program, "build", "--quiet", "--out", folder / "dist"),
            count=5,
        ),
        bound=3,
    )


def main() -> int:
    """Measure, write the table, and return the exit code."""
    # As an installer does; see run.py.
    compileall.compile_dir(Path(ascc_ld.__file__).parent, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        rows, hold = table(comparisons(Path(folder)))
    told = f"Measured with jinja2 {version('jinja2')}, {machine()}."
    write_results("site", f"{rows}\n\n{told}\n")
    return int(not hold)


if __name__ == "__main__":
    sys.exit(main())
