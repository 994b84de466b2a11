"""The one record from which each form of the data set's description is made.

Whatever VoID, DCAT, the service description and the markup of the pages say, they say from here,
so that they cannot disagree.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import pyoxigraph as ox

from ascc_ld.description.figures import Figures, Linkset, count, linksets
from ascc_ld.description.files import PublishedFile, published
from ascc_ld.ground.faults import DataError, Fault, nearest
from ascc_ld.publication.publication import (
    DATASET,
    GRAPHS,
    DatasetFacts,
    Publication,
    WorkSource,
)
from ascc_ld.rdf.terms import Names, prefixes

DESCRIPTION_GRAPH = "graph/dataset"
"""The path of the description's own named graph."""

DOCUMENT = ".well-known/void"
"""The path of the document that holds the description (RFC 8615 registers ``void``)."""

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_.-]+")


@dataclass(frozen=True, kw_only=True)
class Record(DatasetFacts):
    """What is described: the facts of the data set, and what is counted and measured of it.

    ``graphs`` holds the named graphs without the description's own; ``targets`` are the sources
    that are linked to, by slug.
    """

    names: Names
    figures: Figures
    files: tuple[PublishedFile, ...]
    linksets: tuple[Linkset, ...]
    targets: Mapping[str, WorkSource]

    @property
    def dataset(self) -> ox.NamedNode:
        """The data set."""
        return self.names["dataset"]

    @property
    def publisher(self) -> ox.NamedNode:
        """Who publishes it."""
        return self.names[f"agent/{self.about.publisher}"]

    @property
    def endpoint(self) -> ox.NamedNode:
        """Where it is queried with SPARQL."""
        return self.names["sparql"]

    def node(self, fragment: str) -> ox.NamedNode:
        """Return the IRI of a node that nothing but the description speaks of."""
        return self.names[f"{DOCUMENT}#{fragment}"]

    def graph_title(self, graph: str) -> Mapping[str, str]:
        """Return the title of the named graph ``graph``, an IRI, in each language."""
        row, edition = self.graph_row(graph)
        return {
            language: title.replace("{edition}", edition)
            for language, title in self.about.graphs[row].items()
        }

    def graph_row(self, graph: str) -> tuple[str, str]:
        """Return the row that is about the named graph ``graph``, an IRI, and its edition, if any.

        The graphs that every edition has share their rows.
        """
        path = graph.removeprefix(self.names.base)
        for edition in self.editions:
            if path.startswith(f"{edition}/"):
                return "{edition}/" + path.removeprefix(f"{edition}/"), edition
        return path, ""

    def compact(self, iri: str) -> str:
        """Return ``iri`` as it stands in a fragment.

        That is ``prefix:name`` where a published prefix gives one, else percent-encoded.
        """
        for namespace, prefix in self._namespaces:
            name = iri.removeprefix(namespace)
            if name != iri and _LOCAL_NAME.fullmatch(name):
                return f"{prefix}:{name}"
        return quote(iri, safe="")

    def vocabularies(self) -> list[str]:
        """Return the namespaces of the properties and classes that the data set uses, sorted."""
        used = [*self.figures.properties, *(part.class_ for part in self.figures.classes)]
        known = (next((n for n, _ in self._namespaces if iri.startswith(n)), None) for iri in used)
        return sorted({namespace for namespace in known if namespace})

    @cached_property
    def _namespaces(self) -> list[tuple[str, str]]:
        """The namespaces with their prefixes, the longest first."""
        bound = ((iri, prefix) for prefix, iri in prefixes(self.names.base).items())
        return sorted(bound, key=lambda namespace: (-len(namespace[0]), namespace))


def make_record(publication: Publication) -> Record:
    """Count the quads of ``publication`` and measure its files.

    Raises :class:`~ascc_ld.ground.faults.DataError` where the tables do not fit the graph: a file
    or a named graph without a title, a title without its file or graph, or an example that is not
    in the data set.  Raises ``ValueError`` for quads without ``facts``.
    """
    base, facts = publication.base, publication.facts
    if facts is None:
        raise ValueError("these quads come without facts about the data set")
    sources = facts.sources
    targets = {slug: source.uri_space for slug, source in sources.items() if source.uri_space}
    found = linksets(publication.quads, base, targets)
    record = Record(
        **vars(facts),
        names=Names(base),
        figures=count(facts.graphs, base),
        files=published(publication.files, facts.about.files),
        linksets=found,
        targets={slug: sources[slug] for slug in sorted({each.target for each in found})},
    )
    faults = [*_graph_faults(record), *_unknown_examples(record)]
    if faults:
        raise DataError(faults)
    return record


def _graph_faults(record: Record) -> list[Fault]:
    graphs = (*record.graphs, record.names[DESCRIPTION_GRAPH].value)
    rows = {record.graph_row(graph)[0] for graph in graphs}
    titled = record.about.graphs.keys()
    untitled = [
        Fault(GRAPHS, None, "graph", row, "has no title", "Add a row for it.")
        for row in sorted(rows - titled)
    ]
    surplus = [
        Fault(GRAPHS, None, "graph", row, "is not a named graph", nearest(row, rows))
        for row in sorted(titled - rows)
    ]
    return [*untitled, *surplus]


def _unknown_examples(record: Record) -> list[Fault]:
    remedy = "Name a thing of the data set."
    subjects = {quad.subject for quads in record.graphs.values() for quad in quads}
    return [
        Fault(DATASET, None, "examples", path, "is not in the data set", remedy)
        for path in record.about.examples
        if record.names[path] not in subjects
    ]
