"""What the overviews ask: an example by its name, and what things are called in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.site.parts.wording import NAME_PROPERTIES
from ascc_ld.site.pictures.svg import Label
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.errors import UnknownQuery
from ascc_ld.sparql.example import QUERIES, Example, find_example

# A row of an answer: the values of its variables as Python has them, ``None`` where unbound.
Row = Mapping[str, Any]
Names = Mapping[str, Label]

_FALLBACK = "en"  # which every label of the graph has


@dataclass(frozen=True)
class Asking:
    """An engine, the examples to run on it, and the language of the page."""

    engine: EmbeddedEngine
    examples: Sequence[Example]
    language: str

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the answer to the example ``name``, a mapping a row.

        Raises :class:`~ascc_ld.ground.faults.DataError` where it is missing.
        """
        return tuple(self.engine.ask(self.query(name).text))

    def query(self, name: str) -> Example:
        """Return the example ``name``, with or without its number.

        Raises :class:`~ascc_ld.ground.faults.DataError` where it is missing.
        """
        try:
            return find_example(self.examples, name)
        except UnknownQuery:
            problem = "is missing, which an overview page asks"
            raise DataError([Fault(QUERIES, None, None, name, problem, "Restore it.")]) from None

    def names(self, iris: Iterable[str | None]) -> dict[str, Label]:
        """Return the names of things in the page's language, or else in English, by their IRIs.

        ``None`` is passed over.  Raises ``LookupError`` for a thing without such a name.
        """
        asked = sorted({iri for iri in iris if iri is not None})
        values = " ".join(str(ox.NamedNode(iri)) for iri in asked)
        answer = self.engine.ask(
            "SELECT ?thing ?naming ?name WHERE { "
            f"VALUES ?thing {{ {values} }} "
            f"VALUES ?naming {{ {' '.join(map(str, NAME_PROPERTIES))} }} "
            "?thing ?naming ?name }"
        )
        found: dict[str, dict[str, str]] = {}
        for predicate in NAME_PROPERTIES:
            for thing, naming, name in answer.terms:
                if (
                    naming == predicate
                    and isinstance(thing, ox.NamedNode)
                    and isinstance(name, ox.Literal)
                ):
                    names = found.setdefault(thing.value, {})
                    names.setdefault(name.language or "", name.value)
        return {iri: _chosen(iri, found.get(iri, {}), self.language) for iri in asked}


def _chosen(iri: str, names: Mapping[str, str], language: str) -> Label:
    if language in names:
        return Label(names[language])
    if _FALLBACK in names:
        return Label(names[_FALLBACK], _FALLBACK)
    raise LookupError(f"{iri} has no label in {language} or {_FALLBACK}")
