"""The formats of query results, by media type.

Solutions and truth values: https://www.w3.org/TR/sparql11-results-json/,
https://www.w3.org/TR/rdf-sparql-XMLres/ and https://www.w3.org/TR/sparql11-results-csv-tsv/;
graphs: Turtle, JSON-LD, N-Triples, RDF/XML.
"""

from __future__ import annotations

from collections.abc import Sequence

from ascc_ld.server.negotiation import preferred
from ascc_ld.server.refusal import Refusal
from ascc_ld.sparql.syntax import SparqlText

RESULT_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
"""The media types of solutions and truth values, in our order of preference."""
GRAPH_TYPES = (
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
)
"""The media types of graphs, in our order of preference."""


def chosen_type(query: SparqlText, accept: str | None) -> str:
    """Return the media type of the answer to a query.

    Text that is not a query is refused later, so any type will do.  Raises
    :class:`~ascc_ld.server.refusal.Refusal` (406), which lists the available types.
    """
    offers = GRAPH_TYPES if query.form in ("CONSTRUCT", "DESCRIBE") else RESULT_TYPES
    return acceptable(accept, offers, f"The answer to {query.form or 'a query'}")


def acceptable(accept: str | None, offers: Sequence[str], what: str) -> str:
    """Return the preferred one of ``offers``, in which ``what`` is available; else raise 406."""
    chosen = preferred(accept, offers)
    if chosen is None:
        raise Refusal(406, f"Not acceptable. {what} is available as:\n" + "\n".join(offers))
    return chosen


def with_charset(media_type: str) -> str:
    """Return the Content-Type of a media type; text is marked as UTF-8."""
    return f"{media_type};charset=utf-8" if media_type.startswith("text/") else media_type
