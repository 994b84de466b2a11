"""The errors of ascc-ld, and the faults that a curator can mend.

The exception tree::

    AsccError
    ├── DataError             the text or the tables are wrong; carries every fault found
    ├── UnusableBase          no IRI can be minted below the base that was asked for
    ├── UnusableShapes        nothing could be checked
    ├── UnreadableGraph       a file to be checked is not RDF
    └── NonConformingGraph    a graph did not pass the shapes; carries the report

A :class:`Fault` names one place in one file and the way out, so that a domain expert can mend
the file without knowing any Python.  A check yields its faults; what reads a file returns them
beside what it could read, or raises them all as one :class:`DataError`.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

_LISTED = 12


class AsccError(Exception):
    """Root of every error that ascc-ld raises on purpose.

    ``exit_code`` is what the command line exits with: 1 the graph breaks a rule, 2 wrong usage,
    3 the input is faulty or unreadable, 4 the output or the other side failed.
    """

    exit_code = 2


@dataclass(frozen=True, order=True)
class Origin:
    """Where a record is written: a file and its line, the header being line 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, row {self.line}"


@dataclass(frozen=True)
class Fault:
    """One thing to mend in one input file.

    ``row`` is the line of the file as an editor numbers it (the header is row 1), ``column`` the
    name of the column or the key; either is ``None`` where the fault is about the whole file.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", {self.column}"
        value = "" if self.value is None else f" {_shortened(self.value)!r}"
        return f"{place}:{value} {self.problem}. {self.remedy}"

    @property
    def order(self) -> tuple[str, int, str, str, str, str]:
        """Sort key: file, row (whole-file faults first), column, problem, value, remedy."""
        return (
            self.file,
            self.row or 0,
            self.column or "",
            self.problem,
            self.value or "",
            self.remedy,
        )


class DataError(AsccError):
    """The text or a curated table is faulty.

    ``faults`` holds all of them, sorted by file and row, without repetition.
    """

    exit_code = 3

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: fault.order))
        count = len(self.faults)
        super().__init__(
            f"{count} fault{'s' if count != 1 else ''} in the data:\n"
            + "\n".join(f"  {fault}" for fault in self.faults)
        )


class UnusableBase(AsccError):
    """No IRI can be minted below the base IRI that was asked for."""


class UnusableShapes(AsccError):
    """The shapes are not valid SHACL, so nothing could be checked."""

    exit_code = 3


class UnreadableGraph(AsccError):
    """A file that should hold RDF cannot be read as such; the message names file and position."""

    exit_code = 3


class NonConformingGraph(AsccError):
    """The graph does not conform to the shapes; the message has a sentence for each violation."""

    exit_code = 1


@contextmanager
def gathered(faults: list[Fault]) -> Iterator[None]:
    """Add the faults of a :class:`DataError` that is raised inside to ``faults``, and go on."""
    try:
        yield
    except DataError as error:
        faults.extend(error.faults)


def nearest(value: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the closest of ``known``, or the list of what is known.

    >>> nearest("recognize", ["recognise", "commit"])
    "Did you mean 'recognise'?"
    >>> nearest("zzz", ["recognise", "commit"])
    'Known: commit, recognise.'
    """
    candidates = sorted(set(known))
    close = difflib.get_close_matches(value, candidates, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]!r}?"
    shown = candidates[:_LISTED]
    more = f" and {len(candidates) - _LISTED} more" if len(candidates) > _LISTED else ""
    return f"Known: {', '.join(shown)}{more}." if shown else "None is known yet."


def _shortened(value: str, limit: int = 90) -> str:
    return value if len(value) <= limit else f"{value[: limit - 1]}…"
