"""Settings: TOML read key by key, with a fault for each key that is missing, wrong or unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ascc_ld.ground.project import Project
from ascc_ld.reading.settings import Settings

FILE = "data/fruit.toml"

Told = list[tuple[int | None, str | None, str | None, str, str]]


def settings(tmp_path: Path, content: str | bytes) -> Settings:
    project = Project(tmp_path)
    path = project.path(FILE)
    path.parent.mkdir()
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Settings.read(project, FILE)


def told(keys: Settings) -> Told:
    assert {fault.file for fault in keys.faults} <= {FILE}
    return [(f.row, f.column, f.value, f.problem, f.remedy) for f in keys.faults]


def test_each_key_reads_as_its_kind(tmp_path: Path) -> None:
    keys = settings(
        tmp_path,
        'name = "Apple"\npicked = 2024-10-24\ncolours = ["red"]\ntastes = []\n'
        '[weight]\ngrams = 150\n[title]\nja = "林檎"\nen = "Apple"\n'
        "[[seed]]\nn = 1\n[[seed]]\nn = 2\n",
    )
    assert keys.text("name") == "Apple"
    assert keys.date("picked") == date(2024, 10, 24)
    assert keys.texts("colours") == ("red",)
    assert keys.texts("tastes") == ()
    assert keys.number("weight.grams") == 150
    assert keys.labels("title") == {"en": "Apple", "ja": "林檎"}
    assert keys.tables("seed") == ({"n": 1}, {"n": 2})
    assert keys.tables("worm") == ()
    keys.reject_others()
    assert keys.faults == []


@pytest.mark.parametrize(
    ("line", "ask", "value", "problem"),
    [
        ("key = 1", Settings.text, "1", "is not a text in quotes"),
        ('key = ""', Settings.text, "", "is not a text in quotes"),
        ("key = true", Settings.number, "True", "is not a whole number"),
        ("key = 1.0", Settings.number, "1.0", "is not a whole number"),
        ('key = "2024-24-10"', Settings.date, "2024-24-10", "is not a date such as 2024-10-24"),
        ('key = "?2024-10-24"', Settings.date, "?2024-10-24", "is drafted, not reviewed"),
        (
            "key = 2024-10-24T00:00:00",
            Settings.date,
            "2024-10-24 00:00:00",
            "is not a date such as 2024-10-24",
        ),
        ('key = "a"', Settings.texts, "a", "is not a list of texts in quotes"),
        ('key = ["a", 1]', Settings.texts, "['a', 1]", "contains something other than texts"),
        ('key = ["a", ""]', Settings.texts, "['a', '']", "contains something other than texts"),
        ('key = "a"', Settings.labels, "a", "is not a table of language = text"),
        ('key = {ja = "a"}', Settings.labels, None, "has no English text"),
        ("key = {}", Settings.labels, None, "has no English text"),
        ("key = 1", Settings.tables, None, "is not an array of tables"),
        ("[key]", Settings.tables, None, "is not an array of tables"),
    ],
)
def test_a_value_of_another_kind_is_told(
    tmp_path: Path,
    line: str,
    ask: Callable[[Settings, str], object],
    value: str | None,
    problem: str,
) -> None:
    keys = settings(tmp_path, line + "\n")
    ask(keys, "key")
    assert [(f.column, f.value, f.problem) for f in keys.faults] == [("key", value, problem)]


@pytest.mark.parametrize("label", ['""', "1"])
def test_a_label_is_a_text(tmp_path: Path, label: str) -> None:
    keys = settings(tmp_path, f'title = {{en = "Apple", ja = {label}}}\n')
    keys.labels("title")
    assert [(f.column, f.value) for f in keys.faults] == [("title.ja", label.strip('"'))]


@pytest.mark.parametrize(
    "ask", [Settings.text, Settings.number, Settings.date, Settings.texts, Settings.labels]
)
def test_a_missing_key_is_told_with_what_to_write(
    tmp_path: Path, ask: Callable[[Settings, str], object]
) -> None:
    keys = settings(tmp_path, "other = 1\n")
    ask(keys, "weight.grams")
    assert [(f.column, f.value, f.problem) for f in keys.faults] == [
        ("weight.grams", None, "is missing")
    ]
    assert keys.faults[0].remedy.startswith("Add weight.grams: a")


def test_a_key_that_nobody_asked_for_is_told_with_the_nearest(tmp_path: Path) -> None:
    keys = settings(tmp_path, "wieght = 1\n[size]\nheigth = 2\n[extra]\na = 1\n")
    for key in ("weight", "size.height"):
        keys.number(key)
    keys.reject_others()
    assert told(keys) == [
        (None, "weight", None, "is missing", "Add weight: a whole number."),
        (None, "size.height", None, "is missing", "Add size.height: a whole number."),
        (None, "wieght", None, "is not a key of this file", "Did you mean 'weight'?"),
        (None, "size.heigth", None, "is not a key of this file", "Did you mean 'size.height'?"),
        (None, "extra", None, "is not a key of this file", "Known: size.height, weight."),
    ]


@pytest.mark.parametrize(
    ("content", "row", "value"),
    [
        ("a = 1\nb = 2024-02-30\n", 2, "b = 2024-02-30"),
        ("a = 1\nb = [\n", None, None),  # only the end of the file shows it
        ("a = 1\na = 2\n", 2, "a = 2"),
        ("a = 1\nb 2\n", 2, "b 2"),
    ],
)
def test_a_line_that_is_no_toml_is_the_only_fault(
    tmp_path: Path, content: str, row: int | None, value: str | None
) -> None:
    keys = settings(tmp_path, content)
    assert keys.text("name") == ""
    assert keys.date("picked") == date.min
    keys.reject_others()
    assert [(f.row, f.value) for f in keys.faults] == [(row, value)]
    assert keys.faults[0].problem.startswith("is not valid TOML")


def test_a_missing_file_is_the_only_fault(tmp_path: Path) -> None:
    keys = Settings.read(Project(tmp_path), FILE)
    assert keys.text("name") == ""
    keys.reject_others()
    assert [(f.file, f.problem) for f in keys.faults] == [(FILE, "is missing")]


def test_a_file_that_was_saved_otherwise_is_still_read_key_by_key(tmp_path: Path) -> None:
    keys = settings(tmp_path, b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    assert keys.number("a") == 1
    assert keys.text("b") == ""
    assert [(f.column, f.value) for f in keys.faults] == [("b", "2")]
