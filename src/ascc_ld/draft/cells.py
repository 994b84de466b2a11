"""Drafted cells: a suggestion begins with ``?``, and ``?`` alone is “unknown”."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from ascc_ld.reading.cells import DRAFTED

UNKNOWN = DRAFTED

Row = dict[str, str]
Tables = Mapping[str, list[Row]]
"""Rows by table, such as ``statements`` or ``organisations``."""


def suggested(value: str) -> str:
    """Return the cell that suggests ``value``, which may be empty: then it is unknown."""
    return f"{UNKNOWN}{value}"


def is_suggested(cell: str) -> bool:
    """Tell whether a person has not judged this cell yet."""
    return cell.startswith(UNKNOWN)


def bare(cell: str) -> str:
    """Return a cell without its mark."""
    return cell.removeprefix(UNKNOWN)


def csv_text(header: Sequence[str], rows: Iterable[Row]) -> str:
    """Return a table; cells that a row does not have are empty, and other ones are left out."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
