"""Tables: a CSV file is read strictly, and each fault says row, column and the way out."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.tables import (
    Column,
    Table,
    TableForm,
    Wrong,
    calendar_date,
    decimal,
    integer,
    matching,
    one_of,
    read_bytes,
    read_table,
    slug,
    web_address,
)

FRUIT = TableForm(
    (
        Column("slug", reads=slug),
        Column("name"),
        Column("weight", required=False, reads=integer),
        Column("colours", required=False),
    ),
    key=("slug",),
)
NAME = "data/fruit.csv"
HEADER = "slug,name,weight,colours\n"


def read(content: str | bytes, form: TableForm = FRUIT) -> tuple[Table, list[Fault]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fruit.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(path, NAME, form)


def only_fault(content: str | bytes) -> Fault:
    _, faults = read(content)
    assert len(faults) == 1, faults
    return faults[0]


def refused(reader: Callable[[str], object], cell: str) -> Wrong:
    with pytest.raises(Wrong) as caught:
        reader(cell)
    return caught.value


# ---- Rows ----


def test_a_table_gives_its_rows_by_column() -> None:
    table, faults = read(HEADER + 'apple,"Apple, ""red""",150,red; green\npear,Pear,,\n')
    assert faults == []
    assert table.readable
    assert table.names == {"apple", "pear"}
    apple, pear = table
    assert (apple.file, apple.line, apple["name"]) == (NAME, 2, 'Apple, "red"')
    assert (apple.integer("weight"), apple.listed("colours")) == (150, ("red", "green"))
    assert (pear.line, pear.optional("weight"), pear.listed("colours")) == (3, None, ())


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
        (4, "slug", "apple", "stands in row 2 already")
    ]


def test_every_fault_of_a_file_is_found_at_once() -> None:
    _, faults = read("\ufeff" + HEADER + "Äpple,,1x,\npear,Pear,,,\npear,Pear,,\npear,Pear,,\n")
    assert [(f.row, f.column) for f in faults] == [
        (1, None),
        (2, "slug"),
        (2, "name"),
        (2, "weight"),
        (3, None),
        (5, "slug"),
    ]


