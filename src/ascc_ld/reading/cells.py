"""Cells: what the text in a cell of a table, or in a setting, is read as.

A reader takes the text and returns the value; it raises :class:`Wrong`.  The types at the end go
with the fields of a :class:`~ascc_ld.reading.records.TableRecord`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated
from urllib.parse import urlsplit

import pyoxigraph as ox

from ascc_ld.ground.faults import nearest

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEPARATOR = "; "
_WHOLE_ADDRESS = "Write it in full, starting with https:// or http://."


DRAFTED = "?"
"""What a cell begins with that a draft suggests and that nobody has judged yet."""

NOT_REVIEWED = ("is drafted, not reviewed", "Remove the ? or correct it.")
"""The problem with such a cell, and the way out."""


class Wrong(ValueError):
    """A cell does not read as what its column holds; carries the problem and the way out."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def integer(cell: str) -> int:
    """Read a whole number without sign or leading zeros."""
    if not re.fullmatch(r"0|[1-9][0-9]*", cell):
        raise Wrong("is not a whole number", "Write digits only, such as 2354.")
    return int(cell)


def decimal(cell: str) -> str:
    """Read a decimal as text, in the canonical form of XSD 1.1: no exponent, no trailing zeros."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Wrong("is not a number", "Write degrees such as 16.41639 or -5.")
    canonical = format(number.normalize(), "f") if number else "0"
    if canonical != cell:
        raise Wrong("is not in canonical form", f"Write {canonical}.")
    return canonical


def calendar_date(cell: str) -> date:
    """Read a date ``YYYY-MM-DD`` that is in the calendar."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
            raise ValueError("not written as year, month and day")
        return date.fromisoformat(cell)
    except ValueError as error:
        raise Wrong(
            f"is not a date ({error})", "Write a day of the calendar as 2024-10-24."
        ) from None


def slug(cell: str) -> str:
    """Read a slug: ASCII lower case letters and digits in parts joined by one hyphen."""
    if not _SLUG.fullmatch(cell):
        suggestion = re.sub(
            r"[^a-z0-9]+",
            "-",
            unicodedata.normalize("NFKD", cell).encode("ascii", "ignore").decode().lower(),
        ).strip("-")
        raise Wrong(
            "is not a valid slug", f"Write {suggestion!r}." if suggestion else "Use a-z, 0-9, -."
        )
    return cell


def web_address(cell: str) -> str:
    """Read an absolute http or https IRI without spaces."""
    try:
        ox.NamedNode(cell)
        urlsplit(cell).port  # noqa: B018 - reading the port is what tells that it is one
    except ValueError:
        raise Wrong("is not a web address", _WHOLE_ADDRESS) from None
    if not re.fullmatch(r"https?://[^\s/]+.*", cell):
        raise Wrong("is not a web address", _WHOLE_ADDRESS)
    return cell


def language_tag(cell: str) -> str:
    """Read a language tag (BCP 47)."""
    try:
        ox.Literal("", language=cell)
    except ValueError:
        raise Wrong("is not a language tag", "Write it as in vi or pt-BR (BCP 47).") from None
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
            raise Wrong(f"is not one of {', '.join(known)}", nearest(cell, known))
        return cell

    return read


def yes(*others: str) -> Callable[[str], bool]:
    """Return a reader of cells that hold ``yes``, which is true, or one of the ``others``."""
    known = one_of("yes", *others)
    return lambda cell: known(cell) == "yes"


def listed(cell: str) -> tuple[str, ...]:
    """Read several values, separated by a semicolon and a space."""
    return tuple(cell.split(_SEPARATOR)) if cell else ()


CountryCode = Annotated[str, matching(r"[A-Z]{2}", "the country code PH")]
Degrees = Annotated[str, decimal]
Integer = Annotated[int, integer]
LanguageTag = Annotated[str, language_tag]
Several = Annotated[tuple[str, ...], listed]
Slug = Annotated[str, slug]
WebAddress = Annotated[str, web_address]
YesOrNo = Annotated[bool, yes("no")]
