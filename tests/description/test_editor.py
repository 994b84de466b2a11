"""The three questions that the SIB editor asks on starting, on a store as ``load`` fills it.

https://github.com/sib-swiss/sparql-editor asks for prefixes, examples, and the classes with their
properties; where an answer is empty it looks in what the endpoint gives without a query.  The
questions are restated here with what it reads of the answers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pyoxigraph as ox
import pytest
from rdflib import Graph

from ascc_ld.description import describe
from ascc_ld.ground.project import default_project
from ascc_ld.rdf.named_graph import quads_in
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.example import Example
from ascc_ld.sparql.syntax import SparqlText
from built import BASE, quads
from description.reading import PREFIXES, ask, data, description, our_record
from looped import looped
from published_site import site
from queries.answers import difference

Row = tuple[str, ...]

NAMES = "SELECT DISTINCT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix }"
EXAMPLES = """SELECT DISTINCT ?example ?comment ?query {
    ?example a sh:SPARQLExecutable ;
        rdfs:comment ?comment ;
        sh:select|sh:ask|sh:construct|spex:describe ?query
} ORDER BY ?example"""
# Class partitions, of a named graph if any has them; an object is of a class or of a datatype.
PARTITIONS = """SELECT DISTINCT ?graph ?class ?property ?objectClass ?datatype ?triples {
    {
        OPTIONAL { ?graph sd:graph ?described . ?described void:classPartition ?part }
        ?part void:class ?class ; void:propertyPartition ?properties .
        ?properties void:property ?property
        OPTIONAL { ?properties void:triples ?triples }
        OPTIONAL {
            { ?properties void:classPartition [ void:class ?objectClass ] }
            UNION
            { ?properties void-ext:datatypePartition [ void-ext:datatype ?datatype ] }
        }
    } UNION {
        ?links void:subjectsTarget [ void:class ?class ] ;
            void:linkPredicate ?property ;
            void:objectsTarget [ void:class ?objectClass ]
    }
}"""


@cache
def rdflib_store() -> Graph:
    return data() + description()


@cache
def oxigraph_store() -> ox.Store:
    store = ox.Store()
    graph = ox.NamedNode(f"{BASE}graph/dataset")
    store.extend(quads("ascc.nq"))
    store.extend(quads_in(graph, (quad.triple for quad in quads("void.ttl"))))
    return store


@cache
def endpoint() -> ox.Store:
    """What the endpoint gives without a query."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in site().service_triples())
    return store


def by_rdflib(query: str) -> list[Row]:
    return [tuple("" if x is None else str(x) for x in row) for row in ask(rdflib_store(), query)]


def by_oxigraph(query: str, store: ox.Store | None = None) -> list[Row]:
    found = (store or oxigraph_store()).query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(map(value, row)) for row in found]


def value(term: object) -> str:
    assert term is None or isinstance(term, ox.NamedNode | ox.Literal), term
    return "" if term is None else term.value


def without_a_query(query: str) -> list[Row]:
    return by_oxigraph(query, endpoint())


asked = pytest.mark.parametrize("asking", [by_rdflib, by_oxigraph, without_a_query])
Asking = Callable[[str], list[Row]]


@asked
def test_the_prefixes_of_the_examples_are_found(asking: Asking) -> None:
    declared = {
        prefix: iri
        for example in read_examples(default_project())
        for prefix, iri in SparqlText(example.text).prefixes.items()
    }
    assert declared["ascc"] == f"{BASE}ns#"
    assert sorted(asking(NAMES)) == sorted(declared.items())


@asked
def test_every_example_is_found_once_and_in_order(asking: Asking) -> None:
    assert asking(EXAMPLES) == [
        (
            f"{BASE}.well-known/sparql-examples/{example.name}",
            f"{example.summary} {example.description}".strip(),
            example.text,
        )
        for example in read_examples(default_project())
    ]


@asked
def test_classes_and_their_properties_are_found_with_what_they_lead_to(asking: Asking) -> None:
    ascc, schema = f"{BASE}ns#", "https://schema.org/"
    found = {row[1:] for row in asking(PARTITIONS)}
    assert (f"{ascc}Participation", f"{ascc}listedUnder", f"{schema}Country", "", "39") in found
    string = "http://www.w3.org/2001/XMLSchema#string"
    assert (f"{ascc}Participation", f"{ascc}printedName", "", string, "39") in found
    assert {row[0] for row in found} == {
        str(row[0]) for row in ask(data(), "SELECT DISTINCT ?class { ?s a ?class }")
    }


@asked
def test_no_partition_is_found_twice(asking: Asking) -> None:
    found = asking(PARTITIONS)
    assert {row[0] for row in found} == {""}, "the partitions are those of the data set"
    assert len(found) == len({row[1:5] for row in found})


def test_the_engines_find_the_same() -> None:
    assert sorted(by_rdflib(PARTITIONS)) == sorted(by_oxigraph(PARTITIONS))
    assert sorted(by_oxigraph(PARTITIONS)) == sorted(without_a_query(PARTITIONS))


# ---- The description does not stand in the way of the data ----


@cache
def filled() -> EmbeddedEngine:
    return EmbeddedEngine([*quads("ascc.nq"), *describe(our_record())], {})


@looped(
    "example",
    [example for example in read_examples(default_project()) if not example.services],
    ids=lambda example: example.name,
)
def test_an_example_has_its_exact_answer_beside_the_description(example: Example) -> None:
    assert difference(example, filled().ask(example.text)) == ""
