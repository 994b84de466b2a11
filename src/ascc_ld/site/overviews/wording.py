"""The texts of the overviews, a TOML file for each language: ``pictures.{language}.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class OverviewWording:
    """The words of one language, by table and key."""

    tables: Mapping[str, Mapping[str, str]]

    def __call__(self, table: str, key: str, **values: object) -> str:
        """Return a text with ``values`` in its braces.

        Raises ``KeyError`` for a missing text or value.
        """
        return self.tables[table][key].format(**values)

    def columns(self, *keys: str) -> tuple[str, ...]:
        """Return the headings of the columns ``keys``."""
        return tuple(self("column", key) for key in keys)

    def listed(self, *items: str) -> str:
        """Return items as a list within a sentence."""
        return self("list", "comma").join(items)


@cache
def read_wording(language: str) -> OverviewWording:
    """Return the words of ``language``, a tag.

    Raises ``FileNotFoundError`` for an unknown language.
    """
    file = resources.files("ascc_ld.site") / "messages" / f"pictures.{language}.toml"
    return OverviewWording(tomllib.loads(file.read_text(encoding="utf-8")))
