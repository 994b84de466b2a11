"""A matrix: what goes with what, a mark in each cell where it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ascc_ld.site.pictures.lettering import lines, room
from ascc_ld.site.pictures.marks import legend, mark
from ascc_ld.site.pictures.svg import (
    Attributes,
    Element,
    Label,
    TextAlternative,
    element,
    link,
    picture,
    text,
)

_SIZE = 13.0
_LEADING = 16.0
_PADDING = 9.0
_HEADS = 30.0
_MARK = 6.0
_GAP = 4.0  # between the heads of columns
_TARGET = 24.0  # px, WCAG 2.2 success criterion 2.5.8
_PHONE = 328.0  # what a phone shows at full size; what is wider keeps its size and is scrolled


@dataclass(frozen=True)
class Head:
    """The head of a row or a column: what it is called and where that leads."""

    name: Label
    href: str


@dataclass(frozen=True)
class MatrixMark:
    """A mark: its row and column and its kind, counted from 0, its full name and where it leads.

    ``kind`` is ``None`` where all marks are of one.
    """

    row: int
    column: int
    kind: int | None
    name: str
    href: str


@dataclass(frozen=True)
class Matrix:
    """What is drawn; ``kinds`` are the names of the kinds of marks, none where all are of one.

    ``names`` is the greatest width of the heads of rows and ``cell`` that of a column, in user
    units.
    """

    rows: Sequence[Head]
    columns: Sequence[Head]
    marks: Sequence[MatrixMark]
    kinds: Sequence[Label]
    names: float
    cell: float


def matrix(alternative: TextAlternative, drawn: Matrix) -> str:
    """Return ``drawn`` as a picture, row by row, so that it is read as a table is."""
    needed = max((room(row.name.text, _SIZE) for row in drawn.rows), default=0.0)
    drawn = replace(drawn, names=min(drawn.names, needed))
    broken = [lines(row.name.text, _SIZE, drawn.names) for row in drawn.rows]
    tops = _tops(broken)
    width = drawn.names + _PADDING + drawn.cell * len(drawn.columns)
    rules = (f"M0 {top:.2f}H{width:.2f}" for top in tops)
    parts = [element("path", {"class": "rule", "d": "".join(rules), "aria-hidden": "true"})]
    parts += _column_heads(drawn)
    for number, (row, written) in enumerate(zip(drawn.rows, broken, strict=True)):
        middle = (tops[number] + tops[number + 1]) / 2
        parts.append(_row_head(row, written, drawn, middle))
        parts += _marks([m for m in drawn.marks if m.row == number], drawn, middle)
    height = tops[-1] + 1
    if drawn.kinds:
        explained, taken = legend(drawn.kinds, _SIZE, width, height + _PADDING)
        parts += explained
        height += _PADDING + taken
    kind = "matrix" if width <= _PHONE else "wide-matrix"
    return picture(alternative, kind, width, height, *parts)


def _tops(broken: Sequence[tuple[str, ...]]) -> list[float]:
    """Return the upper edge of each row, and at last the lower edge of the last one."""
    tops = [_HEADS]
    for written in broken:
        tops.append(tops[-1] + max(_TARGET, len(written) * _LEADING + _PADDING))
    return tops


def _centre(drawn: Matrix, column: int) -> float:
    return drawn.names + _PADDING + (column + 0.5) * drawn.cell


def _column_heads(drawn: Matrix) -> Iterator[Element]:
    for number, column in enumerate(drawn.columns):
        size = min(_SIZE, _SIZE * (drawn.cell - _GAP) / room(column.name.text, _SIZE))
        centre = _centre(drawn, number)
        yield link(
            column.href,
            column.name.text,
            _target(centre, _HEADS / 2, drawn.cell, _HEADS),
            text(
                column.name,
                {
                    "x": centre,
                    "y": _HEADS - _PADDING,
                    "class": "label",
                    "text-anchor": "middle",
                    "font-size": size,
                },
            ),
        )


def _row_head(row: Head, written: tuple[str, ...], drawn: Matrix, middle: float) -> Element:
    height = len(written) * _LEADING
    first = middle - height / 2 + _SIZE * 0.9
    label: Attributes = {"x": 0, "y": first, "class": "label", "font-size": _SIZE}
    return link(
        row.href,
        row.name.text,
        _target(drawn.names / 2, middle, drawn.names, max(_TARGET, height)),
        text(row.name, label, written, _LEADING),
    )


def _marks(marks: Sequence[MatrixMark], drawn: Matrix, middle: float) -> Iterator[Element]:
    """Yield the marks of one row by columns; several in one cell stand side by side."""
    for column in range(len(drawn.columns)):
        inside = [shown for shown in marks if shown.column == column]
        for place, shown in enumerate(inside):
            width = drawn.cell / len(inside)
            x = _centre(drawn, column) - drawn.cell / 2 + (place + 0.5) * width
            yield link(
                shown.href,
                shown.name,
                _target(x, middle, width, _TARGET),
                mark(shown.kind, x, middle, _MARK),
            )


def _target(x: float, y: float, width: float, height: float) -> Element:
    """Return the area around (``x``, ``y``) that can be pointed at, which is not seen."""
    corner = {"x": x - width / 2, "y": y - height / 2}
    return element("rect", {"class": "target", **corner, "width": width, "height": height})
