"""What follows from an edition's graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.mapping.derivation import Derivation
from ascc_ld.mapping.loading import DERIVATIONS, load
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import Namespace

EX = Namespace("https://example.org/")
RULE = """
PREFIX ex: <https://example.org/>
CONSTRUCT { ?whole ex:holds ?part } WHERE { ?part a ex:Part ; ex:of ?whole }
"""


def graph() -> NamedGraph:
    stated = NamedGraph(EX["graph"])
    stated.describe(EX["wheel"], "Wheel", EX["Part"], EX["Thing"])
    stated.state(EX["wheel"], EX["of"], EX["car"], EX["car"])
    stated.state(EX["road"], EX["of"], EX["land"])
    return stated


def test_a_triple_follows_once() -> None:
    assert Derivation([RULE, RULE]).triples(graph()) == [
        ox.Triple(EX["car"], EX["holds"], EX["wheel"])
    ]


def test_what_follows_stands_in_the_order_of_the_graph() -> None:
    parts = [EX[name] for name in ("wheel", "axle", "seat", "door", "bonnet", "lamp")]
    stated = NamedGraph(EX["graph"])
    stated.state(EX["car"], EX["made"], *parts)
    stated.describe(EX["car"], "Car", EX["Whole"])
    rule = """
        PREFIX ex: <https://example.org/>
        CONSTRUCT { ?part ex:of ?whole } WHERE { ?whole a ex:Whole ; ex:made ?part }
    """
    assert [triple.subject for triple in Derivation([rule]).triples(stated)] == parts


def test_a_query_that_constructs_nothing_is_refused() -> None:
    with pytest.raises(TypeError, match="CONSTRUCT"):
        Derivation(["ASK { ?s ?p ?o }"]).triples(graph())


def test_the_rules_read_no_more_than_what_they_name() -> None:
    project = default_project()
    _, dataset = load(project)
    rules = [project.read_text(name) for name in project.names(DERIVATIONS, "*.rq")]
    store = ox.Store()
    store.extend(quad for stated in dataset.asserted.values() for quad in stated)
    whole: set[ox.Triple] = set()
    for rule in rules:
        constructed = store.query(rule, use_default_graph_as_union=True)
        assert isinstance(constructed, ox.QueryTriples)
        whole.update(constructed)
    assert {quad.triple for stated in dataset.derived.values() for quad in stated} == whole
