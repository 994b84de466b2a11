"""Open a store by its name and URL."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ascc_ld.ground.faults import nearest
from ascc_ld.http_client.retry import RetryPolicy
from ascc_ld.load.credentials import checked_url, find_credentials
from ascc_ld.load.faults import WrongStoreUsage

if TYPE_CHECKING:
    from ascc_ld.load.store import GraphStore

STORES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    files("ascc_ld.load").joinpath("stores.toml").read_text(encoding="utf-8")
)
"""The kinds of store, by their names on the command line."""


def open_store(
    name: str, url: str, timeout: float = 600.0, retry: RetryPolicy | None = None
) -> GraphStore:
    """Return the store ``name`` of :data:`STORES` at ``url``, with credentials of the environment.

    ``timeout`` is the seconds that it may be silent.  Nothing is sent yet.  Raises
    :class:`~ascc_ld.load.faults.WrongStoreUsage`,
    :class:`~ascc_ld.http_client.addresses.WrongAddress` and what
    :class:`~ascc_ld.http_client.client.Client` raises.
    """
    if name not in STORES:
        raise WrongStoreUsage(f"Unknown store {name!r}. {nearest(name, STORES)}")
    from ascc_ld.load.store import GraphStore, StoreKind
    from ascc_ld.load.store_client import StoreClient

    kind = StoreKind(name=name, **STORES[name])
    url = checked_url(url)
    credentials = find_credentials(url, os.environ, kind.scheme)
    return GraphStore(kind, StoreClient(url, credentials, timeout, retry or RetryPolicy()))
