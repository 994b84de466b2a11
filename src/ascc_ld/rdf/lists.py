"""Lists (https://www.w3.org/TR/rdf-schema/#ch_list) whose cells nobody refers to.

Within the program each cell has an IRI, as every node has: that of the node with the list, then the
property and the place, such as ``…shapes#Recognition/in/1``.  In a file it has none: some engines
of SHACL take lists of blank nodes alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST = f"{_RDF}first", f"{_RDF}rest"
_CELL = re.compile(r"[^#]*#([^/]+)/([^/]+)/([0-9]+)")

Value = ox.NamedNode | ox.Literal


def with_named_cells(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return ``triples`` with IRIs for the cells of lists that hang on a node with an IRI."""
    stated = list(triples)
    rest = {t.subject: t.object for t in stated if t.predicate.value == _REST}
    names: dict[object, ox.NamedNode] = {}
    for triple in stated:
        if isinstance(triple.subject, ox.NamedNode):
            start = f"{triple.subject.value}/{re.split('[#/]', triple.predicate.value)[-1]}"
            cell, place = triple.object, 1
            while isinstance(cell, ox.BlankNode) and cell in rest and cell not in names:
                names[cell] = ox.NamedNode(f"{start}/{place}")
                cell, place = rest[cell], place + 1
    return _renamed(stated, lambda term: names.get(term, term))


def with_blank_cells(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return ``triples`` with blank nodes for the cells of lists, under names that stay."""

    def blank(term: Any) -> Any:
        cell = _CELL.fullmatch(term.value) if isinstance(term, ox.NamedNode) else None
        return term if cell is None else ox.BlankNode("-".join(cell.groups()))

    return _renamed(triples, blank)


def is_cell(iri: str) -> bool:
    """Tell whether this is the IRI of the cell of a list."""
    return _CELL.fullmatch(iri) is not None


def lists_taken_out(nodes: dict[str, Any]) -> Mapping[str, Sequence[Value]]:
    """Take the cells out of ``nodes`` (subject → predicate → values).

    Returns what the list from each cell on holds, by the IRI of the cell.
    """
    cells = {iri: nodes.pop(iri) for iri in list(nodes) if is_cell(iri)}

    def members(iri: str) -> Iterator[Value]:
        while iri in cells:
            (first,), (rest,) = cells[iri][_FIRST], cells[iri][_REST]
            yield first
            iri = rest.value

    return {iri: list(members(iri)) for iri in cells}


def _renamed(triples: Iterable[ox.Triple], name: Callable[[Any], Any]) -> list[ox.Triple]:
    return [ox.Triple(name(t.subject), t.predicate, name(t.object)) for t in triples]
