"""Opening a store by its name and URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from ascc_ld.ground.faults import nearest
from ascc_ld.load.credentials import checked_url, find_credentials
from ascc_ld.load.faults import WrongStoreUsage
from ascc_ld.load.policy import Policy

if TYPE_CHECKING:
    from ascc_ld.load.store import GraphStore

__all__ = ["STORES", "open_store"]

STORES = {
    "oxigraph": "Oxigraph",
    "fuseki": "Fuseki",
    "rdf4j": "Rdf4j",
    "graphdb": "GraphDB",
    "virtuoso": "Virtuoso",
    "generic": "Generic",
}
"""The class of each adapter, by the name of its module and of the store on the command line."""


@contextmanager
def open_store(name: str, url: str, policy: Policy | None = None) -> Iterator[GraphStore]:
    """Give the store ``name`` of :data:`STORES` at ``url``, with credentials of the environment.

    Nothing is sent yet.  Raises :class:`~ascc_ld.load.faults.WrongStoreUsage`,
    :class:`~ascc_ld.http_client.addresses.WrongAddress` and what
    :class:`~ascc_ld.http_client.client.Client` raises.
    """
    if name not in STORES:
        raise WrongStoreUsage(f"{name!r} is no store. {nearest(name, STORES)}")
    from ascc_ld.load.exchange import Exchange

    adapter: type[GraphStore] = getattr(import_module(f"ascc_ld.load.{name}"), STORES[name])
    url = checked_url(url)
    credentials = find_credentials(url, os.environ, adapter.scheme)
    exchange = Exchange(url, credentials, policy or Policy())
    try:
        yield adapter(exchange)
    finally:
        exchange.close()
