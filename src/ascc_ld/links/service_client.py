"""How Wikidata's services are asked: a few requests at a time, and patiently."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascc_ld.http_client.client import Client, HttpReply, HttpRequest
from ascc_ld.http_client.retry import BUSY, RetryPolicy

AT_ONCE = 2
"""How many requests run at a time."""
_BUSY = BUSY | {500}
_LARGEST_ANSWER = 32 * 2**20  # bytes
_MOST_REDIRECTS = 3


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
