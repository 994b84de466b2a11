"""A map with a dot for each place, drawn on the land alone: no border is shown, so none is taken.

The projection is Lambert's azimuthal equal-area one, centred on the middle of the places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from ascc_ld.site.pictures.land import Box, Ring, clipped
from ascc_ld.site.pictures.placing import Placed, placed
from ascc_ld.site.pictures.projection import Point, centred_on
from ascc_ld.site.pictures.svg import Alternative, Element, Label, element, link, picture, text

__all__ = ["Detail", "Spot", "dot_map"]

WIDTH = 360.0
# The sizes of letters in user units, on a phone and on a wide screen, where the map of the whole
# is shown at twice its size and that of a detail at four thirds.
SIZES = {"narrow": 12.0, "wide": 6.6}
DETAIL_SIZES = {"narrow": 12.0, "wide": 9.6}
_RADIUS = 2.8
_TARGET = 9.0
_BORDER = 0.12  # of the wider side of what is shown
_SMALLEST_RING = 0.5  # square units
_LEAST_SIDE = 1e-3  # radii of the sphere (some 6 km): a single place is no map
_PIXEL = 10.0  # a coast is drawn to a tenth of a unit
_LEADING_ZERO = re.compile(r"(?<![0-9])0(?=\.)")


@dataclass(frozen=True)
class Spot:
    """A place on the map: ``count`` bodies, called ``name`` at length, with a page at ``href``."""

    longitude: float
    latitude: float
    label: Label
    name: str
    href: str
    count: int = 1

    @property
    def point(self) -> Point:
        """Longitude and latitude in degrees."""
        return self.longitude, self.latitude


@dataclass(frozen=True)
class Detail:
    """Spots that a map of their own shows: here they are dots in a frame that leads there."""

    spots: Sequence[Spot]
    label: Label
    name: str
    href: str


def dot_map(
    alternative: Alternative,
    spots: Sequence[Spot],
    land: Sequence[Ring],
    detail: Detail | None = None,
    *,
    is_detail: bool = False,
) -> str:
    """Return a map of ``spots``, and of those of ``detail``, on the rings of the ``land``.

    A name that has no room is left to the tooltip.  A map that is itself a detail is shown
    smaller than the one that leads to it.  Raises ``ValueError`` without a spot.
    """
    kind, sizes = ("detail", DETAIL_SIZES) if is_detail else ("map", SIZES)
    everywhere = [*spots, *(detail.spots if detail else ())]
    if not everywhere:
        raise ValueError("a map needs a spot")
    projection = centred_on(spot.point for spot in everywhere)
    flat = [projection(spot.point) for spot in everywhere]
    frame = _frame(flat)
    scale = WIDTH / (frame.right - frame.left)

    def moved(point: Point) -> Point:
        return (point[0] - frame.left) * scale, (point[1] - frame.top) * scale

    height = (frame.bottom - frame.top) * scale
    sheet = Box(0, 0, WIDTH, height)
    rings = ([moved(projection(point)) for point in ring] for ring in land)
    places = [moved(point) for point in flat]
    parts = [_land(rings, sheet)]
    inset: Box | None = None
    if detail:
        inside = places[len(spots) :]
        inset = _around(inside)
        parts += _inset(detail, inside, inset, sheet, sizes)
    parts += _spots(spots, places[: len(spots)], sheet, inset, sizes)
    return picture(alternative, kind, WIDTH, height, *parts)


def _frame(points: Sequence[Point]) -> Box:
    bounds = _bounds(points)
    side = max(bounds.right - bounds.left, bounds.bottom - bounds.top, _LEAST_SIDE)
    return bounds.grown(side * _BORDER)


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _around(points: Sequence[Point]) -> Box:
    return _bounds(points).grown(3 * _RADIUS)


def _land(rings: Iterator[list[Point]], sheet: Box) -> Element:
    drawn = (_outline(clipped(tuple(ring), sheet.grown(4))) for ring in rings)
    path = "".join(drawn)
    return element("path", {"class": "land", "d": path, "aria-hidden": "true"})


def _outline(ring: Ring) -> str:
    """Return a ring as a path in relative steps of a tenth; nothing if it is too small to see."""
    if len(ring) < 3 or abs(_area(ring)) < _SMALLEST_RING:  # noqa: PLR2004 - a polygon
        return ""
    steps = [(round(x * _PIXEL), round(y * _PIXEL)) for x, y in ring]
    steps = [step for step, before in zip(steps, [None, *steps], strict=False) if step != before]
    (x, y), *others = steps
    path = f"M{x / _PIXEL:g} {y / _PIXEL:g}l"
    deltas = []
    for next_x, next_y in others:
        deltas.append(f"{(next_x - x) / _PIXEL:g} {(next_y - y) / _PIXEL:g}")
        x, y = next_x, next_y
    return _LEADING_ZERO.sub("", f"{path}{' '.join(deltas)}z".replace(" -", "-"))


def _area(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs) / 2


def _inset(
    detail: Detail, points: Sequence[Point], box: Box, sheet: Box, sizes: Mapping[str, float]
) -> Iterator[Element]:
    dots = (
        _dot(point, spot.count, hidden=True)
        for spot, point in zip(detail.spots, points, strict=True)
    )
    corner = {"x": box.left, "y": box.top}
    area = {**corner, "width": box.right - box.left, "height": box.bottom - box.top}
    at_right = box.right > sheet.right * 0.6
    names = (
        text(
            detail.label,
            {
                "class": f"place on-{kind}",
                "font-size": size,
                "x": box.right if at_right else box.left,
                "y": box.top - 0.4 * size,
                "text-anchor": "end" if at_right else None,
                "aria-hidden": "true" if kind == "wide" else None,
            },
        )
        for kind, size in sizes.items()
    )
    yield link(detail.href, detail.name, element("rect", {"class": "frame", **area}), *names)
    yield from dots


def _spots(
    spots: Sequence[Spot],
    points: Sequence[Point],
    sheet: Box,
    inset: Box | None,
    sizes: Mapping[str, float],
) -> Iterator[Element]:
    labels = {
        kind: placed(
            [
                (spot.label.text, point, _radius(spot.count))
                for spot, point in zip(spots, points, strict=True)
            ],
            size,
            sheet,
            (inset.grown(1.2 * size),) if inset else (),
        )
        for kind, size in sizes.items()
    }
    for number, (spot, point) in enumerate(zip(spots, points, strict=True)):
        names = (
            _name(spot.label, kind, size, labels[kind][number])
            for kind, size in sizes.items()
            if number in labels[kind]
        )
        target = {"cx": point[0], "cy": point[1], "r": _TARGET}
        yield link(
            spot.href,
            spot.name,
            element("circle", {"class": "target", **target}),
            _dot(point, spot.count),
            *names,
        )


def _name(label: Label, kind: str, size: float, at: Placed) -> Element:
    attributes = {"class": f"place on-{kind}", "font-size": size, "x": at.x, "y": at.y}
    return text(label, {**attributes, "text-anchor": at.anchor})


def _radius(count: int) -> float:
    """Return the radius of a dot whose area is as its count."""
    return _RADIUS * sqrt(count)


def _dot(point: Point, count: int, *, hidden: bool = False) -> Element:
    circle = {"cx": point[0], "cy": point[1], "r": _radius(count)}
    return element("circle", {"class": "dot", **circle, "aria-hidden": "true" if hidden else None})
