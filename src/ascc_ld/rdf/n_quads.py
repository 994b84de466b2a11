"""N-Triples and N-Quads: a line a statement, in one order whatever the order of the statements.

Sources: https://www.w3.org/TR/n-triples/ and https://www.w3.org/TR/n-quads/.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pyoxigraph as ox


def sorted_n_quads(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad],
    buffer: Callable[[], io.BytesIO] = io.BytesIO,
) -> bytes:
    """Return N-Triples or N-Quads, a line each, sorted, without repetition, LF line ends.

    What is written goes through a buffer that ``buffer`` makes, and raises what it raises.
    """
    written = buffer()
    ox.serialize(statements, written, format=ox.RdfFormat.N_QUADS)
    return b"".join(sorted(set(written.getvalue().splitlines(keepends=True))))
