"""The pages of ``ascc-ld serve`` under Lighthouse, in all four of its categories.

Usage: ``python benchmarks/lighthouse.py``.  Lighthouse measures as on a slow phone with a slow
line, which it simulates from what it saw; of several runs the median of each score counts.  Ends
with exit code 1 where a score is below what is asked for.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from comparison import machine, write_results
from programs import need

sys.path.append(str(Path(__file__).parents[1] / "tests"))

# The tests ask Lighthouse too, so what starts it and the server stands with them.
from server.running import command
from web.lighthouse import PAGES, lighthouse, lighthouse_version

ASKED_FOR = 95
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_HEAD = (
    "| page | performance | accessibility | best practices | SEO | asked for | holds | runs |\n"
    "|---|--:|--:|--:|--:|--:|---|--:|"
)


def median_scores(url: str) -> list[int]:
    """Return the median of each category's scores."""
    runs = [report.scores for report in lighthouse([url] * RUNS, *CATEGORIES, timed=True)]
    return [round(statistics.median(run[name] for run in runs)) for name in CATEGORIES]


def main() -> int:
    """Measure, write the table, and return the exit code."""
    need("lighthouse.py")
    rows, hold = [_HEAD], True
    with tempfile.TemporaryDirectory() as folder, command(Path(folder)) as served:
        for kind, path in PAGES.items():
            scores = median_scores(served.url + path)
            holds = min(scores) >= ASKED_FOR
            cells = " | ".join(map(str, scores))
            verdict = "yes" if holds else "**no**"
            rows.append(f"| {kind} | {cells} | ≥ {ASKED_FOR} | {verdict} | {RUNS} |")
            sys.stdout.write(f"{rows[-1]}\n")
            sys.stdout.flush()
            hold &= holds
    told = f"Measured with Lighthouse {lighthouse_version()}, {machine()}."
    write_results("lighthouse", f"{chr(10).join(rows)}\n\n{told}\n")
    return int(not hold)


if __name__ == "__main__":
    sys.exit(main())
