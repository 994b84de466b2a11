"""What a store behind the server is sent: a query without anything that its product adds to SPARQL.

Our own engine has to take it, as a query without SERVICE.  It is sent terminal by terminal, without
comments, so that the store cannot read in it what was not seen here.
"""

from __future__ import annotations

from ascc_ld.queries.engine import EmbeddedEngine
from ascc_ld.queries.errors import FaultyQuery
from ascc_ld.queries.syntax import SparqlText

__all__ = ["forwarded"]

_FUNCTIONS = (
    "http://www.w3.org/2001/XMLSchema#",
    "http://www.w3.org/2005/xpath-functions",
    "http://www.opengis.net/def/function/geosparql/",
)
# Programs of the store, in Jena (the first) and in Virtuoso.
_PROGRAMS = ("java:", "bif:", "sql:")


def forwarded(engine: EmbeddedEngine, text: str) -> str:
    """Return a query as it is sent to a store, with the prefixes of ``engine`` declared.

    Raises :class:`~ascc_ld.queries.errors.FaultyQuery` for one that is wrong, asks a SERVICE, or
    calls a function of one product.
    """
    engine.check(text)
    query = SparqlText(SparqlText(text).completed(engine.prefixes))
    if "SERVICE" in query.keywords:
        raise FaultyQuery("A store is not asked to ask others: SERVICE.")
    _refuse_programs(query)
    engine.check(query.parted)
    return query.parted


def _refuse_programs(query: SparqlText) -> None:
    for token, following in zip(query.tokens, (*query.tokens[1:], None), strict=True):
        iri = query.iri(token)
        if iri is None:
            continue
        if iri.lower().startswith(_PROGRAMS):
            raise FaultyQuery(f"<{iri}> is a program of a store, and is not run.")
        if following and following.text == "(" and not iri.startswith(_FUNCTIONS):
            raise FaultyQuery(
                f"<{iri}> is called like a function. Of functions with IRIs, a store is asked for "
                "those of XPath, XML Schema and GeoSPARQL. A list is written with rdf:first and "
                "rdf:rest."
            )
