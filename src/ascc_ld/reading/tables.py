"""Curated tables: CSV as spreadsheets write it, read strictly.

A table is UTF-8, comma separated (RFC 4180), with exactly the columns of its
:class:`~ascc_ld.reading.records.TableRecord`.  A byte order mark, CR LF, and empty rows and columns
at the end mean nothing.  Reading collects every fault of a file instead of
stopping at the first one; each names the row as an editor numbers its lines, the column and the
value, and says what would be right.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ascc_ld.ground.faults import Fault, Origin, nearest
from ascc_ld.reading.cells import DRAFTED, NOT_REVIEWED, Wrong, invisible, listed
from ascc_ld.reading.declaration_text import decode
from ascc_ld.reading.records import Column, TableRecord, columns

_REGISTRY = {
    "country": "data/registry/countries.csv",
    "group": "data/registry/groups.csv",
    "organisation": "data/registry/organisations.csv",
    "place": "data/registry/places.csv",
    "source": "data/registry/sources.csv",
    "theme": "data/registry/themes.csv",
}
"""Where what is new gets its row."""

R = TypeVar("R", bound=TableRecord)


@dataclass(frozen=True)
class Row:
    """A row of a table; ``line`` is its line in the file, the header being line 1.

    ``cells`` are the texts by column, ``values`` what they were read as, by field; a cell at fault
    stays the text it is.
    """

    file: str
    line: int
    cells: Mapping[str, str]
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell that holds several, separated by a semicolon and a space."""
        return listed(self.cells[column])

    def record(self, kind: type[R], **computed: Any) -> R:
        """Return the record that the row is; ``computed`` are its fields that are not columns."""
        return kind(**self.values, origin=Origin(self.file, self.line), **computed)

    def fault(self, column: str, problem: str, remedy: str, value: str | None = None) -> Fault:
        """Return a fault of this row's ``column`` (``value``: a part of the cell)."""
        shown = self.cells[column] if value is None else value
        return Fault(self.file, self.line, column, shown, problem, remedy)

    def unknown(self, column: str, kind: str, known: Iterable[str], value: str) -> Fault:
        """Return the fault of a ``value`` that names no ``kind``.

        What is offered for a body or place of a country is one of that country.
        """
        known = list(known)
        prefix = value[:3] if value[2:3] == "-" else ""
        remedy = nearest(value, [name for name in known if name.startswith(prefix)] or known)
        if kind in _REGISTRY:
            remedy += f" A new {kind} is a row of {_REGISTRY[kind]}: add it there."
        return self.fault(column, f"is not a known {kind}", remedy, value)


@dataclass(frozen=True)
class Table:
    """The rows of a file that read well; those at fault are left out.

    ``all_rows`` holds those at fault as well, and ``names`` are the values of the first key
    column in them, so that what refers to a faulty row is not a second fault.  ``readable`` tells
    whether the file was there with its columns, ``complete`` whether each of its rows has a cell
    for each column.
    """

    file: str
    rows: tuple[Row, ...] = ()
    all_rows: tuple[Row, ...] = ()
    names: frozenset[str] = frozenset()
    readable: bool = False
    complete: bool = False

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def unknown(self, column: str, kind: str, known: Iterable[str]) -> Iterator[Fault]:
        """Yield a fault for each value of ``column`` that is none of the ``known``, a ``kind``.

        Where none is known, the table of that kind is at fault and not this one.
        """
        accepted = set(known)
        for row in self.rows if accepted else ():
            for value in row.listed(column):
                if value not in accepted:
                    yield row.unknown(column, kind, accepted, value)


def read_text(path: Path, name: str, *, exact: bool = False) -> tuple[str | None, list[Fault]]:
    """Read a text file whole, as :func:`~.declaration_text.decode` does.

    Returns ``None`` with the fault of a file that is missing or unreadable.
    """
    try:
        return decode(path.read_bytes(), name, exact=exact)
    except FileNotFoundError:
        near = nearest(path.name, (p.name for p in path.parent.glob("*")))
        return None, [Fault(name, None, None, None, "is missing", f"Restore it. {near}")]
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        return None, [Fault(name, None, None, None, reason, "Make it a readable file.")]


