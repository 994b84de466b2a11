"""Marks stand where their places are, and none is lost."""

from __future__ import annotations

from dataclasses import replace
from math import hypot, pi
from xml.etree import ElementTree as ET

import pytest

from ascc_ld.site.pictures.dot_map import LOOKS, Detail, DotMap, Spot, dot_map
from ascc_ld.site.pictures.plane import Ring
from ascc_ld.site.pictures.svg import WIDTHS, Label
from drawn import ALTERNATIVE, HOSTILE, SVG, faults, links, number, of_class, read

SEOUL = Spot(127.0, 37.6, Label("Seoul"), "Seoul: the government", "seoul.html")
JAKARTA = Spot(106.8, -6.2, Label("Jakarta"), "Jakarta: two bodies", "jakarta.html", count=4)
CEBU = Spot(123.9, 10.3, Label("Cebu"), "Cebu: the city", "cebu.html")
DAVAO = Spot(125.6, 7.1, Label("Davao"), "Davao: the city", "davao.html")
LAND: tuple[Ring, ...] = (((60.0, -5.0), (126.0, -5.0), (126.0, 30.0), (60.0, 30.0)),)
COAST: tuple[Ring, ...] = (((123.0, 9.0), (124.5, 9.0), (124.5, 11.0), (123.0, 11.0)),)
DETAIL = Detail([CEBU, DAVAO], Label("Philippines"), COAST)
TWO = DotMap([SEOUL, JAKARTA], LAND)
WITH_DETAIL = replace(TWO, detail=DETAIL)

each_size = pytest.mark.parametrize("size", WIDTHS)


def drawn(of: DotMap = TWO, size: str = "wide") -> ET.Element:
    return read(dot_map(ALTERNATIVE, of, size))


def test_dots_stand_as_on_a_map_north_up() -> None:
    found = links(drawn())
    (seoul,) = of_class(found["Seoul: the government"], "dot")
    (jakarta,) = of_class(found["Jakarta: two bodies"], "dot")
    assert number(seoul, "cx") > number(jakarta, "cx")
    assert number(seoul, "cy") < number(jakarta, "cy")


@each_size
def test_all_stand_on_the_sheet(size: str) -> None:
    root = drawn(WITH_DETAIL, size)
    assert number(root, "width") <= WIDTHS[size]
    dots = of_class(root, "dot")
    assert len(dots) == 6
    for dot in dots:
        assert 0 < number(dot, "cx") < number(root, "width")
        assert 0 < number(dot, "cy") < number(root, "height")


def test_the_area_of_a_dot_is_as_its_count() -> None:
    one, four = sorted(pi * number(dot, "r") ** 2 for dot in of_class(drawn(), "dot"))
    assert four / one == pytest.approx(4, rel=1e-2)


@each_size
def test_each_spot_leads_to_its_page(size: str) -> None:
    found = links(drawn(WITH_DETAIL, size))
    spots = (SEOUL, JAKARTA, CEBU, DAVAO)
    assert {name: a.get("href") for name, a in found.items()} == {s.name: s.href for s in spots}


def box(part: ET.Element) -> tuple[float, float, float, float]:
    left, top = number(part, "x"), number(part, "y")
    return left, top, left + number(part, "width"), top + number(part, "height")


@each_size
def test_a_detail_has_a_frame_and_a_title_and_lines_from_its_window(size: str) -> None:
    root = drawn(WITH_DETAIL, size)
    window, frame = (box(part) for part in of_class(root, "frame"))
    (title,) = of_class(root, "heading")
    assert title.text == "Philippines"
    assert frame[0] < number(title, "x") < frame[2]
    assert frame[1] < number(title, "y") < frame[3]
    # Beside: right corners lead to left ones. Below: lower corners lead to upper ones.
    sides = {"wide": ((2, 1), (0, 1), (2, 3), (0, 3)), "narrow": ((0, 3), (0, 1), (2, 3), (2, 1))}
    corners = [
        (box[x], box[y]) for box, (x, y) in zip((window, frame) * 2, sides[size], strict=True)
    ]
    ends = [
        (number(line, f"x{end}"), number(line, f"y{end}"))
        for line in of_class(root, "zoom")
        for end in (1, 2)
    ]
    assert ends == [pytest.approx(corner, abs=0.02) for corner in corners]


