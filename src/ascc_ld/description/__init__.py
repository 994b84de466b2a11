"""The data set describes itself: VoID, DCAT-AP, SPARQL service description, schema.org.

All forms are made from one :class:`Record`, whose figures are counted from the quads and measured
on the published files.  The description is a named graph of its own, ``{base}graph/dataset``: it
cannot be in the files whose bytes it states.  It has no blank nodes, and the same record gives
the same quads.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from ascc_ld.description.graph import description_graph
from ascc_ld.description.record import DESCRIPTION_GRAPH, DOCUMENT, Record, make_record
from ascc_ld.description.schema_org import dataset_markup
from ascc_ld.description.service import counts_of_all, describe_service
from ascc_ld.rdf.terms import prefixes
from ascc_ld.rdf.turtle import TurtleWriter, statement_order

__all__ = [
    "DESCRIPTION",
    "DESCRIPTION_GRAPH",
    "DOCUMENT",
    "Record",
    "dataset_markup",
    "describe",
    "describe_service",
    "described",
    "make_record",
]

DESCRIPTION = "void.ttl"
"""The file of the description."""


def describe(record: Record) -> list[ox.Quad]:
    """Return the quads of ``{base}graph/dataset``."""
    quads = list(dict.fromkeys(description_graph(record).quads))
    return [*quads, *counts_of_all(quads, record)]


def described(description: Iterable[ox.Quad], base: str) -> bytes:
    """Return the file of the data set's description, of which the quads are given."""
    triples = [quad.triple for quad in description]
    return TurtleWriter(prefixes(base), statement_order(triples), base).turtle(triples).encode()
