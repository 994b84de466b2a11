"""A matrix: what goes with what, a mark in each cell where it does.

On a phone, a row has the names of its columns beside its marks instead: nothing is scrolled, and
no row looks empty that is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ascc_ld.site.pictures.lettering import lines, room
from ascc_ld.site.pictures.marks import legend, mark
from ascc_ld.site.pictures.svg import (
    WIDTHS,
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
_NAMES = {"narrow": 130.0, "wide": 250.0}  # what the names of rows may always take
_CELL = 34.0, 170.0  # the least and the greatest width of a column


@dataclass(frozen=True)
class Head:
    """The head of a row or a column: what it is called and where that leads.

    ``about`` is the id of what the page says of it.
    """

    name: Label
    href: str
    about: str | None = None


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
    """What is drawn; ``kinds`` are the names of the kinds of marks, none where all are of one."""

    rows: Sequence[Head]
    columns: Sequence[Head]
    marks: Sequence[MatrixMark]
    kinds: Sequence[Label] = ()


def matrix(alternative: TextAlternative, drawn: Matrix, size: str) -> str:
    """Return ``drawn`` as a picture, row by row, so that it is read as a table is.

    ``size`` is one of :data:`~ascc_ld.site.pictures.svg.WIDTHS`; many columns make a wide picture
    wider.
    """
    needed = max((room(row.name.text, _SIZE) for row in drawn.rows), default=0.0)
    left = WIDTHS[size] - _CELL[1] * len(drawn.columns) if size == "wide" else 0.0
    names = min(max(_NAMES[size], left), needed) + _PADDING
    if size == "narrow":
        width = WIDTHS[size]
        parts, height = _listed(drawn, names, width)
    else:
        cell = (WIDTHS[size] - names) / max(len(drawn.columns), 1)
        cell = min(max(cell, _CELL[0]), _CELL[1])
        width = names + cell * len(drawn.columns)
        parts, height = _crossed(drawn, names, cell, width)
    if drawn.kinds:
        explained, taken = legend(drawn.kinds, _SIZE, width, height + _PADDING)
        parts += explained
        height += _PADDING + taken
    return picture(alternative, width, height, *parts)


def _crossed(drawn: Matrix, names: float, cell: float, width: float) -> tuple[list[Element], float]:
    """Return rows and columns, and their height; names of rows end at ``names``."""
    parts = [
        _column_head(head, names + (n + 0.5) * cell, cell) for n, head in enumerate(drawn.columns)
    ]
    top = _HEADS
    for number, row in enumerate(drawn.rows):
        head, height = _row_head(row, names, top, width)
        parts += head
        for column in range(len(drawn.columns)):
            inside = [m for m in drawn.marks if (m.row, m.column) == (number, column)]
            for place, shown in enumerate(inside):
                part = min(cell / len(inside), 2 * _TARGET)
                aside = (place + 0.5 - len(inside) / 2) * part
                x, y = names + (column + 0.5) * cell + aside, top + height / 2
                about = drawn.columns[column].about
                area = _target(x - part / 2, y - _TARGET / 2, part, _TARGET)
                parts.append(
                    link(shown.href, shown.name, area, mark(shown.kind, x, y, _MARK), about=about)
                )
        top += height
    return [*parts, _rule(top, width)], top + 1


def _listed(drawn: Matrix, names: float, width: float) -> tuple[list[Element], float]:
    """Return each row with the marks of its columns in lines, and the height of all."""
    parts: list[Element] = []
    top = 1.0
    for number, row in enumerate(drawn.rows):
        head, height = _row_head(row, names, top, width)
        x, y = names, top + (_TARGET + _PADDING) / 2
        links: list[Element] = []
        for shown in sorted((m for m in drawn.marks if m.row == number), key=lambda m: m.column):
            column = drawn.columns[shown.column]
            needed = 2 * _MARK + _GAP + room(column.name.text, _SIZE)
            if x > names and x + needed > width:
                x, y = names, y + _TARGET
            label: Attributes = {"x": x + 2 * _MARK + _GAP, "y": y + 0.36 * _SIZE, "class": "label"}
            links.append(
                link(
                    shown.href,
                    shown.name,
                    _target(x, y - _TARGET / 2, needed, _TARGET),
                    mark(shown.kind, x + _MARK, y, _MARK),
                    text(column.name, {**label, "font-size": _SIZE}),
                    about=column.about,
                )
            )
            x += needed + _PADDING
        parts += [*head, *links]
        top = max(top + height, y + (_TARGET + _PADDING) / 2)
    return [*parts, _rule(top, width)], top + 1


def _row_head(row: Head, names: float, top: float, width: float) -> tuple[list[Element], float]:
    """Return the rule above a row and its head, and the least height of the row."""
    written = lines(row.name.text, _SIZE, names - _PADDING)
    height = max(_TARGET, len(written) * _LEADING) + _PADDING
    first = top + (height - len(written) * _LEADING) / 2 + _SIZE * 0.9
    label: Attributes = {"x": 0, "y": first, "class": "label", "font-size": _SIZE}
    area = _target(0, top + _PADDING / 2, names - _PADDING, height - _PADDING)
    head = text(row.name, label, written, _LEADING)
    return [_rule(top, width), link(row.href, row.name.text, area, head)], height


def _column_head(column: Head, centre: float, cell: float) -> Element:
    size = min(_SIZE, _SIZE * (cell - _GAP) / room(column.name.text, _SIZE))
    label: Attributes = {"x": centre, "y": _HEADS - _PADDING, "class": "label", "font-size": size}
    return link(
        column.href,
        column.name.text,
        _target(centre - cell / 2, 0, cell, _HEADS),
        text(column.name, {**label, "text-anchor": "middle"}),
        about=column.about,
    )


def _rule(y: float, width: float) -> Element:
    return element("path", {"class": "rule", "d": f"M0 {y:.2f}H{width:.2f}", "aria-hidden": "true"})


def _target(x: float, y: float, width: float, height: float) -> Element:
    """Return the area that can be pointed at, which is not seen."""
    return element("rect", {"class": "target", "x": x, "y": y, "width": width, "height": height})
