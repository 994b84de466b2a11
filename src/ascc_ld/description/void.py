"""The description in VoID (https://www.w3.org/TR/void/): figures, partitions, links, dumps.

Class partitions stand at the data set and nowhere else.  Editors that find partitions of single
named graphs look at those alone, and these would miss every fact that stands in another graph
than the type of its subject.  Partitions have no type and no label: the terms that they are
partitions by say what they are, and there are more of them than of anything else.
"""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.description.figures import ClassPartition, Linkset, PropertyPartition
from ascc_ld.description.record import DOCUMENT, Record
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, calendar_day, integer, plain

_DCTERMS = CATALOGUE["dcterms"]
_FOAF = CATALOGUE["foaf"]
_FORMATS = CATALOGUE["formats"]
_VOID = CATALOGUE["void"]
_VOID_EXT = CATALOGUE["void-ext"]


def state_void(graph: NamedGraph, record: Record) -> None:
    """State the document, the data set's access and figures, its linksets and partitions."""
    _document(graph, record)
    _access(graph, record)
    _figures(graph, record)
    for linkset in record.linksets:
        _linkset(graph, record, linkset)
    for slug, source in record.targets.items():
        target = record.names.source(slug)
        graph.describe(target, source.name, _VOID["Dataset"])
        graph.state(target, _VOID["uriSpace"], plain(source.uri_space or ""))
    for partition in record.figures.classes:
        _class_partition(graph, record, partition)


def _document(graph: NamedGraph, record: Record) -> None:
    document = record.names[DOCUMENT]
    titles = record.graph_title(graph.name.value)
    graph.describe(document, titles["en"], _VOID["DatasetDescription"])
    graph.state_texts(document, _DCTERMS["title"], titles)
    graph.state(document, _DCTERMS["creator"], record.publisher)
    graph.state(document, _DCTERMS["modified"], calendar_day(record.about.issued))
    graph.state(document, _FOAF["primaryTopic"], record.dataset)
    graph.state(document, _VOID["inDataset"], record.dataset)


def _access(graph: NamedGraph, record: Record) -> None:
    node, names = record.dataset, record.names
    graph.describe(node, record.about.title["en"], _VOID["Dataset"])
    graph.state(node, _VOID["uriSpace"], plain(names.base))
    graph.state(node, _VOID["sparqlEndpoint"], record.endpoint)
    graph.state(node, _VOID["exampleResource"], *map(names.__getitem__, record.about.examples))
    graph.state(node, _VOID["vocabulary"], *map(ox.NamedNode, record.vocabularies()))
    dumps = [file for file in record.files if file.about.is_dump]
    graph.state(node, _VOID["dataDump"], *(names[file.name] for file in dumps))
    features = sorted({file.format.w3c for file in dumps if file.format.w3c})
    graph.state(node, _VOID["feature"], *map(_FORMATS.__getitem__, features))


def _figures(graph: NamedGraph, record: Record) -> None:
    figures = record.figures
    for name, number in (
        ("triples", figures.triples),
        ("entities", figures.entities),
        ("classes", len(figures.classes)),
        ("properties", len(figures.properties)),
        ("distinctSubjects", figures.distinct_subjects),
        ("distinctObjects", figures.distinct_objects),
    ):
        graph.state(record.dataset, _VOID[name], integer(number))


def _linkset(graph: NamedGraph, record: Record, linkset: Linkset) -> None:
    predicate = record.compact(linkset.predicate)
    node = record.node(f"links/{linkset.target}/{predicate}")
    title = f"Links to {record.targets[linkset.target].name}: {predicate}"
    graph.describe(node, title, _VOID["Linkset"])
    graph.state(record.dataset, _VOID["subset"], node)
    graph.state(node, _VOID["subjectsTarget"], record.dataset)
    graph.state(node, _VOID["linkPredicate"], ox.NamedNode(linkset.predicate))
    graph.state(node, _VOID["objectsTarget"], record.names.source(linkset.target))
    graph.state(node, _VOID["triples"], integer(linkset.triples))


def _class_partition(graph: NamedGraph, record: Record, partition: ClassPartition) -> None:
    fragment = record.compact(partition.class_)
    node = record.node(fragment)
    graph.state(record.dataset, _VOID["classPartition"], node)
    graph.state(node, _VOID["class"], ox.NamedNode(partition.class_))
    graph.state(node, _VOID["entities"], integer(partition.entities))
    for part in partition.properties:
        _property_partition(graph, record, part, fragment)


def _property_partition(
    graph: NamedGraph, record: Record, partition: PropertyPartition, within: str
) -> None:
    fragment = f"{within}/{record.compact(partition.property)}"
    node = record.node(fragment)
    graph.state(record.node(within), _VOID["propertyPartition"], node)
    graph.state(node, _VOID["property"], ox.NamedNode(partition.property))
    graph.state(node, _VOID["triples"], integer(partition.triples))
    for counts, holds, by in (
        (partition.classes, _VOID["classPartition"], _VOID["class"]),
        (partition.datatypes, _VOID_EXT["datatypePartition"], _VOID_EXT["datatype"]),
    ):
        for iri, number in counts.items():
            part = record.node(f"{fragment}/{record.compact(iri)}")
            graph.state(node, holds, part)
            graph.state(part, by, ox.NamedNode(iri))
            graph.state(part, _VOID["triples"], integer(number))
