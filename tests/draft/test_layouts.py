"""Declarations in any layout are read, or what could not be read is told."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ascc_ld.draft.drafting import Draft, draft
from ascc_ld.draft.lexicon import Lexicon, read_lexicon
from ascc_ld.ground.faults import DataError
from ascc_ld.ground.project import default_project
from ascc_ld.reading.vocabulary import read_vocabulary
from looped import looped

CASES = Path(__file__).parents[1] / "cases" / "draft" / "layouts.toml"
LAYOUTS: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]


@cache
def lexicon() -> Lexicon:
    return read_lexicon(default_project(), read_vocabulary(default_project()))


def drafted(text: str) -> Draft:
    return draft(default_project(), text.encode(), "a.txt", "2099", lexicon())


@looped("case", LAYOUTS, ids=lambda case: case["name"])
def test_a_layout_is_read(case: dict[str, Any]) -> None:
    found = drafted(case["text"])
    if "sections" in case:
        assert [[h.number, h.title] for h in found.source.headings] == case["sections"]
    rows = found.rows["statements"]
    assert len(rows) == len(case["statements"])
    for row, begun in zip(rows, case["statements"], strict=True):
        assert f"{row['id']} {row['quote']}".startswith(begun)
    if "list" in case:
        roles = [[*line, "participant"][:3] for line in case["list"]]
        listed = found.rows["participants"]
        assert [
            [row["heading"], row["printed_name"], row["role"].removeprefix("?")] for row in listed
        ] == roles
    for told in case.get("told", ()):
        assert any(told in line for line in found.told), found.told


def test_a_person_signs_for_the_government_of_a_city() -> None:
    found = drafted("We met in Hue.\n\nSignatories\nJane Roe, Mayor of Butwal\n")
    (row,) = found.rows["participants"]
    assert row["organisation"] == "?city-of-butwal"
    assert {row["name"] for row in found.rows["organisations"]} == {"?City of Butwal"}


# ---- Damage ----

TEXTS = [case["text"] for case in LAYOUTS]
MARKS = st.sampled_from(["\n", "\r", "\xad", "\ufeff", "\x00", "(", ")", ":", ";", ",", "1.", "•"])


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text: str = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        kind = draw(st.sampled_from(["cut", "double", "put"]))
        if kind == "cut":
            text = text[:start] + text[end:]
        elif kind == "double":
            text = text[:end] + text[start:end] + text[end:]
        else:
            text = text[:start] + draw(MARKS) + text[start:]
    return text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
@example("")
@example("(Nepal)")
@example("We met.\n\nParticipants\n(")
@example("Participants:")
def test_a_damaged_text_is_drafted_or_told_with_its_place(text: str) -> None:
    try:
        found = drafted(text)
    except DataError as error:
        places = {fault.file for fault in error.faults}
    else:
        places = {"a.txt"}
        _holds_its_rows(found)
    assert places == {"a.txt"}


def _holds_its_rows(found: Draft) -> None:
    stored = found.files["data/2099/declaration.txt"]
    for table, column in (("statements", "quote"), ("participants", "printed_name")):
        assert all(row[column] in stored for row in found.rows[table])
    words = set(re.findall(r"\w+", stored))
    assert set(re.findall(r"\w+", " ".join(r["quote"] for r in found.rows["statements"]))) <= words
