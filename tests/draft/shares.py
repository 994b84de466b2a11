"""How much of what a person filled a draft has right: an edition drafted from its text alone."""

from __future__ import annotations

import csv
import io
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ascc_ld.draft.drafting import draft
from ascc_ld.ground.project import Project

KEYS: Mapping[str, Sequence[str]] = {
    "statements": ("quote",),
    "participants": ("printed_name",),
    "mentions": ("printed_name", "occurrence"),
    "organisations": ("slug",),
    "places": ("slug",),
    "countries": ("code",),
    "country_names": ("country", "language"),
    "works": ("slug",),
}
"""What tells a row of each table from the others."""
EDITION = ("statements", "participants", "mentions")


@dataclass(frozen=True)
class Cell:
    """A cell that a person filled, and what the draft has there."""

    file: str
    row: str
    column: str
    wanted: str
    drafted: str

    @property
    def right(self) -> bool:
        return self.wanted == self.drafted


def compared(finished: Path, before: Path, edition: str) -> list[Cell]:
    """Draft ``edition`` of the project ``finished`` in ``before``, and compare cell by cell.

    Compared are the tables of the edition, and the rows of the registry that ``before`` lacks, but
    no translations: no text has them.
    """
    text = finished / f"data/{edition}/declaration.txt"
    files = draft(Project(before), text.read_bytes(), text.name, edition).files
    cells: list[Cell] = []
    for name in KEYS:
        file = table_file(name, edition)
        known = {key_of(name, row) for row in _rows(before / file)}
        drafted = {key_of(name, row): row for row in rows_of(files.get(file, ""))}
        for row in _rows(finished / file):
            key = key_of(name, row)
            if key not in known:
                cells += _cells(file, key, row, drafted.get(key, {}))
    settings = f"data/{edition}/edition.toml"
    wanted = dict(_flat(tomllib.loads((finished / settings).read_text("utf-8"))))
    found = dict(_flat(tomllib.loads(files[settings])))
    cells += [Cell(settings, "", k, v, found.get(k, "")) for k, v in wanted.items()]
    return cells


def without_bodies(project: Path, root: Path, edition: str) -> Path:
    """Copy ``project`` to ``root`` without ``edition`` and without bodies, places and countries."""
    for folder in ("data", "ontology"):
        shutil.copytree(project / folder, root / folder, copy_function=shutil.copyfile)
    shutil.rmtree(root / "data" / edition)
    for name in ("organisations", "places", "countries", "country_names", "works"):
        path = root / f"data/registry/{name}.csv"
        header, *rows = path.read_text("utf-8").splitlines(keepends=True)
        kept = [row for row in rows if name == "places" and ",region," in row]
        path.write_text("".join([header, *kept]), encoding="utf-8")
    return root


def table_file(name: str, edition: str) -> str:
    """Return the file of a table."""
    return f"data/{edition if name in EDITION else 'registry'}/{name}.csv"


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def key_of(name: str, row: Mapping[str, str]) -> str:
    """Return what tells a row of a table from the others, without its marks."""
    return " ".join((row.get(key) or "").removeprefix("?") for key in KEYS[name])


def _rows(path: Path) -> list[dict[str, str]]:
    return rows_of(path.read_text("utf-8")) if path.is_file() else []


def _cells(
    file: str, key: str, row: Mapping[str, str], drafted: Mapping[str, str]
) -> Iterator[Cell]:
    for column, wanted in row.items():
        if wanted:
            yield Cell(file, key, column, wanted, (drafted.get(column) or "").removeprefix("?"))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            yield f"{prefix}{key}", "; ".join(str(each).removeprefix("?") for each in value)
        else:
            yield f"{prefix}{key}", str(value).removeprefix("?")
