"""Names are ordered as people look them up, without asking the machine for a locale."""

from __future__ import annotations

from itertools import permutations

from ascc_ld.site.parts.collation import collation_key
from looped import looped


@looped(
    "ordered",
    [
        ("Asian Development Bank", "Japan", "World Bank"),
        ("Bangkok", "bangkok city", "Bogo"),
        ("Cebu", "Cébu City", "Cebu Province"),
        ("ハノイ", "パル", "バンコク"),
        ("Zamboanga", "さいたま", "カラチ", "東京", "横浜"),
    ],
)
def test_case_accents_and_voicing_marks_do_not_matter(ordered: tuple[str, ...]) -> None:
    for names in permutations(ordered):
        assert tuple(sorted(names, key=collation_key)) == ordered


def test_names_that_differ_in_case_alone_have_one_order_too() -> None:
    assert sorted(["bogo", "Bogo"], key=collation_key) == ["Bogo", "bogo"]
    assert sorted(["Bogo", "bogo"], key=collation_key) == ["Bogo", "bogo"]
