"""Settings in TOML (https://toml.io/en/v1.0.0), read key by key so that every fault is found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar, get_origin

from ascc_ld.ground.faults import Fault, nearest
from ascc_ld.ground.project import Project
from ascc_ld.reading.cells import DRAFTED, NOT_REVIEWED, Wrong, invisible
from ascc_ld.reading.records import Column, columns
from ascc_ld.reading.tables import read_text

T = TypeVar("T")


class Settings:
    """A TOML file read key by key (``table.key``); each fault is kept, none stops the reading."""

    def __init__(self, file: str, content: Mapping[str, Any] | None, faults: list[Fault]) -> None:
        self.file = file
        self.faults = faults
        self._content = content or {}
        self._broken = content is None
        self._asked: set[str] = set()

    @classmethod
    def read(cls, project: Project, file: str) -> Settings:
        """Read ``file`` of ``project``; one that is missing or not valid TOML is the only fault."""
        text, faults = read_text(project.path(file), file)
        if text is None:
            return cls(file, None, faults)
        try:
            content = tomllib.loads(text)
            repr(content)  # a fault shows values
            return cls(file, content, faults)
        except RecursionError:
            nested = Fault(file, None, None, None, "is nested too deeply", "Write it flat.")
            return cls(file, None, [*faults, nested])
        except ValueError as error:
            problem = f"is not valid TOML ({error})"
            remedy = "Fix the line; a date that does not exist is also read as an error here."
            place = re.search(r"at line (\d+)", str(error))
            row = int(place[1]) if place else None
            value = text.split("\n")[row - 1] if row else None
            return cls(file, None, [*faults, Fault(file, row, None, value, problem, remedy)])

    def record(self, kind: type[T], **computed: Any) -> T:
        """Return a record whose fields are keys of the file (see :mod:`.records`).

        A key at fault leaves an empty value, and one that may be left out its default.
        ``computed`` are the fields that are not keys.
        """
        ask: Mapping[Any, Callable[[str], Any]] = {
            str: self.text,
            int: self.number,
            date: self.date,
            tuple: self.texts,
            Mapping: self.labels,
        }
        values = {}
        for column in columns(kind):
            if not column.required and not self.has(column.name):
                self._asked.add(column.name)
                values[column.field] = column.empty
                continue
            value = ask[get_origin(column.type) or column.type](column.name)
            for text in _texts(value):
                self._check(column, text)
            values[column.field] = value
        return kind(**values, **computed)

    def has(self, key: str) -> bool:
        """Tell whether the file has the key."""
        return self._value(key) is not None

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        return self._typed(key, str, "a text in quotes") or ""

    def number(self, key: str) -> int:
        """Return a whole number from 1."""
        number = self._typed(key, int, "a whole number")
        if number is not None and number < 1:
            self.fault(key, str(number), "is not counted from 1", "Write 1, 2, 3 or more.")
        return number or 0

    def date(self, key: str) -> date:
        """Return a date."""
        return self._typed(key, date, "a date such as 2024-10-24") or date.min

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._typed(key, list, "a list of texts in quotes") or []
        if not all(isinstance(value, str) and value for value in values):
            problem = "contains something other than texts"
            self.fault(key, str(values), problem, "Put each text in quotes.")
            return ()
        return tuple(values)

    def labels(self, key: str) -> Mapping[str, str]:
        """Return a table of language → text; English is required."""
        labels = self._typed(key, dict, "a table of language = text") or {}
        if "en" not in labels and not self._broken and isinstance(self._content.get(key), dict):
            self.fault(key, None, "has no English text", 'Add en = "…".')
        for language, text in labels.items():
            if not isinstance(text, str) or not text:
                problem = "is not a text in quotes"
                self.fault(f"{key}.{language}", str(text), problem, "Write a text in quotes.")
        return {language: str(text) for language, text in sorted(labels.items())}

    def tables(self, key: str) -> tuple[Mapping[str, Any], ...]:
        """Return the tables of an array of tables ``[[key]]``, which may be absent."""
        self._asked.add(key)
        found = self._content.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.fault(key, None, "is not an array of tables", f"Write [[{key}]].")
            return ()
        for text in (text for item in found for value in item.values() for text in _texts(value)):
            self._check_seen(key, text)
        return tuple(found)

    def fault(self, key: str, value: str | None, problem: str, remedy: str) -> None:
        """Keep a fault of ``key``."""
        self.faults.append(Fault(self.file, None, key, value, problem, remedy))

    def reject_others(self) -> None:
        """Keep a fault for each key that nobody asked for: it is misspelt or misplaced."""
        tables = {key.partition(".")[0] for key in self._asked if "." in key}
        for name, value in self._content.items():
            if name in tables and isinstance(value, dict):
                candidates = [f"{name}.{key}" for key in value]
            else:
                candidates = [name]
            for key in candidates:
                if key not in self._asked:
                    self.fault(key, None, "is not a key of this file", nearest(key, self._asked))

    def _check(self, column: Column, text: str) -> None:
        if not column.as_printed and self._check_seen(column.name, text):
            return
        try:
            column.reads(text)
        except Wrong as wrong:
            self.fault(column.name, text, wrong.problem, wrong.remedy)

    def _check_seen(self, key: str, text: str) -> bool:
        """Keep a fault of a character that nobody sees, and tell whether there is one."""
        unseen = invisible(text)
        if unseen:
            self.fault(key, text, *unseen)
        return bool(unseen)

    def _typed(self, key: str, kind: type, what: str) -> Any:
        self._asked.add(key)
        if self._broken:
            return None
        value = self._value(key)
        if value is None:
            self.fault(key, None, "is missing", f"Add {key}: {what}.")
            return None
        texts = value if isinstance(value, list) else [value]
        drafted = [t for t in texts if isinstance(t, str) and t.startswith(DRAFTED)]
        for text in drafted:
            self.fault(key, text, *NOT_REVIEWED)
        if drafted:
            return None
        if isinstance(value, str) and kind is not str:
            value = _reviewed(value, kind)
        if not isinstance(value, kind) or isinstance(value, bool | datetime) or value == "":
            self.fault(key, str(value), f"is not {what}", f"Write {what}.")
            return None
        return value

    def _value(self, key: str) -> Any:
        value: Any = self._content
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value


def _texts(value: object) -> Iterable[str]:
    """Return the texts that a value holds which are not empty."""
    values = value.values() if isinstance(value, Mapping) else value
    listed = values if isinstance(values, Iterable) and not isinstance(values, str) else [values]
    return [text for text in listed if isinstance(text, str) and text]


def _reviewed(text: str, kind: type) -> object:
    """Return the day or number that stands in quotes, as a draft that was reviewed has it."""
    try:
        return date.fromisoformat(text) if kind is date else int(text) if kind is int else text
    except ValueError:
        return text
