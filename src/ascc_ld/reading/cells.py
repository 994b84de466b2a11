"""Cells: what the text in a cell of a table, or in a setting, is read as.

A reader takes the text and returns the value; it raises :class:`Wrong`.  The types at the end go
with the fields of a :class:`~ascc_ld.reading.records.TableRecord`.
"""

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
_MOST_DIGITS = 20
# 2-Jan, 2. Januar 2026, Jan-02, 1/2, 01.02.2026, 2026-01-02, 1月2日
_DAY_OF_A_SPREADSHEET = re.compile(
    r"\d{1,2}[-. /]+[^\W\d]{3,9}\.?([-. /]+\d{2,4})?|[^\W\d]{3,9}[-. ]+\d{1,2}"
    r"|\d{1,2}[-/.]\d{1,2}([-/.]\d{2,4})?|\d{4}-\d\d-\d\d|\d{1,2}月\d{1,2}日"
)
_WHOLE_ADDRESS = "Write it in full, starting with https:// or http://."


DRAFTED = "?"
"""What a cell begins with that a draft suggests and that nobody has judged yet."""

NOT_REVIEWED = ("is drafted, not reviewed", "Remove the ? or correct it.")
"""The problem with such a cell, and the way out."""


# Control and format characters and separators (UAX #44, general categories), and blank letters.
# Zero-width (non-)joiners spell words of Hindi and Urdu, Arabic signs of the category Cf are
# printed, and U+3000 is the space of Japanese.
_UNSEEN = frozenset(["Cc", "Cf", "Zl", "Zp", "Zs"])
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
_SEEN = frozenset(" \t\n\u3000\u200c\u200d\u06dd\u070f\u0890\u0891\u08e2") | {
    chr(sign) for sign in range(0x600, 0x606)
}


class Wrong(ValueError):
    """A cell does not read as what its column holds; carries the problem and the way out."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def invisible(text: str) -> tuple[str, str] | None:
    """Return problem and remedy of the first character of ``text`` that nobody sees, if any.

    >>> invisible("CITY\u200bNET")
    ('holds U+200B (zero width space), which nobody sees', 'Remove it.')
    """
    if text.isprintable() and not _BLANK & set(text):  # most texts, and much faster
        return None
    for character in text:
        unseen = unicodedata.category(character) in _UNSEEN and character not in _SEEN
        if unseen or character in _BLANK:
            name = unicodedata.name(character, "a control character").lower()
            remedy = "Write a space." if unicodedata.category(character) == "Zs" else "Remove it."
            return f"holds U+{ord(character):04X} ({name}), which nobody sees", remedy
    return None


def integer(cell: str) -> int:
    """Read a whole number without sign or leading zeros."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,17}", cell):
        raise Wrong("is not a whole number", "Write digits only, such as 2354.")
    return int(cell)


def decimal(cell: str) -> str:
    """Read a decimal as text, in the canonical form of XSD 1.1: no exponent, no trailing zeros."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
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
        suggestion = slug_of(cell)
        raise Wrong(
            "is not a valid slug", f"Write {suggestion!r}." if suggestion else "Use a-z, 0-9, -."
        )
    return cell


def slug_of(name: str) -> str:
    """Return the slug of a name: ASCII, lower case, a hyphen for each run of other characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


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
        if compiled.fullmatch(cell):
            return cell
        if _DAY_OF_A_SPREADSHEET.fullmatch(cell):
            problem = "is a day, which spreadsheets make of such texts"
            raise Wrong(problem, f"Format the column as text, and write it as in {example}.")
        raise Wrong(f"is not written like {example}", f"Write it as in {example}.")

    return read


def m49_code(cell: str) -> str:
    """Read the three digits of a code of UN M49 (https://unstats.un.org/unsd/methodology/m49/)."""
    if re.fullmatch(r"[0-9]{1,2}", cell):
        raise Wrong("has lost its leading zeros", f"Format the column as text; write {cell:0>3}.")
    return matching(r"[0-9]{3}", "the M49 code 035")(cell)


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


M49 = Annotated[str, m49_code]
CountryCode = Annotated[str, matching(r"[A-Z]{2}", "the country code PH")]
Degrees = Annotated[str, decimal]
Integer = Annotated[int, integer]
LanguageTag = Annotated[str, language_tag]
Several = Annotated[tuple[str, ...], listed]
Slug = Annotated[str, slug]
WebAddress = Annotated[str, web_address]
YesOrNo = Annotated[bool, yes("no")]
