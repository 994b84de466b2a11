"""N-Triples and N-Quads: a line a statement, in one order whatever the order of the statements.

Sources: https://www.w3.org/TR/n-triples/ and https://www.w3.org/TR/n-quads/.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyoxigraph as ox


def sorted_n_quads(statements: Iterable[ox.Triple] | Iterable[ox.Quad]) -> bytes:
    """Return N-Triples or N-Quads, a line each, sorted, without repetition, LF line ends."""
    buffer = io.BytesIO()
    ox.serialize(statements, buffer, format=ox.RdfFormat.N_QUADS)
    return b"".join(sorted(dict.fromkeys(buffer.getvalue().splitlines(keepends=True))))
