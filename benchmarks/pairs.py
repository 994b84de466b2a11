"""Measuring two commands in pairs, so that what else the machine does falls on both."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

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
