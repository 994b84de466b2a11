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
_LONGEST_TEXT = 2000  # characters; a name in Wikidata has at most 250
_MOST_DIGITS = 15
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
    """Return the value of the JSON text ``content``, its texts printable and not too long.

    Raises ``ValueError`` with a phrase if it is not JSON (RFC 8259: no NaN, no Infinity).
    """
    try:
        return _cleaned(json.loads(content, parse_constant=_refused, parse_int=_whole_number))
    except (ValueError, RecursionError):
        start = content[:60].decode("utf-8", "replace")
        raise ValueError(f"is not JSON: it starts with {start!r}") from None


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return printable(value[:_LONGEST_TEXT])
    if isinstance(value, list):
        return [_cleaned(entry) for entry in value]
    if isinstance(value, dict):
        return {printable(key[:_LONGEST_TEXT]): _cleaned(entry) for key, entry in value.items()}
    return value


def _whole_number(digits: str) -> float:
    """Return an ``int``, or a ``float`` of one that is longer than any that means something."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)
