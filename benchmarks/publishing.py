"""The site, measured: against a build, against plain loops, and at 10, 100 and 1,000 editions."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from comparison import Comparison, machine, table, write_results
from pairs import interleaved, printed, wall_clock

_HERE = Path(__file__).parent
_PROGRAMS = Path(sys.executable).parent
_EDITIONS = (10, 100, 1000)
_MOST_GROWTH = 1.2
"""How much more an edition may cost among 1,000 than among 100, in seconds and in memory."""


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


def many_editions() -> tuple[str, bool]:
    """Return the table of sites of many editions, and whether time and memory grow as they may."""
    runs = [_measured(count) for count in _EDITIONS]
    alone = _measured(_EDITIONS[1], 1)
    rows = [
        "| editions | files | pages | time | for each edition more | peak memory of a process |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    for before, run in zip([None, *runs], runs, strict=False):
        more = f"{_more(before, run):.2f} s" if before else ""
        rows.append(
            f"| {run['editions']:,.0f} | {run['files']:,.0f} | {run['pages']:,.0f} "
            f"| {run['seconds']:,.0f} s | {more} | {run['peak_mebibytes']:.0f} MiB |"
        )
    ten, hundred, thousand = runs
    growth = _more(hundred, thousand) / _more(ten, hundred)
    memory = thousand["peak_mebibytes"] / hundred["peak_mebibytes"]
    speed = alone["seconds"] / hundred["seconds"]
    holds = growth <= _MOST_GROWTH and memory <= _MOST_GROWTH
    told = (
        f"An edition more among 1,000 takes {growth:.2f} times what it takes among 100 (asked "
        f"for: ≤ {_MOST_GROWTH:g}), memory {memory:.2f} times (≤ {_MOST_GROWTH:g}): "
        f"{'both hold' if holds else '**one does not hold**'}. "
        f"{hundred['processes']:.0f} processes write 100 editions {speed:.2f} times as fast as one."
    )
    return "\n".join((*rows, "", told)), holds


def _more(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    """Return the seconds that each edition more took."""
    seconds = after["seconds"] - before["seconds"]
    return seconds / (after["editions"] - before["editions"])


def _measured(editions: int, *processes: int) -> Mapping[str, float]:
    command = [sys.executable, str(_HERE / "many_editions.py"), *map(str, (editions, *processes))]
    finished = subprocess.run(command, check=True, capture_output=True)
    found: dict[str, float] = json.loads(finished.stdout)
    sys.stdout.write(f"{found}\n")
    sys.stdout.flush()
    return {**found, "editions": editions}


def main() -> int:
    """Measure, write the table, and return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        rows, hold = table(comparisons(Path(folder)))
    editions, grow = many_editions()
    told = f"Measured with jinja2 {version('jinja2')}, {machine()}."
    write_results("site", f"{rows}\n\n{editions}\n\n{told}\n")
    return int(not (hold and grow))


if __name__ == "__main__":
    sys.exit(main())
