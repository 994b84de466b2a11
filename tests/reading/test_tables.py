"""Tables: a CSV file is read strictly, and each fault says row, column and the way out."""

from __future__ import annotations

import csv
import io
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.ground.faults import Fault, Origin
from ascc_ld.reading.cells import Integer, Several, Slug, integer
from ascc_ld.reading.records import AS_PRINTED, MAY_BE_ABSENT, TableRecord
from ascc_ld.reading.tables import Table, read_table, read_text
from looped import looped


@dataclass(frozen=True, kw_only=True)
class Fruit(TableRecord):
    slug: Slug
    name: str
    weight: Integer | None = None
    colours: Several = ()


NAME = "data/fruit.csv"
HEADER = "slug,name,weight,colours\n"


def read(content: str | bytes, kind: type[TableRecord] = Fruit) -> tuple[Table, list[Fault]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fruit.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(path, NAME, kind)


def only_fault(content: str | bytes) -> Fault:
    _, faults = read(content)
    assert len(faults) == 1, faults
    return faults[0]


# ---- Rows ----


def test_a_table_gives_its_rows_by_column() -> None:
    table, faults = read(HEADER + 'apple,"Apple, ""red""",150,red; green\npear,Pear,,\n')
    assert faults == []
    assert table.readable
    assert table.names == {"apple", "pear"}
    apple, pear = table
    assert (apple.file, apple.line, apple["name"]) == (NAME, 2, 'Apple, "red"')
    assert (apple["weight"], apple.listed("colours")) == ("150", ("red", "green"))
    assert (pear.line, pear["weight"], pear.listed("colours")) == (3, "", ())


def test_a_row_becomes_a_record() -> None:
    (apple, pear), _ = read(HEADER + "apple,Apple,150,red; green\npear,Pear,,\n")
    here = Origin(NAME, 2)
    assert apple.record(Fruit) == Fruit(
        slug="apple", name="Apple", weight=150, colours=("red", "green"), origin=here
    )
    assert pear.record(Fruit) == Fruit(slug="pear", name="Pear", origin=Origin(NAME, 3))


def test_rows_are_numbered_as_an_editor_numbers_lines() -> None:
    table, _ = read(HEADER + '\napple,"Apple\nof two lines",,\n\npear,Pear,,\n')
    assert [(row["slug"], row.line) for row in table] == [("apple", 3), ("pear", 6)]


def test_the_last_line_needs_no_line_end() -> None:
    table, faults = read(HEADER + "apple,Apple,,")
    assert ([row["slug"] for row in table], faults) == (["apple"], [])


def test_a_row_at_fault_is_left_out_and_its_name_is_known() -> None:
    table, faults = read(HEADER + "apple,,,\npear,Pear,,\n")
    assert [row["slug"] for row in table] == ["pear"]
    assert table.names == {"apple", "pear"}
    assert len(faults) == 1


def test_a_file_whose_columns_are_wrong_cannot_be_read() -> None:
    table, _ = read("slug,name\napple,Apple\n")
    assert not table.readable
    assert list(table) == []


def test_a_row_that_stands_twice_is_read_once() -> None:
    table, faults = read(HEADER + "apple,Apple,,\npear,Pear,,\napple,Other,,\n")
    assert [(row["slug"], row["name"]) for row in table] == [("apple", "Apple"), ("pear", "Pear")]
    assert [(f.row, f.column, f.value, f.problem) for f in faults] == [
        (4, "slug", "apple", "is already in row 2")
    ]


def test_every_fault_of_a_file_is_found_at_once() -> None:
    _, faults = read(HEADER + "Äpple,,1x,\npear,Pear,,,x\npear,Pear,,\npear,Pear,,\n")
    assert [(f.row, f.column) for f in faults] == [
        (2, "slug"),
        (2, "name"),
        (2, "weight"),
        (3, None),
        (5, "slug"),
    ]


# ---- The header ----


@dataclass(frozen=True, kw_only=True)
class Tree(TableRecord):
    slug: Slug
    note: str | None = None
    nth: Annotated[int | None, integer, MAY_BE_ABSENT] = None


@pytest.mark.parametrize(
    ("table", "nth"), [("slug,note\noak,old\n", None), ("slug,note,nth\noak,old,2\n", 2)]
)
def test_a_column_that_may_be_absent_is_read_where_it_is(table: str, nth: int | None) -> None:
    rows, faults = read(table, Tree)
    assert faults == []
    assert [row.record(Tree).nth for row in rows] == [nth]


def test_a_column_that_may_be_absent_has_its_place() -> None:
    _, (fault,) = read("slug,nth,note\noak,2,old\n", Tree)
    assert (fault.problem, fault.remedy) == (
        "has its columns in another order",
        "The header is: slug,note,nth.",
    )


@looped(
    ("header", "faults"),
    [
        (
            "slug,nme,weight,colours",
            [
                ("nme", "is not a column of this table", "Did you mean 'name'?"),
                ("name", "is missing from the header", "slug,name,weight,colours"),
            ],
        ),
        (
            "slug,name,weight",
            [("colours", "is missing from the header", "slug,name,weight,colours")],
        ),
        (
            "slug,name,weight,colours,taste",
            [("taste", "is not a column of this table", "Remove it")],
        ),
        ("slug,name,name,weight,colours", [("name", "is in the header twice", "Remove one")]),
        ("name,slug,weight,colours", [(None, "another order", "slug,name,weight,colours")]),
        (
            "Slug,name,weight,colours",
            [
                ("Slug", "is not a column of this table", "Did you mean 'slug'?"),
                ("slug", "is missing from the header", "slug,name"),
            ],
        ),
    ],
)
def test_the_header_must_be_that_of_the_table(
    header: str, faults: list[tuple[str | None, str, str]]
) -> None:
    _, found = read(f"{header}\napple,Apple,,\n")
    assert [(f.file, f.row, f.column) for f in found] == [(NAME, 1, c) for c, _, _ in faults]
    for fault, (_, problem, remedy) in zip(found, faults, strict=True):
        assert problem in fault.problem
        assert remedy in fault.remedy


# ---- Cells ----


@looped(
    ("row", "column", "value", "problem", "remedy"),
    [
        ("apple,,,", "name", "", "is empty", "Fill the cell."),
        ("apple, Apple,,", "name", " Apple", "has leading or trailing spaces", "Remove them."),
        ("apple,  ,,", "name", "  ", "has leading or trailing spaces", "Remove them."),
        ("apple,Apple,1.5,", "weight", "1.5", "is not a whole number", "digits only"),
        ("apple,Apple,", None, "apple,Apple,", "has 3 cells where the header has 4", "quotes"),
        ("apple,A,p,p,le", None, "apple,A,p,p,le", "has 5 cells where the header has 4", "quotes"),
    ],
)
def test_a_cell_must_read_as_what_its_column_holds(
    row: str, column: str | None, value: str, problem: str, remedy: str
) -> None:
    fault = only_fault(f"{HEADER}pear,Pear,,\n{row}\n")
    assert (fault.file, fault.row, fault.column, fault.value) == (NAME, 3, column, value)
    assert problem in fault.problem
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    ("text", "row"),
    [(HEADER + 'apple,"Apple,,\n', 2), (HEADER + 'pear,Pear,,\napple,"App"le,,\n', 3)],
)
def test_quotes_that_do_not_match_are_told_with_their_row(text: str, row: int) -> None:
    fault = only_fault(text)
    assert (fault.row, fault.column, fault.remedy) == (row, None, "Fix the quotes.")
    assert fault.problem.startswith("is not valid CSV")


