"""Texts of others, made fit to be shown: nothing in them steers a terminal."""

import unicodedata
from functools import lru_cache

_BREAKS = "\t\n\r"
# Control characters (ISO 6429: C0, C1, what ESC begins); surrogates, which no output can encode;
# separators that end a line in some programs; marks that turn the direction of the text around
# them (UAX #9, §2).
_UNPRINTABLE = frozenset(["Cc", "Cs", "Zl", "Zp"])
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_printable(character: str) -> bool:
    """Tell whether a terminal shows ``character`` and does nothing else."""
    return character not in _TURNING and unicodedata.category(character) not in _UNPRINTABLE


def printable(text: str) -> str:
    r"""Return ``text`` on one line, with U+FFFD for each character that could steer a terminal.

    Tabs and line breaks become blanks.

    >>> printable("a\tb\x1b[31mc")
    'a b�[31mc'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if character in _BREAKS else _shown(character) for character in text)


def printable_lines(text: str) -> str:
    """Return ``text`` as :func:`printable` does, but with its tabs and line feeds."""
    return "".join(c if c in "\t\n" else " " if c == "\r" else _shown(c) for c in text)


@lru_cache(maxsize=65536)
def terminal_columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes (UAX #11; marks take none).

    >>> terminal_columns("Hà Nội"), terminal_columns("横浜")
    (6, 4)
    """
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def _shown(character: str) -> str:
    return character if is_printable(character) else "\N{REPLACEMENT CHARACTER}"
