"""Requests over HTTP (RFC 9110), none of them without an end.

Each names the program and where its makers can be reached (RFC 9110, §10.1.5; the User-Agent
policy of the Wikimedia Foundation asks for it).  A redirect stays on its host.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from ascc_ld.ground.printable import printable
from ascc_ld.http_client.deadline import Deadline
from ascc_ld.http_client.faults import (
    BrokenOff,
    ExchangeFault,
    MissingPackage,
    NoConnection,
    TooMuch,
    TooSlow,
    Unusable,
    WrongContact,
)

if TYPE_CHECKING:
    import httpx

__all__ = ["CONNECT_SECONDS", "CONTACT", "Client", "Reply", "Request"]

CONTACT = "ASCC_LD_CONTACT"
"""The environment variable with an address or URL at which whoever runs this can be reached."""
CONNECT_SECONDS = 10.0
"""How long a server may take to accept a connection."""
# What may stand in a comment of RFC 9110, §5.6.5, without being quoted.
_COMMENT = re.compile(r"[!-'*-\[\]-~]([ !-'*-\[\]-~]{0,198}[!-'*-\[\]-~])?", re.ASCII)
_REDIRECTS = {"GET": (301, 302, 303, 307, 308), "POST": (307, 308)}


@dataclass(frozen=True)
class Request:
    """What is sent: a ``form``, or a ``body`` in blocks, which is iterated anew when sent again."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    body: Iterable[bytes] | None = None


class Authenticating(Protocol):
    """Who we are to the other side."""

    def auth(self) -> Any:
        """Return what httpx sends with each request."""


