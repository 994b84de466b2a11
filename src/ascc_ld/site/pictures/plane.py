"""Points, rings and boxes of a plane whose y grows downwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot

Point = tuple[float, float]
# The corners of a polygon, the last of which is joined to the first.
Ring = tuple[Point, ...]

_SMALLEST = 0.5  # square units: what is smaller is not seen
_STEPS = 10  # a unit: a coast is drawn to a tenth
_LEAST_STEP = 10  # tenths of a unit, for what is shorter is not seen
_LEADING_ZERO = re.compile(r"(?<![0-9])0(?=\.)")


@dataclass(frozen=True)
class Box:
    """A rectangle with its sides along the axes."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def grown(self, by: float) -> Box:
        """Return the box with a border of ``by`` around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, other: Box) -> bool:
        """Return whether all of ``other`` is in the box."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def meets(self, other: Box) -> bool:
        """Return whether the boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def distance(self, other: Box) -> float:
        """Return how far apart the boxes are, 0 where they meet.

        >>> Box(0, 0, 1, 1).distance(Box(4, 5, 6, 6))
        5.0
        """
        return hypot(
            max(other.left - self.right, self.left - other.right, 0),
            max(other.top - self.bottom, self.top - other.bottom, 0),
        )

    def crossed(self, start: Point, end: Point) -> bool:
        """Return whether the straight line from ``start`` to ``end`` runs through the box.

        Y.-D. Liang and B. A. Barsky, A New Concept and Method for Line Clipping, ACM Transactions
        on Graphics 3 (1984), 1-22 (https://doi.org/10.1145/357332.357333).

        >>> Box(0, 0, 2, 2).crossed((-1, 1), (3, 1)), Box(0, 0, 2, 2).crossed((-1, 1), (1, 4))
        (True, False)
        """
        first, last = 0.0, 1.0
        sides = ((self.left, self.right), (self.top, self.bottom))
        for (low, high), begin, finish in zip(sides, start, end, strict=True):
            step = finish - begin
            if step == 0:
                if not low < begin < high:
                    return False
                continue
            entry, leaving = sorted(((low - begin) / step, (high - begin) / step))
            first, last = max(first, entry), min(last, leaving)
        return first < last


def around(points: Sequence[Point]) -> Box:
    """Return the smallest box that holds ``points``.

    Raises ``ValueError`` without points.
    """
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def clipped(ring: Ring, box: Box) -> Ring:
    """Return the part of a polygon that is in ``box``; none of it may be left.

    I. E. Sutherland and G. W. Hodgman, Reentrant Polygon Clipping, Communications of the ACM 17
    (1974), 32-42 (https://doi.org/10.1145/360767.360802): one edge of the box after the other.

    >>> clipped(((-2, 0), (2, 0), (2, 2), (-2, 2)), Box(0, 0, 9, 9))
    ((0, 0.0), (2, 0), (2, 2), (0, 2.0))
    """
    edges: tuple[tuple[int, float, Callable[[float], bool]], ...] = (
        (0, box.left, lambda value: value >= box.left),
        (0, box.right, lambda value: value <= box.right),
        (1, box.top, lambda value: value >= box.top),
        (1, box.bottom, lambda value: value <= box.bottom),
    )
    for axis, edge, inside in edges:
        ring = tuple(_beside(ring, axis, edge, inside))
    return ring


def _beside(ring: Ring, axis: int, edge: float, inside: Callable[[float], bool]) -> Iterator[Point]:
    """Yield the corners on one side of ``edge``, and where the ring crosses it."""
    for before, point in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        if inside(before[axis]) != inside(point[axis]):
            share = (edge - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            yield (edge, other) if axis == 0 else (other, edge)
        if inside(point[axis]):
            yield point


def outline(ring: Ring) -> str:
    """Return a ring as path data in relative steps of a tenth; nothing if it is too small to see.

    >>> outline(((0, 0), (10.04, 0), (10, 10), (10, 10.01)))
    'M0 0l10 0 0 10z'
    """
    if abs(_area(ring)) < _SMALLEST:
        return ""
    rounded = [(round(x * _STEPS), round(y * _STEPS)) for x, y in ring]
    x, y = rounded[0]
    start = f"M{x / _STEPS:g} {y / _STEPS:g}l"
    steps = []
    for next_x, next_y in rounded[1:]:
        if hypot(next_x - x, next_y - y) >= _LEAST_STEP:
            steps.append(f"{(next_x - x) / _STEPS:g} {(next_y - y) / _STEPS:g}")
            x, y = next_x, next_y
    return _LEADING_ZERO.sub("", f"{start}{' '.join(steps)}z".replace(" -", "-"))


def _area(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], *ring[:1]), strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs) / 2
