"""The RDF syntaxes by the names that people call them.

Media types, and the formats of query results, are pyoxigraph's to know: see ``RdfFormat`` and
``QueryResultsFormat``.
"""

from __future__ import annotations

import pyoxigraph as ox

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
    "n3": ox.RdfFormat.N3,
}
"""The syntaxes that can be read, by the extension of a file."""
DATASET_FORMATS = {extension: FORMATS[extension] for extension in ("nq", "trig")}
"""Those in which a file can be split by its named graphs."""
ANSWER_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""The syntaxes that an answer can be written in, by the name of an option."""
