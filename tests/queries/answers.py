"""Whether an engine's answer is the one that an example must have, whatever engine it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pyoxigraph as ox

from ascc_ld.sparql.answer import Answer, Term
from ascc_ld.sparql.example import Example
from ascc_ld.sparql.syntax import SparqlText
from queries.server import CASES

FROM_WIKIDATA = CASES / "wikidata_answers"

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = frozenset(
    XSD + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)

# A term in a form in which equal values are equal: its kind, its value, its language or datatype.
Cell = tuple[str, object, str]


def cell(term: Term | None) -> Cell:
    """Return a term without what engines may write each in its own way.

    Numbers count by their value (ten digits of it) and not by their datatype, truth values and
    points in time by theirs, language tags without case.
    """
    if not isinstance(term, ox.Literal):
        assert term is None or isinstance(term, ox.NamedNode), f"no IRI or literal: {term}"
        return ("unbound", "", "") if term is None else ("iri", term.value, "")
    kind = term.datatype.value
    if term.language:
        return ("text", term.value, term.language.lower())
    if kind in NUMBERS:
        return ("number", Decimal(f"{Decimal(term.value):.10g}"), "")
    if kind == f"{XSD}boolean":
        return ("boolean", term.value in ("true", "1"), "")
    if kind == f"{XSD}dateTime":
        return ("instant", datetime.fromisoformat(term.value), "")
    return ("literal", term.value, kind)


def rows(answer: Answer) -> list[tuple[Cell, ...]]:
    return [tuple(map(cell, row)) for row in answer.terms]


def expected(example: Example) -> Answer:
    """Return the answer of ``example`` for 2024, or what it gets from the little Wikidata."""
    if not example.services:
        return example.answers["2024" if example.by_edition else ""]
    text = (FROM_WIKIDATA / f"{example.name}.tsv").read_text("utf-8")
    found = ox.parse_query_results(text, ox.QueryResultsFormat.TSV)
    return Answer(example.form, found.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def difference(example: Example, answer: Answer) -> str:
    """Say in what ``answer`` differs from what ``example`` must have; nothing if in nothing.

    Columns are compared by name, rows in their order where the query orders, else as a bag;
    graphs as sets of triples.
    """
    wanted = expected(example)
    if (answer.form, answer.truth) != (wanted.form, wanted.truth):
        return f"{answer.form} {answer.truth} instead of {wanted.form} {wanted.truth}"
    if set(answer.vars) != set(wanted.vars):
        return f"columns {answer.vars} instead of {wanted.vars}"
    found = _reordered(answer, wanted.vars)
    sought = rows(wanted)
    if example.ordered:
        return "" if found == sought else f"rows in this order:\n{_shown(found)}"
    missing, excess = Counter(sought) - Counter(found), Counter(found) - Counter(sought)
    if not missing and not excess:
        return ""
    return f"missing:\n{_shown(missing.elements())}\ntoo many:\n{_shown(excess.elements())}"


def behind(text: str, edition: str) -> str:
    """Return a query with the edition behind it, as one appends it by hand."""
    return f'{text}\nVALUES ?edition {{ "{edition}" }}'


def within(text: str, edition: str) -> str:
    """Return a query with the edition in its pattern, as ``--edition`` has it."""
    return SparqlText(text).of_edition(edition)


def wrong_about_an_edition(
    examples: Iterable[Example],
    ask: Callable[[Example], Answer],
    placed: Callable[[str, str], str] = within,
) -> list[str]:
    """Return the examples that an engine answers wrongly when it is asked of one edition.

    What is asked of 2024, the only one, has the answer that is asked of all; what is asked of
    another has nothing.
    """
    wrong = []
    for example in examples:
        if example.by_edition and not example.services:
            of_2024, of_2031 = (
                replace(example, text=placed(example.text, edition)) for edition in ("2024", "2031")
            )
            none = ask(of_2031)
            empty = none.truth is False if none.form == "ASK" else not none.terms
            if difference(of_2024, ask(of_2024)) or not empty:
                wrong.append(example.name)
    return wrong


def _reordered(answer: Answer, columns: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    places = [answer.vars.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in rows(answer)]


def _shown(lines: Iterable[tuple[Cell, ...]]) -> str:
    return "\n".join(f"  {line}" for line in lines)
