"""Rings are cut at a box and written as short paths."""

from __future__ import annotations

import re

import pytest

from ascc_ld.site.pictures.plane import Box, around, clipped, outline

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def test_what_is_inside_stays_as_it_is() -> None:
    assert clipped(SQUARE, Box(-1, -1, 11, 11)) == SQUARE


def test_what_is_outside_is_gone() -> None:
    assert clipped(SQUARE, Box(20, 20, 30, 30)) == ()
    assert clipped((), Box(0, 0, 1, 1)) == ()


def test_a_corner_is_cut_at_the_edges() -> None:
    assert set(clipped(SQUARE, Box(5, 5, 20, 20))) == {(5, 5), (10, 5), (10, 10), (5, 10)}


def test_a_box_within_the_ring_is_filled() -> None:
    assert set(clipped(SQUARE, Box(2, 3, 4, 5))) == {(2, 3), (4, 3), (4, 5), (2, 5)}


def test_a_path_leads_around_the_ring() -> None:
    ring = ((10.5, 0.25), (0.0, 10.0), (-0.5, -20.0))
    steps = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", outline(ring))]
    x, y, *rest = steps
    corners = [(x, y)]
    for dx, dy in zip(rest[::2], rest[1::2], strict=True):
        corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
    for corner, meant in zip(corners, ring, strict=True):
        assert corner == pytest.approx(meant, abs=0.06)


def test_what_is_too_small_to_see_is_not_drawn() -> None:
    assert outline(((0, 0), (0.1, 0), (0, 0.1))) == ""
    assert outline(()) == ""


def test_boxes_meet_where_they_share_more_than_an_edge() -> None:
    box = Box(0, 0, 10, 10)
    assert box.meets(Box(9, 9, 20, 20))
    assert not box.meets(Box(10, 0, 20, 10))
    assert box.holds(Box(0, 0, 10, 10))
    assert not box.holds(Box(5, 5, 11, 6))
    assert around([(1, 5), (3, 2)]) == Box(1, 2, 3, 5)