# ---- The header ----


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        (
            "slug,nme,weight,colours",
            [
                ("nme", "is no column of this table", "Did you mean 'name'?"),
                ("name", "is missing from the header", "slug,name,weight,colours"),
            ],
        ),
        (
            "slug,name,weight",
            [("colours", "is missing from the header", "slug,name,weight,colours")],
        ),
        ("slug,name,weight,colours,taste", [("taste", "is no column of this table", "Take it")]),
        ("slug,name,name,weight,colours", [("name", "stands twice in the header", "Take one")]),
        ("name,slug,weight,colours", [(None, "another order", "slug,name,weight,colours")]),
        (
            "Slug,name,weight,colours",
            [
                ("Slug", "is no column of this table", "Did you mean 'slug'?"),
                ("slug", "is missing from the header", "slug,name"),
            ],
        ),
        (
            "slug;name;weight;colours",
            [
                ("slug;name;weight;colours", "is no column of this table", ""),
                ("slug", "is missing from the header", ""),
                ("name", "is missing from the header", ""),
                ("weight", "is missing from the header", ""),
                ("colours", "is missing from the header", ""),
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


@pytest.mark.parametrize(
    ("row", "column", "value", "problem", "remedy"),
    [
        ("apple,,,", "name", "", "is empty", "Fill the cell."),
        ("apple, Apple,,", "name", " Apple", "has blanks around it", "Take them out."),
        ("apple,Apple\u00a0,,", "name", "Apple\u00a0", "has blanks around it", "Take them out."),
        ("apple,  ,,", "name", "  ", "has blanks around it", "Take them out."),
        ("apple,Apple,1.5,", "weight", "1.5", "is no whole number", "digits only"),
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
    assert (fault.row, fault.column, fault.remedy) == (row, None, "Mend the quotes.")
    assert fault.problem.startswith("is no CSV")


# ---- Files ----


def test_a_missing_file_is_told_with_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "fruits.csv").write_bytes(b"")
    content, faults = read_bytes(tmp_path / "fruit.csv", NAME)
    assert content is None
    assert [(f.file, f.row, f.problem) for f in faults] == [(NAME, None, "is missing")]
    assert "Did you mean 'fruits.csv'?" in faults[0].remedy


def test_a_folder_for_a_file_is_told(tmp_path: Path) -> None:
    content, faults = read_bytes(tmp_path, NAME)
    assert content is None
    assert faults[0].problem.startswith("cannot be read")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"], ids=repr)
def test_an_empty_file_is_told(content: bytes) -> None:
    assert only_fault(content).problem == "is empty"


def test_a_header_alone_is_told() -> None:
    _, faults = read(HEADER)
    assert [(f.file, f.column) for f in faults] == [(NAME, None)]


# ---- Readers of cells ----


@pytest.mark.parametrize(("cell", "value"), [("0", 0), ("7", 7), ("4030", 4030)])
def test_whole_numbers(cell: str, value: int) -> None:
    assert integer(cell) == value


@pytest.mark.parametrize("cell", ["-1", "+1", "007", "1.0", "1,000", "1 000", "１", "x", "1_0"])
def test_no_whole_numbers(cell: str) -> None:
    assert refused(integer, cell).problem == "is no whole number"


@pytest.mark.parametrize("cell", ["0", "31", "-5", "16.41639", "-0.5", "100"])
def test_decimals_in_canonical_form(cell: str) -> None:
    assert decimal(cell) == Decimal(cell)


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("cell", ["x", "1,5", "16°24'", "NaN", "sNaN", "Infinity", "-inf"])
def test_no_decimals(cell: str) -> None:
    assert refused(decimal, cell).problem == "is no number"


def test_a_day_of_the_calendar() -> None:
    assert calendar_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
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
    assert wrong.problem.startswith("is no date")
    assert "2024-10-24" in wrong.remedy


@pytest.mark.parametrize("cell", ["a", "ph-city-of-baguio", "2024", "p-3"])
def test_slugs(cell: str) -> None:
    assert slug(cell) == cell


@pytest.mark.parametrize(
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
    assert (wrong.problem, wrong.remedy) == ("is no slug", remedy)


@pytest.mark.parametrize("cell", ["https://example.org/a?b=c#d", "http://例え.jp/"])
def test_web_addresses(cell: str) -> None:
    assert web_address(cell) == cell


@pytest.mark.parametrize(
    "cell", ["example.org", "ftp://example.org/", "https://", "https://a b/", "https://a/<b>"]
)
def test_no_web_addresses(cell: str) -> None:
    assert refused(web_address, cell).problem == "is no web address"


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
    assert refused(answer, "yess").problem == "is none of yes, no"
    assert refused(answer, "yess").remedy == "Did you mean 'yes'?"


# ---- Properties ----

cells = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc", "Mn"]) | st.just("\n"),
    max_size=20,
).map(str.strip)


@given(st.lists(st.tuples(cells.filter(bool), cells), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_is_what_is_read(rows: list[tuple[str, str]]) -> None:
    form = TableForm((Column("row"), Column("name"), Column("note", required=False)), ("row",))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["row", "name", "note"])
    writer.writerows([str(n), name, note] for n, (name, note) in enumerate(rows))
    table, faults = read(text.getvalue(), form)
    if not faults:
        assert [(row["name"], row["note"]) for row in table] == rows
    else:  # not in Normalisation Form C, which Unicode letters may be without any mark
        assert {fault.problem for fault in faults} == {"is not in Unicode Normalisation Form C"}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-180, max_value=180, places=5))
def test_the_remedy_for_a_number_is_a_number_that_reads(number: Decimal) -> None:
    cell = str(number)
    try:
        decimal(cell)
    except Wrong as wrong:
        canonical = wrong.remedy.removeprefix("Write ").removesuffix(".")
        assert decimal(canonical) == number


@given(st.text(max_size=30))
def test_the_remedy_for_a_slug_is_a_slug(cell: str) -> None:
    try:
        slug(cell)
    except Wrong as wrong:
        if wrong.remedy.startswith("Write "):
            suggestion = wrong.remedy.removeprefix("Write '").removesuffix("'.")
            assert slug(suggestion) == suggestion


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    table, faults = read(content)
    assert table.readable or faults
