"""The site of a project: what is read, mapped and exported becomes its sources."""

from __future__ import annotations

from collections.abc import Callable

from ascc_ld.corpus import Corpus
from ascc_ld.mapping import Dataset
from ascc_ld.project import Project
from ascc_ld.site.site import Site, Sources

__all__ = ["checked_site", "site_of_project"]


def site_of_project(project: Project, base: str | None = None) -> Site:
    """Return the site of ``project``; ``base`` overrides the base IRI of its editions.

    Raises :class:`~ascc_ld.faults.DataError`.  The graph is not checked against the shapes.
    """
    from ascc_ld.main_job import load

    return _site(project, *load(project, base, tried=False))


def checked_site(project: Project, base: str | None, tell: Callable[[str], None]) -> Site:
    """Return the site of ``project`` if its graph may be published.

    ``tell`` is told what is being done.  Raises :class:`~ascc_ld.faults.DataError`, and
    :class:`~ascc_ld.faults.NonConformingGraph` for a graph that breaks a rule.
    """
    from ascc_ld.main_job import checked

    corpus, dataset, _ = checked(project, base, tell)
    return _site(project, corpus, dataset)


def _site(project: Project, corpus: Corpus, dataset: Dataset) -> Site:
    from ascc_ld.description import dataset_markup, describe, make_record
    from ascc_ld.export import CONTEXT, DESCRIPTION, data_files, described, read_shapes
    from ascc_ld.origins import origins
    from ascc_ld.vocabulary import rebased

    files = data_files(project, corpus, dataset)
    record = make_record(corpus, dataset, files)
    description = describe(record)
    context = rebased(corpus.authored_base, corpus.base)(project.read_text(CONTEXT))
    return Site(
        Sources(
            base=corpus.base,
            quads=[q for quads in (*dataset.graphs.values(), description) for q in quads],
            shapes=read_shapes(project, corpus.base),
            context=context,
            files={**files, DESCRIPTION: described(description, corpus.base)},
            markup={language: dataset_markup(record, language) for language in record.about.title},
            origins=origins(corpus),
        )
    )
