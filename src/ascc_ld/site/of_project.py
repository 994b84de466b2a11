"""The site of a project: what is read, mapped and exported becomes its sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pyoxigraph as ox

from ascc_ld.corpus import Corpus
from ascc_ld.mapping import Dataset
from ascc_ld.project import Project
from ascc_ld.site.page import load_templates
from ascc_ld.site.site import Site, Sources

__all__ = ["gated_site", "site_of_project", "site_of_quads"]

LOGO = "ontology/logo.svg"


def site_of_project(
    project: Project, base: str | None = None, *, federated: bool = False, root: str = "/"
) -> Site:
    """Return the site of ``project``; ``base`` overrides the base IRI of its editions.

    ``federated`` says of the endpoint that it answers SERVICE, ``root`` at which path of its host
    the site is.  The graph is not checked against
    the shapes.  Raises :class:`~ascc_ld.faults.DataError`.
    """
    from ascc_ld.main_job import load

    return _site(project, *load(project, base, tried=False), federated=federated, root=root)


def gated_site(project: Project, base: str | None = None) -> tuple[Site, Callable[[], object]]:
    """Return the site of ``project``, and what tells whether it may be published.

    Raises :class:`~ascc_ld.faults.DataError`; the gate raises
    :class:`~ascc_ld.faults.NonConformingGraph` for a graph that breaks a rule.
    """
    from ascc_ld.main_job import conforming, load

    corpus, dataset = load(project, base)
    load_templates()
    return _site(project, corpus, dataset), partial(conforming, project, corpus, dataset)


def site_of_quads(
    project: Project, base: str, quads: Sequence[ox.Quad], *, root: str = "/"
) -> Site:
    """Return the site of ``quads``, which others read or wrote, with IRIs below ``base``.

    Shapes, context and logo are those of ``project``.  The one published file is N-Quads; what the
    quads do not say of the dataset is not made up.  ``root`` is the path of the site on its host.
    """
    from ascc_ld.description import DESCRIPTION_GRAPH
    from ascc_ld.export import CONTEXT, DESCRIPTION, described, n_lines, read_shapes
    from ascc_ld.site.bundle import bundle_files
    from ascc_ld.vocabulary import authored_base, rebased

    context = rebased(authored_base(project), base)(project.read_text(CONTEXT))
    description = [q for q in quads if q.graph_name == ox.NamedNode(base + DESCRIPTION_GRAPH)]
    files = {
        "ascc.nq": n_lines(quads),
        "context.jsonld": context.encode(),
        "logo.svg": project.read_text(LOGO).encode(),
        **({DESCRIPTION: described(description, base)} if description else {}),
    }
    return Site(
        Sources(
            base=base,
            quads=quads,
            shapes=read_shapes(project, base),
            context=context,
            files=files,
            bundle=bundle_files(project),
            root=root,
        )
    )


def _site(
    project: Project,
    corpus: Corpus,
    dataset: Dataset,
    *,
    federated: bool = False,
    root: str = "/",
) -> Site:
    from ascc_ld.description import dataset_markup, describe, make_record
    from ascc_ld.export import CONTEXT, DESCRIPTION, data_files, described, read_shapes
    from ascc_ld.origins import origins
    from ascc_ld.site.bundle import bundle_files
    from ascc_ld.vocabulary import rebased

    files = data_files(project, corpus, dataset)
    record = make_record(corpus, dataset, files)
    description = describe(record, federated=federated)
    context = rebased(corpus.authored_base, corpus.base)(project.read_text(CONTEXT))
    return Site(
        Sources(
            base=corpus.base,
            quads=[q for quads in (*dataset.graphs.values(), description) for q in quads],
            shapes=read_shapes(project, corpus.base),
            context=context,
            files={**files, DESCRIPTION: described(description, corpus.base)},
            bundle=bundle_files(project),
            markup={language: dataset_markup(record, language) for language in record.about.title},
            examples=corpus.examples,
            origins=origins(corpus),
            root=root,
            titles={name: file.title for name, file in corpus.description.files.items()},
        )
    )
