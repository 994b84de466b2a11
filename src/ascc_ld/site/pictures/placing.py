"""Names next to points, so that none covers or seems to belong to another.

A name is next to its dot if no other dot is about as near.  Where there is no such place it
stands farther away, and a line leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, radians, sin

from ascc_ld.site.pictures.lettering import room
from ascc_ld.site.pictures.plane import Box, Point

_ASCENT, _DESCENT = 0.78, 0.22  # of the size, in common sans-serif fonts
_MIDDLE = 0.35  # of the size: how far the middle of letters is above their baseline
_GAP = 0.25  # of the size, between a dot and its name
_CLEAR = 0.25  # of the size, by which any other dot is farther away

# How long leaders are, in sizes of letters, and where they go, in degrees clockwise from the right.
_LENGTHS = tuple(0.5 * step for step in range(2, 17))
_DIRECTIONS = (0, 180, 30, -30, 150, -150, 60, -60, 120, -120, 90, -90)
_STEEP = 75  # degrees from which on a name stands above or below the end of its leader

Leader = tuple[Point, Point]


@dataclass(frozen=True)
class Placed:
    """Where a name stands: the point of its anchor on the baseline, and its ``text-anchor``.

    ``leader`` is the line from the dot to a name that is not next to it.
    """

    x: float
    y: float
    anchor: str | None
    leader: Leader | None = None


@dataclass(frozen=True)
class _Dot:
    """A dot with its name: ``box`` is the one around it."""

    name: str
    point: Point
    radius: float

    @property
    def box(self) -> Box:
        x, y = self.point
        return Box(x, y, x, y).grown(self.radius)


class _Sheet:
    """What stands on a sheet, and whether a name may stand there too."""

    def __init__(self, dots: Sequence[_Dot], size: float, sheet: Box, taken: Sequence[Box]) -> None:
        self._dots = [dot.box for dot in dots]
        self._size = size
        self._sheet = sheet
        self._taken = list(taken)
        self._leaders: list[Leader] = []

    def admits(self, dot: _Dot, at: Placed, box: Box) -> bool:
        """Return whether the name of ``dot`` can stand ``at`` a place, in ``box``."""
        if not self._sheet.holds(box) or any(map(box.meets, self._taken)):
            return False
        # Dots at one point are one to the eye.
        others = [other for other in self._dots if other != dot.box]
        apart = at.leader or not dot.radius  # the name of an area belongs to no dot
        away = self._size * _GAP if apart else box.distance(dot.box)
        if any(box.distance(other) < away + self._size * _CLEAR for other in others):
            return False
        if any(box.crossed(*leader) for leader in self._leaders):
            return False
        return at.leader is None or not (
            any(each.crossed(*at.leader) for each in (*others, *self._taken))
            or any(_meet(at.leader, leader) for leader in self._leaders)
        )

    def add(self, at: Placed, box: Box) -> None:
        """Keep the place of a name."""
        self._taken.append(box)
        if at.leader:
            self._leaders.append(at.leader)


def placed(
    named: Sequence[tuple[str, Point, float]],
    size: float,
    sheet: Box,
    taken: Sequence[Box] = (),
    areas: Sequence[tuple[str, Point]] = (),
) -> dict[int, Placed]:
    """Return where the names with room stand, by their places in ``named`` and then in ``areas``.

    ``named`` are a name, its point and the radius of the dot there; ``size`` is that of letters.
    ``areas`` are a name and a point near which it stands, such as those of countries.  Names stay
    on the ``sheet`` and off the boxes ``taken``.  The first come first, but those that need a
    leader come after all that do not, and areas last.
    """
    dots = [_Dot(*each) for each in named]
    room_left = _Sheet(dots, size, sheet, taken)
    found: dict[int, Placed] = {}
    wanted = [
        *((candidates, each) for candidates in (_beside, _led_to) for each in enumerate(dots)),
        *((_within, (len(dots) + n, _Dot(*each, 0.0))) for n, each in enumerate(areas)),
    ]
    for candidates, (number, dot) in wanted:
        if number not in found:
            for at, box in candidates(dot, size):
                if room_left.admits(dot, at, box):
                    found[number] = at
                    room_left.add(at, box)
                    break
    return found


def _beside(dot: _Dot, size: float) -> Iterator[tuple[Placed, Box]]:
    """Yield the places around a dot, the best first: right, left, above, below, the corners."""
    (x, y), gap = dot.point, dot.radius + _GAP * size
    level, above, below = y + _MIDDLE * size, y - gap, y + gap + _ASCENT * size
    for at in (
        Placed(x + gap, level, None),
        Placed(x - gap, level, "end"),
        Placed(x, above, "middle"),
        Placed(x, below, "middle"),
        Placed(x + gap / 2, above, None),
        Placed(x + gap / 2, below, None),
        Placed(x - gap / 2, above, "end"),
        Placed(x - gap / 2, below, "end"),
    ):
        yield at, _box(dot.name, at, size)


def _within(dot: _Dot, size: float) -> Iterator[tuple[Placed, Box]]:
    """Yield the places for the name of an area, the nearest to its point first."""
    (x, y), step = dot.point, 0.6 * size
    shifts = sorted(product(range(-3, 4), repeat=2), key=lambda s: (s[0] ** 2 + s[1] ** 2, s))
    for right, down in shifts:
        at = Placed(x + right * step, y + down * step + _MIDDLE * size, "middle")
        yield at, _box(dot.name, at, size)


def _led_to(dot: _Dot, size: float) -> Iterator[tuple[Placed, Box]]:
    """Yield the places at the ends of leaders, the shortest first."""
    x, y = dot.point
    for length in _LENGTHS:
        for direction in _DIRECTIONS:
            right, down = cos(radians(direction)), sin(radians(direction))
            far = dot.radius + length * size
            start = x + right * dot.radius, y + down * dot.radius
            end_x, end_y = x + right * far, y + down * far
            if abs(abs(direction) - 90) < 90 - _STEEP:
                baseline = end_y + (_ASCENT if down > 0 else -_DESCENT) * size
                at = Placed(end_x, baseline, "middle", (start, (end_x, end_y)))
            else:
                left = right < 0
                beyond = end_x + (-_GAP if left else _GAP) / 2 * size
                anchor = "end" if left else None
                at = Placed(beyond, end_y + _MIDDLE * size, anchor, (start, (end_x, end_y)))
            yield at, _box(dot.name, at, size)


def _box(name: str, at: Placed, size: float) -> Box:
    width = room(name, size)
    left = at.x - {None: 0.0, "end": width, "middle": width / 2}[at.anchor]
    return Box(left, at.y - _ASCENT * size, left + width, at.y + _DESCENT * size)


def _meet(one: Leader, other: Leader) -> bool:
    """Return whether two lines cross: each has the ends of the other on both of its sides."""

    def side(line: Leader, point: Point) -> float:
        (x, y), (end_x, end_y) = line
        return (end_x - x) * (point[1] - y) - (end_y - y) * (point[0] - x)

    return (
        side(one, other[0]) * side(one, other[1]) < 0
        and side(other, one[0]) * side(other, one[1]) < 0
    )
