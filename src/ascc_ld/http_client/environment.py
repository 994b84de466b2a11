"""What the environment says of requests: who sends them, through which proxy, trusting whom."""

from __future__ import annotations

import os
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from ascc_ld.http_client.addresses import without_secrets
from ascc_ld.http_client.faults import UnusableSetting

CONTACT = "ASCC_LD_CONTACT"
"""The environment variable with an address or URL of the person who runs this."""
# What may stand in a comment of RFC 9110, section 5.6.5, without being quoted.
_COMMENT = re.compile(r"[!-'*-\[\]-~]([ !-'*-\[\]-~]{0,198}[!-'*-\[\]-~])?", re.ASCII)


@dataclass(frozen=True)
class Proxy:
    """The proxy at ``url``, as the environment variable ``variable`` gives it."""

    variable: str
    url: str

    def __str__(self) -> str:
        return without_secrets(self.url)

    def unusable(self, error: Exception) -> UnusableSetting:
        """Return the error that says why this proxy cannot be used."""
        return UnusableSetting(
            f"The proxy {self} cannot be used: {without_secrets(str(error)).rstrip('.')}. "
            f"Change or unset {self.variable}."
        )


def user_agent() -> str:
    """Return the program, its version, its makers, and the contact that :data:`CONTACT` gives.

    Source: RFC 9110, section 10.1.5; the User-Agent policy of the Wikimedia Foundation asks for a
    contact.  Raises :class:`~ascc_ld.http_client.faults.UnusableSetting`.
    """
    contact = os.environ.get(CONTACT, "").strip()
    if contact and not _COMMENT.fullmatch(contact):
        raise UnusableSetting(
            f"{CONTACT} cannot be sent: give an address or URL of printable ASCII characters, "
            "without parentheses and backslashes."
        )
    shown = f"; {contact}" if contact else ""
    return f"ascc-ld/{version('ascc-ld')} (+https://w3id.org/ascc/{shown})"


def certificates() -> ssl.SSLContext:
    """Return whom to trust: ``SSL_CERT_FILE``, ``SSL_CERT_DIR`` or the certificates of certifi.

    Raises :class:`~ascc_ld.http_client.faults.UnusableSetting`.
    """
    import httpx

    variable = "SSL_CERT_FILE" if os.environ.get("SSL_CERT_FILE") else "SSL_CERT_DIR"
    folders = os.environ.get("SSL_CERT_DIR", "").split(os.pathsep)
    try:
        if variable == "SSL_CERT_DIR" and folders != [""] and not any(map(os.path.isdir, folders)):
            raise NotADirectoryError("it is not a folder")
        context = httpx.create_ssl_context()
    except OSError as error:
        raise UnusableSetting(
            f"{os.environ.get(variable)}: no certificates can be read there "
            f"({error.strerror or error}). Change or unset {variable}."
        ) from None
    return context


def proxy_for(url: str) -> Proxy | None:
    """Return the proxy for requests to ``url``: that of its scheme, else that of all."""
    parts = urlsplit(url)
    proxies = getproxies()
    scheme = parts.scheme if proxies.get(parts.scheme) else "all"
    found = proxies.get(scheme)
    if not found or proxy_bypass(parts.netloc) or _in_networks(parts.hostname, proxies.get("no")):
        return None
    names = (f"{scheme}_proxy", f"{scheme}_proxy".upper())
    variable = next((name for name in names if name in os.environ), names[0])
    return Proxy(variable, found if "://" in found else f"http://{found}")


def _in_networks(host: str | None, networks: str | None) -> bool:
    """Tell whether ``host`` is an address of one of the ``networks`` of ``NO_PROXY``.

    Programs that set up containers write such lists; :mod:`urllib.request` knows names alone.
    """
    for network in (networks or "").split(","):
        with suppress(ValueError):  # a name
            if ip_address(host or "") in ip_network(network.strip().strip("[]"), strict=False):
                return True
    return False
