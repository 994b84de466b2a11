"""Lines are broken where a reader would break them."""

from __future__ import annotations

import pytest

from ascc_ld.site.pictures.lettering import lines, room


@pytest.mark.parametrize(
    "written",
    [
        "United Nations Economic and Social Commission for Asia and the Pacific",
        "ICLEI - Local Governments for Sustainability",
        "国際協力機構の東京センター",
        "Sở Tài nguyên và Môi trường thành phố Đà Nẵng",
    ],
)
def test_lines_fit_and_lose_nothing(written: str) -> None:
    broken = lines(written, 12, 120)
    assert len(broken) > 1
    assert max(room(line, 12) for line in broken) <= 120
    assert "".join(broken).replace(" ", "") == written.replace(" ", "")


def test_what_fits_is_one_line() -> None:
    assert lines("Nepal", 12, 120) == ("Nepal",)
    assert lines("", 12, 120) == ("",)


def test_a_word_that_is_longer_stands_alone() -> None:
    assert lines("a Donaudampfschifffahrtsgesellschaft b", 12, 60) == (
        "a",
        "Donaudampfschifffahrtsgesellschaft",
        "b",
    )
