"""Names stand where they cover nothing."""

from __future__ import annotations

from itertools import pairwise

from ascc_ld.site.pictures.lettering import room
from ascc_ld.site.pictures.placing import placed
from ascc_ld.site.pictures.plane import Box

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
