"""The land is where it is: points on land and at sea, read on any atlas."""

from __future__ import annotations

import pytest

from ascc_ld.site.pictures.land import asia
from ascc_ld.site.pictures.plane import Point


def on_land(point: Point, *, fine: bool) -> bool:
    """Tell by the even-odd rule: a way out of land crosses its coasts an odd number of times."""
    x, y = point
    crossings = 0
    for ring in asia(fine=fine):
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    "point",
    [(77.2, 28.6), (102.0, 15.0), (69.2, 41.3), (121.0, 17.0), (138.5, 36.0), (81.0, 7.5)],
    ids=["Delhi", "Thailand", "Tashkent", "Luzon", "Honshu", "Sri Lanka"],
)
def test_is_land(point: Point) -> None:
    assert on_land(point, fine=False)
    assert on_land(point, fine=True)


@pytest.mark.parametrize(
    "point",
    [(88.0, 15.0), (65.0, 15.0), (114.0, 14.0), (135.0, 40.0), (130.0, 15.0)],
    ids=["Bay of Bengal", "Arabian Sea", "South China Sea", "Sea of Japan", "Philippine Sea"],
)
def test_is_sea(point: Point) -> None:
    assert not on_land(point, fine=False)
    assert not on_land(point, fine=True)


def test_a_detail_has_finer_coasts() -> None:
    assert sum(map(len, asia(fine=True))) > 3 * sum(map(len, asia()))
