"""A query at an endpoint (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import pyoxigraph as ox

from ascc_ld.ground.printable import printable
from ascc_ld.http_client.addresses import checked_address, with_parameters
from ascc_ld.http_client.client import Client, HttpReply, HttpRequest
from ascc_ld.http_client.faults import RequestFailed
from ascc_ld.queries.results import results_as_json
from ascc_ld.rdf.prepared import prepared
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.errors import FaultyQuery, OtherSideFailed, nothing_asked
from ascc_ld.sparql.syntax import SparqlText

REMOTE_SECONDS = 60.0
"""The default time limit, in seconds, of a query that asks another host."""
LARGEST_ANSWER = 2**28
"""Bytes of an answer that are read."""

_ACCEPT_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_GRAPH = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
# RFC 9110, §4.1, asks servers for 8000 octets in a request line; many proxies stop far below.
_LONGEST_URL = 2000
_MOST_REDIRECTS = 3
_SHOWN_LINES = 12
_SHOWN_CHARACTERS = 200


def ask_endpoint(  # noqa: PLR0913, PLR0917 - those of the embedded engine, and two of an endpoint
    endpoint: str,
    text: str,
    services: Mapping[str, str] | None = None,
    prefixes: Mapping[str, str] | None = None,
    name: str = "query",
    timeout: float = REMOTE_SECONDS,
) -> Answer:
    """Answer a query at ``endpoint``: with GET, or with POST where the URL would be long.

    ``services`` and ``name`` are those of the embedded engine; of ``prefixes`` those that the
    query uses and lacks are declared.  The whole exchange takes ``timeout`` seconds at most, and
    the answer :data:`LARGEST_ANSWER` bytes.  Raises
    :class:`~ascc_ld.sparql.errors.FaultyQuery` where the endpoint calls the query bad, and
    :class:`~ascc_ld.sparql.errors.OtherSideFailed` where it fails otherwise.
    """
    asked = SparqlText(SparqlText(text).redirected(services or {}))
    form = asked.form
    if form is None or asked.asks_nothing:
        raise nothing_asked(name)
    checked_address(endpoint)
    accept = _ACCEPT_RESULTS if form in ("SELECT", "ASK") else _ACCEPT_GRAPH
    request = _request(endpoint, asked.completed(prefixes or {}), accept)
    return _answer(endpoint, form, _reply(endpoint, name, request, timeout))


def _reply(endpoint: str, name: str, request: HttpRequest, timeout: float) -> HttpReply:
    try:
        reply = Client(timeout, most_redirects=_MOST_REDIRECTS).reply(request, LARGEST_ANSWER)
    except RequestFailed as failure:
        raise OtherSideFailed(f"<{endpoint}> cannot be asked: {failure.reason}.") from failure
    if reply.status == HTTPStatus.BAD_REQUEST:
        raise FaultyQuery(f"{name}: <{endpoint}> refuses the query:\n{_words(reply)}")
    if not reply.is_success:
        raise OtherSideFailed(
            f"<{endpoint}> answers {reply.status_line}.\n{_words(reply)}".rstrip()
        )
    return reply


def _request(endpoint: str, text: str, accept: str) -> HttpRequest:
    headers, query = {"Accept": accept}, {"query": text}
    url = with_parameters(endpoint, query)
    if len(url) <= _LONGEST_URL:
        return HttpRequest("GET", url, headers)
    return HttpRequest("POST", endpoint, headers, query)


def _answer(endpoint: str, form: str, reply: HttpReply) -> Answer:
    kind = reply.media_type
    try:
        if form in ("SELECT", "ASK"):
            content = results_as_json(form, reply.content, kind)
        else:
            content = _triples(reply.content, ox.RdfFormat.from_media_type(kind))
    except (SyntaxError, ValueError, MemoryError) as error:
        raise OtherSideFailed(
            f"<{endpoint}>: the answer cannot be read: {printable(str(error))}."
        ) from None
    if content is None:
        raise OtherSideFailed(
            f"<{endpoint}> answers with {kind or 'no Content-Type'}, which is not an answer to "
            f"{form}. Is it a SPARQL endpoint?"
        )
    answer = Answer(form, content)
    cut = _cut_off(reply, answer)
    if cut:
        raise OtherSideFailed(
            f"<{endpoint}> {cut}, so the answer is not whole. Ask for less: a count, or a part at "
            "a time with ORDER BY, LIMIT and OFFSET."
        )
    return answer


def _cut_off(reply: HttpReply, answer: Answer) -> str | None:
    """Return how a server says that it has sent a part, ``None`` if it does not.

    Virtuoso says so in headers alone: how many rows it sends at most, and the state S1TAT where
    its "anytime" limit ended the query (https://docs.openlinksw.com/virtuoso/anytimequeries/).
    """
    if reply.status == HTTPStatus.PARTIAL_CONTENT:
        return "sends a part of its answer (206 Partial Content)"
    most = reply.header("X-SPARQL-MaxRows").strip()
    if most.isdecimal() and len(answer) >= int(most):
        return f"sends at most {most} rows (X-SPARQL-MaxRows)"
    state = reply.header("X-SQL-State").strip()
    if state.strip("0"):
        return f"ended the query early (X-SQL-State: {state})"
    return None


def _triples(content: bytes, syntax: ox.RdfFormat | None) -> bytes | None:
    """Return a graph as N-Triples, ``None`` where ``syntax`` is unknown."""
    if syntax is None:
        return None
    triples = [quad.triple for quad in ox.parse(prepared(content, syntax), format=syntax)]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)


def _words(reply: HttpReply) -> str:
    """Return the first lines of what the other side says, where it is text for people."""
    if reply.media_type == "text/html":
        return ""
    lines = reply.content.decode("utf-8", "replace").strip().splitlines()
    shown = lines[:_SHOWN_LINES] + (["…"] if len(lines) > _SHOWN_LINES else [])
    return "\n".join(f"  {printable(line[:_SHOWN_CHARACTERS])}" for line in shown)
