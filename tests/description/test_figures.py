"""How triples are counted, on a few of them; our own are counted again elsewhere."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.description.figures import count
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, Names, integer

BASE = "https://data.example.org/"
NAMES = Names(BASE)
RDF, WD = CATALOGUE["rdf"], CATALOGUE["wd"]


def test_a_triple_of_two_graphs_is_one_triple() -> None:
    one, two = NamedGraph(NAMES["one"]), NamedGraph(NAMES["two"])
    for graph in (one, two):
        graph.state(NAMES["a"], RDF["type"], NAMES["ns#A"])
    one.state(NAMES["a"], NAMES["ns#p"], ox.Literal("text", language="en"), integer(1))
    two.state(NAMES["a"], NAMES["ns#p"], NAMES["b"])
    two.state(WD["Q1"], NAMES["ns#p"], NAMES["a"])
    figures = count({"one": one.quads, "two": two.quads}, BASE)
    assert (figures.triples, figures.graphs) == (5, {"one": 3, "two": 3})
    assert (figures.distinct_subjects, figures.entities) == (2, 1)
    assert figures.distinct_objects == 5
    assert figures.properties == {RDF["type"].value: 1, f"{BASE}ns#p": 4}
    (partition,) = figures.classes
    typed, said = sorted(partition.properties, key=lambda each: each.triples)
    assert (partition.class_, partition.entities) == (f"{BASE}ns#A", 1)
    assert (typed.property, typed.triples) == (RDF["type"].value, 1)
    assert (said.triples, said.classes) == (3, {})
    assert said.datatypes == {
        RDF["langString"].value: 1,
        CATALOGUE["xsd"]["integer"].value: 1,
    }


def test_a_value_counts_for_each_of_its_classes() -> None:
    graph = NamedGraph(NAMES["one"])
    graph.state(NAMES["a"], RDF["type"], NAMES["ns#A"])
    graph.state(NAMES["b"], RDF["type"], NAMES["ns#B"], NAMES["ns#C"])
    graph.state(NAMES["a"], NAMES["ns#p"], NAMES["b"])
    first = count({"one": graph.quads}, BASE).classes[0]
    typed, said = first.properties
    assert (typed.property, typed.classes) == (RDF["type"].value, {})
    assert said.classes == {f"{BASE}ns#B": 1, f"{BASE}ns#C": 1}
