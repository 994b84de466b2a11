"""Faults: how one reads, how many are one, and what the nearest known name is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.ground.faults import (
    AsccError,
    DataError,
    Fault,
    NonConformingGraph,
    UnreadableGraph,
    nearest,
)

FILE = "data/2024/mentions.csv"


def fault(
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    *,
    file: str = FILE,
    remedy: str = "Fix it.",
) -> Fault:
    return Fault(file, row, column, value, "is wrong", remedy)


@pytest.mark.parametrize(
    ("given_fault", "sentence"),
    [
        (fault(), "data/2024/mentions.csv: is wrong. Fix it."),
        (fault(3), "data/2024/mentions.csv, row 3: is wrong. Fix it."),
        (fault(3, "role", "x"), "data/2024/mentions.csv, row 3, role: 'x' is wrong. Fix it."),
        (fault(None, "role", ""), "data/2024/mentions.csv, role: '' is wrong. Fix it."),
    ],
)
def test_a_fault_reads_as_place_value_problem_and_remedy(given_fault: Fault, sentence: str) -> None:
    assert str(given_fault) == sentence


def test_a_long_value_is_cut_in_the_sentence_and_kept_in_the_fault() -> None:
    long = fault(value="x" * 91)
    assert "x" * 89 + "…" in str(long)
    assert "x" * 90 not in str(long)
    assert long.value == "x" * 91
    assert "x" * 90 in str(fault(value="x" * 90))


def test_faults_are_sorted_by_file_then_row_then_column() -> None:
    ordered = [
        fault(file="data/2024/edition.toml"),
        fault(),
        fault(2, "role"),
        fault(2, "start"),
        fault(10),
        fault(1, file="data/registry/works.csv"),
    ]
    for shuffled in itertools.permutations(ordered):
        assert list(DataError(shuffled).faults) == ordered


def test_faults_that_differ_in_anything_have_one_order() -> None:
    # A set has another order in every process: what is equal in the sort key would follow it.
    remedies = [fault(remedy=f"Write {letter}.") for letter in "abcdefghijklmnopqrstuvwxyz"]
    values = [fault(value=letter) for letter in "abcdefghijklmnopqrstuvwxyz"]
    assert list(DataError(remedies[::-1]).faults) == remedies
    assert list(DataError(values[::-1]).faults) == values


def test_a_fault_found_twice_is_told_once() -> None:
    error = DataError([fault(2), fault(2), fault(3)])
    assert error.faults == (fault(2), fault(3))
    assert str(error) == f"2 faults in the data:\n  {fault(2)}\n  {fault(3)}"
    assert str(DataError([fault(2)])).startswith("1 fault in the data:\n")


@pytest.mark.parametrize("kind", [DataError, NonConformingGraph, UnreadableGraph])
def test_every_error_has_one_root(kind: type[Exception]) -> None:
    assert issubclass(kind, AsccError)


@pytest.mark.parametrize(
    ("value", "known", "remedy"),
    [
        ("recognize", ["recognise", "commit"], "Did you mean 'recognise'?"),
        ("zzz", ["recognise", "commit"], "Known: commit, recognise."),
        ("zzz", [], "None is known yet."),
        (
            "zzz",
            (str(n) for n in range(10, 24)),
            "Known: 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 and 2 more.",
        ),
    ],
)
def test_the_nearest_known_name_or_what_there_is(value: str, known: list[str], remedy: str) -> None:
    assert nearest(value, known) == remedy


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=12), max_size=15))
def test_the_order_of_what_is_known_says_nothing(value: str, known: list[str]) -> None:
    assert nearest(value, known) == nearest(value, reversed(known))


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=15), st.data())
def test_a_known_name_is_nearest_to_itself(known: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(known))
    assert nearest(name, known) == f"Did you mean {name!r}?"
