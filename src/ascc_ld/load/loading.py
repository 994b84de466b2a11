"""Send named graphs to a store, one after the other, and prove that each arrived.

A graph is proven by reading it back: the SHA-256 of its sorted N-Triples is that of what was sent.
Where they differ and the store is known to rewrite some literals, both sides are compared again
with those in canonical form, and the outcome says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pyoxigraph as ox

from ascc_ld.load.faults import StoreFault, Trace, UnloadableData
from ascc_ld.load.graph_files import GraphFile
from ascc_ld.load.lexical_forms import Rewriting
from ascc_ld.load.sorted_triples import BlankNodes, SortedTriples, differences, sort_triples
from ascc_ld.load.store import GraphStore
from ascc_ld.rdf.files import reading

_LONGER = 16
"""How many times as long as ours a store may write a graph: escapes and datatypes take room."""
_LEAST = 2**26
"""Bytes that any graph may have."""

Progress = Callable[[str, int, int], None]
"""A callback: the graph, the bytes sent and the bytes to send."""


class Proof(Enum):
    """How a graph in the store compares with ours."""

    NONE = "not compared"
    IDENTICAL = "identical"
    SAME_VALUES = "identical up to"
    DIFFERENT = "different"
    ABSENT = "absent"


@dataclass(frozen=True)
class Landed:
    """A graph and its proof.

    ``triples`` are ours, ``found`` the store's (``None`` where it was not read), ``sha256`` is of
    what was compared.
    """

    graph: str
    triples: int
    proof: Proof
    found: int | None = None
    sha256: str | None = None
    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


class LoadFault(StoreFault):
    """Loading stopped.

    ``landed`` are the graphs that were loaded, ``failed`` is the one at which it stopped, with
    ``trace``, and ``waiting`` are those that were not tried.
    """

    def __init__(
        self,
        cause: StoreFault,
        landed: Sequence[Landed],
        failed: str,
        waiting: Sequence[str],
        state: str,
    ) -> None:
        self.landed, self.failed, self.waiting = tuple(landed), failed, tuple(waiting)
        lines = [str(cause), f"  failed     {failed}: {state}"]
        lines += [f"  landed     {done.graph}" for done in landed]
        lines += [f"  not tried  {graph}" for graph in waiting]
        lines.append(
            "Running the same command again is safe: a graph is replaced, never added to, and no "
            "other graph is touched."
        )
        super().__init__("\n".join(lines), cause.trace)


class Loader:
    """Loads into ``store``; ``folder`` is a place for temporary files about as large as the data.

    ``verify`` reads every graph back.  ``fast`` uses the store's fast upload if it has one.
    """

    def __init__(
        self, store: GraphStore, folder: Path, *, verify: bool = True, fast: bool = False
    ) -> None:
        self._store = store
        self._folder = folder
        self._verify = verify
        self._fast = fast

    def load(
        self,
        files: Sequence[GraphFile],
        progress: Progress = lambda *_: None,
        done: Callable[[Landed], None] = lambda _: None,
    ) -> tuple[Landed, ...]:
        """Put each graph and prove it; ``done`` is told of each.

        Raises :class:`LoadFault`, after which ``landed`` of it are in the store, and
        :class:`~ascc_ld.load.faults.UnloadableData` before anything is sent.
        """
        ours = {file.graph: sorted_ours(file, self._folder) for file in files if self._verify}
        self._store.check_alive()
        landed: list[Landed] = []
        for number, file in enumerate(files):
            try:
                found = self._load(file, ours.get(file.graph), progress)
            except (StoreFault, OSError) as error:
                fault = error if isinstance(error, StoreFault) else _ours(error, Trace.UNKNOWN)
                waiting = [later.graph for later in files[number + 1 :]]
                state = _state(fault, self._store, fast=self._fast)
                raise LoadFault(fault, landed, file.graph, waiting, state) from error
            landed.append(found)
            done(found)
        return tuple(landed)

    def _load(self, file: GraphFile, ours: SortedTriples | None, progress: Progress) -> Landed:
        def told(sent: int, size: int) -> None:
            progress(file.graph, sent, size)

        try:
            self._store.put_graph(file, told, fast=self._fast)
        except StoreFault as fault:
            if fault.trace is not Trace.UNKNOWN or ours is None:
                raise
            return self._looked_up(file, ours, fault)
        if ours is None:
            return Landed(file.graph, file.triples, Proof.NONE)
        try:
            found = compare_graphs(self._store, file, ours, self._folder)
            if found.foreign and self._store.kind.leaves_remains:
                self._put_anew(file, told)
                found = compare_graphs(self._store, file, ours, self._folder)
        except StoreFault as fault:
            if fault.trace is Trace.GONE:
                raise
            message = f"{fault} The store accepted the graph, but it could not be read back."
            raise StoreFault(message, Trace.WHOLE) from fault
        except OSError as error:
            raise _ours(error, Trace.WHOLE) from error
        if found.proof in (Proof.DIFFERENT, Proof.ABSENT):
            raise StoreFault(_difference(self._store, found), Trace.UNKNOWN)
        return found

    def _put_anew(self, file: GraphFile, told: Callable[[int, int], None]) -> None:
        """Delete the graph with what remained of an earlier one, and put it once more.

        Two requests are not a transaction: between them, and after a failure, the graph is gone.
        """
        self._store.delete_graph(file.graph)
        try:
            self._store.put_graph(file, told, fast=self._fast)
        except (StoreFault, OSError) as fault:
            message = f"{fault} The graph had been deleted to remove old triples from it."
            raise StoreFault(message, Trace.GONE) from fault

    def _looked_up(self, file: GraphFile, ours: SortedTriples, fault: StoreFault) -> Landed:
        """Return what a request without an answer did, if the store can tell."""
        try:
            found = compare_graphs(self._store, file, ours, self._folder)
        except (StoreFault, OSError):
            raise fault from None
        if found.proof in (Proof.IDENTICAL, Proof.SAME_VALUES):
            return found
        held = f" It now holds {found.found or 0:,} of {found.triples:,} triples."
        fast = self._fast and bool(self._store.kind.fast_parameters)
        trace = Trace.NONE if self._store.kind.whole and not fast else Trace.UNKNOWN
        raise StoreFault(f"{fault}{held if trace is Trace.UNKNOWN else ''}", trace) from fault


def sorted_ours(file: GraphFile, folder: Path, rewriting: Rewriting | None = None) -> SortedTriples:
    """Sort what is to be sent.

    Raises :class:`~ascc_ld.load.faults.UnloadableData` for bad syntax and for blank nodes.
    """
    try:
        with reading(file.graph, UnloadableData):
            return sort_triples(file.parsed(), folder, rewriting)
    except BlankNodes:
        raise UnloadableData(
            f"{file.graph} has blank nodes. Stores rename them, so no hash can prove that the "
            "graph arrived. Give them IRIs, or load with --no-verify."
        ) from None


def compare_graphs(store: GraphStore, file: GraphFile, ours: SortedTriples, folder: Path) -> Landed:
    """Read a graph of the store and compare it with ``ours``, the sorted triples of ``file``."""
    theirs = _sorted_theirs(store, file, folder)
    if theirs is None or (theirs.count == 0 and ours.count > 0):
        return Landed(file.graph, ours.count, Proof.ABSENT, 0)
    proof = Proof.IDENTICAL
    if theirs.sha256 != ours.sha256 and store.rewriting is not None:
        proof = Proof.SAME_VALUES
        ours = sorted_ours(file, folder, store.rewriting)
        found = ox.parse(path=theirs.path, format=ox.RdfFormat.N_TRIPLES)
        theirs = sort_triples(found, folder, store.rewriting)
    missing: list[str] = []
    foreign: list[str] = []
    if theirs.sha256 != ours.sha256:
        proof = Proof.DIFFERENT
        missing, foreign = differences(ours, theirs)
    return Landed(
        file.graph, ours.count, proof, theirs.count, ours.sha256, tuple(missing), tuple(foreign)
    )


def _sorted_theirs(store: GraphStore, ours: GraphFile, folder: Path) -> SortedTriples | None:
    with tempfile.TemporaryFile(dir=folder) as file:
        if not store.get_graph(ours.graph, file, max(_LEAST, _LONGER * ours.size)):
            return None
        file.seek(0)
        try:
            with reading(f"The N-Triples of {store.url}", StoreFault):
                return sort_triples(ox.parse(file, format=ox.RdfFormat.N_TRIPLES), folder)
        except BlankNodes:
            message = f"{store.url} returned blank nodes, but none were sent."
            raise StoreFault(message) from None


def _ours(error: OSError, trace: Trace) -> StoreFault:
    """Return the fault for our own disk, which is not the store's fault."""
    reason = error.strerror or str(error)
    return StoreFault(
        f"The temporary files on this machine failed, not the store: {reason}.", trace
    )


def _difference(store: GraphStore, found: Landed) -> str:
    lines = [
        f"{store.url} accepted the graph, but holds something else:",
        f"  {found.found or 0:,} triples instead of {found.triples:,}",
    ]
    lines += [f"  missing    {triple}" for triple in found.missing]
    lines += [f"  not ours   {triple}" for triple in found.foreign]
    return "\n".join(lines)


def _state(fault: StoreFault, store: GraphStore, *, fast: bool) -> str:
    if fault.trace is not Trace.UNKNOWN:
        return str(fault.trace)
    if store.kind.whole and not (fast and store.kind.fast_parameters):
        return "unknown: as it was, or replaced as a whole"
    return "unknown: as it was, replaced, or partly replaced"
