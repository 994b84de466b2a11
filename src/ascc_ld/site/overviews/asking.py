"""What the overviews ask: an example by its name, and what things are called in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from ascc_ld.faults import DataError, Fault
from ascc_ld.queries.engine import EmbeddedEngine
from ascc_ld.queries.errors import UnknownQuery
from ascc_ld.queries.examples import QUERIES, Example, find_example
from ascc_ld.site.pictures.svg import Label

__all__ = ["Asking", "Names", "Row"]

# A row of an answer: the values of its variables as Python has them, ``None`` where unbound.
Row = Mapping[str, Any]
Names = Mapping[str, Label]

_FALLBACK = "en"  # which every label of the graph has


@dataclass(frozen=True)
class Asking:
    """An engine with the examples that it is asked, and the language of the page."""

    engine: EmbeddedEngine
    examples: Sequence[Example]
    language: str

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the answer to the example ``name``, a mapping a row.

        Raises :class:`~ascc_ld.faults.DataError` where it is missing.
        """
        return tuple(self.engine.ask(self.query(name).text))

    def query(self, name: str) -> Example:
        """Return the example ``name``, with or without its number.

        Raises :class:`~ascc_ld.faults.DataError` where it is missing.
        """
        try:
            return find_example(self.examples, name)
        except UnknownQuery:
            problem = "is missing, which an overview page asks"
            raise DataError([Fault(QUERIES, None, None, name, problem, "Restore it.")]) from None

    def names(self, iris: Iterable[str | None]) -> dict[str, Label]:
        """Return the labels of things in the page's language, or else in English, by their IRIs.

        ``None`` is passed over.  Raises ``LookupError`` for a thing without such a label.
        """
        asked = sorted({iri for iri in iris if iri is not None})
        values = " ".join(str(ox.NamedNode(iri)) for iri in asked)
        answer = self.engine.ask(
            "SELECT ?thing ?label WHERE { "
            f"VALUES ?thing {{ {values} }} "
            "?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
        )
        found: dict[str, dict[str, str]] = {}
        for thing, label in answer.terms:
            if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal):
                found.setdefault(thing.value, {})[label.language or ""] = label.value
        return {iri: _chosen(iri, found.get(iri, {}), self.language) for iri in asked}


def _chosen(iri: str, labels: Mapping[str, str], language: str) -> Label:
    if language in labels:
        return Label(labels[language])
    if _FALLBACK in labels:
        return Label(labels[_FALLBACK], _FALLBACK)
    raise LookupError(f"{iri} has no label in {language} or {_FALLBACK}")
