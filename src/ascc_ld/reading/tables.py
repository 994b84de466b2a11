"""Curated tables: CSV as a spreadsheet writes it, read strictly.

A table is UTF-8, comma separated (RFC 4180), with exactly the columns of its :class:`TableForm`.
Reading collects every fault of a file instead of stopping at the first one; each names the row
as an editor numbers its lines, the column and the value, and says what would be right.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from ascc_ld.ground.faults import Fault, nearest
from ascc_ld.reading.source import decode

__all__ = ["Column", "Row", "Table", "TableForm", "Wrong", "read_bytes", "read_table"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEPARATOR = "; "
_WHOLE_ADDRESS = "Write it in full, starting with https:// or http://."


class Wrong(ValueError):
    """A cell does not read as what its column holds; carries the problem and the way out."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True)
class Column:
    """A column: its name, whether each row must fill it, and how a cell reads.

    ``reads`` takes the text of a cell and returns nothing; it raises :class:`Wrong`.
    """

    name: str
    required: bool = True
    reads: Callable[[str], object] = str


@dataclass(frozen=True)
class TableForm:
    """The columns of a table, in order, and those whose values together name a row once.

    ``may_be_empty`` allows a header alone.
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    may_be_empty: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table; ``line`` is its line in the file, the header being line 1."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def optional(self, column: str) -> str | None:
        """Return the cell, or ``None`` where it is empty."""
        return self.cells[column] or None

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell that holds several, separated by a semicolon and a blank."""
        cell = self.cells[column]
        return tuple(cell.split(_SEPARATOR)) if cell else ()

    def integer(self, column: str) -> int:
        """Return the cell as an integer; :func:`read_table` has seen that it is one."""
        return int(self.cells[column])

    def fault(self, column: str, problem: str, remedy: str, value: str | None = None) -> Fault:
        """Return a fault of this row's ``column`` (``value``: a part of the cell)."""
        shown = self.cells[column] if value is None else value
        return Fault(self.file, self.line, column, shown, problem, remedy)

    def unknown(self, column: str, kind: str, known: Iterable[str], value: str) -> Fault:
        """Return the fault of a ``value`` that names no ``kind``."""
        return self.fault(column, f"is no known {kind}", nearest(value, known), value)


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


def integer(cell: str) -> int:
    """Read a whole number without sign or leading zeros."""
    if not re.fullmatch(r"0|[1-9][0-9]*", cell):
        raise Wrong("is no whole number", "Write digits only, such as 2354.")
    return int(cell)


def decimal(cell: str) -> Decimal:
    """Read a decimal in the canonical form of XSD 1.1: no exponent, no trailing zeros."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Wrong("is no number", "Write degrees such as 16.41639 or -5.")
    canonical = format(number.normalize(), "f") if number else "0"
    if canonical != cell:
        raise Wrong("is not in canonical form", f"Write {canonical}.")
    return number


def calendar_date(cell: str) -> date:
    """Read a date ``YYYY-MM-DD`` that is in the calendar."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
            raise ValueError("not written as year, month and day")
        return date.fromisoformat(cell)
    except ValueError as error:
        raise Wrong(f"is no date ({error})", "Write a day of the calendar as 2024-10-24.") from None


def slug(cell: str) -> str:
    """Read a slug: ASCII lower case letters and digits in parts joined by one hyphen."""
    if not _SLUG.fullmatch(cell):
        suggestion = re.sub(
            r"[^a-z0-9]+",
            "-",
            unicodedata.normalize("NFKD", cell).encode("ascii", "ignore").decode().lower(),
        ).strip("-")
        raise Wrong("is no slug", f"Write {suggestion!r}." if suggestion else "Use a-z, 0-9, -.")
    return cell


def web_address(cell: str) -> str:
    """Read an absolute http or https IRI without blanks."""
    try:
        ox.NamedNode(cell)
        urlsplit(cell).port  # noqa: B018 - reading the port is what tells that it is one
    except ValueError:
        raise Wrong("is no web address", _WHOLE_ADDRESS) from None
    if not re.fullmatch(r"https?://[^\s/]+.*", cell):
        raise Wrong("is no web address", _WHOLE_ADDRESS)
    return cell


def language_tag(cell: str) -> str:
    """Read a language tag (BCP 47)."""
    try:
        ox.Literal("", language=cell)
    except ValueError:
        raise Wrong("is no language tag", "Write it as in vi or pt-BR (BCP 47).") from None
    return cell