@each_size
def test_a_spot_of_the_detail_stands_in_both_maps_and_is_read_once(size: str) -> None:
    root = drawn(WITH_DETAIL, size)
    window, frame = (box(part) for part in of_class(root, "frame"))
    (group,) = (part for part in root.iter(f"{SVG}g") if part.get("aria-hidden") == "true")
    hidden = of_class(group, "dot")
    shown = [of_class(links(root)[spot.name], "dot")[0] for spot in DETAIL.spots]
    for dots, (left, top, right, bottom) in ((hidden, window), (shown, frame)):
        assert len(dots) == 2
        for dot in dots:
            assert left < number(dot, "cx") < right
            assert top < number(dot, "cy") < bottom


def test_the_detail_is_beside_the_map_on_a_screen_and_below_it_on_a_phone() -> None:
    window, frame = (box(part) for part in of_class(drawn(WITH_DETAIL, "wide"), "frame"))
    assert frame[0] > window[2]
    window, frame = (box(part) for part in of_class(drawn(WITH_DETAIL, "narrow"), "frame"))
    assert frame[1] > window[3]


def test_looks_differ_in_shape_and_are_explained() -> None:
    looks = {look: Label(f"What {look} means") for look in LOOKS}
    spots = [
        replace(SEOUL, look="host"),
        replace(JAKARTA, look="ringed"),
        replace(CEBU, look="hollow"),
        DAVAO,
    ]
    root = drawn(DotMap(spots, LAND, looks=looks))
    found = links(root)
    assert [part.tag for part in of_class(found[SEOUL.name], "host")] == [f"{SVG}path"]
    assert len(of_class(found[JAKARTA.name], "hollow")) == 1
    assert len(of_class(found[JAKARTA.name], "dot")) == 1
    assert of_class(found[CEBU.name], "dot") == []
    assert [part.text for part in of_class(root, "quiet")] == [
        label.text for label in looks.values()
    ]
    assert of_class(drawn(replace(TWO, looks={"dot": Label("A place")})), "quiet") == []


def test_names_of_countries_stand_near_their_points_and_give_way_to_places() -> None:
    far, near = (Label("Farland"), (100.0, 20.0)), (Label("Nearland"), (106.8, -6.2))
    crowd = [
        Spot(106.8 + east, -6.2 + north, Label("X" * 40), f"{east} {north}", "x.html")
        for east in range(-4, 5)
        for north in range(-2, 3)
    ]
    spots = [SEOUL, *crowd]
    names = [part.text for part in of_class(drawn(DotMap(spots, LAND, [far, near])), "country")]
    assert names == ["Farland"]


@each_size
def test_a_line_leads_to_a_name_that_is_not_beside_its_dot(size: str) -> None:
    close = Spot(127.3, 37.6, Label("Hanam"), "Hanam: the city", "hanam.html")
    root = drawn(DotMap([SEOUL, close, JAKARTA], LAND), size)
    found = links(root)
    assert of_class(found[JAKARTA.name], "leader") == []
    led = [each for each in (SEOUL, close) if of_class(found[each.name], "leader")]
    for spot in led:
        (dot,), (leader,) = (of_class(found[spot.name], kind) for kind in ("dot", "leader"))
        along = number(leader, "x1") - number(dot, "cx"), number(leader, "y1") - number(dot, "cy")
        assert hypot(*along) == pytest.approx(number(dot, "r"), abs=0.02)
    assert led or size == "wide"


def test_letters_are_large_enough_on_a_phone() -> None:
    # 11 px where the picture has 328 px of a window of 360
    root = drawn(WITH_DETAIL, "narrow")
    scale = 328 / number(root, "width")
    assert all(number(part, "font-size") * scale > 11 for part in of_class(root, "place"))


def test_land_is_drawn_and_hidden_from_those_who_listen() -> None:
    coarse, fine = of_class(drawn(WITH_DETAIL), "land")
    for land in (coarse, fine):
        assert land.get("d", "").startswith("M")
        assert land.get("aria-hidden") == "true"


@each_size
def test_one_place_alone_is_a_map_too(size: str) -> None:
    root = drawn(DotMap([SEOUL], LAND), size)
    assert len(of_class(root, "dot")) == 1
    assert number(root, "height") > 0


def test_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a spot"):
        drawn(DotMap([], LAND))


def test_hostile_names_are_escaped() -> None:
    evil = Spot(100, 10, Label(HOSTILE), HOSTILE, "x.html")
    root = drawn(replace(WITH_DETAIL, spots=[evil, SEOUL]))
    assert list(faults(root)) == []
    assert list(root.iter(f"{SVG}script")) == []
