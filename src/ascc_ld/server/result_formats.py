"""The formats of query results, by media type.

Solutions and truth values: https://www.w3.org/TR/sparql11-results-json/,
https://www.w3.org/TR/rdf-sparql-XMLres/ and https://www.w3.org/TR/sparql11-results-csv-tsv/;
graphs: Turtle, JSON-LD, N-Triples, RDF/XML.
"""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.server.negotiation import preferred
from ascc_ld.server.refusal import Refusal
from ascc_ld.sparql.engine import Formats
from ascc_ld.sparql.syntax import SparqlText

RESULT_TYPES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
"""The media types of solutions and truth values, in our order of preference."""
GRAPH_TYPES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""The media types of graphs, in our order of preference."""
_RESULTS, _GRAPHS = tuple(RESULT_TYPES), tuple(GRAPH_TYPES)


def chosen_type(query: SparqlText, accept: str | None) -> str:
    """Return the media type of the answer to a query.

    Text that is not a query is refused later, so any type will do.  Raises
    :class:`~ascc_ld.server.refusal.Refusal` (406), which lists the available types.
    """
    offers = _GRAPHS if query.form in ("CONSTRUCT", "DESCRIBE") else _RESULTS
    chosen = preferred(accept, offers)
    if chosen is None:
        form = query.form or "a query"
        raise Refusal(
            406, f"Not acceptable. The answer to {form} is available as:\n" + "\n".join(offers)
        )
    return chosen


def formats(media_type: str) -> Formats:
    """Return the format of ``media_type``, and the default format of the other kind."""
    return Formats(
        RESULT_TYPES.get(media_type, ox.QueryResultsFormat.JSON),
        GRAPH_TYPES.get(media_type, ox.RdfFormat.TURTLE),
    )


def with_charset(media_type: str) -> str:
    """Return the Content-Type of a media type; text is marked as UTF-8."""
    return f"{media_type};charset=utf-8" if media_type.startswith("text/") else media_type
