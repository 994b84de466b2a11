"""Slugs of names."""

from __future__ import annotations

import re
import unicodedata


def slug_of(name: str) -> str:
    """Return the slug of a name: ASCII, lower case, a hyphen for each run of other characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
