"""Two bars that share a part, at any counts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.site.pictures.bars import Bar
from ascc_ld.site.pictures.overlap import WIDTH, overlap
from ascc_ld.site.pictures.svg import Label
from drawn import ALTERNATIVE, HOSTILE, faults, links, number, of_class, read

KINDS = ("gone", "both", "new")


def drawn(counts: tuple[int, int, int], name: str = "2024") -> str:
    bars = {
        kind: Bar(Label(f"{name} {kind}"), count, f"#{kind}")
        for kind, count in zip(KINDS, counts, strict=True)
    }
    return overlap(ALTERNATIVE, (name, "2025"), bars)


@given(st.tuples(*[st.integers(0, 500)] * 3))
def test_each_part_is_as_long_as_its_count_and_they_touch(counts: tuple[int, int, int]) -> None:
    root = read(drawn(counts))
    parts = {a.get("href"): of_class(a, "part")[0] for a in links(root).values()}
    assert set(parts) == {f"#{k}" for k, count in zip(KINDS, counts, strict=True) if count}
    shown = sorted(parts.values(), key=lambda part: number(part, "x"))
    for left, right in pairwise(shown):
        end = number(left, "x") + number(left, "width")
        assert end == pytest.approx(number(right, "x"), abs=0.05)
    if shown:
        start = number(shown[0], "x")
        unit = (WIDTH - start) / sum(counts)
        for kind, count in zip(KINDS, counts, strict=True):
            if count:
                assert number(parts[f"#{kind}"], "width") == pytest.approx(count * unit, abs=0.05)


def test_what_is_in_both_stands_in_both_bars() -> None:
    found = links(read(drawn((33, 6, 9))))
    areas = {
        kind: of_class(found[f"2024 {kind}: {n}"], "part")[0]
        for kind, n in zip(KINDS, (33, 6, 9), strict=True)
    }
    upper, both, lower = (areas[kind] for kind in KINDS)
    assert number(both, "y") == number(upper, "y")
    assert number(both, "height") == number(lower, "y") + number(lower, "height")
    assert number(upper, "y") + number(upper, "height") < number(lower, "y")


def test_names_are_text_and_no_markup() -> None:
    assert list(faults(read(drawn((1, 2, 3), HOSTILE)))) == []
