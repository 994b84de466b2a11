"""Copies as they come: what is changed on the way in is told, with its line."""

from __future__ import annotations

import pytest

from ascc_ld.draft.cleaning import clean
from ascc_ld.ground.faults import DataError
from looped import looped

PDF = """Hue Declaration

We, the mayors of the cities of the region, who met in Hue from the first day to
the second, recognize that the climate changes faster than our streets, our well-
being and our plans do, and that we have to act.
1. We commit to planting trees along every road that leads to a school or to a
market of our cities.
"""


@looped(
    ("content", "text", "changes"),
    [
        ("We met.", "We met.", []),
        ("\ufeffWe met.", "We met.", ["line 1: removed the byte order mark"]),
        ("We met.\r\nWe ate.\r\n", "We met.\nWe ate.\n", ["line 1: line ends are LF now"]),
        (
            "We met.\nWe\u00a0ate\u00a0fish.",
            "We met.\nWe ate fish.",
            ["line 2: U+00A0 (no-break space), 2 times, is a blank now"],
        ),
        (
            "We co\u00adoperate.",
            "We cooperate.",
            ["line 1: U+00AD (soft hyphen), 1 times, is nothing now"],
        ),
        (
            "---\ntitle: A\ndate: B\n---\nWe met.",
            "We met.",
            ["line 1: removed the head of 4 lines between --- and ---"],
        ),
        ("We “met”, it’s true.", "We “met”, it’s true.", []),
        (
            "Ha\u0300 met.",
            "Hà met.",
            ["line 1: letters with their marks are one character each now (NFC)"],
        ),
    ],
)
def test_a_copy_is_made_ready_to_be_stored(content: str, text: str, changes: list[str]) -> None:
    found, told = clean(content.encode(), "a.txt")
    assert found == text
    assert [str(change) for change in told] == changes


def test_broken_lines_are_joined_and_each_is_told() -> None:
    text, changes = clean(PDF.encode(), "a.txt")
    assert [line[:24] for line in text.splitlines()] == [
        "Hue Declaration",
        "",
        "We, the mayors of the ci",
        "1. We commit to planting",
    ]
    assert "our well-being and our plans do" in text
    assert [str(change) for change in changes] == [
        f"line {line}: joined to the line before it" for line in (4, 5, 7)
    ]


@pytest.mark.parametrize(
    ("content", "row", "problem"), [(b"", None, "is empty"), (b"a\n\xff", 2, "is not UTF-8")]
)
def test_what_holds_no_text_is_told(content: bytes, row: int | None, problem: str) -> None:
    with pytest.raises(DataError) as told:
        clean(content, "a.txt")
    (fault,) = told.value.faults
    assert (fault.file, fault.row, fault.problem) == ("a.txt", row, problem)
