"""Addresses that people give: http(s), and without secrets in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

from ascc_ld.ground.faults import AsccError


class WrongAddress(AsccError):
    """A URL is not http(s), or carries a name or password."""


def checked_address(url: str, remedy: str = "Leave it out.") -> str:
    """Return ``url`` unchanged.

    Raises :class:`WrongAddress` if it is not an http(s) URL, or carries a name or password, which
    every process list and shell history would show; ``remedy`` says what to do then.  The message
    never quotes what may be a password.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise WrongAddress("The URL is not well-formed.") from None
    known = parts.scheme in ("http", "https")
    if "@" in parts.netloc or ("@" in url and not known):
        raise WrongAddress(
            "The URL carries a name or password, where process lists and shell histories show it. "
            f"{remedy}"
        )
    if not known or not host or re.search(r"\s", url):
        raise WrongAddress(
            f"{without_secrets(repr(url))} is not an http(s) URL: it must start with http:// or https://."
        )
    return url


def without_secrets(text: str) -> str:
    """Return ``text`` with what stands before an @ in a URL struck out."""
    return re.sub(r"(//)\S*@", r"\1•••@", text)


def with_parameters(url: str, parameters: Mapping[str, str]) -> str:
    """Return ``url`` with ``parameters`` behind those that it has.

    >>> with_parameters("http://a.example/sparql?a=1", {"query": "ASK {}"})
    'http://a.example/sparql?a=1&query=ASK%20%7B%7D'
    """
    parts = urlsplit(url)
    added = urlencode(parameters, quote_via=quote, safe="")
    return parts._replace(query="&".join(filter(None, (parts.query, added))), fragment="").geturl()
