"""The land of Asia: rings of longitude and latitude, and the part of a ring in a box.

The file is TopoJSON (https://github.com/topojson/topojson-specification), of polygons whose arcs
are whole rings: where it comes from stands in ``README.md`` beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate

from ascc_ld.site.pictures.projection import Point

__all__ = ["Box", "Ring", "asia", "clipped"]

Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Box:
    """A rectangle of a plane; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        """Return the box with a border of ``by`` around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, point: Point) -> bool:
        """Return whether ``point`` is in the box or on its edge."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


@cache
def asia() -> tuple[Ring, ...]:
    """Return the rings of the land, holes too, in degrees; the last point is not the first."""
    file = resources.files("ascc_ld.site.pictures") / "asia-land.topojson"
    topology = json.loads(file.read_text(encoding="utf-8"))
    (east, north), (width, height) = (
        topology["transform"]["translate"],
        topology["transform"]["scale"],
    )
    rings = []
    for arc in topology["arcs"]:
        xs, ys = (tuple(accumulate(deltas)) for deltas in zip(*arc, strict=True))
        degrees = zip(xs, ys, strict=True)
        rings.append(tuple((east + x * width, north + y * height) for x, y in degrees)[:-1])
    return tuple(rings)


def clipped(ring: Ring, box: Box) -> Ring:
    """Return the part of a polygon that is in ``box``; none of it may be left.

    I. E. Sutherland and G. W. Hodgman, Reentrant Polygon Clipping, Communications of the ACM 17
    (1974), 32-42 (https://doi.org/10.1145/360767.360802): one edge of the box after the other.
    """
    for axis, edge, inside in (
        (0, box.left, lambda value: value >= box.left),
        (0, box.right, lambda value: value <= box.right),
        (1, box.top, lambda value: value >= box.top),
        (1, box.bottom, lambda value: value <= box.bottom),
    ):
        ring = tuple(_beside(ring, axis, edge, inside))
    return ring


def _beside(ring: Ring, axis: int, edge: float, inside: Callable[[float], bool]) -> Iterator[Point]:
    for before, point in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        if inside(before[axis]) != inside(point[axis]):
            share = (edge - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            yield (edge, other) if axis == 0 else (other, edge)
        if inside(point[axis]):
            yield point
