"""What the overviews ask, what things are called, and what stands in every overview."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.site.overviews.overview import Cell, Note, Overview, OverviewLinks, Sentence
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.pictures.svg import WIDTHS, Label, TextAlternative
from ascc_ld.sparql.answer import Answer
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
        self.answer = cache(self._answer)
        self.by_edition = cache(self._by_edition)

    def _answer(self, name: str) -> Answer:
        return self._engine.ask(self.query(name).text)

    def _by_edition(self, name: str) -> Mapping[str, Sequence[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.answer(name):
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
    """The answers, the edition, language and links of the page, and the language of the text."""

    answers: Answers
    edition: str
    language: str
    links: OverviewLinks
    text_language: str

    def say(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with ``values`` in its placeholders; raises ``KeyError``."""
        return messages(self.language)(key, **values)

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list within a sentence."""
        return self.say("list.comma").join(items)

    def drawn(
        self, key: str, draw: Callable[[TextAlternative, str], str], **values: object
    ) -> tuple[str, ...]:
        """Return the picture of the overview ``key`` in each width; ``values`` describe it."""
        title, description = self.say(f"{key}.title", **values), self.say(f"{key}.alt", **values)
        return tuple(
            draw(TextAlternative(f"picture-{key}-{size}", title, description), size)
            for size in WIDTHS
        )

    def name(self, iri: str) -> Label:
        """Return the name of a thing."""
        words = self.links.words(iri)
        return Label(words.text, words.language or None)

    def text(self, statement: str) -> Label:
        """Return the text of a statement, on one line."""
        words = self.links.said(statement, "schema:text")
        language = None if self.text_language == self.language else self.text_language
        return Label(" ".join(words.text.split()), language) if words else Label("")

    def word(self, table: str, concept: str) -> Label:
        """Return everybody's word for a concept from a table of the messages, else its name."""
        own = messages(self.language).texts.get(f"{table}.{concept.rpartition('/')[2]}")
        return Label(own) if own else self.name(concept)

    def cell(self, iri: str | None, name: Label | None = None) -> Cell:
        """Return the cell with the name of a thing and the link to its page, empty for none."""
        if iri is None:
            return Cell("")
        name = name or self.name(iri)
        return Cell(name.text, name.language, self.links.page(iri))

    def overview(  # noqa: PLR0913 - what an overview may have, by name
        self,
        key: str,
        query: str,
        pictures: tuple[str, ...],
        *,
        table: Mapping[str, Sequence[Cell]] = MappingProxyType({}),
        sentences: tuple[Sentence, ...] = (),
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
            sentences=sentences,
            query=self.answers.query(query).name,
        )

    def csv(self, query: str, editions: Collection[str]) -> bytes:
        """Return the answer to ``query`` for ``editions`` as CSV (RFC 4180), IRIs with their names.

        A column has the name of its variable, and that of the names ends in ``_label``.
        """
        answer = self.answers.answer(query)
        things = [
            variable
            for variable, column in zip(answer.vars, zip(*answer.terms, strict=True), strict=False)
            if any(isinstance(term, ox.NamedNode) for term in column)
        ]
        labelled = {variable: f"{variable}_label" for variable in things}
        header = [name for v in answer.vars for name in (v, labelled.get(v)) if name]
        text = io.StringIO()
        writer = csv.DictWriter(text, header, lineterminator="\r\n")
        writer.writeheader()
        for row in (row for edition in editions for row in self.rows(query, edition)):
            labels = {labelled[v]: self.name(row[v]).text for v in things if row[v]}
            writer.writerow({**row, **labels})
        return text.getvalue().encode()

    def rows(self, name: str, edition: str | None = None) -> Sequence[Row]:
        """Return the rows of the example ``name`` for an edition, that of the page if not given.

        Raises :class:`~ascc_ld.ground.faults.DataError` where the example is missing.
        """
        return self.answers.by_edition(name).get(edition or self.edition, ())
