"""Measuring two commands in pairs, so that what else the machine does falls on both."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Comparison", "Pairs", "interleaved", "printed", "wall_clock"]

Measure = Callable[[], float]


@dataclass(frozen=True)
class Pairs:
    """What was measured of ours and of the peer, pair by pair."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios ours / peer of the pairs."""
        return statistics.median(o / p for o, p in zip(self.ours, self.peer, strict=True))

    @property
    def medians(self) -> tuple[float, float]:
        """The median of ours and that of the peer."""
        return statistics.median(self.ours), statistics.median(self.peer)


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


def interleaved(ours: Measure, peer: Measure, count: int) -> Pairs:
    """Measure ``count`` pairs after one that does not count; each side goes first in turn."""
    ours(), peer()
    measured: list[tuple[float, float]] = []
    for number in range(count):
        if number % 2:
            theirs = peer()
            measured.append((ours(), theirs))
        else:
            measured.append((ours(), peer()))
    return Pairs(tuple(o for o, _ in measured), tuple(p for _, p in measured))


def wall_clock(
    *command: str | Path, folder: Path | None = None, exit_codes: Container[int] = (0,)
) -> Measure:
    """Return what measures the seconds that the whole process of ``command`` takes.

    A run that ends with another code than ``exit_codes`` raises
    :class:`subprocess.CalledProcessError`.
    """

    def seconds() -> float:
        begun = time.perf_counter()
        finished = subprocess.run(command, cwd=folder, check=False, capture_output=True)
        taken = time.perf_counter() - begun
        if finished.returncode not in exit_codes:
            finished.check_returncode()
        return taken

    return seconds


def printed(key: str, *command: str | Path) -> Measure:
    """Return what runs ``command`` and takes ``key`` from the JSON object that it prints."""

    def value() -> float:
        finished = subprocess.run(command, check=True, capture_output=True)
        return float(json.loads(finished.stdout)[key])

    return value
