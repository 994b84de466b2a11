"""What the site shows of which things, as ``contents.toml`` says."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def contents() -> dict[str, Any]:
    """Read the tables of the site, by name."""
    return tomllib.loads(files("ascc_ld.site").joinpath("contents.toml").read_text("utf-8"))
