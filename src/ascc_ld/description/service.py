"""The endpoint in the SPARQL 1.1 Service Description vocabulary and as a ``dcat:DataService``.

https://www.w3.org/TR/sparql11-service-description/: what an endpoint returns where no query is
given.  Its named graphs are those of the data set and the description itself.
"""

from collections.abc import Callable, Collection, Iterable
from functools import cache, partial
from typing import Any

import pyoxigraph as ox

from ascc_ld.description.record import DESCRIPTION_GRAPH, Record
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.patterns import Patterns, Term
from ascc_ld.rdf.terms import CATALOGUE, Names, integer

_FORMATS = CATALOGUE["formats"]
_VOID = CATALOGUE["void"]
_XSD = CATALOGUE["xsd"]

SERVICE, QUERIED, DEFAULT_GRAPH = "service", "dataset", "default-graph"
"""The fragments of the SPARQL service, of what it answers from, and of the union of the graphs."""


@cache
def patterns(base: str) -> Patterns:
    """Return the patterns of the description of what is below ``base``."""
    file_types = "http://publications.europa.eu/resource/authority/file-type/"
    media_types = "https://www.iana.org/assignments/media-types/"
    kinds: dict[str, Callable[[Any], Term]] = {
        "file-type": lambda code: ox.NamedNode(file_types + code),
        "hex": lambda digits: ox.Literal(digits, datatype=_XSD["hexBinary"]),
        "media-type": lambda name: ox.NamedNode(media_types + name),
        "size": lambda size: ox.Literal(str(size), datatype=_XSD["nonNegativeInteger"]),
        "w3c": _FORMATS.__getitem__,
    }
    return Patterns("ascc_ld.description", "description.trig", Names(base), kinds)


def describe_service(base: str, quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """Return what an endpoint says of itself whose data set has no description of its own.

    The endpoint is at ``{base}sparql``, its named graphs are those of ``quads``, with the triples
    of each.
    """
    endpoint = Names(base)["sparql"]

    def node(fragment: str) -> ox.NamedNode:
        return ox.NamedNode(f"{endpoint.value}#{fragment}")

    graph = NamedGraph(endpoint)
    state, described = partial(patterns(base).state, graph), {"queried": node(QUERIED)}
    union = node(DEFAULT_GRAPH)
    state("abilities", endpoint=endpoint, service=node(SERVICE), union=union, **described)
    by_graph: dict[object, set[ox.Triple]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, set()).add(quad.triple)
    total = len({triple for triples in by_graph.values() for triple in triples})
    graph.state(union, _VOID["triples"], integer(total))
    named = {n: len(t) for n, t in by_graph.items() if isinstance(n, ox.NamedNode)}
    for number, name in enumerate(sorted(named, key=str), 1):
        held = node(f"graph-{number}")
        state("named-graph", graph=name, held=held, titles=(), **described)
        graph.state(held, _VOID["triples"], integer(named[name]))
    return [quad.triple for quad in graph.quads]


def counts_of_all(stated: Collection[ox.Quad], record: Record) -> list[ox.Quad]:
    """Return how many triples the description has, and how many the union of all graphs.

    ``stated`` are the quads of the description without these two, which count themselves.
    """
    name = record.names[DESCRIPTION_GRAPH]
    subjects = {quad.subject for quad in stated}
    shared = {
        quad.triple
        for quads in record.graphs.values()
        for quad in quads
        if quad.subject in subjects
    }.intersection(quad.triple for quad in stated)
    own = len(stated) + 2
    everything = record.figures.triples + own - len(shared)
    return [
        ox.Quad(node, _VOID["triples"], integer(number), name)
        for node, number in (
            (record.node(f"graph/{DESCRIPTION_GRAPH}"), own),
            (record.node(DEFAULT_GRAPH), everything),
        )
    ]
