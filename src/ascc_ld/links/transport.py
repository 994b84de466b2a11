"""Requests to servers of others, with manners: few at a time, patient, and never without end.

* Each request names the program and where its makers can be reached (RFC 9110, §10.1.5; the
  User-Agent policy of the Wikimedia Foundation asks for it).
* 429, 500, 502, 503, 504, refused connections and time-outs are tried again: after the time that
  ``Retry-After`` gives (RFC 9110, §10.2.3), else after pauses that double up to a limit.
* A request has a time limit as a whole, an answer a size limit, and a redirect stays on its host.
  When the time is over the connection is cut, so that a server that sends a byte now and then,
  in its headers or below them, holds nobody.  (Looking up a host name is the system's business,
  and takes as long as the system lets it.)

No time of day is read: a date in ``Retry-After`` is counted from the date of the answer itself.
"""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ascc_ld.faults import AsccError
from ascc_ld.links.outside import WrongUsage, printable

if TYPE_CHECKING:
    import httpx

__all__ = ["CONTACT", "Answer", "Manners", "OtherSide", "Transport"]

CONTACT = "ASCC_LD_CONTACT"
"""The environment variable with an address or URL at which whoever runs this can be reached."""
# What may stand in a comment of RFC 9110, §5.6.5, without being quoted.
_COMMENT = re.compile(r"[!-'*-\[\]-~]([ !-'*-\[\]-~]{0,198}[!-'*-\[\]-~])?", re.ASCII)

_TRY_AGAIN = frozenset([429, 500, 502, 503, 504])
_REDIRECTS = {"GET": (301, 302, 303, 307, 308), "POST": (307, 308)}
_MOST_REDIRECTS = 3
_ABSENT = frozenset([404, 410])


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

    ``pause`` waits for a number of seconds.
    """

    def __init__(
        self, manners: Manners | None = None, pause: Callable[[float], object] = time.sleep
    ) -> None:
        httpx = _httpx()
        self.manners = manners or Manners()
        self._pause = pause
        self._client = httpx.Client(
            timeout=self.manners.timeout,
            headers={"User-Agent": _user_agent()},
            # A connection for each request: the deadline of one must not cut that of another.
            limits=httpx.Limits(max_connections=self.manners.at_once, max_keepalive_connections=0),
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
        return self._patiently("GET", url, None)

    def post_form(self, url: str, fields: Mapping[str, str]) -> Answer:
        """Return what ``url`` answers to a form; raises as :meth:`get` does."""
        return self._patiently("POST", url, fields)

    def _patiently(self, method: str, url: str, fields: Mapping[str, str] | None) -> Answer:
        manners = self.manners
        pause = manners.first_pause
        for attempt in range(1, manners.attempts + 1):
            try:
                return self._once(method, url, fields)
            except _Passing as failure:
                wait = pause if failure.pause is None else failure.pause
                if wait > manners.most_patience:
                    raise OtherSide(f"{failure} It asks to wait for {wait:.0f} s.") from None
                if attempt == manners.attempts:
                    raise OtherSide(f"{failure} Tried {attempt} times.") from None
                self._pause(wait)
                pause = min(2 * pause, manners.longest_pause)
        raise OtherSide(f"{url}: no attempt was allowed.")

    def _once(self, method: str, url: str, fields: Mapping[str, str] | None) -> Answer:
        address = url
        with _Deadline(self.manners.timeout) as deadline:
            for _ in range(_MOST_REDIRECTS + 1):
                with (
                    _named_failures(address, deadline),
                    self._client.stream(
                        method,
                        address,
                        data=fields,
                        headers={"Accept": "application/json"},
                        extensions={"trace": deadline.trace},
                    ) as response,
                ):
                    if response.status_code in _REDIRECTS[method]:
                        address = _next_address(response, address)
                        continue
                    content = self._content(response, address, deadline)
                    return _answer(response, address, content)
        raise OtherSide(f"{url}: redirects more than {_MOST_REDIRECTS} times.")

    def _content(self, response: httpx.Response, address: str, deadline: _Deadline) -> bytes:
        most = self.manners.largest_answer
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > most:
                raise OtherSide(f"{address}: answers with more than {most:,} bytes.")
            if deadline.over:
                raise _Passing(deadline.told(address))
        if deadline.over:
            raise _Passing(deadline.told(address))
        return bytes(content)


class _Deadline:
    """Cuts the connections of a request when its time, in seconds, is over."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self.over = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for held in self._held:
                held.close()
            self._held.clear()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of a new connection: httpx calls this, before TLS is spoken on it."""
        if event == "connection.connect_tcp.complete":
            held = info["return_value"].get_extra_info("socket")
            with self._lock:
                # A duplicate, since TLS takes the socket itself over.
                self._held.append(held.dup())
            if self.over:
                self._cut()

    def told(self, address: str) -> str:
        return f"{address}: the answer was not complete after {self._seconds:g} s."

    def _cut(self) -> None:
        with self._lock:
            self.over = True
            for held in self._held:
                with suppress(OSError):
                    # Shut down, not closed: only this wakes the thread that is reading.
                    held.shutdown(socket.SHUT_RDWR)


def _httpx() -> Any:
    try:
        import httpx
    except ModuleNotFoundError:
        raise OtherSide('This needs the package httpx: pip install "ascc-ld[remote]".') from None
    return httpx


def _user_agent() -> str:
    from ascc_ld import __version__

    contact = os.environ.get(CONTACT, "").strip()
    if contact and not _COMMENT.fullmatch(contact):
        raise WrongUsage(
            f"{CONTACT} cannot be sent: give an address or URL of printable ASCII characters, "
            "without parentheses and backslashes."
        )
    return f"ascc-ld/{__version__} (+https://w3id.org/ascc/{f'; {contact}' if contact else ''})"


@contextmanager
def _named_failures(address: str, deadline: _Deadline) -> Iterator[None]:
    """Turn the exceptions of httpx into ours, which name the address."""
    import httpx

    try:
        yield
    except httpx.TimeoutException as error:
        raise _Passing(f"{address}: no answer in time.") from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.DecodingError) as error:
        raise OtherSide(f"{address}: {printable(str(error))}.") from error
    except httpx.TransportError as error:
        if deadline.over:
            raise _Passing(deadline.told(address)) from error
        said = printable(str(error)) or type(error).__name__
        raise _Passing(f"{address}: {said}.") from error


def _next_address(response: httpx.Response, address: str) -> str:
    import httpx

    here = httpx.URL(address)
    there = here.join(response.headers.get("Location", ""))
    upgraded = here.scheme == "http" and there.scheme == "https"
    same_port = upgraded or (here.scheme, here.port) == (there.scheme, there.port)
    if here.host != there.host or not same_port:
        raise OtherSide(
            f"{address}: redirects to {there}, another host. Give that address if you trust it."
        )
    return str(there)


def _answer(response: httpx.Response, address: str, content: bytes) -> Answer:
    status = response.status_code
    if status in _TRY_AGAIN:
        raise _Passing(f"{address}: answers {_status(response)}.", _retry_after(response))
    if status != 200 and status not in _ABSENT:  # noqa: PLR2004 - RFC 9110, §15.3.1
        raise OtherSide(f"{address}: answers {_status(response)}.")
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Answer(status, media_type, content)


def _status(response: httpx.Response) -> str:
    return printable(f"{response.status_code} {response.reason_phrase}").strip()


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, ``None`` where it says nothing readable."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        now = parsedate_to_datetime(response.headers["Date"])
        seconds = (parsedate_to_datetime(text) - now).total_seconds()
    except (KeyError, ValueError, TypeError):
        return None
    return max(0.0, seconds)
