"""What several commands tell people beside their results."""

from __future__ import annotations

__all__ = ["WITHOUT_SCRIPTS"]

WITHOUT_SCRIPTS = (
    "Left out    search as one types, sortable tables and the query page's engine: "
    "web/ was not bundled. Install Node.js and run `make web`."
)
"""What a site goes without where the scripts of its pages were not bundled."""
