"""The operations of a store, after the SPARQL 1.1 Graph Store HTTP Protocol.

https://www.w3.org/TR/sparql11-http-rdf-update/ reads and writes graphs, and
https://www.w3.org/TR/sparql11-protocol/ tells whether the store answers.  The kinds of store
differ in the attributes below, not in code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import IO, ClassVar

from ascc_ld.http_client.client import Download
from ascc_ld.load.faults import StoreFault, WrongStoreUsage
from ascc_ld.load.graph_files import GraphFile
from ascc_ld.load.lexical_forms import NUMBERS, Rewriting
from ascc_ld.load.store_client import N_TRIPLES, StoreClient, Upload

# Some stores call the same syntax by the name of a syntax that contains it.
_READABLE = frozenset({N_TRIPLES, "text/plain", "text/turtle"})
_ABSENT = "urn:x-ascc-ld:no-such-graph"


class GraphStore:
    """A store that speaks the Graph Store Protocol at ``url``."""

    name: ClassVar[str] = "generic"
    example_url: ClassVar[str] = "http://localhost:8000/rdf-graph-store"

    graph_path: ClassVar[str] = ""
    """Where graphs are read and written, below the URL of the store."""
    query_path: ClassVar[str | None] = None
    """Where queries are asked, below the URL of the store; ``None`` where that is not known."""
    content_type: ClassVar[str] = N_TRIPLES
    """The media type under which N-Triples are sent."""
    preamble: ClassVar[bytes] = b""
    """Bytes before the triples."""
    closing: ClassVar[bytes] = b""
    """Bytes after the triples."""
    scheme: ClassVar[str] = "basic"
    """How credentials are sent unless ``ASCC_LD_AUTH`` says otherwise."""
    whole: ClassVar[bool] = False
    """Whether a PUT that fails leaves the graph as it was, because it is one transaction."""
    leaves_remains: ClassVar[bool] = False
    """Whether a PUT may leave some old triples, so that the graph must be deleted first then."""
    rewriting: ClassVar[Rewriting | None] = NUMBERS
    """The literals that the store rewrites; ``None`` if it rewrites none."""
    fast_parameters: ClassVar[Mapping[str, str]] = {}
    """What a fast PUT adds to the parameters; empty if the store has no fast upload over HTTP."""
    fast_cost: ClassVar[str] = ""
    """The cost of the fast upload, as the end of a sentence."""

    def __init__(self, client: StoreClient) -> None:
        self._client = client
        self._put: set[str] = set()

    @property
    def url(self) -> str:
        """The URL of the store as it was given, without a final slash."""
        return self._client.url

    def check_alive(self) -> None:
        """Check that the store answers and allows reading.

        Raises :class:`~ascc_ld.load.faults.StoreFault`.
        """
        if self.query_path is not None:
            self._ask_anything()
        self._client.read(self.url + self.graph_path, {"graph": _ABSENT}, N_TRIPLES)

    def put_graph(
        self, file: GraphFile, progress: Callable[[int, int], None], *, fast: bool = False
    ) -> None:
        """Make the graph exactly the triples of ``file``, whatever it was before.

        ``progress`` receives the bytes sent and the bytes to send.  ``fast`` uses the store's fast
        upload if it has one.  Raises :class:`~ascc_ld.load.faults.StoreFault`.
        """
        fast_parameters = self.fast_parameters if fast else {}
        self._client.write(
            self.url + self.graph_path,
            {"graph": file.graph, **fast_parameters},
            Upload(file, progress, self.content_type, self.preamble, self.closing),
            whole=self.whole and not fast_parameters,
        )
        self._put.add(file.graph)

    def get_graph(self, graph: str, file: IO[bytes]) -> bool:
        """Write the N-Triples of a graph to ``file``; return whether there is such a graph.

        Raises :class:`~ascc_ld.load.faults.StoreFault`.
        """
        target = {"graph": graph}
        download = Download(file, _READABLE)
        reply = self._client.read(self.url + self.graph_path, target, N_TRIPLES, download)
        if reply is None:
            return False
        if reply.media_type not in _READABLE:
            raise StoreFault(
                f"{self.url} answered with {reply.media_type or 'something'} where a graph store "
                f"sends {N_TRIPLES}. Is this the URL of a {self.name} store, such as "
                f"{self.example_url}?"
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
        self._client.write(self.url + self.graph_path, target, None, whole=self.whole)
        self._put.remove(graph)

    def _ask_anything(self) -> None:
        results = "application/sparql-results+json"
        reply = self._client.read(f"{self.url}{self.query_path}", {"query": "ASK {}"}, results)
        try:
            answer = json.loads(reply.content) if reply else None
        except ValueError:
            answer = None
        # Virtuoso answers ASK with a table; both forms have a head.
        if not isinstance(answer, dict) or "head" not in answer:
            raise StoreFault(
                f"{self.url} does not answer queries, as every {self.name} store does. "
                f"The URL of one looks like {self.example_url}."
            )
