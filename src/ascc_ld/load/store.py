"""The operations of a store, after the SPARQL 1.1 Graph Store HTTP Protocol.

https://www.w3.org/TR/sparql11-http-rdf-update/ reads and writes graphs, and
https://www.w3.org/TR/sparql11-protocol/ tells whether the store answers.  The kinds of store
(``stores.toml``) differ in their attributes, not in code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO

from ascc_ld.http_client.client import Download
from ascc_ld.load.faults import StoreFault, WrongStoreUsage
from ascc_ld.load.graph_files import GraphFile
from ascc_ld.load.lexical_forms import REWRITINGS
from ascc_ld.load.store_client import N_TRIPLES, StoreClient, Upload

# Some stores call the same syntax by the name of a syntax that contains it.
_READABLE = frozenset({N_TRIPLES, "text/plain", "text/turtle"})
_ABSENT = "urn:x-ascc-ld:no-such-graph"


@dataclass(frozen=True, kw_only=True)
class StoreKind:
    """What a kind of store has of its own: a row of ``stores.toml``.

    ``graph_path`` and ``query_path`` stand below the URL of the store: there graphs are read and
    written, and queries asked (``None`` where that is not known).  N-Triples are sent as
    ``content_type``, between ``preamble`` and ``closing``.  ``scheme`` is how credentials are sent
    unless ``ASCC_LD_AUTH`` says otherwise.

    ``whole``: a PUT that fails leaves the graph as it was, because it is one transaction.
    ``leaves_remains``: a PUT may leave some old triples, so that the graph must be deleted first
    then.  ``rewriting`` names the literals that the store rewrites, a key of
    :data:`~ascc_ld.load.lexical_forms.REWRITINGS`.

    ``fast_parameters`` are what a fast PUT adds to the parameters, none if the store has no fast
    upload over HTTP; ``fast_cost`` is its cost, as the end of a sentence.
    """

    name: str
    example_url: str
    graph_path: str = ""
    query_path: str | None = None
    content_type: str = N_TRIPLES
    preamble: str = ""
    closing: str = ""
    scheme: str = "basic"
    whole: bool = False
    leaves_remains: bool = False
    rewriting: str = "numbers"
    fast_parameters: Mapping[str, str] = field(default_factory=dict)
    fast_cost: str = ""


class GraphStore:
    """A store that speaks the Graph Store Protocol at ``url``."""

    def __init__(self, kind: StoreKind, client: StoreClient) -> None:
        self.kind = kind
        self.rewriting = REWRITINGS[kind.rewriting]
        """The literals that the store rewrites; ``None`` if it rewrites none."""
        self._client = client
        self._graphs = client.url + kind.graph_path
        self._put: set[str] = set()

    @property
    def url(self) -> str:
        """The URL of the store as it was given, without a final slash."""
        return self._client.url

    def check_alive(self) -> None:
        """Check that the store answers and allows reading.

        Raises :class:`~ascc_ld.load.faults.StoreFault`.
        """
        if self.kind.query_path is not None:
            self._ask_anything()
        self._client.read(self._graphs, {"graph": _ABSENT}, N_TRIPLES)

    def put_graph(
        self, file: GraphFile, progress: Callable[[int, int], None], *, fast: bool = False
    ) -> None:
        """Make the graph exactly the triples of ``file``, whatever it was before.

        ``progress`` receives the bytes sent and the bytes to send.  ``fast`` uses the store's fast
        upload if it has one.  Raises :class:`~ascc_ld.load.faults.StoreFault`.
        """
        fast_parameters = self.kind.fast_parameters if fast else {}
        self._client.write(
            self._graphs,
            {"graph": file.graph, **fast_parameters},
            Upload(
                file,
                progress,
                self.kind.content_type,
                self.kind.preamble.encode(),
                self.kind.closing.encode(),
            ),
            whole=self.kind.whole and not fast_parameters,
        )
        self._put.add(file.graph)

    def get_graph(self, graph: str, file: IO[bytes], most: int) -> bool:
        """Write the N-Triples of a graph to ``file``; return whether there is such a graph.

        Raises :class:`~ascc_ld.load.faults.StoreFault`, for more than ``most`` bytes too.
        """
        target = {"graph": graph}
        download = Download(file, _READABLE, most)
        reply = self._client.read(self._graphs, target, N_TRIPLES, download)
        if reply is None:
            return False
        if reply.media_type not in _READABLE:
            raise StoreFault(
                f"{self.url} answered with {reply.media_type or 'something'} where a graph store "
                f"sends {N_TRIPLES}. Is this the URL of a {self.kind.name} store, such as "
                f"{self.kind.example_url}?"
            )
        return True

    def delete_graph(self, graph: str) -> None:
        """Delete a graph that was put there through this object, and no other.

        Raises :class:`~ascc_ld.load.faults.WrongStoreUsage` for any other graph, and
        :class:`~ascc_ld.load.faults.StoreFault`.
        """
        if graph not in self._put:
            raise WrongStoreUsage(f"{graph} was not loaded here, so it is not deleted.")
        target = {"graph": graph}
        self._client.write(self._graphs, target, None, whole=self.kind.whole)
        self._put.remove(graph)

    def _ask_anything(self) -> None:
        results = "application/sparql-results+json"
        reply = self._client.read(f"{self.url}{self.kind.query_path}", {"query": "ASK {}"}, results)
        try:
            answer = json.loads(reply.content) if reply else None
        except ValueError:
            answer = None
        # Virtuoso answers ASK with a table; both forms have a head.
        if not isinstance(answer, dict) or "head" not in answer:
            raise StoreFault(
                f"{self.url} does not answer queries, as every {self.kind.name} store does. "
                f"The URL of one looks like {self.kind.example_url}."
            )
