"""Dots stand where their places are, and none is lost."""

from __future__ import annotations

from math import hypot, pi

import pytest

from ascc_ld.site.pictures.dot_map import Detail, Spot, dot_map
from ascc_ld.site.pictures.plane import Ring
from ascc_ld.site.pictures.svg import Label
from drawn import ALTERNATIVE, HOSTILE, SVG, faults, links, number, of_class, read

SEOUL = Spot(127.0, 37.6, Label("Seoul"), "Seoul: the government", "seoul.html")
JAKARTA = Spot(106.8, -6.2, Label("Jakarta"), "Jakarta: two bodies", "jakarta.html", count=4)
CEBU = Spot(123.9, 10.3, Label("Cebu"), "Cebu: the city", "cebu.html")
LAND: tuple[Ring, ...] = (((60.0, -5.0), (120.0, -5.0), (120.0, 30.0), (60.0, 30.0)),)
DETAIL = Detail([CEBU], Label("Philippines"), "The Philippines in detail", "#detail")


def test_dots_stand_as_on_a_map_north_up() -> None:
    found = links(read(dot_map(ALTERNATIVE, [SEOUL, JAKARTA], LAND)))
    (seoul,) = of_class(found["Seoul: the government"], "dot")
    (jakarta,) = of_class(found["Jakarta: two bodies"], "dot")
    assert number(seoul, "cx") > number(jakarta, "cx")
    assert number(seoul, "cy") < number(jakarta, "cy")


def test_all_stand_on_the_sheet() -> None:
    root = read(dot_map(ALTERNATIVE, [SEOUL, JAKARTA], LAND, DETAIL))
    dots = of_class(root, "dot")
    assert len(dots) == 3
    for dot in dots:
        assert 0 < number(dot, "cx") < number(root, "width")
        assert 0 < number(dot, "cy") < number(root, "height")


def test_the_area_of_a_dot_is_as_its_count() -> None:
    root = read(dot_map(ALTERNATIVE, [SEOUL, JAKARTA], LAND))
    one, four = sorted(pi * number(dot, "r") ** 2 for dot in of_class(root, "dot"))
    assert four / one == pytest.approx(4)


def test_each_spot_leads_to_its_page_and_the_frame_to_the_detail() -> None:
    root = read(dot_map(ALTERNATIVE, [SEOUL, JAKARTA], LAND, DETAIL))
    assert {name: a.get("href") for name, a in links(root).items()} == {
        "Seoul: the government": "seoul.html",
        "Jakarta: two bodies": "jakarta.html",
        "The Philippines in detail": "#detail",
    }


def test_a_spot_of_the_detail_stands_in_its_frame_and_is_not_read_twice() -> None:
    root = read(dot_map(ALTERNATIVE, [SEOUL, JAKARTA], LAND, DETAIL))
    (frame,) = of_class(root, "frame")
    (dot,) = (dot for dot in of_class(root, "dot") if dot.get("aria-hidden") == "true")
    x, y = number(dot, "cx") - number(frame, "x"), number(dot, "cy") - number(frame, "y")
    assert 0 < x < number(frame, "width")
    assert 0 < y < number(frame, "height")


def test_names_are_set_for_phones_and_for_screens() -> None:
    root = read(dot_map(ALTERNATIVE, [SEOUL, JAKARTA], LAND))
    for size in ("on-narrow", "on-wide"):
        assert {part.text for part in of_class(root, size)} == {"Seoul", "Jakarta"}


def test_a_line_leads_to_a_name_that_is_not_beside_its_dot() -> None:
    close = Spot(127.3, 37.6, Label("Hanam"), "Hanam: the city", "hanam.html")
    root = read(dot_map(ALTERNATIVE, [SEOUL, close, JAKARTA], LAND))
    seoul, jakarta = (links(root)[spot.name] for spot in (SEOUL, JAKARTA))
    assert of_class(jakarta, "leader") == []
    (dot,) = of_class(seoul, "dot")
    (leader,) = (each for each in of_class(seoul, "leader") if "on-narrow" in each.get("class", ""))
    away = hypot(number(leader, "x1") - number(dot, "cx"), number(leader, "y1") - number(dot, "cy"))
    assert away == pytest.approx(number(dot, "r"), abs=0.02)


def test_letters_are_large_enough_on_a_phone() -> None:
    # 11 px where the picture has 328 px of a window of 360
    root = read(dot_map(ALTERNATIVE, [SEOUL, JAKARTA], LAND))
    scale = 328 / number(root, "width")
    assert all(number(part, "font-size") * scale > 11 for part in of_class(root, "on-narrow"))


def test_land_is_drawn_and_hidden_from_those_who_listen() -> None:
    (land,) = of_class(read(dot_map(ALTERNATIVE, [SEOUL, JAKARTA], LAND)), "land")
    assert land.get("d", "").startswith("M")
    assert land.get("aria-hidden") == "true"


def test_one_place_alone_is_a_map_too() -> None:
    root = read(dot_map(ALTERNATIVE, [SEOUL], LAND, is_detail=True))
    assert len(of_class(root, "dot")) == 1
    assert number(root, "height") > 0
    assert "picture-detail" in root.get("class", "")


def test_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a spot"):
        dot_map(ALTERNATIVE, [], LAND)


def test_hostile_names_are_escaped() -> None:
    evil = Spot(100, 10, Label(HOSTILE), HOSTILE, "x.html")
    root = read(dot_map(ALTERNATIVE, [evil, SEOUL], LAND, DETAIL))
    assert list(faults(root)) == []
    assert list(root.iter(f"{SVG}script")) == []
