"""The site, measured against a build and against plain loops."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from comparison import Comparison, machine, table, write_results
from pairs import interleaved, printed, wall_clock

_HERE = Path(__file__).parent
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
    writing = (sys.executable, _HERE / "site_writing.py")
    for peer, claim in (
        ("loop", "by a plain loop over the same templates"),
        ("jinja2", "by Jinja2 alone, given every value"),
    ):
        yield Comparison(
            f"pages written by `ascc-ld site` / {claim}",
            interleaved(
                printed("pages_per_second", *writing, "ascc-ld"),
                printed("pages_per_second", *writing, peer),
                count=5,
            ),
            bound=1,
            unit="{:,.0f} pages/s",
            faster_is_more=True,
        )


def main() -> int:
    """Measure, write the table, and return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        rows, hold = table(comparisons(Path(folder)))
    told = f"Measured with jinja2 {version('jinja2')}, {machine()}."
    write_results("site", f"{rows}\n\n{told}\n")
    return int(not hold)


if __name__ == "__main__":
    sys.exit(main())
