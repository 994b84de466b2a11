"""Names beside points, so that none covers another name or another point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ascc_ld.site.pictures.lettering import room
from ascc_ld.site.pictures.plane import Box, Point

__all__ = ["Placed", "placed"]

_ASCENT, _DESCENT = 0.78, 0.22  # of the size, in common sans-serif fonts


@dataclass(frozen=True)
class Placed:
    """Where a name stands: the point of its anchor on the baseline, and its ``text-anchor``."""

    x: float
    y: float
    anchor: str | None


def placed(
    named: Sequence[tuple[str, Point, float]], size: float, sheet: Box, taken: Sequence[Box] = ()
) -> dict[int, Placed]:
    """Return where the names with room stand, by their places in ``named``.

    ``named`` are a name, its point and the radius of the dot there; ``size`` is that of letters.
    Names stay on the ``sheet`` and off the boxes ``taken``.  The first come first.
    """
    dots = [Box(x, y, x, y).grown(radius) for _, (x, y), radius in named]
    names: list[Box] = []
    found: dict[int, Placed] = {}
    for number, (name, point, radius) in enumerate(named):
        others = [dot for place, dot in enumerate(dots) if place != number]
        for candidate, box in _candidates(name, point, radius, size):
            if sheet.holds(box) and not any(map(box.meets, (*others, *names, *taken))):
                found[number] = candidate
                names.append(box)
                break
    return found


def _candidates(
    name: str, point: Point, radius: float, size: float
) -> Iterator[tuple[Placed, Box]]:
    """Yield the places around a dot, the best first: right, left, above, below, the corners."""
    (x, y), gap, width = point, radius + 0.25 * size, room(name, size)
    level, above, below = y + 0.35 * size, y - gap, y + gap + _ASCENT * size
    for left, baseline, anchor in (
        (x + gap, level, None),
        (x - gap - width, level, "end"),
        (x - width / 2, above, "middle"),
        (x - width / 2, below, "middle"),
        (x + gap / 2, above, None),
        (x + gap / 2, below, None),
        (x - gap / 2 - width, above, "end"),
        (x - gap / 2 - width, below, "end"),
    ):
        box = Box(left, baseline - _ASCENT * size, left + width, baseline + _DESCENT * size)
        at = {None: left, "end": left + width, "middle": x}[anchor]
        yield Placed(at, baseline, anchor), box
