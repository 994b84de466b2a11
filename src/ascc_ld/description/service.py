"""The endpoint in the SPARQL 1.1 Service Description vocabulary and as a ``dcat:DataService``.

https://www.w3.org/TR/sparql11-service-description/: what an endpoint returns where no query is
given.  Its named graphs are those of the data set and the description itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from ascc_ld.description.dcat import SERVICE
from ascc_ld.description.record import DESCRIPTION_GRAPH, Record
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, Names, english, integer

_DCAT = CATALOGUE["dcat"]
_DCTERMS = CATALOGUE["dcterms"]
_FORMATS = CATALOGUE["formats"]
_SD = CATALOGUE["sd"]
_TYPE = CATALOGUE["rdf"]["type"]
_VOID = CATALOGUE["void"]

_DATASET = "dataset"
_DEFAULT_GRAPH = "default-graph"
_PROTOCOL = ox.NamedNode("https://www.w3.org/TR/sparql11-protocol/")
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
)


def state_service(graph: NamedGraph, record: Record) -> None:
    """State the service, its data set, and each named graph of the data set with its triples."""
    node, state = record.node(SERVICE), graph.state
    about = record.about
    graph.describe(node, about.endpoint_title["en"], _SD["Service"], _DCAT["DataService"])
    graph.state_texts(node, _DCTERMS["title"], about.endpoint_title)
    graph.state_texts(node, _DCTERMS["description"], about.endpoint_description)
    state(node, _DCTERMS["publisher"], record.publisher)
    state(node, _DCTERMS["license"], ox.NamedNode(about.licence))
    state(node, _DCTERMS["conformsTo"], _PROTOCOL)
    state(node, _DCAT["endpointURL"], record.endpoint)
    state(node, _DCAT["endpointDescription"], record.endpoint)
    state(node, _DCAT["servesDataset"], record.dataset)
    state(node, _DCAT["keyword"], *map(english, about.keywords))
    state(node, _DCAT["theme"], *map(ox.NamedNode, about.themes))
    dataset, default = record.node(_DATASET), record.node(_DEFAULT_GRAPH)
    _state_abilities(graph, node, record.endpoint)
    _state_dataset(graph, node, dataset, default)
    for name, triples in record.figures.graphs.items():
        described = _named_graph(graph, record, name)
        state(record.dataset, _VOID["subset"], described)
        state(described, _VOID["triples"], integer(triples))
    _named_graph(graph, record, graph.name.value)


def describe_service(base: str, quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """Return what an endpoint says of itself whose data set has no description of its own.

    The endpoint is at ``{base}sparql``, its named graphs are those of ``quads``, with the triples
    of each.
    """
    endpoint = Names(base)["sparql"]

    def node(fragment: str) -> ox.NamedNode:
        return ox.NamedNode(f"{endpoint.value}#{fragment}")

    graph = NamedGraph(endpoint)
    service, dataset, default = node(SERVICE), node(_DATASET), node(_DEFAULT_GRAPH)
    graph.state(service, _TYPE, _SD["Service"])
    _state_abilities(graph, service, endpoint)
    _state_dataset(graph, service, dataset, default)
    by_graph: dict[object, set[ox.Triple]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, set()).add(quad.triple)
    union = {triple for triples in by_graph.values() for triple in triples}
    graph.state(default, _VOID["triples"], integer(len(union)))
    named = {n: len(t) for n, t in by_graph.items() if isinstance(n, ox.NamedNode)}
    for number, name in enumerate(sorted(named, key=str), 1):
        held = node(f"graph-{number}")
        graph.state(dataset, _SD["namedGraph"], name)
        graph.state(name, _TYPE, _SD["NamedGraph"])
        graph.state(name, _SD["name"], name)
        graph.state(name, _SD["graph"], held)
        graph.state(held, _TYPE, _SD["Graph"])
        graph.state(held, _VOID["triples"], integer(named[name]))
    return [quad.triple for quad in graph.quads]


def _state_abilities(graph: NamedGraph, service: ox.NamedNode, endpoint: ox.NamedNode) -> None:
    graph.state(service, _SD["endpoint"], endpoint)
    graph.state(service, _SD["supportedLanguage"], _SD["SPARQL11Query"])
    graph.state(service, _SD["resultFormat"], *map(_FORMATS.__getitem__, _RESULT_FORMATS))
    graph.state(service, _SD["feature"], _SD["UnionDefaultGraph"])


def _state_dataset(
    graph: NamedGraph, service: ox.NamedNode, dataset: ox.NamedNode, default: ox.NamedNode
) -> None:
    graph.state(service, _SD["defaultDataset"], dataset)
    graph.describe(dataset, "What is queried unless a query says FROM", _SD["Dataset"])
    graph.state(dataset, _SD["defaultGraph"], default)
    graph.describe(default, "The union of all named graphs", _SD["Graph"])


def _named_graph(graph: NamedGraph, record: Record, name: str) -> ox.NamedNode:
    """State the named graph, whose node is its name, and return the node of what it holds."""
    node, titles = ox.NamedNode(name), record.graph_title(name)
    described = record.node(f"graph/{name.removeprefix(record.names.base)}")
    graph.state(record.node(_DATASET), _SD["namedGraph"], node)
    graph.describe(node, titles["en"], _SD["NamedGraph"])
    graph.state_texts(node, _DCTERMS["title"], titles)
    graph.state(node, _SD["name"], node)
    graph.state(node, _SD["graph"], described)
    graph.describe(described, titles["en"], _SD["Graph"], _VOID["Dataset"])
    return described


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
            (record.node(_DEFAULT_GRAPH), everything),
        )
    ]
