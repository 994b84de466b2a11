"""What a store behind the server is sent: a query without anything that its product adds to SPARQL.

Our own engine has to take it, as a query without SERVICE.  It is sent terminal by terminal, without
comments and escapes, so that the store cannot read in it what was not seen here.
"""

from __future__ import annotations

from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.errors import FaultyQuery
from ascc_ld.sparql.syntax import SparqlText
from ascc_ld.sparql.terminals import Token

__all__ = ["forwarded"]

_FUNCTIONS = (
    "http://www.w3.org/2001/XMLSchema#",
    "http://www.opengis.net/def/function/geosparql/",
)
# Programs of the store, in Jena (the first) and in Virtuoso.
_PROGRAMS = ("java:", "bif:", "sql:")
# In a pattern, an IRI before a bracket is a call behind these; behind others the bracket is a list.
_BEFORE_CALLS = frozenset(("FILTER", "HAVING", "BY"))


def forwarded(engine: EmbeddedEngine, text: str) -> str:
    """Return a query as it is sent to a store, with the prefixes of ``engine`` declared.

    Raises :class:`~ascc_ld.sparql.errors.FaultyQuery` for one that is wrong, asks a SERVICE, or
    calls a function of one product.
    """
    engine.check(text)
    query = SparqlText(SparqlText(text).completed(engine.prefixes))
    if "SERVICE" in query.keywords:
        raise FaultyQuery("A store is not asked to ask others: SERVICE.")
    _refuse_programs(query)
    try:
        sent = query.parted
    except ValueError as error:
        raise FaultyQuery(f"{error}.") from None
    try:
        engine.check(sent)
    except FaultyQuery as error:
        message = "The query can be read in two ways. Put blanks between its parts."
        raise FaultyQuery(message) from error
    return sent


def _refuse_programs(query: SparqlText) -> None:
    opened: list[str] = []
    previous = Token("mark", "", -1)
    for token, following in zip(query.tokens, (*query.tokens[1:], None), strict=True):
        if token.text in {"(", "[", "{"}:
            opened.append(token.text)
        elif token.text in {")", "]", "}"} and opened:
            opened.pop()
        iri = query.iri(token)
        if iri is not None:
            if iri.lower().startswith(_PROGRAMS):
                raise FaultyQuery(f"<{iri}> is a program of a store, and is not run.")
            expected = not opened or opened[-1] == "(" or previous.text.upper() in _BEFORE_CALLS
            called = expected and following is not None and following.text == "("
            if called and not iri.startswith(_FUNCTIONS):
                raise FaultyQuery(
                    f"The function <{iri}> is not called. Of functions with IRIs, a store is asked "
                    "for those of XML Schema and GeoSPARQL."
                )
        previous = token
