"""What is served, where that is not our own graph: RDF files, or the graphs of a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ascc_ld.ground.project import Project
from ascc_ld.publication.publication import chosen_base
from ascc_ld.queries.child import Request, answer_in_child
from ascc_ld.rdf.files import read_files
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.terms import prefixes
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.errors import OtherSideFailed

__all__ = ["ServedData"]

_GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"
_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"


@dataclass(frozen=True)
class ServedData:
    """Quads with the base of their IRIs, and the prefixes that a query need not declare."""

    base: str
    prefixes: Mapping[str, str]
    quads: Sequence[ox.Quad]

    def n_quads(self) -> bytes:
        """Return the quads as sorted N-Quads."""
        return sorted_n_quads(self.quads)

    @classmethod
    def of_files(
        cls, files: Iterable[Path], project: Project, base: str | None = None
    ) -> ServedData:
        """Return what RDF files hold; raises :class:`~ascc_ld.ground.faults.UnreadableGraph`."""
        base = chosen_base(project, base)
        return cls(base, prefixes(base), list(read_files(files)))

    @classmethod
    def of_store(
        cls, url: str, project: Project, base: str | None = None, seconds: float | None = None
    ) -> ServedData:
        """Return the named graphs of the store whose SPARQL endpoint is at ``url``.

        Each answer may take ``seconds``.  Raises
        :class:`~ascc_ld.sparql.errors.OtherSideFailed`, also for a graph without an IRI, and
        :class:`~ascc_ld.sparql.errors.QueryTimedOut`.
        """
        base = chosen_base(project, base)

        def asked(query: str) -> Answer:
            request = Request(query, "the store", str(project.root), base, endpoint=url)
            return answer_in_child(request, seconds)

        quads = []
        for (name,) in asked(_GRAPHS).terms:
            if not isinstance(name, ox.NamedNode):
                raise OtherSideFailed(
                    f"The store names a graph by a blank node, {name}, by which nobody can ask "
                    "for it. Give that graph an IRI."
                )
            triples = asked(_GRAPH.format(graph=name)).triples
            quads += [ox.Quad(t.subject, t.predicate, t.object, name) for t in triples]
        return cls(base, prefixes(base), quads)
