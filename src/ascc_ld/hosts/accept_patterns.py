r"""Patterns that read an Accept header, for hosts that have nothing but patterns (PCRE).

They hold no blank, no quotation mark and no double backslash, so that Apache and nginx take them as
they are: ``\x22`` is a quotation mark and ``\x5c`` a backslash.  What they cannot do is compare
qualities that begin with the same digit: 0.81 and 0.89 are equal to them.
"""

from __future__ import annotations

from ascc_ld.publication.routes import Format

__all__ = ["ANY", "VALID", "best", "family", "groups", "literal", "range_pattern"]

_QUOTED = r"\x22(?:[^\x22\x5c]|\x5c.)*\x22"
_BEFORE = rf"^(?:[^\x22]*(?:{_QUOTED}[^\x22]*)*,)?\s*"
_PARAMETER = rf"\s*;\s*(?!q=)[^\s;,=\x22]*(?:=(?:{_QUOTED}|[^\s;,\x22]*))?"
_QUALITY = r"\s*;\s*q=\x22?([01](?:[.][0-9]+)?)\x22?"
_AFTER = rf"(?:{_PARAMETER})*(?:{_QUALITY}(?:{_PARAMETER})*)?\s*(?:,|$)"
_NAME = r"[^\s;,=/*\x22]+"

ANY = "[*]/[*]"
"""The range that stands for everything."""

VALID = rf"{_BEFORE}(?:{ANY}|{_NAME}/[*]|{_NAME}/{_NAME}){_AFTER}"
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


def family(format: Format) -> str:
    """Return the pattern of the range that stands for all of a format's type, such as text."""
    return f"{format.media_type.partition('/')[0]}/[*]"


def groups(formats: tuple[Format, ...]) -> dict[str, tuple[Format, ...]]:
    """Return the patterns of ranges with the formats that each stands for, the widest first."""
    found = {ANY: formats}
    for format in formats:
        wider = family(format)
        found[wider] = (*found.get(wider, ()), format)
    return found | {literal(format.media_type): (format,) for format in formats}


def best() -> str:
    """Return a pattern whose group is the best of a list ``html=q0.8;ttl=q;nt=;``.

    ``q`` alone means 1, and nothing that it will not do.  Between equals the first is taken.
    """
    levels = ["q(?:1(?:[.]0*)?)?;", *(rf"q0[.]{digit}" for digit in range(9, 0, -1))]
    levels.append("q0[.]0+[1-9]")
    return f"^(?|{'|'.join(rf'.*?([a-z]+)={level}' for level in levels)})"
