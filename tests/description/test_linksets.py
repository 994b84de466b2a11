"""What counts as a link to another data set, and what does not."""

from __future__ import annotations

from ascc_ld.description.figures import Linkset, linksets
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, Names

BASE = "https://data.example.org/"
NAMES = Names(BASE)
OWL, WD = CATALOGUE["owl"], CATALOGUE["wd"]


def test_a_link_leads_from_our_things_to_those_of_a_target() -> None:
    graph = NamedGraph(NAMES["one"])
    graph.state(NAMES["a"], OWL["sameAs"], WD["Q1"], NAMES["b"])
    graph.state(NAMES["b"], OWL["sameAs"], WD["Q2"])
    graph.state(WD["Q1"], OWL["sameAs"], WD["Q2"])
    graph.state(NAMES["link"], OWL["annotatedTarget"], WD["Q1"])
    found = linksets([*graph.quads, *graph.quads], BASE, {"wikidata": WD.iri})
    assert found == (Linkset("wikidata", OWL["sameAs"].value, 2),)
