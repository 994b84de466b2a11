"""Requests to servers of others, with manners: few at a time, and patient.

429, 500, 502, 503, 504, refused connections and time-outs are tried again: after the time that
``Retry-After`` gives (RFC 9110, §10.2.3), else after pauses that double up to a limit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from ascc_ld.ground.faults import AsccError
from ascc_ld.http_client.client import Client, Reply, Request
from ascc_ld.http_client.faults import ExchangeFault

__all__ = ["Answer", "Manners", "OtherSide", "Transport"]

_TRY_AGAIN = frozenset([429, 500, 502, 503, 504])
_MOST_REDIRECTS = 3
_ABSENT = frozenset([404, 410])
_JSON = {"Accept": "application/json"}


class OtherSide(AsccError):
    """A server failed, could not be reached, or said what it must not say."""

    exit_code = 4


class _Passing(OtherSide):
    """A failure that may be over soon; ``pause`` is what the server asks for, in seconds."""

    def __init__(self, message: str, pause: float | None = None) -> None:
        super().__init__(message)
        self.pause = pause


@dataclass(frozen=True)
class Manners:
    """How servers are treated.

    ``timeout`` (a whole request), ``first_pause``, ``longest_pause`` and ``most_patience`` (the
    longest ``Retry-After`` that is waited for) are seconds, ``largest_answer`` is bytes.
    """

    timeout: float = 30.0
    attempts: int = 4
    first_pause: float = 1.0
    longest_pause: float = 60.0
    most_patience: float = 300.0
    largest_answer: int = 32 * 2**20
    at_once: int = 2


@dataclass(frozen=True)
class Answer:
    """What a server answered: its status, media type and decoded content."""

    status: int
    media_type: str
    content: bytes


class Transport:
    """Sends requests with ``manners``; use it in a ``with`` block.

    ``pause`` waits for a number of seconds.  Raises what
    :class:`~ascc_ld.http_client.client.Client` raises.
    """

    def __init__(
        self, manners: Manners | None = None, pause: Callable[[float], object] = time.sleep
    ) -> None:
        self.manners = manners or Manners()
        self._pause = pause
        self._client = Client(
            self.manners.timeout, at_once=self.manners.at_once, most_redirects=_MOST_REDIRECTS
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(self, url: str) -> Answer:
        """Return what ``url`` answers: 200, 404 or 410.

        Raises :class:`OtherSide` for any other status and for every failure on the way.
        """
        return self._patiently(Request("GET", url, _JSON))

    def post_form(self, url: str, fields: Mapping[str, str]) -> Answer:
        """Return what ``url`` answers to a form; raises as :meth:`get` does."""
        return self._patiently(Request("POST", url, _JSON, fields))

    def _patiently(self, request: Request) -> Answer:
        manners = self.manners
        pause = manners.first_pause
        for attempt in range(1, manners.attempts + 1):
            try:
                return self._once(request)
            except _Passing as failure:
                wait = pause if failure.pause is None else failure.pause
                if wait > manners.most_patience:
                    raise OtherSide(f"{failure} It asks to wait for {wait:.0f} s.") from None
                if attempt == manners.attempts:
                    raise OtherSide(f"{failure} Tried {attempt} times.") from None
                self._pause(wait)
                pause = min(2 * pause, manners.longest_pause)
        raise OtherSide(f"{request.url}: no attempt was allowed.")

    def _once(self, request: Request) -> Answer:
        try:
            with self._client.reply(request) as reply:
                return _answer(reply, reply.content(self.manners.largest_answer))
        except ExchangeFault as fault:
            kind = _Passing if fault.passing else OtherSide
            raise kind(str(fault)) from fault


def _answer(reply: Reply, content: bytes) -> Answer:
    message = f"{reply.address}: answers {reply.told}."
    if reply.status in _TRY_AGAIN:
        raise _Passing(message, reply.retry_after)
    if reply.status != 200 and reply.status not in _ABSENT:  # noqa: PLR2004 - RFC 9110, §15.3.1
        raise OtherSide(message)
    return Answer(reply.status, reply.media_type, content)
