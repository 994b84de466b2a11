"""The contents of a named graph or a concept scheme, in place of plain rows.

A named graph shows how many triples it has and what they are about, by class
(https://www.w3.org/TR/sparql11-service-description/); a concept scheme its concepts under the
broader ones (https://www.w3.org/TR/skos-reference/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import MOST, Index
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.page import Page
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.parts.facts import FactRow, Term, Thing, Value
from ascc_ld.site.parts.wording import Words

_SD = CATALOGUE["sd"]
_SKOS = CATALOGUE["skos"]
_TRIPLES = CATALOGUE["void"]["triples"]
_NAMING_MEMBERS = ("skos:hasTopConcept", "skos:inScheme", "skos:topConceptOf")


class ConceptEntry(NamedTuple):
    """A concept with its definition, ``depth`` steps below a top concept."""

    depth: int
    concept: Value
    definition: Words | None


def concepts(index: Index, page: Page, scheme: ox.NamedNode) -> tuple[ConceptEntry, ...]:
    """Return the concepts of ``scheme``, each once, the narrower ones after what they are below.

    They are in the order of the graph.  What is in the scheme and below nothing, such as a
    collection, comes after the top concepts.  A scheme of more concepts than a document holds has
    none here.
    """
    held = index.held(scheme)
    if any(held.beyond.values()):
        return ()
    top = index.things(scheme, _SKOS["hasTopConcept"])
    top += [f.subject for f in held.facts if f.predicate == _SKOS["topConceptOf"]]
    members = [f.subject for f in held.facts if f.predicate == _SKOS["inScheme"]]
    left = dict.fromkeys((*top, *members))
    below = {n for each in left for n in index.things(each, _SKOS["narrower"])}
    found = []
    # A ring of narrower concepts is below itself, so that all members are begun with in the end.
    roots = [*top, *(each for each in members if each not in below), *members]
    waiting = [(0, each) for each in reversed(roots)]
    while waiting:
        depth, concept = waiting.pop()
        if concept not in left:
            continue
        del left[concept]
        found.append(
            ConceptEntry(depth, page.shown(concept), page.wording.value(concept, "skos:definition"))
        )
        narrower = index.things(concept, _SKOS["narrower"])
        waiting += [(depth + 1, each) for each in reversed(narrower)]
    return tuple(found)


def graph_contents(index: Index, page: Page, graph: ox.NamedNode) -> tuple[FactRow, ...]:
    """Return how many triples ``graph`` has, as it is described, and its subjects by class.

    A subject without a class or without a page is left out.
    """
    rows = []
    for described in index.things(graph, _SD["graph"]):
        counts = index.objects(described, _TRIPLES)
        values = tuple(Value(_number(count)) for count in counts if isinstance(count, ox.Literal))
        if values:
            rows.append(_row(page, _TRIPLES, values))
    by_class: dict[ox.NamedNode, list[Value]] = {}
    for subject in index.subjects(graph):
        types, value = index.types(subject), page.shown(subject)
        if types and value.href is not None:
            by_class.setdefault(types[0], []).append(value)
    held = [_row(page, cls, sorted(values, key=_place)) for cls, values in by_class.items()]
    return *rows, *sorted(held, key=lambda row: collation_key(row.terms[0].words.text))


def _number(literal: ox.Literal) -> Words:
    """Return a count; in other people's data it may not be a number."""
    digits = literal.value.isascii() and literal.value.isdigit()
    return Words(f"{int(literal.value):,}" if digits else literal.value)


def without_title(thing: Thing) -> Thing:
    """Return ``thing`` without the rows that only repeat its title."""
    return _kept(thing, lambda row: any(v.words.text != thing.title.text for v in row.values))


def without_concepts(thing: Thing) -> Thing:
    """Return a concept scheme without the rows that name its concepts."""
    return _kept(thing, lambda row: all(term.compact not in _NAMING_MEMBERS for term in row.terms))


def _kept(thing: Thing, wanted: Callable[[FactRow], bool]) -> Thing:
    return thing._replace(
        rows=tuple(filter(wanted, thing.rows)),
        incoming=tuple(filter(wanted, thing.incoming)),
    )


def _row(page: Page, term: ox.NamedNode, values: Iterable[Value]) -> FactRow:
    shown = tuple(values)
    named = Term(page.wording.of(term), page.wording.compact(term.value), page.at.thing(term))
    return FactRow((named,), shown[:MOST], max(0, len(shown) - MOST))


def _place(value: Value) -> tuple[str, ...]:
    return *collation_key(value.words.text), value.href or ""
