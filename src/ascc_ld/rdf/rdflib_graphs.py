"""rdflib at the door: quads inside are pyoxigraph's, what users hold in their hands is rdflib's.

Terms are converted without normalising a lexical form, so that a graph that goes through rdflib
comes back the same.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Identifier, Node

from ascc_ld.rdf.terms import named

_STRING = "http://www.w3.org/2001/XMLSchema#string"


@contextmanager
def ill_typed_unlogged() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal whose value is none of its type."""
    logger = logging.getLogger("rdflib.term")
    logger.addFilter(_is_no_failed_conversion)
    try:
        yield
    finally:
        logger.removeFilter(_is_no_failed_conversion)


def _is_no_failed_conversion(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Failed to convert Literal")


@ill_typed_unlogged()
def to_graph(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Graph:
    """Return an rdflib graph of ``triples`` with ``prefixes`` bound."""
    graph = Graph(bind_namespaces="none")
    _bind(graph, prefixes)
    iri = cache(URIRef)  # most of them occur many times
    add = graph.store.add  # Graph.add checks once more that the terms are terms
    for triple in triples:
        add(_nodes(triple, iri), graph)
    return graph


@ill_typed_unlogged()
def to_dataset(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> Dataset:
    """Return an rdflib dataset of ``quads``, whose default graph is the union of the named ones."""
    dataset = Dataset(default_union=True)
    _bind(dataset, prefixes)
    iri = cache(URIRef)  # most of them occur many times
    graphs: dict[ox.NamedNode, Graph] = {}
    for quad in quads:
        name = named(quad.graph_name)
        if name not in graphs:
            graphs[name] = dataset.graph(URIRef(name.value))
        graphs[name].add(_nodes(quad, iri))
    return dataset


def to_node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    """Return a term of pyoxigraph as one of rdflib.

    Raises :class:`TypeError` for a triple, which is no term of RDF 1.1.
    """
    return _node(term, URIRef)


def from_node(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return a term of rdflib as one of pyoxigraph, which knows no xsd:string of its own."""
    if isinstance(node, URIRef):
        return ox.NamedNode(node)
    if isinstance(node, BNode):
        return ox.BlankNode(node)
    if not isinstance(node, Literal):
        raise TypeError(f"no term of RDF 1.1: {node!r}")
    if node.language:
        return ox.Literal(str(node), language=node.language)
    if node.datatype:
        return ox.Literal(str(node), datatype=ox.NamedNode(node.datatype))
    return ox.Literal(str(node))


def _nodes(statement: ox.Triple | ox.Quad, iri: Callable[[str], URIRef]) -> tuple[Node, Node, Node]:
    subject, predicate, value = statement.subject, statement.predicate, statement.object
    return _node(subject, iri), iri(predicate.value), _node(value, iri)


def _node(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, iri: Callable[[str], URIRef]
) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return iri(term.value)
    if isinstance(term, ox.Literal) and term.direction is None:
        if term.language:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == _STRING:
            return Literal(term.value)
        return Literal(term.value, datatype=iri(term.datatype.value), normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise TypeError(f"no term of RDF 1.1: {term!r}")


def _bind(graph: Graph, prefixes: Mapping[str, str]) -> None:
    for prefix, iri in prefixes.items():
        graph.bind(prefix, iri)
