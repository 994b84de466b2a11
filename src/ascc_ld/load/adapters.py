"""The kinds of store, each what it has of its own.

The URL of a store is that of its data set, repository or server; a ``graph_path`` below it leads to
https://www.w3.org/TR/sparql11-http-rdf-update/.
"""

from __future__ import annotations

from typing import ClassVar

from ascc_ld.load.lexical_forms import NUMBERS_AND_INTEGER_TYPES, NUMBERS_AND_POINTS
from ascc_ld.load.store import GraphStore


class Generic(GraphStore):
    """A store of which nothing more is known; the URL is that of the protocol itself."""


class Oxigraph(GraphStore):
    """Oxigraph server: https://github.com/oxigraph/oxigraph/tree/main/cli.

    It keeps the values of numbers, but of integers one type only.
    """

    name = "oxigraph"
    example_url = "http://localhost:7878"
    graph_path = "/store"
    query_path = "/query"
    whole = True
    rewriting = NUMBERS_AND_INTEGER_TYPES
    fast_parameters: ClassVar = {"no_transaction": ""}
    fast_cost = (
        "the graph is emptied first and filled step by step: readers see it incomplete, and if "
        "loading fails it stays incomplete until it is loaded again"
    )


class Fuseki(GraphStore):
    """Apache Jena Fuseki: https://jena.apache.org/documentation/fuseki2/.

    A TDB2 data set: it keeps the values of numbers, and replaces a graph in a transaction.

    A PUT does not find old decimals such as ``31`` or ``1.50`` to remove them; DELETE does
    (https://github.com/apache/jena/issues/3404).

    It takes a body that breaks off, because its sender died, for one that is complete, whatever
    Content-Length and chunks say, and commits what came.  So the triples are sent as one graph of
    TriG (https://www.w3.org/TR/trig/#grammar-production-wrappedGraph), which is not TriG until its
    brace is closed: a body that breaks off is refused, and its transaction with it.
    """

    name = "fuseki"
    example_url = "http://localhost:3030/ascc"
    graph_path = "/data"
    query_path = "/query"
    content_type = "application/trig"
    preamble = b"{\n"
    closing = b"\n}\n"
    whole = True
    leaves_remains = True


class Rdf4j(GraphStore):
    """Eclipse RDF4J server: https://rdf4j.org/documentation/reference/rest-api/.

    It gives every literal back as it was written.
    """

    name = "rdf4j"
    example_url = "http://localhost:8080/rdf4j-server/repositories/ascc"
    graph_path = "/rdf-graphs/service"
    query_path = ""
    whole = True
    rewriting = None


class GraphDB(Rdf4j):
    """Ontotext GraphDB: https://graphdb.ontotext.com/documentation/ (its RDF4J API).

    RDF4J's protocol on another port.
    """

    name = "graphdb"
    example_url = "http://localhost:7200/repositories/ascc"


class Virtuoso(GraphStore):
    """OpenLink Virtuoso: https://docs.openlinksw.com/virtuoso/rdfgraphprotocolhttp/.

    It keeps the values of numbers, turns WKT points into its own, and writes in steps.

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
