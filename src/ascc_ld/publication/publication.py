"""The door to the publisher: a graph, its shapes, context and files, and what is known of it.

Above it nobody knows how a declaration is read; below it nobody knows how it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyoxigraph as ox

from ascc_ld.ground.faults import Origin
from ascc_ld.ground.project import REUSED_TERMS, Project
from ascc_ld.mapping import Dataset
from ascc_ld.mapping.loading import load
from ascc_ld.mapping.provenance import row_origins
from ascc_ld.publication.files import CONTEXT, LOGO, data_files
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.reading.corpus import Corpus
from ascc_ld.reading.dataset_settings import (
    DATASET,
    FILES,
    GRAPHS,
    DatasetDescription,
    DistributedFile,
)
from ascc_ld.reading.registry import Country, WorkSource
from ascc_ld.reading.turtle_files import read_shapes, read_turtle
from ascc_ld.reading.vocabulary import refuse_unusable
from ascc_ld.sparql.example import Example

__all__ = [
    "DATASET",
    "FILES",
    "GRAPHS",
    "Country",
    "DatasetDescription",
    "DatasetFacts",
    "DistributedFile",
    "Publication",
    "WorkSource",
    "chosen_base",
]


@dataclass(frozen=True)
class DatasetFacts:
    """What the project's tables say of the data set as a whole.

    ``about`` is written by hand; ``graphs`` are the quads by the IRI of their named graph;
    ``sources`` are those of the registry by slug; ``period`` is from the first day of a conference
    or declaration to the last, where days are known.
    """

    about: DatasetDescription
    graphs: Mapping[str, tuple[ox.Quad, ...]]
    sources: Mapping[str, WorkSource]
    editions: tuple[str, ...]
    period: tuple[date, date] | None
    countries: tuple[Country, ...]

    @classmethod
    def from_corpus(cls, corpus: Corpus, dataset: Dataset) -> DatasetFacts:
        """Return what ``corpus`` says of the data set that it was mapped to."""
        abouts = [edition.about for edition in corpus.editions]
        days = [day for each in abouts for day in (each.start, each.end, each.issued) if day]
        return cls(
            about=corpus.description,
            graphs=dataset.graphs,
            sources=corpus.registry.sources,
            editions=tuple(edition.slug for edition in corpus.editions),
            period=(min(days), max(days)) if days else None,
            countries=tuple(corpus.registry.countries.values()),
        )


@dataclass(frozen=True)
class Publication:
    """Quads with IRIs below ``base``, and what is published with them.

    ``asserted`` are the triples that the ``shapes`` are about; ``terms`` name the terms of other
    vocabularies, and are not published; ``context`` is the JSON-LD context
    document; ``files`` are the contents of the published files by name; ``origins`` are the rows
    that nodes were read from.  Of quads that others wrote only the first five are known: their
    ``facts`` are ``None``.
    """

    base: str
    quads: Sequence[ox.Quad]
    shapes: Sequence[ox.Triple]
    terms: Sequence[ox.Triple]
    context: str
    files: Mapping[str, bytes]
    asserted: Sequence[ox.Triple] = ()
    facts: DatasetFacts | None = None
    examples: Sequence[Example] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @classmethod
    def from_project(
        cls, project: Project, base: str | None = None, *, tried: bool = True
    ) -> Publication:
        """Return what ``project`` publishes; ``base`` overrides the base IRI of its editions.

        The graph is not checked: see :mod:`ascc_ld.publication.gate`.  The example queries are
        ``tried`` on an empty store, unless a build has done so before.  Raises
        :class:`~ascc_ld.ground.faults.DataError`.
        """
        return cls.from_corpus(project, *load(project, base, tried=tried))

    @classmethod
    def from_corpus(cls, project: Project, corpus: Corpus, dataset: Dataset) -> Publication:
        """Return what is published of ``corpus``, which was read from ``project`` and mapped."""
        shapes = read_shapes(project, corpus.base)
        return cls(
            base=corpus.base,
            quads=[quad for quads in dataset.graphs.values() for quad in quads],
            shapes=shapes,
            terms=read_turtle(project, REUSED_TERMS),
            context=project.read_text(CONTEXT, corpus.base),
            files=data_files(project, corpus, dataset, shapes),
            asserted=dataset.union(),
            facts=DatasetFacts.from_corpus(corpus, dataset),
            examples=corpus.examples,
            origins=row_origins(corpus),
        )

    @classmethod
    def from_quads(cls, project: Project, base: str, quads: Sequence[ox.Quad]) -> Publication:
        """Return what is published of ``quads``, which others wrote, with IRIs below ``base``.

        Shapes, context and logo are those of ``project``.  The one dump is N-Quads.
        """
        context = project.read_text(CONTEXT, base)
        return cls(
            base=base,
            quads=quads,
            shapes=read_shapes(project, base),
            terms=read_turtle(project, REUSED_TERMS),
            context=context,
            files={
                "ascc.nq": sorted_n_quads(quads),
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
