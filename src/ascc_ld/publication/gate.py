"""The gate: what breaks a rule of the shapes goes nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ascc_ld.ground.faults import NonConformingGraph
from ascc_ld.ground.project import Project
from ascc_ld.mapping import Dataset
from ascc_ld.reading.corpus import Corpus

if TYPE_CHECKING:
    from ascc_ld.validation import Report

__all__ = ["conforming"]


def conforming(project: Project, corpus: Corpus, dataset: Dataset) -> Report:
    """Return the report on a graph that may be published: it breaks no rule of the shapes.

    Raises :class:`~ascc_ld.ground.faults.NonConformingGraph` for one that does.
    """
    from ascc_ld.mapping.origins import origins
    from ascc_ld.rdf.rdflib_graphs import to_graph
    from ascc_ld.rdf.terms import prefixes
    from ascc_ld.reading.shapes import read_shapes
    from ascc_ld.validation import Severity, check

    bound = prefixes(corpus.base)
    report = check(
        to_graph(dataset.union(), bound),
        to_graph(read_shapes(project, corpus.base), bound),
        origins(corpus),
    )
    if not report.conforms:
        raise NonConformingGraph(
            f"The graph breaks the rules; nothing was written.\n"
            f"{report.sentences(Severity.VIOLATION)}"
        )
    return report
