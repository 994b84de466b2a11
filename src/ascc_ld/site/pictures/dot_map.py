"""A map with a mark for each place, drawn on the land alone: no border is shown, so none is taken.

The projection is Lambert's azimuthal equal-area one, centred on the middle of the places.  Where
many places crowd, a second map shows them in detail, in a frame that lines join to its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import sqrt

from ascc_ld.site.pictures.lettering import room
from ascc_ld.site.pictures.marks import legend
from ascc_ld.site.pictures.placing import Placed, placed
from ascc_ld.site.pictures.plane import Box, Point, Ring, around, clipped, outline
from ascc_ld.site.pictures.projection import EqualArea, centred_on
from ascc_ld.site.pictures.svg import (
    WIDTHS,
    Element,
    Label,
    TextAlternative,
    element,
    link,
    picture,
    text,
)

LOOKS = ("dot", "hollow", "host")
"""How places look, in the order of the legend; one that is both of the first two is ``ringed``."""

_SIZES = {"narrow": 12.2, "wide": 12.0}  # of letters
_RADII = {"narrow": 2.8, "wide": 4.4}
_HIGHEST = 640.0
_TARGET = 12.0  # WCAG 2.2, success criterion 2.5.8: 24 by 24 CSS pixels
_BORDER = 0.08  # of the longer side of what is shown
_LEAST_SIDE = 1e-3  # radii of the sphere (some 6 km): a single place needs no map
_SHAPES = 0.62, 1.9  # the least and the greatest ratio of the width of a map to its height
_ALONE = 1.6  # the least ratio for a screen that shows one map
_BETWEEN = 26.0  # from a map to that of its detail
_OF_STAR = 1.7  # how much larger it is than a dot
_STAR = "M0-1 .24-.32.95-.31.38.12.59.81 0 .4-.59.81-.38.12-.95-.31-.24-.32z"  # around (0, 0)


@dataclass(frozen=True)
class Spot:
    """A place on the map: ``count`` bodies, called ``name`` at length, with a page at ``href``.

    ``look`` is one of :data:`LOOKS`, or ``ringed``.
    """

    longitude: float
    latitude: float
    label: Label
    name: str
    href: str
    count: int = 1
    look: str = "dot"

    @property
    def point(self) -> Point:
        """Longitude and latitude in degrees."""
        return self.longitude, self.latitude


@dataclass(frozen=True)
class Detail:
    """Spots that a map of their own shows on the finer ``land``, with its title."""

    spots: Sequence[Spot]
    label: Label
    land: tuple[Ring, ...]


@dataclass(frozen=True)
class DotMap:
    """What is drawn: spots on the rings of ``land``, the names of ``countries`` at their points.

    ``looks`` says what those of :data:`LOOKS` mean that occur.
    """

    spots: Sequence[Spot]
    land: tuple[Ring, ...]
    countries: Sequence[tuple[Label, Point]] = ()
    looks: Mapping[str, Label] = field(default_factory=dict)
    detail: Detail | None = None


@dataclass(frozen=True)
class _Sheet:
    """A part of the plane of a projection, ``shown`` in a ``box`` of the picture."""

    projection: EqualArea
    shown: Box
    box: Box

    @property
    def scale(self) -> float:
        """User units in a radius of the sphere."""
        return self.box.width / self.shown.width

    def __call__(self, point: Point) -> Point:
        """Return where a longitude and latitude are in the picture."""
        x, y = self.projection(point)
        return (
            self.box.left + (x - self.shown.left) * self.scale,
            self.box.top + (y - self.shown.top) * self.scale,
        )

    def area(self, of: _Sheet) -> Box:
        """Return about what another sheet shows, as a box on this one."""
        (x, y), seen = self((of.projection.longitude, of.projection.latitude)), of.shown
        return Box(
            x + seen.left * self.scale,
            y + seen.top * self.scale,
            x + seen.right * self.scale,
            y + seen.bottom * self.scale,
        )


def dot_map(alternative: TextAlternative, drawn: DotMap, size: str) -> str:
    """Return a map of the spots, and of those of the detail beside it, or below it on a phone.

    ``size`` is one of :data:`~ascc_ld.site.pictures.svg.WIDTHS`.  A name that has no room is left
    to the tooltip.  Raises ``ValueError`` without a spot.
    """
    detail = drawn.detail
    crowd = detail.spots if detail else ()
    if not (drawn.spots or crowd):
        raise ValueError("a map needs a spot")
    alone = size == "wide" and not crowd
    views = [_view([*drawn.spots, *crowd], _ALONE if alone else _SHAPES[0])]
    views += [_view(crowd, _SHAPES[0])] if crowd else []
    boxes = _boxes([view[1].width / view[1].height for view in views], size)
    sheets = [_Sheet(*view, box) for view, box in zip(views, boxes, strict=True)]
    main, last = sheets[0], sheets[-1]
    parts = [_land(main, drawn.land)]
    taken: list[Box] = []
    if detail:
        taken.append(main.area(last))
        parts += [_land(last, detail.land), *_joined(taken[0], last.box)]
        dots = (_symbol(spot, main(spot.point), size) for spot in crowd)
        parts.append(element("g", {"aria-hidden": "true"}, *dots))
    parts += _linked(main, drawn.spots, size, taken, drawn.countries)
    if detail:
        title, heading = _title(detail.label, last.box, size)
        parts += [title, *_linked(last, crowd, size, [heading])]
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    if len(drawn.looks) > 1:
        explained, taken_too = _legend(drawn.looks, size, right, bottom + _SIZES[size])
        parts += explained
        bottom += _SIZES[size] + taken_too
    return picture(alternative, right, bottom, *parts)


def _view(spots: Sequence[Spot], least: float) -> tuple[EqualArea, Box]:
    """Return the projection of a map of ``spots`` and the part of its plane that is shown.

    ``least`` is the least ratio of its width to its height.
    """
    projection = centred_on([spot.point for spot in spots])
    bounds = around([projection(spot.point) for spot in spots])
    side = max(bounds.width, bounds.height, _LEAST_SIDE)
    shown = bounds.grown(side * _BORDER)
    wider = max(shown.height * least - shown.width, 0) / 2
    higher = max(shown.width / _SHAPES[1] - shown.height, 0) / 2
    return projection, Box(
        shown.left - wider, shown.top - higher, shown.right + wider, shown.bottom + higher
    )


def _boxes(ratios: Sequence[float], size: str) -> list[Box]:
    """Return where maps of these ratios of width to height stand: below or beside each other."""
    if size == "narrow":
        top, boxes = 0.0, []
        for ratio in ratios:
            boxes.append(Box(0, top, WIDTHS[size], top + WIDTHS[size] / ratio))
            top = boxes[-1].bottom + _BETWEEN
        return boxes
    free = WIDTHS[size] - _BETWEEN * (len(ratios) - 1)
    height = min(free / sum(ratios), _HIGHEST)
    left, boxes = 0.0, []
    for ratio in ratios:
        boxes.append(Box(left, 0, left + height * ratio, height))
        left = boxes[-1].right + _BETWEEN
    return boxes


@lru_cache(maxsize=4)  # a map and its detail, in each width: alike in each language
def _land(sheet: _Sheet, land: tuple[Ring, ...]) -> Element:
    rings = (tuple(map(sheet, ring)) for ring in land)
    coast = "".join(outline(clipped(ring, sheet.box)) for ring in rings)
    return element("path", {"class": "land", "d": coast, "aria-hidden": "true"})


def _joined(window: Box, detail: Box) -> Iterator[Element]:
    """Yield the frames of a window and of its detail, and the lines between their corners."""
    ends = [
        (window.left, window.bottom, detail.left, detail.top),
        (window.right, window.bottom, detail.right, detail.top),
    ]
    if detail.left > window.right:
        ends = [
            (window.right, window.top, detail.left, detail.top),
            (window.right, window.bottom, detail.left, detail.bottom),
        ]
    for x1, y1, x2, y2 in ends:
        line = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        yield element("line", {"class": "zoom", "aria-hidden": "true", **line})
    for box in (window, detail):
        place = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
        yield element("rect", {"class": "frame", "aria-hidden": "true", **place})


def _title(label: Label, box: Box, size: str) -> tuple[Element, Box]:
    """Return the title of a detail in the corner of its ``box``, and the box that it takes."""
    letters = 1.15 * _SIZES[size]
    left, level = box.left + letters * 0.7, box.top + letters * 1.5
    title = text(label, {"class": "heading", "x": left, "y": level, "font-size": letters})
    right = left + 1.12 * room(label.text, letters)
    return title, Box(box.left, box.top, right, level + letters / 2)


def _linked(
    sheet: _Sheet,
    spots: Sequence[Spot],
    size: str,
    taken: Sequence[Box],
    countries: Sequence[tuple[Label, Point]] = (),
) -> Iterator[Element]:
    """Yield the names of countries and each spot with its name, where there is room."""
    points = [sheet(spot.point) for spot in spots]
    named = [
        (spot.label.text, point, _radius(spot, size))
        for spot, point in zip(spots, points, strict=True)
    ]
    areas = [(label.text, sheet(point)) for label, point in countries]
    places = placed(named, _SIZES[size], sheet.box, taken, areas)
    for number, (label, _) in enumerate(countries, start=len(spots)):
        if number in places:
            yield from _name(label, places[number], "country", size)
    for number, (spot, point) in enumerate(zip(spots, points, strict=True)):
        name = _name(spot.label, places[number], "place", size) if number in places else ()
        target = element("circle", {"class": "target", **_circle(point, _TARGET)})
        yield link(spot.href, spot.name, target, _symbol(spot, point, size), *name)


def _name(label: Label, at: Placed, kind: str, size: str) -> Iterator[Element]:
    """Yield a name, after the line that leads to it if it is not beside its dot."""
    if at.leader:
        (x1, y1), (x2, y2) = at.leader
        yield element("line", {"class": "leader", "x1": x1, "y1": y1, "x2": x2, "y2": y2})
    place = {"x": at.x, "y": at.y, "text-anchor": at.anchor, "font-size": _SIZES[size]}
    yield text(label, {"class": kind, **place})


def _radius(spot: Spot, size: str) -> float:
    """Return the radius of the mark of a spot: the area of a dot is as its count."""
    ring = _RADII[size] if spot.look == "ringed" else 0
    return _RADII[size] * (_OF_STAR if spot.look == "host" else sqrt(spot.count)) + ring


def _symbol(spot: Spot, point: Point, size: str) -> Element:
    radius = _radius(spot, size)
    if spot.look != "ringed":
        return _drawn(spot.look, point, radius)
    inner = _drawn("dot", point, radius - _RADII[size])
    return element("g", None, _drawn("hollow", point, radius), inner)


def _drawn(look: str, point: Point, radius: float) -> Element:
    """Return a mark of a ``look`` around a point."""
    if look != "host":
        return element("circle", {"class": look, **_circle(point, radius)})
    moved = f"translate({point[0]:.2f} {point[1]:.2f}) scale({radius:.2f})"
    return element("path", {"class": look, "d": _STAR, "transform": moved})


def _circle(point: Point, radius: float) -> Mapping[str, float]:
    return {"cx": point[0], "cy": point[1], "r": radius}


def _legend(
    looks: Mapping[str, Label], size: str, width: float, top: float
) -> tuple[list[Element], float]:
    kinds = list(looks)

    def symbol(kind: int, x: float, y: float, _: float) -> Element:
        larger = _OF_STAR if kinds[kind] == "host" else 1
        return _drawn(kinds[kind], (x, y), larger * _RADII[size])

    return legend(list(looks.values()), _SIZES[size], width, top, symbol)
