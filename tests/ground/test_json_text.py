"""JSON as a text and as bytes: what a reader (RFC 8259) gets back, and how it looks to people."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ascc_ld.ground.json_text import json_bytes, json_text
from looped import looped

VALUES = [
    {"label": {"en": "Yokohama Declaration", "ja": "横浜宣言"}, "type": ["Declaration"]},
    {"z": 1, "a": {"b": [], "c": {}}},
    ['a "quoted" word', "back\\slash", "line\nend\ttab", "\u0000\u001f\u007f", "\u2028", "😀"],
    [0, -1, 999_999_999_999_999, True, False, None, 2.5],
]


@pytest.mark.parametrize("value", VALUES)
def test_a_reader_of_json_gets_the_value_back_in_the_order_given(value: object) -> None:
    for text in (json_text(value), json_bytes(value).decode()):
        read = json.loads(text)
        assert read == value
        assert json.dumps(read) == json.dumps(value)


@pytest.mark.parametrize("value", VALUES)
def test_people_see_two_blanks_a_level_and_characters_as_they_are(value: object) -> None:
    assert json_text(value) == json.dumps(value, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("value", VALUES)
def test_one_line_has_no_blank_between_values(value: object) -> None:
    expected = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    assert json_bytes(value).decode() == expected


@looped("write", [json_text, json_bytes])
@looped("value", [{1: "a key that is a number"}, {"set": {1}}, object()])
def test_what_json_has_no_form_for_is_refused(
    write: Callable[[object], object], value: object
) -> None:
    with pytest.raises(TypeError):
        write(value)
