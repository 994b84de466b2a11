"""A map with a dot for each place, drawn on the land alone: no border is shown, so none is taken.

The projection is Lambert's azimuthal equal-area one, centred on the middle of the places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from ascc_ld.site.pictures.placing import Placed, placed
from ascc_ld.site.pictures.plane import Box, Point, Ring, around, clipped, outline
from ascc_ld.site.pictures.projection import centred_on
from ascc_ld.site.pictures.svg import Element, Label, TextAlternative, element, link, picture, text

WIDTH = 360.0
# The sizes of letters in user units, on a phone and on a wide screen, where the map of the whole
# is shown at twice its size and that of a detail at four thirds.
SIZES = {"narrow": 12.2, "wide": 6.6}
DETAIL_SIZES = {"narrow": 12.2, "wide": 9.6}
_RADIUS = 2.8
_TARGET = 9.0
_BORDER = 0.12  # of the longer side of what is shown
_LEAST_SIDE = 1e-3  # radii of the sphere (some 6 km): a single place needs no map
_RIGHT_PART = 0.6  # of the width: a frame that reaches into it has its name at its right


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

    @property
    def radius(self) -> float:
        """The radius of a dot whose area is as its count."""
        return _RADIUS * sqrt(self.count)


@dataclass(frozen=True)
class Detail:
    """Spots that a map of their own shows: here they are dots in a frame that leads there."""

    spots: Sequence[Spot]
    label: Label
    name: str
    href: str


def dot_map(
    alternative: TextAlternative,
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
    drawn, sheet, coast = _drawn([spot.point for spot in everywhere], land)
    parts = [element("path", {"class": "land", "d": coast, "aria-hidden": "true"})]
    inset: Box | None = None
    if detail:
        inside = [(spot, drawn(spot.point)) for spot in detail.spots]
        inset = around([point for _, point in inside]).grown(3 * _RADIUS)
        parts += _framed(detail, inset, sheet, sizes)
        parts += (_dot(spot, point, hidden=True) for spot, point in inside)
    parts += _linked([(spot, drawn(spot.point)) for spot in spots], sheet, sizes, inset)
    return picture(alternative, kind, sheet.right, sheet.bottom, *parts)


def _drawn(
    points: Sequence[Point], land: Sequence[Ring]
) -> tuple[Callable[[Point], Point], Box, str]:
    """Return what draws a point on the sheet of a map of ``points``, its box, and its coasts."""
    projection = centred_on(points)
    bounds = around([projection(point) for point in points])
    side = max(bounds.right - bounds.left, bounds.bottom - bounds.top, _LEAST_SIDE)
    frame = bounds.grown(side * _BORDER)
    scale = WIDTH / (frame.right - frame.left)

    def drawn(point: Point) -> Point:
        x, y = projection(point)
        return (x - frame.left) * scale, (y - frame.top) * scale

    box = Box(0, 0, WIDTH, (frame.bottom - frame.top) * scale)
    rings = (tuple(map(drawn, ring)) for ring in land)
    coast = "".join(outline(clipped(ring, box.grown(4))) for ring in rings)
    return drawn, box, coast


def _framed(detail: Detail, box: Box, sheet: Box, sizes: Mapping[str, float]) -> Iterator[Element]:
    """Yield the frame of a detail, with its name above it."""
    at_right = box.right > sheet.right * _RIGHT_PART
    names = (
        text(
            detail.label,
            {
                "class": f"place on-{kind}",
                "font-size": size,
                "x": box.right if at_right else box.left,
                "y": box.top - 0.4 * size,
                "text-anchor": "end" if at_right else None,
            },
        )
        for kind, size in sizes.items()
    )
    sides = {"width": box.right - box.left, "height": box.bottom - box.top}
    area = element("rect", {"class": "frame", "x": box.left, "y": box.top, **sides})
    yield link(detail.href, detail.name, area, *names)


def _linked(
    spots: Sequence[tuple[Spot, Point]],
    sheet: Box,
    sizes: Mapping[str, float],
    inset: Box | None,
) -> Iterator[Element]:
    """Yield each spot with its name in each size, if there is room."""
    named = [(spot.label.text, point, spot.radius) for spot, point in spots]
    places = {
        kind: placed(named, size, sheet, (inset.grown(1.2 * size),) if inset else ())
        for kind, size in sizes.items()
    }
    for number, (spot, (x, y)) in enumerate(spots):
        names = (
            part
            for kind, size in sizes.items()
            if number in places[kind]
            for part in _name(spot.label, kind, size, places[kind][number])
        )
        target = element("circle", {"class": "target", "cx": x, "cy": y, "r": _TARGET})
        yield link(spot.href, spot.name, target, _dot(spot, (x, y)), *names)


def _name(label: Label, kind: str, size: float, at: Placed) -> Iterator[Element]:
    """Yield the name of a spot, after the line that leads to it if it is not beside its dot."""
    if at.leader:
        (x1, y1), (x2, y2) = at.leader
        ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        yield element("line", {"class": f"leader on-{kind}", **ends})
    place = {"x": at.x, "y": at.y, "text-anchor": at.anchor}
    yield text(label, {"class": f"place on-{kind}", "font-size": size, **place})


def _dot(spot: Spot, point: Point, *, hidden: bool = False) -> Element:
    circle = {"cx": point[0], "cy": point[1], "r": spot.radius}
    return element("circle", {"class": "dot", **circle, "aria-hidden": "true" if hidden else None})
