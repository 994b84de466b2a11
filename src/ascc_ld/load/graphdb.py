"""Ontotext GraphDB: https://graphdb.ontotext.com/documentation/ (its RDF4J API).

The URL is that of a repository, which has https://www.w3.org/TR/sparql11-http-rdf-update/ at
``rdf-graphs/service``.
"""

from __future__ import annotations

from ascc_ld.load.rdf4j import Rdf4j


class GraphDB(Rdf4j):
    """RDF4J's protocol on another port."""

    name = "graphdb"
    example_url = "http://localhost:7200/repositories/ascc"
