"""Bars are as long as what they count."""

from __future__ import annotations

import pytest

from ascc_ld.site.pictures.bars import Bar, bars
from ascc_ld.site.pictures.svg import WIDTHS, Label
from drawn import ALTERNATIVE, HOSTILE, SVG, faults, links, number, of_class, read

SHOWN = (
    Bar(Label("Long name of a kind of organisation that needs lines"), 20, "long.html"),
    Bar(Label("B"), 5, "b.html"),
    Bar(Label("C", "de"), 1, "c.html"),
    Bar(Label("None"), 0, "none.html"),
)


def test_lengths_are_as_the_counts() -> None:
    lengths = [
        number(bar, "width") for bar in of_class(read(bars(ALTERNATIVE, SHOWN, "narrow")), "bar")
    ]
    assert lengths == pytest.approx([lengths[0] * share for share in (1, 0.25, 0.05, 0)], abs=0.01)


def test_bars_begin_at_one_line() -> None:
    starts = {number(bar, "x") for bar in of_class(read(bars(ALTERNATIVE, SHOWN, "narrow")), "bar")}
    assert len(starts) == 1


def test_each_bar_is_a_link_with_its_name_and_count() -> None:
    targets = {
        name: a.get("href") for name, a in links(read(bars(ALTERNATIVE, SHOWN, "narrow"))).items()
    }
    assert targets == {f"{bar.name.text}: {bar.count}": bar.href for bar in SHOWN}


def test_the_order_is_kept() -> None:
    root = read(bars(ALTERNATIVE, SHOWN, "narrow"))
    assert [part.text for part in of_class(root, "number")] == ["20", "5", "1", "0"]
    tops = [number(bar, "y") for bar in of_class(root, "bar")]
    assert tops == sorted(tops)


@pytest.mark.parametrize("size", WIDTHS)
def test_all_stays_inside(size: str) -> None:
    root = read(bars(ALTERNATIVE, SHOWN, size))
    assert number(root, "width") <= WIDTHS[size]
    height = number(root, "height")
    for bar in of_class(root, "bar"):
        assert number(bar, "x") + number(bar, "width") < number(root, "width")
        assert number(bar, "y") + number(bar, "height") <= height


def test_hostile_names_are_escaped() -> None:
    root = read(bars(ALTERNATIVE, [Bar(Label(HOSTILE), 1, "x.html")], "narrow"))
    assert list(faults(root)) == []
    assert "script" in "".join(next(root.iter(f"{SVG}text")).itertext())


@pytest.mark.parametrize("shown", [(), (Bar(Label("A"), 0, "a.html"),)])
def test_nothing_to_compare_is_refused(shown: tuple[Bar, ...]) -> None:
    with pytest.raises(ValueError, match="not empty"):
        bars(ALTERNATIVE, shown, "narrow")