def matching(pattern: str, example: str) -> Callable[[str], str]:
    """Return a reader of cells that match the whole of ``pattern``."""
    compiled = re.compile(pattern)

    def read(cell: str) -> str:
        if not compiled.fullmatch(cell):
            raise Wrong(f"is not written like {example}", f"Write it as in {example}.")
        return cell

    return read


def one_of(*known: str) -> Callable[[str], str]:
    """Return a reader of cells that hold one of the ``known`` values."""

    def read(cell: str) -> str:
        if cell not in known:
            raise Wrong(f"is none of {', '.join(known)}", nearest(cell, known))
        return cell

    return read


def read_bytes(path: Path, name: str) -> tuple[bytes | None, list[Fault]]:
    """Read a file whole; a missing or unreadable one is a fault."""
    try:
        return path.read_bytes(), []
    except FileNotFoundError:
        near = nearest(path.name, (p.name for p in path.parent.glob("*")))
        return None, [Fault(name, None, None, None, "is missing", f"Restore it. {near}")]
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        return None, [Fault(name, None, None, None, reason, "Make it a readable file.")]


def read_table(path: Path, name: str, form: TableForm) -> tuple[Table, list[Fault]]:
    """Read the table at ``path``, which faults call ``name``.

    Returns the rows that read well and every fault of the file: of the bytes, the header, the
    cells, and rows that repeat the key.
    """
    content, faults = read_bytes(path, name)
    if content is None:
        return Table(name), faults
    text, encoding_faults = decode(content, name)
    faults += encoding_faults
    if text is None:
        return Table(name), faults
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records = list(_records(reader))
    except csv.Error as error:
        faults.append(
            Fault(name, reader.line_num, None, None, f"is no CSV ({error})", "Mend the quotes.")
        )
        return Table(name), faults
    header_faults = _header_faults(name, records[0][1], form)
    if header_faults:
        return Table(name), faults + header_faults
    if len(records) == 1 and not form.may_be_empty:
        faults.append(Fault(name, 1, None, None, "is followed by no row", "Restore the rows."))
        return Table(name), faults
    rows: list[Row] = []
    all_rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, record in records[1:]:
        row, row_faults = _row(name, line, record, form)
        faults += row_faults
        if row is None:
            continue
        all_rows.append(row)
        key = tuple(row[column] for column in form.key)
        if key in seen:
            faults.append(
                row.fault(
                    form.key[-1],
                    f"stands in row {seen[key]} already",
                    "Give each row its own, or take one of the two out.",
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


def _records(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the records that are no blank line, each with the line on which it starts."""
    line = 1
    for record in reader:
        if record:
            yield line, record
        line = reader.line_num + 1


def _header_faults(name: str, header: list[str], form: TableForm) -> list[Fault]:
    wanted = [column.name for column in form.columns]
    missing = [column for column in wanted if column not in header]
    header_line = f"The header is: {','.join(wanted)}."
    faults = []
    for index, column in enumerate(header):
        if column in wanted and header.index(column) == index:
            continue
        if column in wanted:
            problem, remedy = "stands twice in the header", "Take one of the two columns out."
        else:
            problem = "is no column of this table"
            remedy = nearest(column, missing) if missing else f"Take it out. {header_line}"
        faults.append(Fault(name, 1, column, column, problem, remedy))
    faults += [Fault(name, 1, c, None, "is missing from the header", header_line) for c in missing]
    if not faults and header != wanted:
        faults.append(
            Fault(
                name,
                1,
                None,
                ",".join(header),
                "has its columns in another order",
                header_line,
            )
        )
    return faults


def _row(
    name: str, line: int, record: list[str], form: TableForm
) -> tuple[Row | None, list[Fault]]:
    if len(record) != len(form.columns):
        problem = f"has {len(record)} cells where the header has {len(form.columns)}"
        remedy = "Put quotes round a cell that holds a comma."
        return None, [Fault(name, line, None, ",".join(record), problem, remedy)]
    row = Row(name, line, dict(zip((c.name for c in form.columns), record, strict=True)))
    faults = []
    for column in form.columns:
        cell = row[column.name]
        if cell != cell.strip():
            faults.append(row.fault(column.name, "has blanks around it", "Take them out."))
        elif not cell and column.required:
            faults.append(row.fault(column.name, "is empty", "Fill the cell."))
        elif cell:
            try:
                column.reads(cell)
            except Wrong as wrong:
                faults.append(row.fault(column.name, wrong.problem, wrong.remedy))
    return row, faults
