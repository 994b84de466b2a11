"""The answer to a query: what users iterate over, and what is written to a file or a screen.

Results travel as the standards have them: solutions and truth values as SPARQL JSON
(https://www.w3.org/TR/sparql11-results-json/), graphs as N-Triples.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ascc_ld.rdf.terms import DECIMAL, DOUBLE, INTEGERS, PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value = str | int | float | bool | Decimal | date | datetime | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
NUMERIC = frozenset(f"{_XSD}{name}" for name in f"{INTEGERS} decimal double float".split())
"""The IRIs of the numeric datatypes (SPARQL 1.1 Query Language, section 17.1)."""
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_MOMENT = rf"{_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]+)?{_ZONE}"
# Python reads more than the lexical spaces of XSD 1.1 (part 2, section 3.3), such as 20241024.
_READERS: dict[str, tuple[str, Callable[[str], Value]]] = {
    **{_XSD + name: (r"[+-]?[0-9]+", int) for name in INTEGERS.split()},
    f"{_XSD}decimal": (DECIMAL, Decimal),
    f"{_XSD}double": (DOUBLE, float),
    f"{_XSD}float": (DOUBLE, float),
    f"{_XSD}boolean": ("true|false|1|0", lambda text: text in ("true", "1")),
    f"{_XSD}date": (_DAY, date.fromisoformat),
    f"{_XSD}dateTime": (_MOMENT, datetime.fromisoformat),
}


@dataclass(frozen=True)
class Answer:
    """The answer to a query of the form ``form``.

    Iterating yields a dictionary a row, with Python values: variables in the order of the query,
    ``subject``, ``predicate`` and ``object`` for CONSTRUCT and DESCRIBE, ``answer`` for ASK.
    ``bool()`` gives the truth value of ASK, and else whether there is anything.

    ``content`` is the answer as SPARQL JSON for SELECT and ASK, as N-Triples else; ``labels`` has
    English labels of IRIs that occur in it, as far as they are known.
    """

    form: str
    content: bytes = field(repr=False)
    labels: dict[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def truth(self) -> bool | None:
        """The truth value of ASK, ``None`` for the other forms."""
        results = self._results()
        return bool(results) if isinstance(results, ox.QueryBoolean) else None

    @cached_property
    def vars(self) -> tuple[str, ...]:
        """The names of the columns."""
        results = self._results()
        if isinstance(results, ox.QuerySolutions):
            return tuple(variable.value for variable in results.variables)
        return ("answer",) if self.form == "ASK" else ("subject", "predicate", "object")

    @cached_property
    def terms(self) -> tuple[tuple[Term | None, ...], ...]:
        """The rows as terms of pyoxigraph; ``None`` where a variable is unbound."""
        if self.is_graph:
            return tuple((t.subject, t.predicate, t.object) for t in self.triples)
        results = self._results()
        if isinstance(results, ox.QuerySolutions):
            return tuple(
                tuple(solution[variable] for variable in results.variables) for solution in results
            )
        truth = "true" if self.truth else "false"
        return ((ox.Literal(truth, datatype=ox.NamedNode(f"{_XSD}boolean")),),)

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The triples of CONSTRUCT and DESCRIBE, sorted; none for the other forms."""
        if not self.is_graph:
            return ()
        lines = b"".join(sorted(set(self.content.splitlines(keepends=True))))
        return tuple(quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))

    @property
    def is_graph(self) -> bool:
        """Whether the answer is a graph."""
        return self.form in ("CONSTRUCT", "DESCRIBE")

    def graph(self) -> Graph:
        """Return the triples of CONSTRUCT or DESCRIBE as an rdflib graph."""
        from ascc_ld.rdf.rdflib_graphs import to_graph

        if not self.is_graph:
            raise TypeError(f"{self.form} gives no graph; ask with CONSTRUCT or DESCRIBE")
        return to_graph(self.triples, PREFIXES)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self.terms:
            yield dict(zip(self.vars, map(_value, row), strict=True))

    def __len__(self) -> int:
        return len(self.terms)

    def __bool__(self) -> bool:
        return len(self) > 0 if self.truth is None else self.truth

    def _results(self) -> ox.QuerySolutions | ox.QueryBoolean | None:
        if self.is_graph:
            return None
        return ox.parse_query_results(self.content, ox.QueryResultsFormat.JSON)


def _value(term: Term | None) -> Value:
    """Return a term as Python has it; what Python has no type for is a text."""
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    if term.datatype.value not in _READERS:
        return term.value
    lexical_space, reader = _READERS[term.datatype.value]
    # White space around a value is no part of it (XSD 1.1 Part 2, section 4.3.6).
    text = term.value.strip("\t\n\r ")
    if not re.fullmatch(lexical_space, text):
        return term.value
    try:
        return reader(text)
    except (ValueError, ArithmeticError):
        return term.value
