"""The overviews of an edition: its declaration as pictures, tables and queries."""

from __future__ import annotations

from ascc_ld.site.overviews.asking import Answers, Asking
from ascc_ld.site.overviews.overview import Cell, Note, Overview, OverviewLinks
from ascc_ld.site.overviews.participants import (
    participants_by_country,
    participants_by_type,
    participants_on_a_map,
)
from ascc_ld.site.overviews.statements import (
    forces_along_the_text,
    themes_by_statement,
    who_is_named_where,
)

__all__ = ["KEYS", "Answers", "Asking", "Cell", "Note", "Overview", "OverviewLinks", "overview"]

_ALL = {
    "map": participants_on_a_map,
    "countries": participants_by_country,
    "types": participants_by_type,
    "mentions": who_is_named_where,
    "forces": forces_along_the_text,
    "themes": themes_by_statement,
}

KEYS = tuple(_ALL)
"""The keys of the overviews, in order."""


def overview(key: str, asking: Asking) -> Overview:
    """Return the overview ``key`` of an edition.

    Raises :class:`~ascc_ld.ground.faults.DataError` where an example is missing, and
    ``FileNotFoundError`` for an unknown language.
    """
    return _ALL[key](asking)
