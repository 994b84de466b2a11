"""Any store that speaks the SPARQL 1.1 Graph Store HTTP Protocol.

https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

from ascc_ld.load.store import GraphStore


class Generic(GraphStore):
    """A store of which nothing more is known; the URL is that of the protocol itself."""
