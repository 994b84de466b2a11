"""A loop over a table hides no case."""

from __future__ import annotations

import pytest

from looped import looped


def test_every_case_is_checked_and_each_that_fails_is_named() -> None:
    seen = []

    @looped(("number", "square"), [(1, 1), (2, 5), (3, 9), (4, 15)])
    def check(number: int, square: int) -> None:
        seen.append(number)
        assert number * number == square

    with pytest.raises(AssertionError) as caught:
        check()
    assert seen == [1, 2, 3, 4]
    head, *lines = str(caught.value).splitlines()
    assert head == "2 of 4 cases fail:"
    named = [line.partition(":")[0] for line in lines if line.startswith("(")]
    assert named == ["(2, 5)", "(4, 15)"]


def test_a_case_that_breaks_down_is_named() -> None:
    @looped("number", [1, 0])
    def check(number: int) -> None:
        assert 1 / number

    with pytest.raises(ZeroDivisionError) as caught:
        check()
    assert caught.value.__notes__ == ["The case is 0."]


def test_that_nothing_is_raised_is_a_failure_of_its_case() -> None:
    @looped("number", [0, 1])
    def check(number: int) -> None:
        with pytest.raises(ZeroDivisionError):
            assert 1 / number

    with pytest.raises(AssertionError, match="1 of 2 cases fail:\n1: DID NOT RAISE"):
        check()


def test_a_table_without_cases_is_refused() -> None:
    with pytest.raises(ValueError, match="no cases for number"):
        looped("number", [])


@looped("digit", range(10))
def test_fixtures_are_given_beside_the_case(digit: int, tmp_path: object) -> None:
    assert 0 <= digit < 10
    assert tmp_path
