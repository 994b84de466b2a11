"""How much room letters take, before a browser has set them.

The fonts are the reader's own, so widths are estimated, and on the safe side: in em, from the
kind of character (wide and full-width characters as in Unicode Standard Annex 11 take one em).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_EM = {"narrow": 0.36, "capital": 0.76, "other": 0.61, "wide": 1.0}
_NARROW = frozenset("iljtfrI.,:;'|!()[] -’·")


def room(written: str, size: float) -> float:
    """Return the width of ``written`` in a sans-serif font of ``size``, in the unit of ``size``.

    >>> room("東京", 12.0)
    24.0
    """
    return sum(_em(character) for character in written) * size


def lines(written: str, size: float, width: float) -> tuple[str, ...]:
    """Return ``written`` in lines of at most ``width``; a word that is longer stands alone.

    >>> lines("Asian Development Bank", 12.0, 100.0)
    ('Asian', 'Development', 'Bank')
    >>> lines("国際協力機構", 10.0, 30.0)
    ('国際協', '力機構')
    """
    return tuple(line.strip() for line in _lines(written, size, width))


def _lines(written: str, size: float, width: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(written):
        if line and room((line + piece).rstrip(), size) > width:
            yield line
            line = ""
        line += piece
    yield line


def _pieces(written: str) -> Iterator[str]:
    """Yield what may not be broken: words with their blank, and each wide character."""
    piece = ""
    for character in written:
        if piece and _wide(character):
            yield piece
            piece = ""
        piece += character
        if character == " " or _wide(character):
            yield piece
            piece = ""
    if piece:
        yield piece


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _em(character: str) -> float:
    if _wide(character):
        return _EM["wide"]
    if unicodedata.combining(character):
        return 0.0
    if character in _NARROW:
        return _EM["narrow"]
    return _EM["capital"] if character.isupper() or character in "mwMW&" else _EM["other"]
