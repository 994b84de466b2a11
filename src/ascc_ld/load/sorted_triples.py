"""The identity of a graph: the SHA-256 of its N-Triples, a line each, sorted, without repetition.

Sorting works on disk in runs of a few mebibytes, so that memory does not grow with the graph.  A
line is the canonical one of https://www.w3.org/TR/n-triples/ whatever the way a store escapes.
"""

from __future__ import annotations

import hashlib
import heapq
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from ascc_ld.ground.faults import AsccError
from ascc_ld.load.lexical_forms import Rewriting

_BATCH = 10_000  # triples
_RUN = 16 * 2**20  # bytes
_BLANK = re.compile(rb"^_:|^<[^>]*> <[^>]*> _:", re.MULTILINE)


class BlankNodes(AsccError):
    """A graph has blank nodes, whose labels no store keeps; its hash would mean nothing."""


@dataclass(frozen=True)
class SortedTriples:
    """A graph as sorted lines in the file ``path``: how many, and their hash (hexadecimal)."""

    path: Path
    count: int
    sha256: str


def sort_triples(
    triples: Iterable[ox.Quad], folder: Path, rewriting: Rewriting | None = None
) -> SortedTriples:
    """Sort ``triples`` into a new file of ``folder``, as N-Triples.

    ``rewriting`` puts the literals in its canonical form first.  Raises :class:`BlankNodes`,
    ``OSError`` where the disk fails, and what reading ``triples`` raises.
    """
    with ExitStack() as opened:
        runs = [opened.enter_context(run) for run in _runs(_lines(triples, rewriting), folder)]
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".nt", delete=False) as target:
            digest, count, last = hashlib.sha256(), 0, b""
            for line in heapq.merge(*runs):
                if line != last:
                    digest.update(line)
                    target.write(line)
                    count, last = count + 1, line
    return SortedTriples(Path(target.name), count, digest.hexdigest())


def differences(
    ours: SortedTriples, theirs: SortedTriples, limit: int = 3
) -> tuple[list[str], list[str]]:
    """Return at most ``limit`` triples that only ``ours`` has, and as many only ``theirs`` has."""
    missing: list[str] = []
    foreign: list[str] = []
    with ours.path.open("rb") as left, theirs.path.open("rb") as right:
        for line, only in _unshared(left, right):
            found = missing if only == "ours" else foreign
            if len(found) < limit:
                found.append(line.decode().rstrip())
            if len(missing) == len(foreign) == limit:
                break
    return missing, foreign


def _unshared(left: Iterable[bytes], right: Iterable[bytes]) -> Iterator[tuple[bytes, str]]:
    tagged = heapq.merge(((line, "ours") for line in left), ((line, "theirs") for line in right))
    for _, same in groupby(tagged, key=itemgetter(0)):
        first, *others = same
        if not others:
            yield first


def _lines(triples: Iterable[ox.Quad], rewriting: Rewriting | None) -> Iterator[list[bytes]]:
    remaining = iter(triples)
    while batch := list(islice(remaining, _BATCH)):
        rewritten = (_rewritten(quad, rewriting) for quad in batch)
        written = ox.serialize(rewritten, format=ox.RdfFormat.N_TRIPLES)
        if written is None:
            raise TypeError("serialize without a file returns bytes")
        if _BLANK.search(written):
            raise BlankNodes
        yield written.splitlines(keepends=True)


def _rewritten(quad: ox.Quad, rewriting: Rewriting | None) -> ox.Triple:
    if rewriting is None or not isinstance(quad.object, ox.Literal):
        return quad.triple
    return ox.Triple(quad.subject, quad.predicate, rewriting.canonical(quad.object))


def _runs(batches: Iterable[list[bytes]], folder: Path) -> Iterator[IO[bytes]]:
    run: list[bytes] = []
    size = 0
    for batch in batches:
        run += batch
        size += sum(map(len, batch))
        if size >= _RUN:
            yield _written(run, folder)
            run, size = [], 0
    yield _written(run, folder)


def _written(run: list[bytes], folder: Path) -> IO[bytes]:
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the caller closes it
    file.writelines(sorted(run))
    file.seek(0)
    return file
