"""Corpus → quads in named graphs: pure, without blank nodes, the same for the same input."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.mapping.derivation import derived
from ascc_ld.mapping.edition_graph import EditionGraph
from ascc_ld.mapping.examples_graph import example_quads
from ascc_ld.mapping.registry_graph import registry_quads
from ascc_ld.rdf.named_graph import quads_in
from ascc_ld.rdf.terms import Names
from ascc_ld.reading import sssom
from ascc_ld.reading.corpus import Corpus
from ascc_ld.sparql.example import EXAMPLES_GRAPH


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


def map_corpus(corpus: Corpus, rules: Sequence[str]) -> Dataset:
    """Map a corpus to its named graphs; ``rules`` are the CONSTRUCT queries of the derived ones."""
    names = Names(corpus.base)
    asserted: dict[str, tuple[ox.Quad, ...]] = {}
    following: dict[str, tuple[ox.Quad, ...]] = {}
    for edition in corpus.editions:
        stated = EditionGraph(edition, corpus.registry, corpus.vocabulary, names).stated()
        target = names[f"{edition.slug}/derived"]
        asserted[names[f"{edition.slug}/graph"].value] = tuple(stated)
        following[target.value] = tuple(quads_in(target, derived(rules, stated)))
    return Dataset(names, {**asserted, **shared_graphs(corpus)}, following)


def shared_graphs(corpus: Corpus) -> Mapping[str, tuple[ox.Quad, ...]]:
    """Return the named graphs that the editions share, by their IRIs."""
    names = Names(corpus.base)
    links, vocabulary = names["graph/links"], names["graph/vocabulary"]
    linked = (
        triple
        for mapping_set in corpus.links
        for triple in (*sssom.records(mapping_set), *sssom.direct_links(mapping_set))
    )
    terms = (*corpus.vocabulary.ontology, *corpus.vocabulary.schemes)
    stated: Mapping[ox.NamedNode, Iterable[ox.Quad]] = {
        names["graph/registry"]: registry_quads(corpus.registry, corpus.description, names),
        links: quads_in(links, linked),
        vocabulary: quads_in(vocabulary, terms),
        names[EXAMPLES_GRAPH]: example_quads(corpus.examples, names),
    }
    return {name.value: tuple(dict.fromkeys(quads)) for name, quads in stated.items()}
