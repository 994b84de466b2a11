"""The order of names in lists, the same on every machine, whatever its locale.

Letters are compared without case, accents and voicing marks (Unicode Standard Annex 15, form NFKD),
as in a dictionary, so バ sorts with ハ; then by code point.  Letters that do not
decompose, such as Đ and Ł, come after Z.
"""

from __future__ import annotations

import unicodedata

_OPENING = "“‘\"'("


def folded(name: str) -> str:
    """Return ``name`` without case, combining marks, and an opening quotation mark or bracket.

    This is for the order of names.  To tell whether two names are the same,
    :func:`ascc_ld.links.candidates.folded` drops all punctuation and keeps vowel signs; to find
    words as browsers do, :mod:`ascc_ld.site.parts.text_fragments` maps character by character.

    >>> folded("Đà Nẵng"), folded("“Énergie”")
    ('đa nang', 'energie”')
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c)).lstrip(_OPENING)


def collation_key(name: str) -> tuple[str, str]:
    """Return the sort key of a name: names that fold to the same text are sorted by themselves.

    >>> sorted(["Seoul", "Łódź", "Đà Nẵng", "bogo", "Bogo"], key=collation_key)
    ['Bogo', 'bogo', 'Seoul', 'Đà Nẵng', 'Łódź']
    """
    return folded(name), name
