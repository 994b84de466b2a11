"""An endpoint over data of others says what it can do, and what it holds as far as it knows."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import VOID

from ascc_ld.ground.project import default_project
from ascc_ld.server.limits import Limits
from ascc_ld.server.serving import published
from ascc_ld.site.from_project import site_of_quads
from ascc_ld.site.site import Site

BASE = "https://data.example.org/"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = f"""
<{BASE}a> <{BASE}ns#p> "in two graphs" <{BASE}g/1> .
<{BASE}a> <{BASE}ns#p> "in two graphs" <{BASE}g/2> .
<{BASE}a> <{BASE}ns#p> "in one" <{BASE}g/2> .
<{BASE}a> <{BASE}ns#p> "in none" .
"""


@cache
def site() -> Site:
    return site_of_quads(
        default_project(), BASE, list(ox.parse(DATA.encode(), format=ox.RdfFormat.N_QUADS))
    )


def described() -> Graph:
    serving = published(site(), Limits(), root="/", address=None)
    written = serving.descriptions.written("application/n-triples").content
    return Graph().parse(data=written, format="nt")


def test_the_service_is_at_the_endpoint() -> None:
    graph = described()
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert list(graph.objects(service, SD.endpoint)) == [URIRef(f"{BASE}sparql")]
    assert set(graph.objects(service, SD.feature)) == {SD.UnionDefaultGraph}


def test_each_named_graph_has_its_triples_and_all_have_theirs_once() -> None:
    graph = described()
    (dataset,) = graph.objects(None, SD.defaultDataset)
    triples = {
        str(graph.value(named, SD.name)): int(str(graph.value(held, VOID.triples, any=False)))
        for named in graph.objects(dataset, SD.namedGraph)
        for held in graph.objects(named, SD.graph)
    }
    assert triples == {f"{BASE}g/1": 1, f"{BASE}g/2": 2}
    assert (
        int(str(graph.value(graph.value(dataset, SD.defaultGraph), VOID.triples, any=False))) == 3
    )
