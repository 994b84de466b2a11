"""Cells: each reads as what its column holds, or says what would."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.reading.cells import (
    Wrong,
    calendar_date,
    decimal,
    integer,
    listed,
    m49_code,
    matching,
    one_of,
    slug,
    web_address,
    yes,
)
from looped import looped

SAVED = tomllib.loads((Path(__file__).parents[1] / "cases/saved_tables.toml").read_text("utf-8"))


def refused(reader: Callable[[str], object], cell: str) -> Wrong:
    with pytest.raises(Wrong) as caught:
        reader(cell)
    return caught.value


@pytest.mark.parametrize(("cell", "value"), [("0", 0), ("7", 7), ("4030", 4030)])
def test_whole_numbers(cell: str, value: int) -> None:
    assert integer(cell) == value


@looped("case", SAVED["code"])
def test_a_code_that_lost_its_zeros_is_told_with_them(case: dict[str, str]) -> None:
    wrong = refused(m49_code, case["cell"])
    assert wrong.problem == "has lost its leading zeros"
    assert wrong.remedy.endswith(f"write {case['written']}.")


@looped("case", SAVED["day"])
def test_a_name_that_became_a_day_is_told(case: dict[str, str]) -> None:
    wrong = refused(matching(r"[0-9]+-[0-9]+[a-z]?", "3-2"), case["cell"])
    assert wrong.problem == "is a day, which spreadsheets make of such texts"
    assert "as text" in wrong.remedy
    assert "3-2" in wrong.remedy


@looped("cell", ["3-", "x", "12345", "1.5.", "2030 or so", "3–2"])
def test_what_is_no_day_is_not_called_one(cell: str) -> None:
    assert "is not written like" in refused(matching(r"[0-9]+-[0-9]+", "3-2"), cell).problem


@looped("cell", ["-1", "+1", "007", "1.0", "1,000", "1 000", "１", "x", "1_0"])
def test_no_whole_numbers(cell: str) -> None:
    assert refused(integer, cell).problem == "is not a whole number"


@looped("cell", ["0", "31", "-5", "16.41639", "-0.5", "100"])
def test_decimals_in_canonical_form(cell: str) -> None:
    assert decimal(cell) == cell


@looped(
    ("cell", "canonical"),
    [
        ("31.0", "31"),
        ("1e2", "100"),
        ("+5", "5"),
        (".5", "0.5"),
        ("05", "5"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("1_0", "10"),
    ],
)
def test_other_decimals_are_shown_in_canonical_form(cell: str, canonical: str) -> None:
    wrong = refused(decimal, cell)
    assert (wrong.problem, wrong.remedy) == ("is not in canonical form", f"Write {canonical}.")


@looped("cell", ["x", "1,5", "16°24'", "NaN", "sNaN", "Infinity", "-inf"])
def test_no_decimals(cell: str) -> None:
    assert refused(decimal, cell).problem == "is not a number"


def test_a_day_of_the_calendar() -> None:
    assert calendar_date("2024-02-29") == date(2024, 2, 29)


@looped(
    "cell",
    [
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "24-10-24",
        "20241024",
        "24.10.2024",
        "2024-10-24T00:00:00",
        "２０２４-10-24",
        "2024-W43-4",
    ],
)
def test_no_day_of_the_calendar(cell: str) -> None:
    wrong = refused(calendar_date, cell)
    assert wrong.problem.startswith("is not a date")
    assert "2024-10-24" in wrong.remedy


@pytest.mark.parametrize("cell", ["a", "ph-city-of-baguio", "2024", "p-3"])
def test_slugs(cell: str) -> None:
    assert slug(cell) == cell


@looped(
    ("cell", "remedy"),
    [
        ("City of Baguio", "Write 'city-of-baguio'."),
        ("Hà Tĩnh", "Write 'ha-tinh'."),
        ("a--b", "Write 'a-b'."),
        ("-a", "Write 'a'."),
        ("a_b", "Write 'a-b'."),
        ("横浜", "Use a-z, 0-9, -."),
    ],
)
def test_no_slugs(cell: str, remedy: str) -> None:
    wrong = refused(slug, cell)
    assert (wrong.problem, wrong.remedy) == ("is not a valid slug", remedy)


@pytest.mark.parametrize("cell", ["https://example.org/a?b=c#d", "http://例え.jp/"])
def test_web_addresses(cell: str) -> None:
    assert web_address(cell) == cell


@looped("cell", ["example.org", "ftp://example.org/", "https://", "https://a b/", "https://a/<b>"])
def test_no_web_addresses(cell: str) -> None:
    assert refused(web_address, cell).problem == "is not a web address"


def test_a_pattern_is_for_the_whole_cell_and_shows_an_example() -> None:
    country = matching(r"[A-Z]{2}", "the country code PH")
    assert country("PH") == "PH"
    for cell in ("PHL", "ph", "PH\n"):
        wrong = refused(country, cell)
        assert wrong.problem == "is not written like the country code PH"
        assert wrong.remedy == "Write it as in the country code PH."


def test_one_of_a_few_values() -> None:
    answer = one_of("yes", "no")
    assert answer("no") == "no"
    assert refused(answer, "yess").problem == "is not one of yes, no"
    assert refused(answer, "yess").remedy == "Did you mean 'yes'?"


def test_yes_is_true() -> None:
    answer = yes("no")
    assert answer("yes") is True
    assert answer("no") is False
    assert refused(answer, "yess").problem == "is not one of yes, no"


def test_several_values_stand_in_one_cell() -> None:
    assert listed("red; green") == ("red", "green")
    assert listed("red;green") == ("red;green",)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-180, max_value=180, places=5))
def test_the_remedy_for_a_number_is_a_number_that_reads(number: Decimal) -> None:
    cell = str(number)
    try:
        decimal(cell)
    except Wrong as wrong:
        canonical = wrong.remedy.removeprefix("Write ").removesuffix(".")
        assert Decimal(decimal(canonical)) == number


@given(st.text(max_size=30))
def test_the_remedy_for_a_slug_is_a_slug(cell: str) -> None:
    try:
        slug(cell)
    except Wrong as wrong:
        if wrong.remedy.startswith("Write "):
            suggestion = wrong.remedy.removeprefix("Write '").removesuffix("'.")
            assert slug(suggestion) == suggestion
