"""What the publisher is given: a graph, its shapes, context and files, and what describes it.

Above this door nobody knows how a declaration is read; below it nobody knows how it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ascc_ld.ground.faults import Origin
from ascc_ld.ground.project import Project
from ascc_ld.mapping import Dataset
from ascc_ld.mapping.loading import load
from ascc_ld.mapping.origins import origins
from ascc_ld.publication.files import CONTEXT, LOGO, data_files
from ascc_ld.publication.gate import conforming
from ascc_ld.rdf.n_lines import n_lines
from ascc_ld.reading.corpus import Corpus
from ascc_ld.reading.dataset_settings import (
    DATASET,
    FILES,
    GRAPHS,
    DatasetDescription,
    DistributedFile,
)
from ascc_ld.reading.registry import Country, WorkSource
from ascc_ld.reading.shapes import read_shapes
from ascc_ld.reading.vocabulary import refuse_unusable
from ascc_ld.sparql.example import Example

if TYPE_CHECKING:
    from ascc_ld.validation import Report

__all__ = [
    "DATASET",
    "FILES",
    "GRAPHS",
    "Country",
    "Curated",
    "DatasetDescription",
    "DistributedFile",
    "Publication",
    "WorkSource",
    "chosen_base",
    "gated",
    "of_corpus",
    "of_project",
    "of_quads",
]


@dataclass(frozen=True)
class Curated:
    """What the tables say of the data set as a whole, and its named graphs.

    ``about`` is written by hand; ``sources`` are those of the registry by slug; ``period`` is from
    the first day of the first conference to the last day of the last.
    """

    about: DatasetDescription
    graphs: Mapping[str, tuple[ox.Quad, ...]]
    sources: Mapping[str, WorkSource]
    editions: tuple[str, ...]
    period: tuple[date, date]
    countries: tuple[Country, ...]


@dataclass(frozen=True)
class Publication:
    """Quads with IRIs below ``base``, and what is published beside them.

    ``shapes`` are the triples of the shapes, ``context`` is the JSON-LD context document, ``files``
    are the contents of the published files by name, and ``origins`` the rows that nodes were read
    from.  ``curated`` is ``None`` for quads that others wrote.
    """

    base: str
    quads: Sequence[ox.Quad]
    shapes: Sequence[ox.Triple]
    context: str
    files: Mapping[str, bytes]
    curated: Curated | None = None
    examples: Sequence[Example] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)


def of_project(project: Project, base: str | None = None, *, tried: bool = True) -> Publication:
    """Return what ``project`` publishes, without checking it against the shapes.

    ``base`` overrides the base IRI of its editions.  The example queries are ``tried`` on an empty
    store, unless a build has done so before.  Raises :class:`~ascc_ld.ground.faults.DataError`.
    """
    return of_corpus(project, *load(project, base, tried=tried))


def gated(project: Project, base: str | None = None) -> tuple[Publication, Callable[[], Report]]:
    """Return what ``project`` publishes, and what tells whether it may be published.

    Raises :class:`~ascc_ld.ground.faults.DataError`; the gate raises
    :class:`~ascc_ld.ground.faults.NonConformingGraph` for a graph that breaks a rule.
    """
    corpus, dataset = load(project, base)
    return of_corpus(project, corpus, dataset), partial(conforming, project, corpus, dataset)


def of_corpus(project: Project, corpus: Corpus, dataset: Dataset) -> Publication:
    """Return what is published of a corpus that has been mapped."""
    abouts = [edition.about for edition in corpus.editions]
    return Publication(
        base=corpus.base,
        quads=[quad for quads in dataset.graphs.values() for quad in quads],
        shapes=read_shapes(project, corpus.base),
        context=project.read_text(CONTEXT, corpus.base),
        files=data_files(project, corpus, dataset),
        curated=Curated(
            about=corpus.description,
            graphs=dataset.graphs,
            sources=corpus.registry.sources,
            editions=tuple(edition.slug for edition in corpus.editions),
            period=(min(about.start for about in abouts), max(about.end for about in abouts)),
            countries=tuple(corpus.registry.countries.values()),
        ),
        examples=corpus.examples,
        origins=origins(corpus),
    )


def of_quads(project: Project, base: str, quads: Sequence[ox.Quad]) -> Publication:
    """Return what is published of ``quads``, which others read or wrote, with IRIs below ``base``.

    Shapes, context and logo are those of ``project``.  The one dump is N-Quads.
    """
    context = project.read_text(CONTEXT, base)
    return Publication(
        base=base,
        quads=quads,
        shapes=read_shapes(project, base),
        context=context,
        files={
            "ascc.nq": n_lines(quads),
            "context.jsonld": context.encode(),
            "logo.svg": project.read_text(LOGO).encode(),
        },
    )


def chosen_base(project: Project, base: str | None) -> str:
    """Return ``base``, or the one that the project's own files are written under.

    Raises :class:`~ascc_ld.ground.faults.UnusableBase`.
    """
    refuse_unusable(base)
    return base or project.authored_base
