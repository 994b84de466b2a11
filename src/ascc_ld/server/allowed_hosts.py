"""Which hosts a query may make the server ask, and under which addresses.

A SERVICE is an invitation to reach what only the server can reach (server-side request forgery,
https://owasp.org/www-community/attacks/Server_Side_Request_Forgery).  So a host is asked only if
it was allowed by name; the name must lead to public addresses, and the very address that was
looked at is the one that is connected to.  An address of another kind must be allowed as such.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from ascc_ld.http_client.addresses import WrongAddress
from ascc_ld.server.refusals import Refusal

__all__ = ["AllowedHosts", "Destination", "is_public"]

_PORTS = {"http": 80, "https": 443}
# RFC 6052: IPv4 addresses behind a translator, private ones too.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Destination:
    """A service that may be asked, and the address at which it is."""

    url: str
    scheme: str
    host: str
    port: int
    address: str

    @property
    def authority(self) -> str:
        """The host as the Host header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


class AllowedHosts:
    """The hosts of ``allowed``, each ``host``, ``host:port`` or an address (``[::1]:7878``).

    Without a port, the usual one of http and https is meant.  Raises
    :class:`~ascc_ld.http_client.addresses.WrongAddress` for what is no host.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(map(_host_and_port, allowed))

    def __bool__(self) -> bool:
        return bool(self._allowed)

    async def destination(self, iri: str) -> Destination:
        """Return where the SERVICE of an IRI is asked.

        Raises :class:`~ascc_ld.server.refusals.Refusal`: 403 where it must not be, 502 where its
        name leads nowhere.
        """
        refused = Refusal(403, f"SERVICE <{iri}> is not allowed at this endpoint.")
        try:
            parts = urlsplit(iri)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            raise refused from None
        if parts.scheme not in _PORTS or not host or "@" in parts.netloc:
            raise refused
        usual = _PORTS[parts.scheme]
        port = usual if port is None else port
        if (host, port) not in self._allowed and not (
            port == usual and (host, None) in self._allowed
        ):
            raise refused
        literal = _literal(host)
        addresses = [literal] if literal is not None else await _looked_up(host, port)
        if literal is None and not all(map(is_public, addresses)):
            raise refused
        return Destination(iri, parts.scheme, host, port, str(addresses[0]))


def is_public(address: _Address) -> bool:
    """Tell whether an address is one of the public Internet.

    Source: the registries of special-purpose addresses of IANA, as :mod:`ipaddress` has them.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _TRANSLATED or address.sixtofour or address.teredo:
            return False
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


async def _looked_up(host: str, port: int) -> list[_Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refusal(502, f"The host {host} of a SERVICE is not known.") from None
    return [ipaddress.ip_address(str(place[4][0]).partition("%")[0]) for place in found]


def _literal(host: str) -> _Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _host_and_port(allowed: str) -> tuple[str, int | None]:
    try:
        # An address of IPv6 may stand without brackets where no port follows.
        literal = _literal(allowed)
        if literal is not None:
            return str(literal), None
        parts = urlsplit(f"//{allowed}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or "@" in allowed or parts.path or parts.query or parts.fragment:
        raise WrongAddress(f"{allowed!r} is no host, as in query.wikidata.org or localhost:7878.")
    return host.rstrip("."), port
