"""What the overviews ask, what things are called, and what stands in every overview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.site.overviews.overview import Cell, Note, Overview, OverviewLinks
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.pictures.svg import Label, TextAlternative
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.errors import UnknownQuery
from ascc_ld.sparql.example import QUERIES, Example, find_example

# A row of an answer: the values of its variables as Python has them, ``None`` where unbound.
Row = Mapping[str, Any]


class Answers:
    """The answers to the ``examples`` by edition; each is asked of ``engine`` once."""

    def __init__(self, engine: EmbeddedEngine, examples: Sequence[Example]) -> None:
        self._engine = engine
        self._examples = examples
        self.by_edition = cache(self._by_edition)

    def _by_edition(self, name: str) -> Mapping[str, Sequence[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self._engine.ask(self.query(name).text):
            found.setdefault(str(row["edition"]), []).append(row)
        return found

    def query(self, name: str) -> Example:
        """Return the example ``name``, with or without its number.

        Raises :class:`~ascc_ld.ground.faults.DataError` where it is missing.
        """
        try:
            return find_example(self._examples, name)
        except UnknownQuery:
            problem = "is missing, which an overview page asks"
            raise DataError([Fault(QUERIES, None, None, name, problem, "Restore it.")]) from None


@dataclass(frozen=True)
class Asking:
    """The answers, and the edition, language and links of the page that shows them."""

    answers: Answers
    edition: str
    language: str
    links: OverviewLinks

    def say(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with ``values`` in its placeholders; raises ``KeyError``."""
        return messages(self.language)(key, **values)

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list within a sentence."""
        return self.say("list.comma").join(items)

    def alternative(self, key: str, **values: object) -> TextAlternative:
        """Return the text alternative of the picture of the overview ``key``."""
        title, description = self.say(f"{key}.title", **values), self.say(f"{key}.alt", **values)
        return TextAlternative(f"picture-{key}", title, description)

    def name(self, iri: str) -> Label:
        """Return the name of a thing."""
        words = self.links.words(iri)
        return Label(words.text, words.language or None)

    def cell(self, iri: str | None) -> Cell:
        """Return the cell with the name of a thing and the link to its page, empty for none."""
        if iri is None:
            return Cell("")
        name = self.name(iri)
        return Cell(name.text, name.language, self.links.page(iri))

    def overview(
        self,
        key: str,
        query: str,
        pictures: tuple[str, ...],
        table: Mapping[str, Sequence[Cell]],
        notes: tuple[Note, ...] = (),
    ) -> Overview:
        """Return the overview ``key``; ``table`` has the cells of each column.

        If there is nothing to draw and no note, one says so.
        """
        return Overview(
            key=key,
            title=self.say(f"{key}.title"),
            summary=self.say(f"{key}.summary"),
            pictures=pictures,
            notes=notes if pictures or notes else (Note(self.say("empty.note")),),
            columns=tuple(self.say(f"column.{column}") for column in table),
            table=tuple(zip(*table.values(), strict=True)),
            query=self.answers.query(query).name,
        )

    def rows(self, name: str, edition: str | None = None) -> Sequence[Row]:
        """Return the rows of the example ``name`` for an edition, that of the page if not given.

        Raises :class:`~ascc_ld.ground.faults.DataError` where the example is missing.
        """
        return self.answers.by_edition(name).get(edition or self.edition, ())
