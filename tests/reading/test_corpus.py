"""Reading a whole project: every fault of every file, told once and together.

The faults that one change makes stand in ``cases/reading_faults.toml``.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project
from ascc_ld.reading.corpus import LINKS, read_corpus

CASES = Path(__file__).parents[1] / "cases" / "reading_faults.toml"
SAVED = CASES.with_name("saved_tables.toml")
EDITION_TABLES = tuple(
    f"data/2024/{name}.csv" for name in ("statements", "participants", "mentions")
)
REGISTRY_TABLES = tuple(
    f"data/registry/{name}.csv"
    for name in (
        "organisations",
        "places",
        "countries",
        "country_names",
        "works",
        "sources",
        "conferences",
    )
)
TABLES = (*EDITION_TABLES, *REGISTRY_TABLES)
SETTINGS = ("data/2024/edition.toml", "data/dataset.toml")
TEXT = "data/2024/declaration.txt"
CHECKSUM = Fault(
    "data/2024/edition.toml",
    None,
    "text.sha256",
    "f021bd24db74d17568d60123e5b645748cae1c118402a4a8c339bb12a0fe66d6",
    "is not the SHA-256 of data/2024/declaration.txt",
    "",
)

Case = dict[str, Any]


def cases() -> list[Case]:
    found: list[Case] = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return found


def faults_of(project: Project) -> tuple[Fault, ...]:
    try:
        read_corpus(project, tried=False)  # no case here spoils a query
    except DataError as error:
        return error.faults
    return ()


def text_of(project: Project, file: str) -> str:
    return project.path(file).read_bytes().decode("utf-8")


def save(project: Project, file: str, text: str) -> None:
    project.path(file).write_bytes(text.encode("utf-8"))


def change(project: Project, case: Case) -> None:
    text = text_of(project, case["file"])
    if "remove" in case:
        text, count = re.subn(rf"(?m)^{re.escape(case['remove'])}.*\n", "", text)
        assert count == 1
    if "find" in case:
        assert text.count(case["find"]) == 1
        text = text.replace(case["find"], case["put"])
    if "add" in case:
        text = text.removesuffix("\n") + f"\n{case['add']}\n"
    save(project, case["file"], text)


def row_of(project: Project, file: str, row: int | str | None) -> int | None:
    if not isinstance(row, str):
        return row
    lines = text_of(project, file).split("\n")
    numbers = [number for number, line in enumerate(lines, 1) if line.startswith(row)]
    assert len(numbers) == 1, f"{row!r} begins lines {numbers} of {file}"
    return numbers[0]


def is_told(project: Project, case: Case, wanted: dict[str, Any], fault: Fault) -> bool:
    file = str(wanted.get("file", case["file"]))
    value = wanted.get("value")
    if isinstance(value, str) and value.endswith("…"):
        same = fault.value is not None and fault.value.startswith(value[:-1])
    else:
        same = fault.value == value
    return (
        same
        and (fault.file, fault.row, fault.column)
        == (file, row_of(project, file, wanted.get("row")), wanted.get("column"))
        and wanted["problem"] in fault.problem
        and wanted["remedy"] in fault.remedy
    )


def listing(faults: tuple[Fault, ...]) -> str:
    return "Found:\n" + "\n".join(f"  {fault}" for fault in faults)


def lines_of(project: Project, file: str) -> list[str]:
    return text_of(project, file).removesuffix("\n").split("\n")


def test_the_project_as_it_stands_has_no_fault(project_copy: Project) -> None:
    assert faults_of(project_copy) == ()


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_a_fault_is_told_with_its_place_and_the_way_out(case: Case, project_copy: Project) -> None:
    change(project_copy, case)
    found = faults_of(project_copy)
    for wanted in case["faults"]:
        told = [fault for fault in found if is_told(project_copy, case, wanted, fault)]
        assert len(told) == 1, f"Wanted once: {wanted}\n{listing(found)}"
    if not case.get("among"):
        assert len(found) == len(case["faults"]), listing(found)


def test_each_case_is_another() -> None:
    names = [case["name"] for case in cases()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", [*TABLES, *SETTINGS, TEXT])
def test_a_missing_file_is_the_only_fault(file: str, project_copy: Project) -> None:
    project_copy.path(file).unlink()
    found = faults_of(project_copy)
    assert [(f.file, f.row, f.column, f.problem) for f in found] == [
        (file, None, None, "is missing")
    ], listing(found)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf\n"], ids=repr)
@pytest.mark.parametrize("file", [*TABLES, *SETTINGS, TEXT])
def test_an_empty_file_is_the_only_fault(file: str, content: bytes, project_copy: Project) -> None:
    project_copy.path(file).write_bytes(content)
    found = faults_of(project_copy)
    assert [(f.file, f.row, f.column, f.problem) for f in found] == [
        (file, None, None, "is empty")
    ], listing(found)


@pytest.mark.parametrize("file", [*TABLES, *SETTINGS, TEXT])
def test_a_file_that_is_not_utf_8_is_the_only_fault(file: str, project_copy: Project) -> None:
    path = project_copy.path(file)
    content = path.read_bytes()
    line_start = content.index(b"\n", len(content) // 2) + 1
    path.write_bytes(content[:line_start] + b"\xe4" + content[line_start:])
    row = content[:line_start].count(b"\n") + 1
    found = faults_of(project_copy)
    assert [(f.file, f.row, f.value, f.problem, f.remedy) for f in found] == [
        (file, row, f"byte {line_start}: 0xe4", "is not UTF-8", "Save the file as UTF-8.")
    ], listing(found)


def test_the_text_is_held_to_its_bytes(project_copy: Project) -> None:
    path = project_copy.path(TEXT)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    found = faults_of(project_copy)
    assert [(f.file, f.row, f.value) for f in found] == [
        (TEXT, 1, "\\r"),
        (TEXT, 1, "U+FEFF"),
        (CHECKSUM.file, None, CHECKSUM.value),
    ], listing(found)


def test_what_spreadsheets_and_editors_add_means_nothing(project_copy: Project) -> None:
    """Every table and every file of settings, as Windows saves it, is what it was."""
    before = read_corpus(project_copy, tried=False)
    files = [*project_copy.root.rglob("data/**/*.csv"), *project_copy.root.rglob("data/**/*.toml")]
    files += [*project_copy.root.rglob("*.tsv"), *project_copy.root.rglob("*.ttl")]
    assert len(files) > 25
    for path in files:
        content = path.read_bytes().replace(b"\n", b"\r\n")
        if path.suffix == ".csv":
            content = content.replace(b"\r\n", b",,\r\n") + b",,,\r\n"
        path.write_bytes(b"\xef\xbb\xbf" + content)
    assert read_corpus(project_copy, tried=False) == before


def test_a_character_that_nobody_sees_is_found_in_every_file(project_copy: Project) -> None:
    planted = tomllib.loads(SAVED.read_text("utf-8"))["planted"]
    for case in planted:
        text = text_of(project_copy, case["file"])
        assert text.count(case["find"]) == 1, case
        save(project_copy, case["file"], text.replace(case["find"], f"{case['find']}\u200b"))
    found = [fault for fault in faults_of(project_copy) if "U+200B" in fault.problem]
    assert sorted((f.file, f.column) for f in found) == sorted(
        (case["file"], case["column"]) for case in planted
    )


@pytest.mark.parametrize("file", TABLES)
def test_a_table_that_lost_all_its_rows_is_noticed(file: str, project_copy: Project) -> None:
    save(project_copy, file, lines_of(project_copy, file)[0] + "\n")
    assert faults_of(project_copy)


@pytest.mark.parametrize("name", LINKS)
def test_a_missing_table_of_links_is_a_fault(project_copy: Project, name: str) -> None:
    project_copy.path(name).unlink()
    with pytest.raises(DataError) as raised:
        read_corpus(project_copy)
    assert [(fault.file, fault.problem) for fault in raised.value.faults] == [(name, "is missing")]
