"""OpenLink Virtuoso: https://docs.openlinksw.com/virtuoso/rdfgraphprotocolhttp/.

The URL is that of the server, which has https://www.w3.org/TR/sparql11-http-rdf-update/ at
``/sparql-graph-crud-auth`` for those with a password.
"""

from __future__ import annotations

from ascc_ld.load.lexical_forms import NUMBERS_AND_POINTS
from ascc_ld.load.store import GraphStore


class Virtuoso(GraphStore):
    """It keeps the values of numbers, turns WKT points into its own, and writes in steps.

    It answers 201 to a body without a length and stores nothing, so the length is always sent.  It
    guesses the syntax from the first bytes, whatever it is called, and does not recognise N-Triples
    whose first line is long; a prefix tells it Turtle, of which N-Triples is a part.
    """

    name = "virtuoso"
    example_url = "http://localhost:8890"
    graph_path = "/sparql-graph-crud-auth"
    query_path = "/sparql"
    content_type = "text/turtle"
    preamble = b"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    scheme = "digest"
    rewriting = NUMBERS_AND_POINTS
