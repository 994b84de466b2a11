"""What follows from an edition's graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.mapping.derivation import derived
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, Namespace

EX = Namespace("https://example.org/")
RULE = """
PREFIX ex: <https://example.org/>
CONSTRUCT { ?whole ex:holds ?part } WHERE { ?part a ex:Part ; ex:of ?whole }
"""


def describe(graph: NamedGraph, node: ox.NamedNode, label: str, *types: ox.NamedNode) -> None:
    graph.state(node, CATALOGUE["rdf"]["type"], *types)
    graph.state(node, CATALOGUE["rdfs"]["label"], ox.Literal(label, language="en"))


def graph() -> NamedGraph:
    stated = NamedGraph(EX["graph"])
    describe(stated, EX["wheel"], "Wheel", EX["Part"], EX["Thing"])
    stated.state(EX["wheel"], EX["of"], EX["car"], EX["car"])
    stated.state(EX["road"], EX["of"], EX["land"])
    return stated


def test_a_triple_follows_once() -> None:
    assert derived([RULE, RULE], graph().quads) == [ox.Triple(EX["car"], EX["holds"], EX["wheel"])]


def test_what_follows_stands_in_the_order_of_the_graph() -> None:
    parts = [EX[name] for name in ("wheel", "axle", "seat", "door", "bonnet", "lamp")]
    stated = NamedGraph(EX["graph"])
    stated.state(EX["car"], EX["made"], *parts)
    describe(stated, EX["car"], "Car", EX["Whole"])
    rule = """
        PREFIX ex: <https://example.org/>
        CONSTRUCT { ?part ex:of ?whole } WHERE { ?whole a ex:Whole ; ex:made ?part }
    """
    assert [triple.subject for triple in derived([rule], stated.quads)] == parts


def test_a_query_that_constructs_nothing_is_refused() -> None:
    with pytest.raises(TypeError, match="CONSTRUCT"):
        derived(["ASK { ?s ?p ?o }"], graph().quads)


def test_those_who_speak_are_bound_and_not_those_who_are_to_act() -> None:
    ascc, org = Namespace("https://w3id.org/ascc/ns#"), Namespace("http://www.w3.org/ns/org#")
    stated = NamedGraph(EX["graph"])
    describe(stated, EX["promise"], "Promise", ascc["Commitment"])
    stated.state(EX["promise"], ascc["speaker"], EX["we"])
    stated.state(EX["promise"], ascc["agent"], EX["they"])
    describe(stated, EX["we"], "We", org["OrganizationalCollaboration"])
    stated.state(EX["we"], org["hasMember"], EX["city"])
    stated.state(EX["they"], org["hasMember"], EX["bank"])
    rule = default_project().read_text("ontology/rules/is-bound-by.rq")
    bound = ox.Triple(EX["city"], ascc["isBoundBy"], EX["promise"])
    assert derived([rule], stated.quads) == [bound]


def test_a_body_that_speaks_for_itself_is_bound() -> None:
    ascc = Namespace("https://w3id.org/ascc/ns#")
    stated = NamedGraph(EX["graph"])
    describe(stated, EX["promise"], "Promise", ascc["Commitment"])
    stated.state(EX["promise"], ascc["speaker"], EX["city"])
    describe(stated, EX["hope"], "Hope", ascc["Aspiration"])
    stated.state(EX["hope"], ascc["speaker"], EX["town"])
    rule = default_project().read_text("ontology/rules/is-bound-by.rq")
    assert derived([rule], stated.quads) == [
        ox.Triple(EX["city"], ascc["isBoundBy"], EX["promise"])
    ]


def test_participants_who_speak_are_bound_and_not_who_is_listed_to_observe() -> None:
    ascc, org = Namespace("https://w3id.org/ascc/ns#"), Namespace("http://www.w3.org/ns/org#")
    role = Namespace("https://w3id.org/ascc/scheme/role/")
    stated = NamedGraph(EX["graph"])
    describe(stated, EX["promise"], "Promise", ascc["Commitment"])
    stated.state(EX["promise"], ascc["speaker"], EX["participants"])
    describe(stated, EX["participants"], "Participants", org["OrganizationalCollaboration"])
    for body, part in (("city", "participant"), ("bank", "observer")):
        stated.state(EX[f"{body}-listed"], org["organization"], EX["participants"])
        stated.state(EX[f"{body}-listed"], org["member"], EX[body])
        stated.state(EX[f"{body}-listed"], ascc["role"], role[part])
    rule = default_project().read_text("ontology/rules/is-bound-by.rq")
    assert derived([rule], stated.quads) == [
        ox.Triple(EX["city"], ascc["isBoundBy"], EX["promise"])
    ]


def test_a_rule_may_name_a_class_by_a_variable() -> None:
    rule = "CONSTRUCT { ?s <http://e/derived> ?c } WHERE { ?s a ?c }"
    says = ox.NamedNode("http://e/derived")
    assert derived([rule], graph().quads) == [
        ox.Triple(EX["wheel"], says, EX["Part"]),
        ox.Triple(EX["wheel"], says, EX["Thing"]),
    ]
