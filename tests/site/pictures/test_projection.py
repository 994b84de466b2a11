"""The projection is the equal-area one of Snyder's manual.

Expected values are those of the manual's numerical example and what equal area means.
"""

from __future__ import annotations

from math import pi, radians, sin

import pytest

from ascc_ld.site.pictures.projection import EqualArea, centred_on


def test_a_point_of_the_manual_is_where_the_manual_has_it() -> None:
    # R = 3, centre 40° N 100° W, point 20° S 100° E: x = -4.2339303, y = 4.0257775
    x, y = EqualArea(-100.0, 40.0)((100.0, -20.0))
    assert (3 * x, -3 * y) == pytest.approx((-4.2339303, 4.0257775), abs=1e-7)


def test_the_antipode_is_no_point_of_the_map() -> None:
    with pytest.raises(ValueError, match="antipode"):
        EqualArea(0.0, 0.0)((180.0, 0.0))


@pytest.mark.parametrize("south", [-40.0, 0.0, 35.0, 60.0])
def test_areas_keep_their_ratios(south: float) -> None:
    project = EqualArea(97.0, 19.0)
    east, side = 120.0, 1.0
    west, north = east - side, south + side
    corners = [project(p) for p in ((west, south), (east, south), (east, north), (west, north))]
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    flat = abs(sum(x * b - a * y for (x, y), (a, b) in pairs)) / 2
    sphere = radians(side) * (sin(radians(north)) - sin(radians(south)))
    assert flat == pytest.approx(sphere, rel=1e-3)
    assert sphere < 4 * pi


def test_it_is_centred_on_the_middle_of_the_points() -> None:
    assert centred_on([(66.0, -4.0), (127.4, 41.0), (100.0, 0.0)]) == EqualArea(97.0, 18.0)