# ---- What spreadsheets save ----

SAVED = tomllib.loads((Path(__file__).parents[1] / "cases/saved_tables.toml").read_text("utf-8"))
PLAIN = HEADER + 'apple,"Apple, red",150,red; green\npear,Pear,,\n'


@looped(
    "saved",
    [
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("apple,", '"apple",').replace(",150,red; green", ',"150","red; green"'),
        PLAIN.replace("\n", ",,,\n"),
        PLAIN.replace("pear,Pear,,\n", "pear,Pear,,,,,\n"),
        PLAIN + ",,,\n,,,\n",
        PLAIN + ",,,,,,\n\n,,,,,,\n",
        PLAIN.replace("\n", ",,\r\n") + ",,,,,\r\n",
    ],
)
def test_what_spreadsheets_add_means_nothing(saved: str) -> None:
    table, faults = read(saved)
    assert faults == []
    assert [row.record(Fruit) for row in table] == [row.record(Fruit) for row in read(PLAIN)[0]]


@looped("case", SAVED["separated"])
def test_other_separators_are_told_in_one_sentence(case: dict[str, str]) -> None:
    fault = only_fault(case["text"])
    assert (fault.row, fault.column) == (1, None)
    assert fault.problem == f"has {case['what']} between its cells"
    assert "commas" in fault.remedy


