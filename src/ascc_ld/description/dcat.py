"""The description in DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), as its profile DCAT-AP wants it.

DCAT-AP (https://semiceu.github.io/DCAT-AP/) takes languages, themes and file types from the lists
of the European Union and media types from IANA.
"""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.description.files import PublishedFile
from ascc_ld.description.record import Record
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, calendar_day, english, plain, typed

_DCAT = CATALOGUE["dcat"]
_DCTERMS = CATALOGUE["dcterms"]
_FOAF = CATALOGUE["foaf"]
_PROV = CATALOGUE["prov"]
_SPDX = CATALOGUE["spdx"]
_XSD = CATALOGUE["xsd"]

_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

SERVICE = "service"
"""The fragment of the SPARQL service."""


def state_dcat(graph: NamedGraph, record: Record) -> None:
    """State the catalogue, who publishes it, the data set and its files."""
    _catalogue(graph, record)
    _publisher(graph, record)
    _dataset(graph, record)
    for file in record.files:
        _distribution(graph, record, file)


def _catalogue(graph: NamedGraph, record: Record) -> None:
    about, node, state = record.about, record.names["catalog"], graph.state
    graph.describe(node, about.catalogue_title["en"], _DCAT["Catalog"])
    graph.state_texts(node, _DCTERMS["title"], about.catalogue_title)
    graph.state_texts(node, _DCTERMS["description"], about.catalogue_description)
    state(node, _DCTERMS["publisher"], record.publisher)
    state(node, _DCTERMS["license"], ox.NamedNode(about.licence))
    state(node, _DCTERMS["issued"], calendar_day(about.created))
    state(node, _DCTERMS["modified"], calendar_day(about.issued))
    state(node, _DCTERMS["language"], *map(ox.NamedNode, about.languages))
    state(node, _FOAF["homepage"], record.names[""])
    state(node, _DCAT["dataset"], record.dataset)
    state(node, _DCAT["service"], record.node(SERVICE))


def _publisher(graph: NamedGraph, record: Record) -> None:
    name = record.about.publisher
    graph.describe(record.publisher, name, _FOAF["Agent"])
    graph.state(record.publisher, _FOAF["name"], plain(name))


def _dataset(graph: NamedGraph, record: Record) -> None:
    about, node, names, state = record.about, record.dataset, record.names, graph.state
    graph.describe(node, about.title["en"], _DCAT["Dataset"])
    graph.state_texts(node, _DCTERMS["title"], about.title)
    graph.state_texts(node, _DCTERMS["description"], about.description)
    state(node, _DCTERMS["identifier"], plain(node.value))
    state(node, _DCTERMS["creator"], record.publisher)
    state(node, _DCTERMS["publisher"], record.publisher)
    state(node, _DCTERMS["license"], ox.NamedNode(about.licence))
    state(node, _DCTERMS["rights"], english(about.rights))
    state(node, _DCTERMS["created"], calendar_day(about.created))
    state(node, _DCTERMS["issued"], calendar_day(about.issued))
    state(node, _DCTERMS["modified"], calendar_day(about.issued))
    state(node, _DCTERMS["language"], *map(ox.NamedNode, about.languages))
    state(node, _DCTERMS["conformsTo"], names["ns"], names["shapes"])
    state(node, _DCAT["version"], plain(about.version))
    state(node, _DCAT["keyword"], *map(english, about.keywords))
    state(node, _DCAT["theme"], *map(ox.NamedNode, about.themes))
    state(node, _DCAT["landingPage"], names[""])
    countries = (names.country(country.code) for country in record.countries)
    state(node, _DCTERMS["spatial"], *countries)
    state(node, _PROV["wasDerivedFrom"], *(names[f"{slug}/text"] for slug in record.editions))


def _distribution(graph: NamedGraph, record: Record, file: PublishedFile) -> None:
    node, address, state = record.node(f"file/{file.name}"), record.names[file.name], graph.state
    checksum = record.node(f"file/{file.name}/sha256")
    state(record.dataset, _DCAT["distribution"], node)
    graph.describe(node, file.name, _DCAT["Distribution"])
    graph.state_texts(node, _DCTERMS["title"], file.about.title)
    state(node, _DCAT["accessURL"], address)
    state(node, _DCAT["downloadURL"], address)
    state(node, _DCAT["mediaType"], ox.NamedNode(_MEDIA_TYPES + file.format.media_type))
    state(node, _DCTERMS["format"], ox.NamedNode(_FILE_TYPES + file.format.file_type))
    state(node, _DCTERMS["license"], ox.NamedNode(record.about.licence))
    state(node, _DCTERMS["issued"], calendar_day(record.about.issued))
    state(node, _DCAT["byteSize"], typed(str(file.size), _XSD["nonNegativeInteger"]))
    state(node, _SPDX["checksum"], checksum)
    graph.describe(checksum, f"SHA-256 of {file.name}", _SPDX["Checksum"])
    state(checksum, _SPDX["algorithm"], _SPDX["checksumAlgorithm_sha256"])
    state(checksum, _SPDX["checksumValue"], typed(file.sha256, _XSD["hexBinary"]))
