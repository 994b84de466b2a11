"""The main job: read → map → check → write; a graph that does not pass goes nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ascc_ld.ground.project import Project
from ascc_ld.mapping import Dataset
from ascc_ld.reading.corpus import Corpus

if TYPE_CHECKING:
    from ascc_ld.publication.publication import Publication


@dataclass(frozen=True)
class Summary:
    """What a build read, made and wrote; ``files`` gives sizes in bytes, ``quads`` by graph."""

    editions: tuple[str, ...]
    code_points: int
    sentences: int
    statements: Mapping[str, int]
    participants: int
    countries: int
    organisations: int
    mentions: int
    links: int
    quads: Mapping[str, int]
    findings: Mapping[str, int]
    files: Mapping[str, int]


def named_graphs(project: Project, base: str | None = None) -> Mapping[str, Sequence[ox.Quad]]:
    """Return what a triple store is filled with: the named graphs and their description.

    Raises :class:`~ascc_ld.ground.faults.DataError`.
    """
    from ascc_ld.description import DESCRIPTION_GRAPH, describe, make_record
    from ascc_ld.publication.publication import Publication

    record = make_record(Publication.from_project(project, base))
    return {**record.graphs, record.names[DESCRIPTION_GRAPH].value: describe(record)}


def run(
    project: Project,
    out: Path,
    base: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Summary:
    """Build the published files of ``project`` in the folder ``out``.

    Raises :class:`~ascc_ld.ground.faults.DataError` for faulty data,
    :class:`~ascc_ld.ground.faults.NonConformingGraph` for a graph that breaks a rule, and
    :class:`~ascc_ld.building.output_folder.ForeignFiles` where ``out`` holds somebody else's
    files; in each case ``out`` is as it was.
    """
    from ascc_ld.building.output_folder import checksums, put_in_place
    from ascc_ld.mapping.loading import load
    from ascc_ld.publication.gate import conforming
    from ascc_ld.publication.publication import Publication

    tell = progress or (lambda _: None)
    tell("Reading the text and the tables")
    corpus, dataset = load(project, base)
    publication = Publication.from_corpus(project, corpus, dataset)
    tell("Checking the graph against the shapes")
    report = conforming(publication)
    tell("Writing the files")
    files = _published_files(publication)
    put_in_place(files, out, "ascc-ld build")
    sizes = {name: len(content) for name, content in files.items()}
    sizes["SHA256SUMS"] = len(checksums(files))
    return _summary(corpus, dataset, report.counts(), sizes)


def _published_files(publication: Publication) -> Mapping[str, bytes]:
    """Return the content of every published file by name: data, and what describes them."""
    from ascc_ld.description import DESCRIPTION, describe, described, make_record

    description = describe(make_record(publication))
    return {**publication.files, DESCRIPTION: described(description, publication.base)}


def _summary(
    corpus: Corpus, dataset: Dataset, findings: Mapping[str, int], files: Mapping[str, int]
) -> Summary:
    editions = corpus.editions
    participations = [p for edition in editions for p in edition.participations]
    statements = Counter(s.type for edition in editions for s in edition.statements)
    return Summary(
        editions=tuple(edition.slug for edition in editions),
        code_points=sum(len(edition.source.text) for edition in editions),
        sentences=sum(len(edition.source.sentences) for edition in editions),
        statements=dict(sorted(statements.items())),
        participants=len(participations),
        countries=len({p.country for p in participations}),
        organisations=len(corpus.registry.organisations),
        mentions=sum(len(edition.mentions) for edition in editions),
        links=sum(len(mapping_set.mappings) for mapping_set in corpus.links),
        quads={name: len(quads) for name, quads in sorted(dataset.graphs.items())},
        findings=findings,
        files=dict(sorted(files.items())),
    )
