"""A person reviews a draft: cell by cell, until the tables say what the finished ones say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ascc_ld.ground.project import Project

from .shares import KEYS, key_of, rows_of, table_file

Rows = Mapping[str, Mapping[str, str]]
"""Rows by key."""


@dataclass
class Person:
    """Somebody who knows what the tables of ``finished`` say, and writes it into a draft.

    ``accepted`` counts the cells that were right: nothing is done to them but that the ``?`` goes.
    ``written`` lists the others, as file, row and column; ``struck`` are rows that were drafted and
    that nobody keeps.
    """

    finished: Path
    edition: str
    accepted: int = 0
    written: list[tuple[str, str, str]] = field(default_factory=list)
    struck: list[tuple[str, str]] = field(default_factory=list)

    def review(self, files: Mapping[str, str], project: Project) -> None:
        """Write the reviewed files of a draft into ``project``."""
        settings = f"data/{self.edition}/edition.toml"
        reviewed = {table_file(name, self.edition): self._table(name, files) for name in KEYS}
        reviewed[settings] = self._toml(files[settings])
        translations = f"data/{self.edition}/translations.csv"  # the data set's own, in no text
        reviewed[translations] = (self.finished / translations).read_text("utf-8")
        for name, text in {**files, **reviewed}.items():
            project.path(name).parent.mkdir(exist_ok=True)
            project.path(name).write_text(text, encoding="utf-8", newline="")

    def _table(self, name: str, files: Mapping[str, str]) -> str:
        """Return a table with its marks off, what was wrong corrected, and what was left filled."""
        file = table_file(name, self.edition)
        wanted = rows_of((self.finished / file).read_text("utf-8"))
        drafted = {key_of(name, row): row for row in rows_of(files.get(file, ""))}
        text = io.StringIO()
        writer = csv.DictWriter(text, list(wanted[0]), lineterminator="\n")
        writer.writeheader()
        for row in wanted:
            key = key_of(name, row)
            writer.writerow({c: self._cell(file, key, c, v, drafted) for c, v in row.items()})
        known = {key_of(name, row) for row in wanted}
        self.struck += [(file, key) for key in drafted if key not in known]
        return text.getvalue()

    def _cell(self, file: str, key: str, column: str, wanted: str, drafted: Rows) -> str:
        cell = drafted.get(key, {}).get(column, "")
        if cell.removeprefix("?") == wanted:
            self.accepted += bool(wanted)
            return cell.removeprefix("?")
        if wanted:
            self.written.append((file, key, column))
        return wanted

    def _toml(self, drafted: str) -> str:
        """Return the settings: keys without their marks, and what only a person knows."""
        text = re.sub(r'"\?([^"]*)"', r'"\1"', drafted)
        file = f"data/{self.edition}/edition.toml"
        finished = (self.finished / file).read_text("utf-8")
        source = re.search(r'(?m)^source = ".*"$', finished)
        assert source
        text = re.sub(r'(?m)^source = ".*"$', source.group(), text)
        _, head, tables = finished.partition("\n[[")
        tables = head + tables
        known = ["text.source", *dict.fromkeys(re.findall(r"\[\[(\w+)\]\]", tables))]
        self.written += [(file, "", key) for key in known]
        return text + tables
