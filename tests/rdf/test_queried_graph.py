"""A graph of rdflib that pyoxigraph queries: what SHACL needs of it, and what it must not lose."""

from __future__ import annotations

import pytest
from rdflib import XSD, BNode, Graph, Literal, URIRef

from ascc_ld.rdf.queried_graph import QueriedGraph
from looped import looped

IT = URIRef("https://example.org/it")
SIZE = URIRef("https://example.org/size")
EVERY_VALUE = "SELECT $this ?value { $this ex:size ?value }"


def queried(*values: URIRef | BNode | Literal) -> QueriedGraph:
    graph = Graph()
    graph.bind("ex", "https://example.org/")
    for value in values:
        graph.add((IT, SIZE, value))
    return QueriedGraph(graph)


def rows(graph: QueriedGraph, query: str, **bound: URIRef) -> list[dict[str, object]]:
    found = graph.query(query, initBindings=bound)
    return [{str(name): value for name, value in row.items()} for row in found.bindings]


@looped(
    "value",
    [
        URIRef("https://example.org/other"),
        BNode("b1"),
        Literal("one"),
        Literal("一", lang="ja"),
        Literal("one", datatype=XSD.string),
        Literal("007", datatype=XSD.integer, normalize=False),
        Literal("9.5E-1", datatype=XSD.double, normalize=False),
        Literal("2024-10-24T00:00:00.000Z", datatype=XSD.dateTime, normalize=False),
        Literal("many", datatype=XSD.integer, normalize=False),
    ],
)
def test_an_answer_has_each_term_as_it_is_written(value: URIRef | BNode | Literal) -> None:
    (row,) = rows(queried(value), EVERY_VALUE, this=IT)
    assert row["value"] == value


def test_a_bound_variable_is_bound_in_all_of_the_query_and_in_the_answer() -> None:
    graph, other = queried(Literal(1)), URIRef("https://example.org/other")
    assert rows(graph, EVERY_VALUE, this=IT) == [{"this": IT, "value": Literal(1)}]
    assert rows(graph, EVERY_VALUE, this=other) == []
    nested = "SELECT $this ?n { { SELECT $this (COUNT(*) AS ?n) { $this ?p ?o } GROUP BY $this } }"
    assert rows(graph, nested, this=IT) == [{"this": IT, "n": Literal(1)}]
    assert rows(graph, nested, this=other) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { SELECT $this { $this ?p ?o } }",
        "SELECT $this WHERE { # {\n # one\n select $this where { $this ?p ?o } }",
        "# {\nSELECT $this { { $this ?p 1 } UNION { $this ?p 2 } OPTIONAL { $this ?q 3 } }",
        "SELECT $this { FILTER EXISTS { $this ?p ?o } }",
    ],
)
def test_a_variable_is_bound_wherever_the_group_begins(query: str) -> None:
    other = URIRef("https://example.org/other")
    assert rows(queried(Literal(1)), query, this=IT) == [{"this": IT}]
    assert rows(queried(Literal(1)), query, this=other) == []


def test_prefixes_are_those_of_the_graph_and_of_the_call() -> None:
    graph = queried(Literal(1))
    assert graph.query("ASK { ex:it ex:size 1 }").askAnswer is True
    asked = graph.query("ASK { e:it ex:size 2 }", initNs={"e": "https://example.org/"})
    assert asked.askAnswer is False


def test_a_variable_without_a_value_is_left_out_of_the_row() -> None:
    query = "SELECT ?s ?o { ?s ex:size 1 OPTIONAL { ?s ex:no ?o } }"
    assert rows(queried(Literal(1)), query) == [{"s": IT}]


def test_triples_are_read_as_in_any_graph() -> None:
    assert set(queried(Literal(1))) == {(IT, SIZE, Literal(1))}


def test_what_is_no_query_is_refused() -> None:
    with pytest.raises(SyntaxError):
        queried().query("SELECT")
    with pytest.raises(TypeError, match="SELECT or an ASK"):
        queried().query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
