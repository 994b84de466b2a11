r"""Patterns that read an Accept header, for hosts that have nothing but patterns (PCRE).

They hold no blank, no quotation mark and no double backslash, so that Apache and nginx take them as
they are: ``\x22`` is a quotation mark and ``\x5c`` a backslash.  What they cannot do is compare
qualities that begin with the same digit: 0.81 and 0.89 are equal to them.
"""

from __future__ import annotations

from ascc_ld.documents.routes import Format

_MARKS = "nta"  # named; of the same type; any

_QUOTED = r"\x22(?:[^\x22\x5c]|\x5c.)*\x22"
_BEFORE = rf"^(?:[^\x22]*(?:{_QUOTED}[^\x22]*)*,)?\s*"
_PARAMETER = rf"\s*;\s*(?!q=)[^\s;,=\x22]*(?:=(?:{_QUOTED}|[^\s;,\x22]*))?"
_QUALITY = r"\s*;\s*q=\x22?([01](?:[.][0-9]+)?)\x22?"
_AFTER = rf"(?:{_PARAMETER})*(?:{_QUALITY}(?:{_PARAMETER})*)?\s*(?:,|$)"
_ANY = "[*]/[*]"
_NAME = r"[^\s;,=/*\x22]+"

VALID = rf"{_BEFORE}(?:{_ANY}|{_NAME}/[*]|{_NAME}/{_NAME}){_AFTER}"
"""Matches a header that has at least one media range in it."""


def range_pattern(media_range: str) -> str:
    """Return a pattern for headers with ``media_range`` (a pattern too), to match without case.

    Its one group is the quality, empty where none is given (which means 1).
    """
    return f"{_BEFORE}{media_range}{_AFTER}"


def literal(media_type: str) -> str:
    """Return the pattern of a media type.

    >>> literal("application/ld+json")
    'application/ld[+]json'
    """
    return media_type.replace("+", "[+]").replace(".", "[.]")


def ranges(format: Format) -> dict[str, str]:
    """Return the patterns of the ranges that a format is in, each with its mark, narrowest first.

    A mark is a letter that stands for how narrow the range is.
    """
    family = f"{format.media_type.partition('/')[0]}/[*]"
    return dict(zip((literal(format.media_type), family, _ANY), _MARKS, strict=True))


def best() -> str:
    """Return a pattern whose group is the best of a list ``html=n0.8;ttl=a;nt=;``.

    Each is given with mark and quality; none means 1, and no mark that it will not do.  Between
    equals the narrower range goes first, then the order of the list.
    """
    levels = ["(?:1(?:[.]0*)?)?;", *(f"0[.]{digit}" for digit in range(9, 0, -1)), "0[.]0+[1-9]"]
    ranked = (f".*?([a-z]+)={mark}{level}" for level in levels for mark in _MARKS)
    return f"^(?|{'|'.join(ranked)})"


def wanted() -> str:
    """Return a pattern for a mark and a quality that say that something will do."""
    return rf"^[{_MARKS}](?:1|0[.]0*[1-9]|$)"
