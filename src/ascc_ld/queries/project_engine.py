"""The engine over a project."""

from __future__ import annotations

from ascc_ld.ground.project import Project
from ascc_ld.mapping.loading import load
from ascc_ld.rdf.terms import prefixes
from ascc_ld.sparql.engine import EmbeddedEngine


def project_engine(project: Project, base: str | None = None) -> EmbeddedEngine:
    """Return the engine over all named graphs of ``project``, the derived ones too.

    Raises :class:`~ascc_ld.ground.faults.DataError`.
    """
    corpus, dataset = load(project, base)
    quads = (quad for stated in dataset.graphs.values() for quad in stated)
    return EmbeddedEngine(quads, prefixes(corpus.base))
