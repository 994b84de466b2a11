"""What is said of the published files, held against the bytes on the disk."""

from __future__ import annotations

import hashlib
import re

import pyoxigraph as ox
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from built import BASE, dist, quads, text
from description.reading import (
    DATASET,
    DCAT,
    DCTERMS,
    FORMATS,
    SPDX,
    VOID,
    description,
    one,
)

UNDESCRIBED = {
    ".ascc-ld",  # tells the next build what is ours
    "SHA256SUMS",  # states the checksums of all, the description's among them
    "logo.svg",  # holds no data
    "void.ttl",  # is the description, and cannot state its own checksum
}
RDF_EXTENSIONS = {".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl"}
IANA = "https://www.iana.org/assignments/media-types/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
# https://www.rfc-editor.org/rfc/rfc8259, https://www.rfc-editor.org/rfc/rfc7111; the media types of
# RDF syntaxes are known to pyoxigraph. The codes: http://publications.europa.eu/resource/authority/file-type.
MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json"}
FILE_TYPES = {
    ".csv": "CSV",
    ".json": "JSON",
    ".jsonld": "JSON_LD",
    ".nq": "RDF_N_QUADS",
    ".nt": "RDF_N_TRIPLES",
    ".rdf": "RDF_XML",
    ".trig": "RDF_TRIG",
    ".ttl": "RDF_TURTLE",
}


def published() -> list[str]:
    return sorted({path.name for path in dist().iterdir()} - UNDESCRIBED)


def distribution(name: str) -> Node:
    (node,) = description().subjects(DCAT.downloadURL, URIRef(BASE + name))
    return node


def extension(name: str) -> str:
    return name[name.index(".") :]


def test_every_published_file_with_data_is_a_distribution_of_the_data_set() -> None:
    graph = description()
    nodes = {distribution(name) for name in published()}
    assert set(graph.objects(DATASET, DCAT.distribution)) == nodes
    assert set(graph.subjects(RDF.type, DCAT.Distribution)) == nodes
    assert len(nodes) == len(published())


def test_size_and_checksum_are_those_of_the_file() -> None:
    for name in published():
        content = (dist() / name).read_bytes()
        node = distribution(name)
        size = Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
        assert one(node, DCAT.byteSize) == size, name
        checksum = one(node, SPDX.checksum)
        assert one(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256, name
        value = one(checksum, SPDX.checksumValue)
        assert isinstance(value, Literal), name
        assert value.datatype == XSD.hexBinary, name
        assert str(value) == hashlib.sha256(content).hexdigest(), name


def test_the_checksum_is_that_of_the_list_of_checksums() -> None:
    for name in published():
        checksum = one(one(distribution(name), SPDX.checksum), SPDX.checksumValue)
        assert f"{checksum}  {name}\n" in text("SHA256SUMS")


def test_the_format_is_said_in_the_lists_of_iana_and_of_the_european_union() -> None:
    for name in published():
        media_type = str(one(distribution(name), DCAT.mediaType)).removeprefix(IANA)
        if extension(name) in RDF_EXTENSIONS:
            known = ox.RdfFormat.from_media_type(media_type)
            assert known is not None, name
            assert known == ox.RdfFormat.from_extension(extension(name)[1:]), name
        else:
            assert media_type == MEDIA_TYPES[extension(name)], name
        file_type = URIRef(FILE_TYPE + FILE_TYPES[extension(name)])
        assert one(distribution(name), DCTERMS["format"]) == file_type, name


def test_a_file_is_had_where_it_is_and_under_the_licence_of_the_data_set() -> None:
    for name in published():
        node = distribution(name)
        assert one(node, DCAT.downloadURL) == URIRef(BASE + name)
        assert one(node, DCAT.accessURL) == URIRef(BASE + name)
        assert one(node, DCTERMS.license) == one(DATASET, DCTERMS.license), name


def test_the_dumps_together_hold_the_data_set_and_nothing_else() -> None:
    dumps = [str(url).removeprefix(BASE) for url in description().objects(DATASET, VOID.dataDump)]
    assert set(dumps) == {
        f"ascc.{suffix}" for suffix in ("jsonld", "nq", "nt", "rdf", "trig", "ttl")
    }
    everything = {quad.triple for quad in quads("ascc.nq")}
    for name in dumps:
        assert {quad.triple for quad in quads(name)} <= everything
    assert {quad.triple for quad in quads("ascc.trig")} == everything


def test_the_features_are_the_syntaxes_of_the_dumps() -> None:
    syntaxes = ("JSON-LD", "N-Quads", "N-Triples", "RDF_XML", "TriG", "Turtle")
    assert set(description().objects(DATASET, VOID.feature)) == {FORMATS[name] for name in syntaxes}


def test_no_described_file_speaks_of_the_description() -> None:
    speaking = re.compile(rb"\.well-known/void|graph/dataset")
    assert speaking.search((dist() / "void.ttl").read_bytes())
    assert [name for name in published() if speaking.search((dist() / name).read_bytes())] == []
