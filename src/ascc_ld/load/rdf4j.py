"""Eclipse RDF4J server: https://rdf4j.org/documentation/reference/rest-api/.

The URL is that of a repository, which has https://www.w3.org/TR/sparql11-http-rdf-update/ at
``rdf-graphs/service``.
"""

from __future__ import annotations

from ascc_ld.load.store import GraphStore


class Rdf4j(GraphStore):
    """It gives every literal back as it was written."""

    name = "rdf4j"
    example_url = "http://localhost:8080/rdf4j-server/repositories/ascc"
    graph_path = "/rdf-graphs/service"
    query_path = ""
    whole = True
    rewriting = None