class Client:
    """Sends requests; use it in a ``with`` block or close it.

    ``timeout`` is the seconds of a request as a whole; a body that is sent in blocks, and one that
    is read as it flows, must get on within it.  At most ``at_once`` requests run at a time, and
    ``most_redirects`` are followed.  Raises
    :class:`~ascc_ld.http_client.faults.MissingPackage` and
    :class:`~ascc_ld.http_client.faults.WrongContact`.
    """

    def __init__(
        self,
        timeout: float,
        *,
        at_once: int | None = None,
        most_redirects: int = 0,
        credentials: Authenticating | None = None,
    ) -> None:
        httpx = _httpx()
        self.timeout = timeout
        self._most_redirects = most_redirects
        self._client = httpx.Client(
            auth=credentials.auth() if credentials else None,
            timeout=httpx.Timeout(timeout, connect=min(CONNECT_SECONDS, timeout)),
            headers={"User-Agent": _user_agent()},
            # A connection for each request: the deadline of one must not cut that of another.
            limits=httpx.Limits(max_connections=at_once, max_keepalive_connections=0),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @contextmanager
    def reply(self, request: Request) -> Iterator[Reply]:
        """Send ``request`` and give the answer, of which the headers are there.

        Raises :class:`~ascc_ld.http_client.faults.ExchangeFault`, also while the answer is read.
        """
        with Deadline(self.timeout) as deadline:
            response = self._redirected(request, deadline)
            try:
                yield Reply(response, deadline)
            finally:
                response.close()

    def _redirected(self, request: Request, deadline: Deadline) -> httpx.Response:
        address = request.url
        for _ in range(self._most_redirects + 1):
            response = self._sent(request, address, deadline)
            followed = self._most_redirects and response.status_code in _REDIRECTS[request.method]
            if not followed:
                return response
            response.close()
            with _named_failures(address, deadline):
                address = _next_address(response, address)
        raise Unusable(request.url, f"redirects more than {self._most_redirects} times")

    def _sent(self, request: Request, address: str, deadline: Deadline) -> httpx.Response:
        body = None if request.body is None else _Renewing(request.body, deadline)
        with _named_failures(address, deadline):
            sent = self._client.build_request(
                request.method,
                address,
                data=request.form,
                content=body,
                headers=request.headers,
                extensions={"trace": deadline.trace},
            )
            response: httpx.Response = self._client.send(sent, stream=True)
            return response


class Reply:
    """The answer of a server, read within the time of its request."""

    def __init__(self, response: httpx.Response, deadline: Deadline) -> None:
        self._response = response
        self._deadline = deadline
        self.address = str(response.url)
        self.status = response.status_code
        self.media_type = self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def told(self) -> str:
        """The status in figures and words."""
        return printable(f"{self.status} {self._response.reason_phrase}").strip()

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self._response.is_success

    @property
    def is_redirect(self) -> bool:
        """Whether the status is 3xx."""
        return self._response.is_redirect

    def header(self, name: str) -> str:
        """Return the header ``name``, printable; empty where there is none."""
        return printable(self._response.headers.get(name, ""))

    @property
    def retry_after(self) -> float | None:
        """The seconds that ``Retry-After`` asks for (RFC 9110, §10.2.3), if it says so readably.

        A date is counted from the date of the answer itself: no clock is read.
        """
        text = self.header("Retry-After").strip()
        if text.isascii() and text.isdigit():
            return float(text)
        try:
            now = parsedate_to_datetime(self.header("Date"))
            seconds = (parsedate_to_datetime(text) - now).total_seconds()
        except (ValueError, TypeError):
            return None
        return max(0.0, seconds)

    def content(self, most: int) -> bytes:
        """Return the body, decoded; raises where it has more than ``most`` bytes."""
        content = bytearray()
        for block in self._blocks():
            content += block
            if len(content) > most:
                raise TooMuch(self.address, most)
        return bytes(content)

    def beginning(self, most: int) -> bytes:
        """Return the first ``most`` bytes of the body, or those that arrive in time or at all."""
        self._deadline.renew()
        content = bytearray()
        with suppress(ExchangeFault):
            for block in self._blocks():
                content += block
                if len(content) >= most:
                    break
        return bytes(content[:most])

    def flowing(self, least: int) -> Iterator[bytes]:
        """Yield the body in blocks; raises where fewer than ``least`` bytes arrive in its time.

        Only the other side is timed, not what is done with a block.
        """
        self._deadline.renew()
        arrived = 0
        for block in self._blocks():
            arrived += len(block)
            if arrived >= least:
                self._deadline.renew()
                arrived = 0
            with self._deadline.paused():
                yield block

    def _blocks(self) -> Iterator[bytes]:
        blocks = self._response.iter_bytes()
        while True:
            with _named_failures(self.address, self._deadline):
                block = next(blocks, None)
            # A body without a length ends like a connection that was cut.
            if self._deadline.over:
                raise TooSlow(self.address, self._deadline.seconds)
            if block is None:
                return
            yield block


class _Renewing:
    """A body with whose every block the request has got on."""

    def __init__(self, body: Iterable[bytes], deadline: Deadline) -> None:
        self._body = body
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for block in self._body:
            self._deadline.renew()
            yield block
        self._deadline.renew()


def _httpx() -> Any:
    try:
        import httpx
    except ModuleNotFoundError:
        raise MissingPackage(
            'This needs the package httpx: pip install "ascc-ld[remote]".'
        ) from None
    return httpx


def _user_agent() -> str:
    from importlib.metadata import version

    contact = os.environ.get(CONTACT, "").strip()
    if contact and not _COMMENT.fullmatch(contact):
        raise WrongContact(
            f"{CONTACT} cannot be sent: give an address or URL of printable ASCII characters, "
            "without parentheses and backslashes."
        )
    return (
        f"ascc-ld/{version('ascc-ld')} (+https://w3id.org/ascc/{f'; {contact}' if contact else ''})"
    )


@contextmanager
def _named_failures(address: str, deadline: Deadline) -> Iterator[None]:
    """Turn the exceptions of httpx into ours, which name the address."""
    import httpx

    try:
        yield
    except (httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        seconds = min(CONNECT_SECONDS, deadline.seconds)
        raise NoConnection(address, f"no connection was taken within {seconds:g} s") from error
    except httpx.ConnectError as error:
        raise NoConnection(address, _said(error)) from error
    except httpx.TimeoutException as error:
        raise TooSlow(address, deadline.seconds) from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.DecodingError) as error:
        raise Unusable(address, _said(error)) from error
    except httpx.TransportError as error:
        if deadline.over:
            raise TooSlow(address, deadline.seconds) from error
        raise BrokenOff(address, _said(error)) from error


def _said(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _next_address(response: httpx.Response, address: str) -> str:
    import httpx

    here = httpx.URL(address)
    there = here.join(response.headers.get("Location", ""))
    upgraded = here.scheme == "http" and there.scheme == "https"
    same_port = upgraded or (here.scheme, here.port) == (there.scheme, there.port)
    if here.host != there.host or not same_port:
        raise Unusable(
            address, f"redirects to {there}, another host. Give that address if you trust it"
        )
    return str(there)
