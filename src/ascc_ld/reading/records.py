"""Records: each row of a table, and each file of settings, is declared once, by a dataclass.

A field is a column of the table, or a key of the settings::

    @dataclass(frozen=True, kw_only=True)
    class Fruit(TableRecord):
        slug: Slug
        name: str
        kind: Annotated[str, "class"]
        weight: Integer | None = None

``Annotated`` says how a cell is read (a function, see :mod:`.cells`), and what the column is
called where the field cannot bear its name (a text).  A cell of a field with a default may be
empty.  A field that is :data:`NOT_READ` is filled in by the program.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from types import NoneType
from typing import Annotated, Any, ClassVar, get_args, get_type_hints

from ascc_ld.ground.faults import Origin

NOT_READ = object()
"""Marks, in ``Annotated``, a field that is not a column."""

MAY_BE_ABSENT = object()
"""Marks, in ``Annotated``, a column that a file may leave out: its cells are empty then."""

AS_PRINTED = object()
"""Marks, in ``Annotated``, a column that is held against the text, whatever the text has."""


@dataclass(frozen=True, kw_only=True)
class TableRecord:
    """A row of a table; ``origin`` is where it is written.

    The cells of the columns ``KEY`` name a row together, once.  ``MAY_BE_EMPTY`` allows a table
    that has a header alone.
    """

    KEY: ClassVar[tuple[str, ...]] = ("slug",)
    MAY_BE_EMPTY: ClassVar[bool] = False

    origin: Annotated[Origin, NOT_READ]


@dataclass(frozen=True)
class Column:
    """A column: the field that it fills, its name in the file, and how a cell reads.

    ``reads`` takes the text of a cell and returns the value; it raises
    :class:`~ascc_ld.reading.cells.Wrong`.  ``empty`` is the value of an empty cell.  ``type`` is
    that of the field, without ``None``.
    """

    field: str
    name: str
    type: Any
    reads: Callable[[str], Any]
    required: bool
    empty: Any
    may_be_absent: bool = False
    as_printed: bool = False


def columns(record: type[Any]) -> tuple[Column, ...]:
    """Return the columns that the fields of a dataclass declare, in order."""
    found = []
    hints = get_type_hints(record, include_extras=True)
    for field in fields(record):
        hint = hints[field.name]
        if NoneType in get_args(hint):  # ``T | None``
            hint = next(each for each in get_args(hint) if each is not NoneType)
        notes = getattr(hint, "__metadata__", ())
        if NOT_READ in notes:
            continue
        found.append(
            Column(
                field=field.name,
                name=next((note for note in notes if isinstance(note, str)), field.name),
                type=hint.__origin__ if notes else hint,
                reads=next((note for note in notes if callable(note)), str),
                required=field.default is MISSING,
                empty="" if field.default is MISSING else field.default,
                may_be_absent=MAY_BE_ABSENT in notes,
                as_printed=AS_PRINTED in notes,
            )
        )
    return tuple(found)
