"""Names stand where they cover nothing."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from random import Random

import pytest

from ascc_ld.site.pictures.lettering import room
from ascc_ld.site.pictures.placing import placed
from ascc_ld.site.pictures.plane import Box
from looped import looped

SHEET = Box(0, 0, 200, 100)


def test_a_name_stands_at_the_right_of_its_dot() -> None:
    at = placed([("Palu", (50, 50), 3)], 12, SHEET)[0]
    assert at.anchor is None
    assert at.x > 53


def test_at_the_edge_it_stands_at_the_left() -> None:
    at = placed([("Palu", (195, 50), 3)], 12, SHEET)[0]
    assert at.anchor == "end"
    assert at.x < 192


def test_two_at_one_place_keep_apart() -> None:
    found = placed([("Cebu City", (100, 50), 3), ("Mandaue", (103, 50), 3)], 12, SHEET)
    assert len({(at.anchor, round(at.y)) for at in found.values()}) == 2


def test_a_name_without_room_is_left_out() -> None:
    crowd = [(f"City {number}", (100, 50), 3) for number in range(40)]
    found = placed(crowd, 12, SHEET)
    assert 0 in found
    assert len(found) < 40


def test_names_keep_off_what_is_taken_and_on_the_sheet() -> None:
    assert placed([("Palu", (50, 50), 3)], 12, SHEET, [SHEET]) == {}
    assert placed([("A name longer than the sheet is wide", (50, 50), 3)], 12, SHEET) == {}


def test_names_in_a_column_do_not_touch() -> None:
    column = [(f"City {number}", (10.0, 10.0 + 16 * number), 2.0) for number in range(5)]
    found = placed(column, 12, SHEET)
    lines = [found[number].y for number in range(5)]
    assert all(below - above >= 12 for above, below in pairwise(lines))
    assert room("City 1", 12) > 20


def crowded(seed: int) -> list[tuple[str, tuple[float, float], float]]:
    """Return twelve names with dots in one part of the sheet, some of which touch."""
    chance = Random(seed)
    return [
        (
            f"City {'abcdefghijkl'[: chance.randint(0, 12)]}",
            (chance.uniform(80, 120), chance.uniform(30, 70)),
            chance.choice((2.8, 4.0)),
        )
        for _ in range(12)
    ]


def boxes(named: list[tuple[str, tuple[float, float], float]], size: float) -> dict[int, Box]:
    """Return what the placed names cover, by SVG's rules for ``text-anchor``."""
    found = {}
    for number, at in placed(named, size, SHEET).items():
        width = room(named[number][0], size)
        left = at.x - {None: 0.0, "middle": width / 2, "end": width}[at.anchor]
        found[number] = Box(left, at.y - 0.78 * size, left + width, at.y + 0.22 * size)
    return found


@pytest.mark.parametrize("size", [6.6, 9.6, 12.2])
@looped("seed", range(40))
def test_a_name_is_nearest_to_its_own_dot_or_a_line_leads_to_it(seed: int, size: float) -> None:
    named = crowded(seed)
    dots = [Box(x, y, x, y).grown(radius) for _, (x, y), radius in named]
    at = placed(named, size, SHEET)
    for number, box in boxes(named, size).items():
        others = [box.distance(dot) for place, dot in enumerate(dots) if place != number]
        if at[number].leader is None:
            assert box.distance(dots[number]) < min(others)
        else:
            assert min(others) > 0


@pytest.mark.parametrize("size", [6.6, 12.2])
@looped("seed", range(40))
def test_a_line_leads_from_its_dot_to_its_name_and_through_nothing(seed: int, size: float) -> None:
    named, covered = crowded(seed), boxes(crowded(seed), size)
    for number, at in placed(named, size, SHEET).items():
        if at.leader is None:
            continue
        (x, y), (end_x, end_y) = at.leader
        _, (dot_x, dot_y), radius = named[number]
        assert hypot(x - dot_x, y - dot_y) == pytest.approx(radius)
        assert Box(end_x, end_y, end_x, end_y).distance(covered[number]) < 0.5 * size
        for other, box in covered.items():
            assert not box.grown(-0.01).crossed(*at.leader), f"{number} through {other}"
        for place, (_, (other_x, other_y), other_radius) in enumerate(named):
            dot = Box(other_x, other_y, other_x, other_y).grown(other_radius)
            assert place == number or not dot.crossed(*at.leader)


def test_beside_a_dot_needs_no_line() -> None:
    assert placed([("Palu", (50, 50), 3)], 12, SHEET)[0].leader is None
