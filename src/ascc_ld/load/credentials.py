"""Credentials for a store, from the environment or netrc; they are never shown.

Environment: ``ASCC_LD_USERNAME`` and ``ASCC_LD_PASSWORD``, or ``ASCC_LD_TOKEN``; ``ASCC_LD_AUTH``
says how they are sent: ``basic`` (RFC 7617), ``digest`` (RFC 7616) or ``bearer`` (RFC 6750).
Without them the entry of the host in the file ``NETRC`` or ``~/.netrc``.
"""

from __future__ import annotations

import base64
import netrc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ascc_ld.http_client.addresses import checked_address
from ascc_ld.load.faults import WrongStoreUsage

if TYPE_CHECKING:
    import httpx

SCHEMES = ("basic", "digest", "bearer")
_REMEDY = "Leave it out and set ASCC_LD_USERNAME and ASCC_LD_PASSWORD, or use ~/.netrc."


@dataclass(frozen=True)
class Credentials:
    """What is sent, and how; only ``scheme`` and ``source`` are ever shown."""

    scheme: str
    source: str
    username: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def auth(self) -> httpx.Auth | Callable[[httpx.Request], httpx.Request]:
        """Return what httpx sends with each request."""
        import httpx

        if self.scheme == "bearer":
            return self._bearing
        if self.scheme == "digest":
            return httpx.DigestAuth(self.username, self.secret)
        return httpx.BasicAuth(self.username, self.secret)

    def _bearing(self, request: httpx.Request) -> httpx.Request:
        request.headers["Authorization"] = f"Bearer {self.secret}"
        return request

    def hidden(self, text: str) -> str:
        """Return ``text`` with every form of the secret struck out, in case a store echoes it."""
        pair = f"{self.username}:{self.secret}".encode()
        for form in (base64.b64encode(pair).decode(), self.secret, quote(self.secret, safe="")):
            text = text.replace(form, "•••") if form else text
        return text


def checked_url(url: str) -> str:
    """Return ``url`` without a final slash.

    Raises :class:`~ascc_ld.http_client.addresses.WrongAddress`, and
    :class:`~ascc_ld.load.faults.WrongStoreUsage` where it has a query or a fragment.
    """
    parts = urlsplit(checked_address(url, _REMEDY))
    if parts.query or parts.fragment:
        raise WrongStoreUsage(f"{url!r}: give the URL without ? and #; the graph is added to it.")
    return url.rstrip("/")


def find_credentials(
    url: str, environment: Mapping[str, str], scheme: str = "basic"
) -> Credentials | None:
    """Return the credentials for ``url``, or ``None`` where there are none.

    ``scheme`` is what the store uses unless ``ASCC_LD_AUTH`` says otherwise.  Raises
    :class:`~ascc_ld.load.faults.WrongStoreUsage` for settings that contradict each other and
    for a netrc file that cannot be read; the message never quotes them.
    """
    asked = environment.get("ASCC_LD_AUTH", "")
    if asked and asked not in SCHEMES:
        raise WrongStoreUsage(f"ASCC_LD_AUTH is {asked!r}; it is one of {', '.join(SCHEMES)}.")
    token = environment.get("ASCC_LD_TOKEN")
    username = environment.get("ASCC_LD_USERNAME")
    password = environment.get("ASCC_LD_PASSWORD")
    if asked == "bearer" and not token:
        raise WrongStoreUsage("ASCC_LD_AUTH is bearer, but ASCC_LD_TOKEN is not set.")
    if token and asked in ("", "bearer"):
        if username:
            raise WrongStoreUsage(
                "ASCC_LD_TOKEN and ASCC_LD_USERNAME are both set. Unset one, or say which with "
                "ASCC_LD_AUTH."
            )
        return _usable(Credentials("bearer", "ASCC_LD_TOKEN", secret=token))
    scheme = asked or scheme
    if username is not None or password is not None:
        if not username or password is None:
            raise WrongStoreUsage("Set both ASCC_LD_USERNAME and ASCC_LD_PASSWORD.")
        return _usable(Credentials(scheme, "ASCC_LD_USERNAME", username, password))
    return _from_netrc(url, environment, scheme)


def _from_netrc(url: str, environment: Mapping[str, str], scheme: str) -> Credentials | None:
    path = Path(environment.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return None
    try:
        entry = netrc.netrc(str(path)).authenticators(urlsplit(url).hostname or "")
    except netrc.NetrcParseError as error:
        # The parser's own message may quote a password.
        raise WrongStoreUsage(f"{path}, line {error.lineno}: is not a valid netrc file.") from None
    except (OSError, UnicodeDecodeError):
        raise WrongStoreUsage(f"{path}: cannot be read.") from None
    if entry is None:
        return None
    return _usable(Credentials(scheme, path.name, entry[0] or "", entry[2] or ""))


def _usable(credentials: Credentials) -> Credentials:
    if any(ord(c) < ord(" ") for c in credentials.username + credentials.secret):
        raise WrongStoreUsage(f"{credentials.source}: a name or secret has a control character.")
    return credentials
