"""Graphs in the syntaxes of the standards: answers to CONSTRUCT and DESCRIBE, and RDF/XML.

The same triples give the same bytes, in whatever order an engine finds them, blank nodes apart.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.xml_documents import checked_xml

_PREFIX = b"@prefix "


def written_graph(
    triples: Iterable[ox.Triple],
    syntax: ox.RdfFormat,
    prefixes: Mapping[str, str],
    buffer: Callable[[], io.BytesIO] = io.BytesIO,
) -> bytes:
    """Return ``triples``, each once and sorted, in ``syntax``.

    Those of ``prefixes`` that are used shorten the IRIs of Turtle.  What is written goes through
    buffers that ``buffer`` makes, and raises what they raise.  Raises
    :class:`~ascc_ld.rdf.xml_documents.NotXml`.
    """
    lines = sorted_n_quads(triples, buffer)
    if syntax == ox.RdfFormat.N_TRIPLES:
        return lines
    used = {}
    if syntax == ox.RdfFormat.TURTLE:
        used = {prefix: iri for prefix, iri in prefixes.items() if iri.encode() in lines}
    ordered = (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    output = buffer()
    ox.serialize(ordered, output, format=syntax, prefixes=used)
    written = output.getvalue()
    if syntax == ox.RdfFormat.RDF_XML:
        return checked_xml(written)
    return _in_order(written) if used else written


def _in_order(turtle: bytes) -> bytes:
    """Sort the declarations of prefixes, which the serialiser has in the order of a hash table."""
    lines = turtle.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(_PREFIX)), len(lines))
    return b"".join((*sorted(lines[:count]), *lines[count:]))


def rdf_xml(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/) with ``prefixes`` in order.

    Raises :class:`~ascc_ld.rdf.xml_documents.NotXml`.
    """
    ordered = ox.parse(sorted_n_quads(triples), format=ox.RdfFormat.N_TRIPLES)
    triples = (quad.triple for quad in ordered)
    buffer = io.BytesIO()
    ox.serialize(triples, buffer, format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes))
    document = checked_xml(buffer.getvalue())
    # The serialiser writes the namespaces of the root in the order of a hash table.
    start, end = document.index(b"<rdf:RDF "), document.index(b">", document.index(b"<rdf:RDF "))
    namespaces = sorted(document[start:end].removeprefix(b"<rdf:RDF ").split())
    return b"".join((document[:start], b"<rdf:RDF ", b" ".join(namespaces), document[end:], b"\n"))
