"""Corpus → quads in named graphs: pure, without blank nodes, the same for the same input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.corpus import Corpus
from ascc_ld.links import sssom
from ascc_ld.mapping.edition_graph import edition_quads
from ascc_ld.mapping.graph import NamedGraph
from ascc_ld.mapping.registry_graph import registry_quads
from ascc_ld.mapping.terms import Names
from ascc_ld.queries.sparql_examples import EXAMPLES_GRAPH, example_quads

__all__ = ["DERIVATIONS", "Dataset", "derived_quads", "map_corpus"]

DERIVATIONS = "ontology/rules"
"""The folder of the CONSTRUCT queries that derive triples, one a file."""


@dataclass(frozen=True)
class Dataset:
    """The mapped corpus.

    ``asserted`` and ``derived`` hold the quads by the IRI of their named graph, in the order in
    which they were stated; a graph of ``derived`` follows from those of ``asserted``.
    """

    names: Names
    asserted: Mapping[str, tuple[ox.Quad, ...]]
    derived: Mapping[str, tuple[ox.Quad, ...]]

    @property
    def graphs(self) -> Mapping[str, tuple[ox.Quad, ...]]:
        """All named graphs."""
        return {**self.asserted, **self.derived}

    def union(self) -> list[ox.Triple]:
        """Return the triples of the asserted graphs, each once, in the order of the graphs."""
        return list(
            dict.fromkeys(quad.triple for quads in self.asserted.values() for quad in quads)
        )


def map_corpus(corpus: Corpus, derivations: Iterable[str]) -> Dataset:
    """Map a corpus to its named graphs; ``derivations`` are CONSTRUCT queries."""
    names = Names(corpus.base)
    superclasses = corpus.vocabulary.superclasses
    asserted: dict[str, tuple[ox.Quad, ...]] = {}
    derived: dict[str, tuple[ox.Quad, ...]] = {}
    queries = tuple(derivations)
    for edition in corpus.editions:
        quads = edition_quads(edition, corpus.registry, superclasses, names)
        asserted[f"{corpus.base}{edition.slug}/graph"] = tuple(quads)
        target = names[f"{edition.slug}/derived"]
        derived[target.value] = tuple(derived_quads(quads, queries, target))
    registry = registry_quads(corpus.registry, corpus.description, names)
    links = NamedGraph(names.graph("links"))
    for mapping_set in corpus.links:
        links.include(sssom.records(mapping_set))
        links.include(sssom.direct_links(mapping_set))
    vocabulary = NamedGraph(names.graph("vocabulary"))
    vocabulary.include(corpus.vocabulary.ontology)
    vocabulary.include(corpus.vocabulary.schemes)
    examples = example_quads(corpus.examples, names)
    for graph, stated in (
        (names.graph("registry"), registry),
        (links.name, links.quads),
        (vocabulary.name, vocabulary.quads),
        (names[EXAMPLES_GRAPH], examples),
    ):
        asserted[graph.value] = tuple(dict.fromkeys(stated))
    return Dataset(names, asserted, derived)


def derived_quads(
    asserted: Iterable[ox.Quad], queries: Iterable[str], target: ox.NamedNode
) -> list[ox.Quad]:
    """Return what the CONSTRUCT ``queries`` derive from ``asserted``, as quads of ``target``."""
    store = ox.Store()
    store.extend(asserted)
    triples: dict[ox.Triple, None] = {}
    for query in queries:
        constructed = store.query(query, use_default_graph_as_union=True)
        if not isinstance(constructed, ox.QueryTriples):
            raise TypeError(f"a derivation is a CONSTRUCT query, not: {query}")
        triples.update(dict.fromkeys(constructed))
    return [ox.Quad(t.subject, t.predicate, t.object, target) for t in triples]
