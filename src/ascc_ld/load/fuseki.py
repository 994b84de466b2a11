"""Apache Jena Fuseki: https://jena.apache.org/documentation/fuseki2/.

The URL is that of a data set, which has https://www.w3.org/TR/sparql11-http-rdf-update/ at ``data``
(https://jena.apache.org/documentation/fuseki2/fuseki-data-access-control.html has the rights).
"""

from __future__ import annotations

from ascc_ld.load.store import GraphStore


class Fuseki(GraphStore):
    """A TDB2 data set: it keeps the values of numbers, and replaces a graph in a transaction.

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
