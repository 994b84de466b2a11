"""The site of a project: what is read, mapped and exported becomes its sources."""

from __future__ import annotations

from collections.abc import Callable

from ascc_ld.project import Project
from ascc_ld.site.site import Site, Sources

__all__ = ["site_of_project"]


def site_of_project(
    project: Project, base: str | None = None, tell: Callable[[str], None] | None = None
) -> Site:
    """Return the site of ``project``; ``base`` overrides the base IRI of its editions.

    ``tell`` is told what is being done.  Raises :class:`~ascc_ld.faults.DataError`, and
    :class:`~ascc_ld.faults.NonConformingGraph`: such a graph is not published.
    """
    from ascc_ld.export import CONTEXT, published_files, read_shapes
    from ascc_ld.main_job import checked
    from ascc_ld.origins import origins
    from ascc_ld.vocabulary import rebased

    corpus, dataset, _ = checked(project, base, tell or (lambda _: None))
    files = published_files(project, corpus, dataset)
    context = rebased(corpus.authored_base, corpus.base)(project.read_text(CONTEXT))
    return Site(
        Sources(
            base=corpus.base,
            quads=[quad for quads in dataset.graphs.values() for quad in quads],
            shapes=read_shapes(project, corpus.base),
            context=context,
            files=files,
            origins=origins(corpus),
        )
    )
