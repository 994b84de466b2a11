"""The words of a batch for Wikidata, and the cells of its commands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from ascc_ld.links.candidates import folded

_WORDS: Mapping[str, Any] = tomllib.loads(
    files("ascc_ld.links").joinpath("batch.toml").read_text(encoding="utf-8")
)
DESCRIBED: Mapping[str, list[str]] = _WORDS["description"]
"""The patterns of descriptions by kind of thing or type of body, the most telling first."""


@dataclass(frozen=True)
class BatchLine:
    """A command: its cells, and what it says in words; without cells, a remark."""

    words: str
    cells: tuple[str, ...] = ()


def say(part: str, key: str, **values: object) -> BatchLine:
    """Return a remark, or the sentence of a command, in the words of ``batch.toml``."""
    return BatchLine(str(_WORDS[part][key]).format(**values))


def why(key: str, **values: object) -> str:
    """Return a reason for which something is left out."""
    return str(_WORDS["left_out"][key]).format(**values)


def described(kind: str, **values: object) -> str:
    """Return the first description whose values are all known."""
    known = {key: value for key, value in values.items() if value}
    for pattern in _WORDS["description"][kind]:
        try:
            return str(pattern).format(**known)
        except KeyError:
            continue
    return kind.replace("-", " ")


def specific(name: str) -> str:
    """Return the words of a name that tell it from others, in the order of the alphabet."""
    return " ".join(sorted(set(folded(name).split()) - set(_WORDS["generic"]))) or folded(name)


def bare(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a name without what stands in brackets behind it, and that as another name."""
    found = re.fullmatch(r"(.+?) ?[(（](.+)[)）]", name)
    return (found[1], (found[2],)) if found else (name, ())


def day_cell(day: date | None) -> str | None:
    """Return a date with the precision of a day: 11 in Wikidata's data model."""
    return None if day is None else f"+{day.isoformat()}T00:00:00Z/11"


def text_cell(text: str) -> str | None:
    """Return a text as a cell; there is no way to write some characters in one."""
    return None if any(character in text for character in '"|\t\n\r“”') else f'"{text}"'
