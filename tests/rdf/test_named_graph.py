"""A named graph: what is stated, as quads."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import Namespace, integer

EX = Namespace("https://example.org/")


def graph() -> NamedGraph:
    stated = NamedGraph(EX["graph"])
    stated.state(EX["a"], EX["kind"], EX["Thing"], EX["Other"])
    stated.state(EX["a"], EX["label"], ox.Literal("A", language="en"))
    stated.state(EX["a"], EX["number"], integer(1), integer(2))
    stated.state(EX["b"], EX["of"], EX["a"])
    return stated


def test_quads_come_in_the_order_of_statement() -> None:
    assert graph().quads == [
        ox.Quad(EX["a"], EX["kind"], EX["Thing"], EX["graph"]),
        ox.Quad(EX["a"], EX["kind"], EX["Other"], EX["graph"]),
        ox.Quad(EX["a"], EX["label"], ox.Literal("A", language="en"), EX["graph"]),
        ox.Quad(EX["a"], EX["number"], integer(1), EX["graph"]),
        ox.Quad(EX["a"], EX["number"], integer(2), EX["graph"]),
        ox.Quad(EX["b"], EX["of"], EX["a"], EX["graph"]),
    ]
