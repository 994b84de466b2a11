"""The site made from a project, or from quads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pyoxigraph as ox

from ascc_ld.description import (
    DESCRIPTION,
    DESCRIPTION_GRAPH,
    dataset_markup,
    describe,
    described,
    make_record,
)
from ascc_ld.ground.project import Project
from ascc_ld.publication.publication import Publication
from ascc_ld.site.bundle import bundle_files
from ascc_ld.site.site import Site
from ascc_ld.site.sources import Sources


def site_of_project(project: Project, base: str | None = None, *, root: str = "/") -> Site:
    """Return the site of ``project``; ``base`` overrides the base IRI of its editions.

    ``root`` is the path of the site on its host.  The graph is not checked
    against the shapes.  Raises :class:`~ascc_ld.ground.faults.DataError`.
    """
    publication = Publication.from_project(project, base, tried=False)
    return _site(project, publication, root=root)


def gated_site(
    project: Project, base: str | None = None, *, endpoint: str = ""
) -> tuple[Site, Callable[[], object]]:
    """Return the site of ``project``, and a gate that checks whether it may be published.

    The query page sends queries to the SPARQL endpoint at ``endpoint``, if it is given.
    Raises :class:`~ascc_ld.ground.faults.DataError`; the gate raises
    :class:`~ascc_ld.ground.faults.NonConformingGraph` for a graph that breaks a rule.
    """
    from ascc_ld.publication.gate import conforming

    publication = Publication.from_project(project, base)
    site = _site(project, publication, endpoint=endpoint, hosted=True)
    return site, partial(conforming, publication)


def site_of_quads(
    project: Project, base: str, quads: Sequence[ox.Quad], *, root: str = "/"
) -> Site:
    """Return the site of any ``quads`` with IRIs below ``base``.

    The site says of the dataset only what the quads say.  ``root`` is the path of the site on
    its host.
    """
    publication = Publication.from_quads(project, base, quads)
    description = [q for q in quads if q.graph_name == ox.NamedNode(base + DESCRIPTION_GRAPH)]
    said = {DESCRIPTION: described(description, base)} if description else {}
    return Site(
        Sources(
            base=base,
            quads=quads,
            shapes=publication.shapes,
            terms=publication.terms,
            context=publication.context,
            files={**publication.files, **said},
            bundle=bundle_files(project),
            root=root,
        )
    )


def _site(
    project: Project,
    publication: Publication,
    *,
    root: str = "/",
    endpoint: str = "",
    hosted: bool = False,
) -> Site:
    record = make_record(publication)
    description = describe(record)
    return Site(
        Sources(
            base=publication.base,
            quads=[*publication.quads, *description],
            shapes=publication.shapes,
            terms=publication.terms,
            context=publication.context,
            files={**publication.files, DESCRIPTION: described(description, publication.base)},
            bundle=bundle_files(project),
            markup={language: dataset_markup(record, language) for language in record.about.title},
            examples=publication.examples,
            origins=publication.origins,
            root=root,
            endpoint=endpoint,
            hosted=hosted,
            titles={name: file.title for name, file in record.about.files.items()},
        )
    )
