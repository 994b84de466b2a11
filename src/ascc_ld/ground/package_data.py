"""The data files that stand beside the code."""

import tomllib
from importlib.resources import files
from typing import Any


def packaged_toml(package: str, file: str) -> dict[str, Any]:
    """Return what a TOML file of a package says."""
    return tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"))
