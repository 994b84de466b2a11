"""Nothing that others write steers a terminal, and what people read stays as it is."""

from __future__ import annotations

import pytest

from ascc_ld.ground.printable import printable, printable_lines
from looped import looped

STEERING = {
    "NUL": "\x00",
    "bell": "\x07",
    "backspace": "\x08",
    "ESC": "\x1b",
    "DEL": "\x7f",
    "CSI": "\x9b",
    "OSC": "\x9d",
    "line-separator": "\u2028",
    "right-to-left-override": "\u202e",
    "isolate": "\u2067",
    "surrogate": "\ud800",
}


@pytest.mark.parametrize("character", STEERING.values(), ids=STEERING)
def test_what_steers_is_replaced(character: str) -> None:
    assert printable(f"a{character}b") == printable_lines(f"a{character}b") == "a\ufffdb"


@looped("text", ["plain", "Ünïcode – 日本語 😀", "עברית", "e\u0301", "a\u200bb"])
def test_what_people_read_stays(text: str) -> None:
    assert printable(text) == printable_lines(text) == text


def test_breaks_are_blanks_on_one_line_and_stay_on_several() -> None:
    assert printable("a\tb\r\nc") == "a b  c"
    assert printable_lines("a\tb\r\nc") == "a\tb \nc"
