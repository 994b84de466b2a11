"""The published description and the published data, read by rdflib."""

from __future__ import annotations

from functools import cache

import rdflib
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.query import ResultRow
from rdflib.term import Node

from ascc_ld.description import Record, make_record
from ascc_ld.ground.project import default_project
from ascc_ld.publication.publication import Publication
from built import BASE, rdflib_graph

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
PROV = Namespace("http://www.w3.org/ns/prov#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
VOID_EXT = Namespace("http://ldf.fi/void-ext#")

PREFIXES = "".join(
    f"PREFIX {prefix}: <{namespace}>\n"
    for prefix, namespace in {
        "dcat": DCAT,
        "dcterms": DCTERMS,
        "owl": rdflib.OWL,
        "rdf": rdflib.RDF,
        "rdfs": rdflib.RDFS,
        "schema": "https://schema.org/",
        "sd": SD,
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": rdflib.SKOS,
        "spex": "https://purl.expasy.org/sparql-examples/ontology#",
        "void": VOID,
        "void-ext": VOID_EXT,
    }.items()
)

DATASET = URIRef(f"{BASE}dataset")
DOCUMENT = URIRef(f"{BASE}.well-known/void")
SERVICE = URIRef(f"{BASE}.well-known/void#service")
DESCRIPTION_GRAPH = URIRef(f"{BASE}graph/dataset")


@cache
def description() -> Graph:
    """Return what ``void.ttl`` says."""
    return rdflib_graph("void.ttl")


@cache
def named_graphs() -> dict[str, Graph]:
    """Return the named graphs of ``ascc.nq``."""
    dataset = rdflib_graph("ascc.nq")
    assert isinstance(dataset, rdflib.Dataset)
    return {str(graph.identifier): graph for graph in dataset.graphs() if len(graph)}


@cache
def data() -> Graph:
    """Return the union of the named graphs of ``ascc.nq``."""
    union = Graph()
    for graph in named_graphs().values():
        union += graph
    return union


@cache
def our_record() -> Record:
    """Return the record of our own project."""
    return make_record(Publication.from_project(default_project()))


def ask(graph: Graph, query: str) -> list[tuple[Node | None, ...]]:
    """Return the rows of a query with the prefixes of this module."""
    found: list[tuple[Node | None, ...]] = []
    for row in graph.query(PREFIXES + query):
        assert isinstance(row, ResultRow)
        found.append(tuple(row))
    return found


def counted(graph: Graph, query: str) -> dict[tuple[str, ...], int]:
    """Return rows of IRIs that end with a number as the numbers by those IRIs."""
    rows = ask(graph, query)
    found = {tuple(map(str, row[:-1])): number(row[-1]) for row in rows}
    assert len(found) == len(rows), "a figure is given twice"
    return found


def number(value: Node | None) -> int:
    """Return an integer literal as a number."""
    assert isinstance(value, Literal), value
    found = value.toPython()
    assert isinstance(found, int), value
    return found


def one(subject: Node, predicate: URIRef, graph: Graph | None = None) -> Node:
    """Return the one value of a property."""
    (value,) = (graph or description()).objects(subject, predicate)
    return value
