"""Queries that ask others: SERVICE (https://www.w3.org/TR/sparql11-federated-query/).

A SERVICE stands for the solutions of its pattern at another endpoint, joined with the rest (§4).
So the server asks for those itself, within its limits, and puts them into the query as inline
data, before an engine sees it: the engine asks nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import httpx
import pyoxigraph as ox

from ascc_ld.http_client.addresses import without_secrets
from ascc_ld.server.allowed_hosts import AllowedHosts, Destination
from ascc_ld.server.limits import Limits
from ascc_ld.server.refusals import Refusal
from ascc_ld.sparql.syntax import SparqlText
from ascc_ld.sparql.terminals import Token, parted

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


def service_calls(
    query: SparqlText, most: int, prefixes: Mapping[str, str]
) -> tuple[ServiceCall, ...]:
    """Return the services that a query asks, in their order.

    Each is asked with the declarations of the query, and those of ``prefixes`` that it lacks; the
    other endpoint finds no terminals in its query but those that were found here.  Raises
    :class:`~ascc_ld.server.refusals.Refusal`: 403 for more than ``most``, for one that a variable
    names, and for one within another, which the other endpoint would have to ask; 400 for an escape
    that stands for no character.
    """
    tokens = query.tokens
    if sum(token.says("SERVICE") for token in tokens) > most:
        raise Refusal(403, f"A query may ask {most} services.")
    calls: list[ServiceCall] = []
    lacking = [f"PREFIX {p}: <{prefixes[p]}>" for p in query.undeclared if p in prefixes]
    body = next(query.body(), None)
    prologue = tokens[: tokens.index(body)] if body else ()
    for index, token in enumerate(tokens):
        if not token.says("SERVICE"):
            continue
        if calls and token.start < calls[-1].end:
            raise Refusal(403, "A SERVICE within a SERVICE is not asked.")
        iri, silent, first = _named(query, index)
        last = _last(tokens, first)
        if last is None:
            raise Refusal(400, f"The pattern of SERVICE <{iri}> is not closed.")
        try:
            declared, pattern = parted(prologue), parted(tokens[first : last + 1])
        except ValueError as error:
            raise Refusal(400, f"{error}.") from None
        asked = " ".join(filter(None, (*lacking, declared, "SELECT * WHERE", pattern)))
        calls.append(ServiceCall(iri, asked, silent, token.start, tokens[last].end))
    return tuple(calls)


def _named(query: SparqlText, index: int) -> tuple[str, bool, int]:
    """Return the IRI of the SERVICE at ``index``, if it is silent, and where its pattern begins."""
    following = query.tokens[index + 1 : index + 3]
    silent = bool(following) and following[0].says("SILENT")
    named = following[1:] if silent else following[:1]
    iri = query.iri(named[0]) if named else None
    if iri is None:
        raise Refusal(403, "Only a SERVICE that is named by its IRI is asked.")
    return iri, silent, index + 2 + silent


def _last(tokens: Sequence[Token], first: int) -> int | None:
    """Return the index of the bracket that closes the one at ``first``."""
    depth = 0
    for index in range(first, len(tokens)):
        depth += (tokens[index].text == "{") - (tokens[index].text == "}")
        if depth == 0:
            return index
    return None


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
        # A long query is looked through beside the event loop, which serves others meanwhile.
        calls = await asyncio.to_thread(service_calls, query, self._limits.services, self._prefixes)
        destinations = [await self._allowed.destination(call.iri) for call in calls]
        parts, position = [], 0
        for call, destination in zip(calls, destinations, strict=True):
            parts += [query.text[position : call.start], await self._solutions(call, destination)]
            position = call.end
        return "".join((*parts, query.text[position:]))

    async def _solutions(self, call: ServiceCall, destination: Destination) -> str:
        try:
            return inline_data(await self._asked(call.query, destination))
        except Refusal:
            if call.silent:
                return _ANYTHING
            raise

    async def _asked(self, query: str, destination: Destination) -> bytes:
        try:
            url = httpx.URL(destination.url).copy_with(host=destination.address)
        except httpx.InvalidURL as error:
            raise Refusal(403, f"The IRI of a SERVICE is no URL: {error}.") from None
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