@looped("case", SAVED["encoded"])
def test_other_encodings_are_told_in_one_sentence(case: dict[str, str]) -> None:
    fault = only_fault((HEADER + "pear,Pôire,,\n").encode(case["encoding"]))
    assert fault.problem == case["problem"]
    assert case["remedy"] in fault.remedy


@looped("case", SAVED["unseen"])
def test_a_character_that_nobody_sees_is_a_fault_wherever_a_name_stands(
    case: dict[str, str],
) -> None:
    fault = only_fault(f"{HEADER}apple,{case['name']},,\n")
    assert (fault.row, fault.column, fault.value) == (2, "name", case["name"])
    assert fault.problem == f"holds {case['told']}, which nobody sees"
    several = only_fault(f"{HEADER}apple,Apple,,red; {case['name']}\n")
    assert (several.column, several.problem) == ("colours", fault.problem)


@looped("cell", ["=1+1", '=HYPERLINK("http://a.example/")', "+1", "-2+3|' /C calc'!A0", "@SUM(1)"])
def test_a_formula_is_a_fault(cell: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(["apple", cell, "", ""])
    fault = only_fault(HEADER + text.getvalue())
    assert (fault.column, fault.value) == ("name", cell)
    assert fault.problem == f"begins with {cell[0]}, as formulas of spreadsheets do"


@looped("case", SAVED["seen"])
def test_a_character_that_a_language_needs_is_none(case: dict[str, str]) -> None:
    table, faults = read(f"{HEADER}apple,{case['name']},,\n")
    assert ([row["name"] for row in table], faults) == ([case["name"]], [])


@dataclass(frozen=True, kw_only=True)
class Printed(TableRecord):
    slug: Slug
    quote: Annotated[str, AS_PRINTED]
    parts: Annotated[Several, AS_PRINTED] = ()


def test_what_is_held_against_the_text_is_as_the_text_has_it() -> None:
    _, faults = read("slug,quote,parts\none,We\u00a0affirm.,We\u00a0affirm\n", Printed)
    assert faults == []


# ---- Files ----


def test_a_missing_file_is_told_with_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "fruits.csv").write_bytes(b"")
    content, faults = read_text(tmp_path / "fruit.csv", NAME)
    assert content is None
    assert [(f.file, f.row, f.problem) for f in faults] == [(NAME, None, "is missing")]
    assert "Did you mean 'fruits.csv'?" in faults[0].remedy


def test_a_folder_for_a_file_is_told(tmp_path: Path) -> None:
    content, faults = read_text(tmp_path, NAME)
    assert content is None
    assert faults[0].problem.startswith("cannot be read")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"], ids=repr)
def test_an_empty_file_is_told(content: bytes) -> None:
    assert only_fault(content).problem == "is empty"


def test_a_header_alone_is_told() -> None:
    _, faults = read(HEADER)
    assert [(f.file, f.column) for f in faults] == [(NAME, None)]


# ---- Properties ----

cells = st.text(
    alphabet=st.sampled_from(" \n")
    | st.characters(
        exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Mn"],
        exclude_characters="\u115f\u1160\u2800\u3164\uffa0",
    ),
    max_size=20,
).map(str.strip)


def test_a_drafted_cell_is_the_only_fault_of_its_row() -> None:
    table, (fault,) = read(HEADER + "apple,?Apple,,\n")
    assert (fault.column, fault.value) == ("name", "?Apple")
    assert (fault.problem, fault.remedy) == (
        "is drafted, not reviewed",
        "Remove the ? or correct it.",
    )
    assert table.names == {"apple"}


def test_an_unknown_cell_is_no_second_fault() -> None:
    _, found = read(HEADER + "?,?,?,?\n")
    assert [(f.column, f.problem) for f in found] == [
        (column, "is drafted, not reviewed") for column in ("slug", "name", "weight", "colours")
    ]


@dataclass(frozen=True, kw_only=True)
class Noted(TableRecord):
    KEY = ("row",)

    row: str
    name: str
    note: str | None = None


reviewed = cells.filter(lambda cell: not cell.startswith(tuple("?=+-@")))


@given(st.lists(st.tuples(reviewed.filter(bool), reviewed), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_is_what_is_read(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["row", "name", "note"])
    writer.writerows([str(n), name, note] for n, (name, note) in enumerate(rows))
    table, faults = read(text.getvalue(), Noted)
    if not faults:
        assert [(row["name"], row["note"]) for row in table] == rows
    else:  # not in Normalisation Form C, which Unicode letters may be without any mark
        assert {fault.problem for fault in faults} == {"is not in Unicode Normalisation Form C"}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    table, faults = read(content)
    assert table.readable or faults
