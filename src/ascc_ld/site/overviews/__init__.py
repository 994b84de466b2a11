"""The overviews of the site: the declaration as pictures, tables and queries."""

from __future__ import annotations

from collections.abc import Sequence

from ascc_ld.site.overviews.asking import Asking
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
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.example import Example

__all__ = ["KEYS", "Cell", "Note", "Overview", "OverviewLinks", "overviews"]

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


def overviews(
    engine: EmbeddedEngine, examples: Sequence[Example], language: str, links: OverviewLinks
) -> tuple[Overview, ...]:
    """Return every overview in ``language`` (``en`` or ``ja``).

    ``examples`` hold the queries; ``engine`` has the graph.

    Raises :class:`~ascc_ld.ground.faults.DataError` where an example is missing, and
    ``FileNotFoundError`` for an unknown language.
    """
    asking = Asking(engine, examples, language, links)
    return tuple(overview(asking) for overview in _ALL.values())
