"""A store behind the server: queries are checked here and answered there.

The store gets only what :mod:`~ascc_ld.server.forwarding` lets through: no update, no SERVICE, and
nothing in the words of one product that would make it fetch something.
"""

from __future__ import annotations

import asyncio
from typing import Self

import httpx

from ascc_ld.http_client.addresses import checked_address, without_secrets
from ascc_ld.server.frames import Question
from ascc_ld.server.limits import Limits
from ascc_ld.server.pool import Pool
from ascc_ld.server.refusals import Refusal, busy
from ascc_ld.server.results import specific_type

__all__ = ["Upstream"]

_SHOWN = 500


class Upstream:
    """The SPARQL endpoint at ``url``; use it in ``async with``.

    ``checks`` is a pool without data, in which queries are checked.
    """

    def __init__(self, url: str, checks: Pool, limits: Limits) -> None:
        self._url = checked_address(url)
        self._checks = checks
        self._limits = limits
        self._client = httpx.AsyncClient(
            timeout=limits.seconds,
            limits=httpx.Limits(max_connections=limits.at_once + limits.long_at_once),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    @property
    def constant(self) -> bool:
        """No: others may write to the store."""
        return False

    @property
    def ready(self) -> bool:
        """Whether queries can be checked; the store is asked only by queries."""
        return self._checks.ready

    async def answer(self, question: Question) -> bytes:
        """Return the store's answer to a question.

        Raises :class:`~ascc_ld.server.refusals.Refusal`: 400 for a query that is wrong, 502 where
        the store fails, 503 where a limit is reached.
        """
        checked = await self._checks.answer(
            Question(question.query, question.media_type, forwarded=True)
        )
        parameters = {
            "query": checked.decode(),
            "default-graph-uri": list(question.default_graphs or ()),
            "named-graph-uri": list(question.named_graphs or ()),
        }
        media_type = specific_type(question.media_type)
        try:
            async with (
                asyncio.timeout(self._limits.seconds),
                self._client.stream(
                    "POST", self._url, data=parameters, headers={"Accept": media_type}
                ) as response,
            ):
                return await self._received(response, media_type)
        except (TimeoutError, httpx.TimeoutException):
            message = f"No answer of the store after {self._limits.seconds:g} s."
            raise busy(message, self._limits.retry_seconds) from None
        except httpx.HTTPError as error:
            reason = without_secrets(str(error)) or type(error).__name__
            raise Refusal(502, f"The store cannot be asked: {reason}.") from None

    async def _received(self, response: httpx.Response, media_type: str) -> bytes:
        content = bytearray()
        async for part in response.aiter_bytes():
            content += part
            if len(content) > self._limits.result_bytes:
                most = f"{self._limits.result_bytes:,}"
                raise busy(
                    f"The answer is larger than {most} bytes. Ask for less of it, with LIMIT.",
                    self._limits.retry_seconds,
                )
        if response.status_code == httpx.codes.BAD_REQUEST:
            words = bytes(content[:_SHOWN]).decode("utf-8", "replace")
            raise Refusal(400, f"The store refuses the query:\n{words}")
        if response.status_code != httpx.codes.OK:
            raise Refusal(502, f"The store answers {response.status_code}.")
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != media_type:
            raise Refusal(502, f"The store answers with {kind or 'no Content-Type'}.")
        return bytes(content)
