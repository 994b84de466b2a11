"""What the query page loads once it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from ascc_ld.description import DESCRIPTION

__all__ = ["loaded"]

_LOADED = ("sparql-workbench.js", "sparql-worker.js", "oxigraph.wasm", "ascc.nq", DESCRIPTION)


def loaded(files: Mapping[str, bytes]) -> int:
    """Return how many bytes of ``files`` the page loads."""
    return sum(len(files.get(name, b"")) for name in _LOADED)
