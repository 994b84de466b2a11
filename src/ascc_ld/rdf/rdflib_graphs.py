"""rdflib at the door: quads inside are pyoxigraph's, what users hold in their hands is rdflib's.

Terms are converted without normalising a lexical form, so that a graph that goes through rdflib
comes back the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from ascc_ld.rdf.terms import named

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_graph(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Graph:
    """Return an rdflib graph of ``triples`` with ``prefixes`` bound."""
    graph = Graph(bind_namespaces="none")
    _bind(graph, prefixes)
    term = _Terms()
    add = graph.store.add  # Graph.add checks once more that the terms are terms
    for triple in triples:
        add((term(triple.subject), term(triple.predicate), term(triple.object)), graph)
    return graph


def to_dataset(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> Dataset:
    """Return an rdflib dataset of ``quads``, whose default graph is the union of the named ones."""
    dataset = Dataset(default_union=True)
    _bind(dataset, prefixes)
    term = _Terms()
    graphs: dict[ox.NamedNode, Graph] = {}
    for quad in quads:
        name = named(quad.graph_name)
        if name not in graphs:
            graphs[name] = dataset.graph(URIRef(name.value))
        graphs[name].add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return dataset


class _Terms:
    """Converts terms one by one, each IRI once: most of them occur many times."""

    def __init__(self) -> None:
        self._iris: dict[str, URIRef] = {}

    def __call__(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
        if isinstance(term, ox.NamedNode):
            iri = self._iris.get(term.value)
            if iri is None:
                iri = self._iris[term.value] = URIRef(term.value)
            return iri
        if isinstance(term, ox.Literal):
            if term.language:
                return Literal(term.value, lang=term.language)
            if term.datatype.value == _STRING:
                return Literal(term.value)
            datatype = self._iris.setdefault(term.datatype.value, URIRef(term.datatype.value))
            return Literal(term.value, datatype=datatype, normalize=False)
        if isinstance(term, ox.BlankNode):
            return BNode(term.value)
        raise TypeError(f"no term of RDF 1.1: {term!r}")


def _bind(graph: Graph, prefixes: Mapping[str, str]) -> None:
    for prefix, iri in prefixes.items():
        graph.bind(prefix, iri)