def read_table(path: Path, name: str, kind: type[TableRecord]) -> tuple[Table, list[Fault]]:
    """Read the table at ``path``, which faults call ``name``; its rows are records of ``kind``.

    Returns the rows that read well and every fault of the file: of the bytes, the header, the
    cells, and rows that repeat the key.
    """
    text, faults = read_text(path, name)
    if text is None:
        return Table(name), faults
    form = columns(kind)
    separated = _separated_otherwise(name, text.partition("\n")[0], form)
    if separated:
        return Table(name), [*faults, separated]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records = list(filled_rows(reader))
    except csv.Error as error:
        problem = f"is not valid CSV ({error})"
        broken = Fault(name, reader.line_num, None, None, problem, "Fix the quotes.")
        return Table(name), [*faults, broken]
    header = records[0][1] if records else []
    header_faults = _header_faults(name, header, form)
    if header_faults:
        return Table(name), faults + header_faults
    absent = [column for column in form if column.name not in header]
    printed = [column for column in form if column.name in header]
    if len(records) == 1 and not kind.MAY_BE_EMPTY:
        faults.append(Fault(name, 1, None, None, "has no rows", "Restore the rows."))
        return Table(name), faults
    rows: list[Row] = []
    all_rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, record in records[1:]:
        row, row_faults = _row(name, line, record, printed, absent)
        faults += row_faults
        if row is None:
            continue
        all_rows.append(row)
        key = tuple(row[column] for column in kind.KEY)
        if key in seen:
            faults.append(
                row.fault(
                    kind.KEY[-1],
                    f"is already in row {seen[key]}",
                    "Give each row its own, or remove one of the two.",
                    " ".join(key),
                )
            )
        elif not row_faults:
            rows.append(row)
        seen.setdefault(key, line)
    return Table(
        name,
        tuple(rows),
        tuple(all_rows),
        frozenset(key[0] for key in seen),
        readable=True,
        complete=len(all_rows) == len(records) - 1,
    ), faults


def filled_rows(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV ``reader`` that are not empty, each with its first line.

    Cells behind those of the first are left out where they are empty.
    """
    line, width = 1, 0
    for record in reader:
        if any(record):
            width = width or max(n for n, cell in enumerate(record, 1) if cell)
            yield line, record if any(record[width:]) else record[:width]
        line = reader.line_num + 1


def _separated_otherwise(name: str, first: str, form: Sequence[Column]) -> Fault | None:
    """Return the fault of a table whose ``first`` line has no commas between the cells."""
    known = {column.name for column in form}
    for separator, what in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        cells = {cell.strip('"') for cell in first.split(separator)}
        if first == f"sep={separator}" or len(cells & known) > 1:
            problem = f"has {what} between its cells"
            remedy = "Save it with commas; Excel takes the separator from the system's region."
            return Fault(name, 1, None, first, problem, remedy)
    return None


def _header_faults(name: str, header: list[str], form: Sequence[Column]) -> list[Fault]:
    wanted = [column.name for column in form if not column.may_be_absent or column.name in header]
    missing = [column for column in wanted if column not in header]
    header_line = f"The header is: {','.join(wanted)}."
    faults = []
    for index, column in enumerate(header):
        if column in wanted and header.index(column) == index:
            continue
        if column in wanted:
            problem, remedy = "is in the header twice", "Remove one of the two columns."
        else:
            problem = "is not a column of this table"
            remedy = nearest(column, missing) if missing else f"Remove it. {header_line}"
        faults.append(Fault(name, 1, column, column, problem, remedy))
    faults += [Fault(name, 1, c, None, "is missing from the header", header_line) for c in missing]
    if not faults and header != wanted:
        problem = "has its columns in another order"
        faults.append(Fault(name, 1, None, ",".join(header), problem, header_line))
    return faults


def _formula(column: Column, cell: str) -> tuple[str, str] | None:
    """Return problem and remedy of a cell that whoever opens our tables would run."""
    if column.reads not in (str, listed) or not cell.startswith(("=", "+", "-", "@")):
        return None
    return f"begins with {cell[0]}, as formulas of spreadsheets do", "Write it in another way."


def _row(
    name: str,
    line: int,
    record: list[str],
    form: Sequence[Column],
    absent: Sequence[Column],
) -> tuple[Row | None, list[Fault]]:
    if len(record) != len(form):
        problem = f"has {len(record)} cells where the header has {len(form)}"
        remedy = "Put quotes around a cell that contains a comma."
        return None, [Fault(name, line, None, ",".join(record), problem, remedy)]
    cells = dict(zip((column.name for column in form), record, strict=True))
    cells |= {column.name: "" for column in absent}
    values: dict[str, Any] = {column.field: column.empty for column in absent}
    row = Row(name, line, cells, values)
    faults = []
    for column in form:
        cell = cells[column.name]
        drafted = cell.startswith(DRAFTED)
        if drafted:
            faults.append(row.fault(column.name, *NOT_REVIEWED))
            # What refers to the row, or to what the cell names, is no second fault.
            cell = cells[column.name] = cell.removeprefix(DRAFTED)
        unfit = None if column.as_printed else invisible(cell) or _formula(column, cell)
        if unfit:
            faults.append(row.fault(column.name, *unfit))
        elif cell != cell.strip():
            faults.append(row.fault(column.name, "has leading or trailing spaces", "Remove them."))
        elif not cell and column.required and not drafted:
            faults.append(row.fault(column.name, "is empty", "Fill the cell."))
        values[column.field] = column.empty
        if cell:
            try:
                values[column.field] = column.reads(cell)
            except Wrong as wrong:
                values[column.field] = cell
                if cell == cell.strip() and not unfit:
                    faults.append(row.fault(column.name, wrong.problem, wrong.remedy))
    return row, faults
