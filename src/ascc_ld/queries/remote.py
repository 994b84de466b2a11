"""A query at an endpoint (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ascc_ld.queries.answer import Answer
from ascc_ld.queries.errors import FaultyQuery, OtherSideFailed, checked_address, nothing_asked
from ascc_ld.queries.syntax import SparqlText

if TYPE_CHECKING:
    import httpx

__all__ = ["ask_endpoint"]

_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_ACCEPT_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_GRAPH = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
# RFC 9110, §4.1, asks servers for 8000 octets in a request line; many proxies stop far below.
_LONGEST_URL = 2000
_CONNECTING = 10.0
_BAD_REQUEST = 400
_SHOWN_LINES = 12


def ask_endpoint(
    endpoint: str,
    text: str,
    services: Mapping[str, str] | None = None,
    prefixes: Mapping[str, str] | None = None,
    name: str = "query",
) -> Answer:
    """Answer a query at ``endpoint``: with GET, or with POST where the URL would be long.

    ``services`` and ``name`` are those of the embedded engine; of ``prefixes`` those that the
    query uses and lacks are declared.  Raises
    :class:`~ascc_ld.queries.errors.FaultyQuery` where the endpoint calls the query bad, and
    :class:`~ascc_ld.queries.errors.OtherSideFailed` where it fails otherwise.
    """
    asked = SparqlText(SparqlText(text).redirected(services or {}))
    form = asked.form
    if form is None or asked.asks_nothing:
        raise nothing_asked(name)
    checked_address(endpoint)
    accept = _ACCEPT_RESULTS if form in ("SELECT", "ASK") else _ACCEPT_GRAPH
    response = _response(endpoint, asked.completed(prefixes or {}), accept)
    if response.status_code == _BAD_REQUEST:
        raise FaultyQuery(f"{name}: <{endpoint}> refuses the query:\n{_words(response)}")
    if not response.is_success:
        reason = f"{response.status_code} {response.reason_phrase}".strip()
        raise OtherSideFailed(f"<{endpoint}> answers {reason}.\n{_words(response)}".rstrip())
    return _answer(endpoint, form, response)


def _response(endpoint: str, text: str, accept: str) -> httpx.Response:
    try:
        import httpx
    except ImportError:
        raise OtherSideFailed(
            'An endpoint is asked with httpx: pip install "ascc-ld[remote]".'
        ) from None
    from ascc_ld import __version__

    headers = {"Accept": accept, "User-Agent": f"ascc-ld/{__version__} (+https://w3id.org/ascc/)"}
    timeout = httpx.Timeout(None, connect=_CONNECTING)
    try:
        url = httpx.URL(endpoint).copy_merge_params({"query": text})
        with httpx.Client(headers=headers, timeout=timeout, follow_redirects=True) as client:
            if len(str(url)) <= _LONGEST_URL:
                return client.get(url)
            return client.post(endpoint, data={"query": text})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise OtherSideFailed(f"<{endpoint}> cannot be asked: {reason}.") from None


def _answer(endpoint: str, form: str, response: httpx.Response) -> Answer:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    try:
        if form in ("SELECT", "ASK"):
            results = ox.parse_query_results(response.content, _RESULTS[kind])
            if isinstance(results, ox.QueryBoolean) is not (form == "ASK"):
                raise ValueError(f"it is no answer to {form}")
            content = results.serialize(format=ox.QueryResultsFormat.JSON)
        else:
            triples = [q.triple for q in ox.parse(response.content, format=_GRAPHS[kind])]
            content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    except KeyError:
        raise OtherSideFailed(
            f"<{endpoint}> answers with {kind or 'no Content-Type'}, which is no answer to {form}. "
            "Is it a SPARQL endpoint?"
        ) from None
    except (SyntaxError, ValueError) as error:
        raise OtherSideFailed(f"<{endpoint}>: the answer cannot be read: {error}.") from None
    return Answer(form, content or b"")


def _words(response: httpx.Response) -> str:
    """Return the first lines of what the other side says, where it is text for people."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    lines = response.text.strip().splitlines()
    shown = lines[:_SHOWN_LINES] + (["…"] if len(lines) > _SHOWN_LINES else [])
    return "\n".join(f"  {line[:200]}" for line in shown)
