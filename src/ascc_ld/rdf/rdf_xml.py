"""RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/), the same bytes for the same triples."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyoxigraph as ox

from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.terms import prefixes


def rdf_xml(triples: Iterable[ox.Triple], base: str) -> bytes:
    """Return RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/) with its prefixes in order."""
    ordered = ox.parse(sorted_n_quads(triples), format=ox.RdfFormat.N_TRIPLES)
    triples = (quad.triple for quad in ordered)
    buffer = io.BytesIO()
    ox.serialize(triples, buffer, format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes(base)))
    document = buffer.getvalue()
    # The serialiser writes the namespaces of the root in the order of a hash table.
    start, end = document.index(b"<rdf:RDF "), document.index(b">", document.index(b"<rdf:RDF "))
    namespaces = sorted(document[start:end].removeprefix(b"<rdf:RDF ").split())
    return b"".join((document[:start], b"<rdf:RDF ", b" ".join(namespaces), document[end:], b"\n"))
