"""The named graph of the description: the patterns of ``description.trig``, filled from the record.

It is DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) as its profile DCAT-AP wants it
(https://semiceu.github.io/DCAT-AP/: lists of the European Union, media types of IANA), the SPARQL
service, and VoID (https://www.w3.org/TR/void/).

Class partitions stand at the data set and nowhere else.  Editors that find partitions of single
named graphs look at those alone, and these would miss every fact that stands in another graph
than the type of its subject.  Partitions have no type and no label: the terms that they are
partitions by say what they are, and there are more of them than of anything else.
"""

from functools import partial

import pyoxigraph as ox

from ascc_ld.description.figures import ClassPartition
from ascc_ld.description.record import DESCRIPTION_GRAPH, Record
from ascc_ld.description.service import DEFAULT_GRAPH, QUERIED, SERVICE, patterns
from ascc_ld.rdf.named_graph import NamedGraph


def description_graph(record: Record) -> NamedGraph:
    """Return ``{base}graph/dataset`` without the counts of what it holds itself."""
    names, figures = record.names, record.figures
    graph = NamedGraph(names[DESCRIPTION_GRAPH])
    state = partial(patterns(names.base).state, graph)
    state("catalogue", record, service=record.node(SERVICE))
    state(
        "dataset",
        record,
        codes=tuple(country.code for country in record.countries),
        texts=tuple(f"{slug}/text" for slug in record.editions),
    )
    if record.period:
        first, last = record.period
        label, period = f"From {first} to {last}", record.node("period")
        state("period", period=period, label=label, first=first, last=last)
    for file in record.files:
        node, checksum = (record.node(f"file/{file.name}{end}") for end in ("", "/sha256"))
        label = f"SHA-256 of {file.name}"
        state(
            "distribution", file, record, distribution=node, checksum=checksum, checksum_label=label
        )
    service = {"service": record.node(SERVICE), "queried": record.node(QUERIED)}
    state("service", record, **service)
    if record.about.contact_name:
        email = record.about.contact_email
        mailbox = f"mailto:{email}" if email else None
        state("contact", record, **service, contact=record.node("contact"), mailbox=mailbox)
    state("abilities", record, **service, union=record.node(DEFAULT_GRAPH))
    for name in (*figures.graphs, graph.name.value):
        held = record.node(f"graph/{name.removeprefix(names.base)}")
        titles = record.graph_title(name)
        state("named-graph", graph=ox.NamedNode(name), titles=titles, held=held, **service)
        state("named-graph-data", held=held)
        if name in figures.graphs:
            state("graph-size", held=held, triples=figures.graphs[name])
    state("document", record, titles=record.graph_title(graph.name.value))
    dumps = [file for file in record.files if file.about.is_dump]
    state(
        "access",
        record,
        used=tuple(record.vocabularies()),
        dumps=tuple(file.name for file in dumps),
        features=tuple(sorted({file.format.w3c for file in dumps if file.format.w3c})),
        classes=len(figures.classes),
        properties=len(figures.properties),
    )
    for linkset in record.linksets:
        predicate = record.compact(linkset.predicate)
        node = record.node(f"links/{linkset.target}/{predicate}")
        label = f"Links to {record.targets[linkset.target].name}: {predicate}"
        state("linkset", linkset, linkset=node, label=label)
    for slug, source in record.targets.items():
        state("target", source, target=slug)
    for partition in figures.classes:
        _partition(graph, record, partition)
    return graph


def _partition(graph: NamedGraph, record: Record, partition: ClassPartition) -> None:
    state = partial(patterns(record.names.base).state, graph)
    class_ = record.compact(partition.class_)
    node = record.node(class_)
    state("class", partition, part=node, counted=partition.class_)
    for held in partition.properties:
        property_ = f"{class_}/{record.compact(held.property)}"
        part = record.node(property_)
        state("property", held, whole=node, part=part, counted=held.property)
        for kind, counts in (("class", held.classes), ("datatype", held.datatypes)):
            for iri, triples in counts.items():
                inner = record.node(f"{property_}/{record.compact(iri)}")
                values = {"whole": part, "part": inner, "counted": iri, "triples": triples}
                state(f"property-of-{kind}", **values)
