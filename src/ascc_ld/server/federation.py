"""Queries that ask others: SERVICE (https://www.w3.org/TR/sparql11-federated-query/).

A SERVICE stands for the solutions of its pattern at another endpoint, joined with the rest (§4).
So the server asks for those itself, within its limits, and puts them into the query as inline
data, before an engine sees it: the engine asks nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import httpx
import pyoxigraph as ox

from ascc_ld.http_client.addresses import without_secrets
from ascc_ld.queries.syntax import SparqlText, Token
from ascc_ld.server.allowed_hosts import AllowedHosts, Destination
from ascc_ld.server.limits import Limits
from ascc_ld.server.refusals import Refusal

__all__ = ["Federation", "ServiceCall", "service_calls"]

_JSON = "application/sparql-results+json"
_ANYTHING = "VALUES () { () }"


@dataclass(frozen=True)
class ServiceCall:
    """A SERVICE of a query: whom it asks, the query that it asks, and where it stands.

    ``start`` and ``end`` are offsets in the text of the query, in code points.
    """

    iri: str
    query: str
    silent: bool
    start: int
    end: int


def service_calls(query: SparqlText) -> tuple[ServiceCall, ...]:
    """Return the services that a query asks, in their order.

    Raises :class:`~ascc_ld.server.refusals.Refusal` (403) for one that a variable names, and for
    one within another, which the other endpoint would have to ask.
    """
    calls: list[ServiceCall] = []
    tokens = query.tokens
    prologue = query.text[: next((t.start for t in query.body()), 0)]
    for index, token in enumerate(tokens):
        if not token.says("SERVICE"):
            continue
        if calls and token.start < calls[-1].end:
            raise Refusal(403, "A SERVICE within a SERVICE is not asked.")
        calls.append(_call(query, prologue, tokens[index:]))
    return tuple(calls)


def _call(query: SparqlText, prologue: str, tokens: Sequence[Token]) -> ServiceCall:
    silent = len(tokens) > 1 and tokens[1].says("SILENT")
    rest = tokens[2 if silent else 1 :]
    iri = query.iri(rest[0]) if rest else None
    if iri is None:
        raise Refusal(403, "Only a SERVICE that is named by its IRI is asked.")
    depth = 0
    for token in rest[1:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            pattern = query.text[rest[1].start : token.end]
            asked = f"{prologue}SELECT * WHERE {pattern}"
            return ServiceCall(iri, asked, silent, tokens[0].start, token.end)
    raise Refusal(400, f"The pattern of SERVICE <{iri}> is not closed.")


class Federation:
    """Asks the services that are allowed; use it in ``async with``."""

    def __init__(self, allowed: AllowedHosts, limits: Limits, prefixes: Mapping[str, str]) -> None:
        self._allowed = allowed
        self._limits = limits
        self._prefixes = prefixes
        # Proxies of the environment would choose another address than the one looked at.
        self._client = httpx.AsyncClient(trust_env=False, timeout=limits.seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def resolved(self, query: SparqlText) -> str:
        """Return the text of a query with the answers of its services in the place of them.

        Raises :class:`~ascc_ld.server.refusals.Refusal`: 403 for a service that is not allowed,
        502 where one fails, 503 where all together take too long.
        """
        text = query.text
        calls = service_calls(query)
        destinations = [await self._allowed.destination(call.iri) for call in calls]
        for call, destination in reversed(list(zip(calls, destinations, strict=True))):
            text = text[: call.start] + await self._solutions(call, destination) + text[call.end :]
        return text

    async def _solutions(self, call: ServiceCall, destination: Destination) -> str:
        try:
            query = SparqlText(call.query).completed(self._prefixes)
            return inline_data(await self._asked(query, destination))
        except Refusal:
            if call.silent:
                return _ANYTHING
            raise

    async def _asked(self, query: str, destination: Destination) -> bytes:
        url = httpx.URL(destination.url).copy_with(host=destination.address)
        request = self._client.build_request(
            "POST",
            url,
            data={"query": query},
            headers={"Host": destination.authority, "Accept": _JSON},
            extensions={"sni_hostname": destination.host},
        )
        try:
            response = await self._client.send(request, stream=True)
            try:
                return await self._received(response, destination)
            finally:
                await response.aclose()
        except httpx.HTTPError as error:
            reason = without_secrets(str(error)) or type(error).__name__
            raise Refusal(502, f"SERVICE <{destination.url}> cannot be asked: {reason}.") from None

    async def _received(self, response: httpx.Response, destination: Destination) -> bytes:
        if response.status_code != httpx.codes.OK:
            raise Refusal(502, f"SERVICE <{destination.url}> answers {response.status_code}.")
        content = bytearray()
        async for part in response.aiter_bytes():
            content += part
            if len(content) > self._limits.service_bytes:
                most = f"{self._limits.service_bytes:,}"
                raise Refusal(502, f"SERVICE <{destination.url}> sends more than {most} bytes.")
        return bytes(content)


def inline_data(results: bytes) -> str:
    """Return solutions in SPARQL JSON as inline data (https://www.w3.org/TR/sparql11-query/#inline-data).

    Raises :class:`~ascc_ld.server.refusals.Refusal` (502) for what is none, and for blank nodes,
    which inline data cannot say.
    """
    try:
        found = ox.parse_query_results(results, ox.QueryResultsFormat.JSON)
        if not isinstance(found, ox.QuerySolutions):
            raise Refusal(502, "A SERVICE answers with a truth value.")
        variables = found.variables
        rows = [" ".join(_term(solution[v]) for v in variables) for solution in found]
    except (SyntaxError, ValueError):
        raise Refusal(502, "A SERVICE answers with what is no SPARQL JSON.") from None
    head = " ".join(map(str, variables))
    return f"VALUES ({head}) {{ {' '.join(f'({row})' for row in rows)} }}"


def _term(term: object) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.NamedNode | ox.Literal):
        return str(term)
    raise Refusal(502, "A SERVICE answers with a blank node, which cannot be joined.")
