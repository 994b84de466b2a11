"""How Wikidata's services are asked: one request after the other, and patiently.

Nothing in their JSON is trusted: a text must not control a terminal, and an identifier is checked
before it goes into a request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import NoReturn

from ascc_ld.ground.printable import printable
from ascc_ld.http_client.client import Client, HttpReply, HttpRequest
from ascc_ld.http_client.retry import BUSY, RetryPolicy

_BUSY = BUSY | {500}
_LARGEST_ANSWER = 32 * 2**20  # bytes
_MOST_REDIRECTS = 3
_ITEM = re.compile(r"Q[1-9]\d{0,14}", re.ASCII)
_PROPERTY = re.compile(r"P[1-9]\d{0,14}", re.ASCII)


def service_client(
    timeout: float = 30.0, retries: int = 3, tell: Callable[[str], object] = lambda _: None
) -> Client:
    """Return a client whose requests take ``timeout`` seconds and are repeated ``retries`` times.

    ``tell`` hears why.  Raises :class:`~ascc_ld.http_client.faults.UnusableSetting`.
    """
    policy = RetryPolicy(retries, _BUSY, tell=tell)
    return Client(timeout, retry=policy, most_redirects=_MOST_REDIRECTS)


def ask(client: Client, url: str, form: Mapping[str, str] | None = None) -> HttpReply:
    """Return what ``url`` answers, to ``form`` if given; raises ``RequestFailed``."""
    method = "GET" if form is None else "POST"
    request = HttpRequest(method, url, {"Accept": "application/json"}, form)
    return client.reply(request, _LARGEST_ANSWER)


def is_item(identifier: str) -> bool:
    """Whether ``identifier`` is that of an item: ``Q`` and a number."""
    return bool(_ITEM.fullmatch(identifier))


def is_property(identifier: str) -> bool:
    """Whether ``identifier`` is that of a property: ``P`` and a number."""
    return bool(_PROPERTY.fullmatch(identifier))


def parsed_json(content: bytes) -> object:
    """Return the value of the JSON text ``content``, every text in it printable.

    Raises ``ValueError`` with a phrase if it is not JSON (RFC 8259: no NaN, no Infinity).
    """
    try:
        return _cleaned(json.loads(content, parse_constant=_refused))
    except (ValueError, RecursionError):
        start = content[:60].decode("utf-8", "replace")
        raise ValueError(f"is not JSON: it starts with {start!r}") from None


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_cleaned(entry) for entry in value]
    if isinstance(value, dict):
        return {printable(key): _cleaned(entry) for key, entry in value.items()}
    return value


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)
