"""The formats of query results, by media type.

Solutions and truth values: https://www.w3.org/TR/sparql11-results-json/,
https://www.w3.org/TR/rdf-sparql-XMLres/ and https://www.w3.org/TR/sparql11-results-csv-tsv/;
graphs: Turtle, JSON-LD, N-Triples, RDF/XML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ascc_ld.server.refusal import Refusal
from ascc_ld.sparql.engine import Kind

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
ANSWER_TYPES: Mapping[Kind, tuple[str, ...]] = {"results": RESULT_TYPES, "graph": GRAPH_TYPES}
"""The media types of each kind of answer."""


def acceptable(chosen: str | None, offers: Sequence[str], what: str) -> str:
    """Return the one of ``offers`` that was chosen for ``what``; raise 406 if there is none."""
    if chosen is None:
        raise Refusal(406, f"Not acceptable. {what} is available as:\n" + "\n".join(offers))
    return chosen


def with_charset(media_type: str) -> str:
    """Return the Content-Type of a media type; text is marked as UTF-8."""
    return f"{media_type};charset=utf-8" if media_type.startswith("text/") else media_type
