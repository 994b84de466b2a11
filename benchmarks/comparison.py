"""A claim about a ratio, and the table of ``README.md`` that says whether it holds."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pairs import Pairs

_README = Path(__file__).parent / "README.md"
_HEAD = (
    "| comparison, ours / peer | ours | peer | ratio | asked for | holds | pairs |\n"
    "|---|--:|--:|--:|--:|---|--:|"
)


@dataclass(frozen=True)
class Comparison:
    """A claim about a ratio ours / peer, and what was measured; ``unit`` formats both sides."""

    claim: str
    pairs: Pairs
    bound: float
    unit: str = "{:.2f} s"
    faster_is_more: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether the ratio keeps to its bound."""
        ratio = self.pairs.ratio
        return ratio >= self.bound if self.faster_is_more else ratio <= self.bound

    def row(self) -> str:
        """Return the row of the table."""
        ours, peer = map(self.unit.format, self.pairs.medians)
        bound = f"{'≥' if self.faster_is_more else '≤'} {self.bound:g}"
        verdict = "yes" if self.holds else "**no**"
        count = len(self.pairs.ours)
        return (
            f"| {self.claim} | {ours} | {peer} | {self.pairs.ratio:.2f} | {bound} | {verdict} "
            f"| {count} |"
        )


def table(comparisons: Iterable[Comparison]) -> tuple[str, bool]:
    """Return the table of ``comparisons`` and whether all hold; each row is shown as it comes."""
    rows, hold = [_HEAD], True
    for comparison in comparisons:
        rows.append(comparison.row())
        hold &= comparison.holds
        sys.stdout.write(f"{rows[-1]}\n")
        sys.stdout.flush()
    return "\n".join(rows), hold


def write_results(part: str, results: str) -> None:
    """Put ``results`` between the comments of ``README.md`` that enclose ``part``."""
    readme = _README.read_text(encoding="utf-8")
    start, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    enclosed = re.compile(f"(?<={start}).*?(?={end})", re.DOTALL)
    _README.write_text(enclosed.sub(lambda _: results, readme), encoding="utf-8")


def machine() -> str:
    """Return the version of Python, the cores and the memory."""
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    return f"Python {platform.python_version()} on {cores} cores and {gibibytes:.0f} GiB of memory"
