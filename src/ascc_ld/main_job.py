"""The main job: read → map → check → write; a graph that does not pass goes nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ascc_ld.corpus import Corpus, read_corpus
from ascc_ld.faults import DataError, Fault, NonConformingGraph
from ascc_ld.mapping import DERIVATIONS, Dataset, map_corpus
from ascc_ld.project import Project
from ascc_ld.vocabulary import rebased

if TYPE_CHECKING:
    from ascc_ld.description import Record
    from ascc_ld.validation import Report

__all__ = ["Summary", "conforming", "load", "named_graphs", "record", "run"]


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


def load(
    project: Project, base: str | None = None, *, tried: bool = True
) -> tuple[Corpus, Dataset]:
    """Read and map ``project``; raises :class:`~ascc_ld.faults.DataError`.

    The example queries are ``tried`` on an empty store, unless a build has done so before.
    """
    corpus = read_corpus(project, base, tried=tried)
    return corpus, map_corpus(corpus, _derivations(project, corpus))


def record(project: Project, corpus: Corpus, dataset: Dataset) -> Record:
    """Return the record of what a build publishes, without writing it.

    Raises :class:`~ascc_ld.faults.DataError`.
    """
    from ascc_ld.description import make_record
    from ascc_ld.export import data_files

    return make_record(corpus, dataset, data_files(project, corpus, dataset))


def named_graphs(project: Project, base: str | None = None) -> Mapping[str, Sequence[ox.Quad]]:
    """Return what a triple store is filled with: the named graphs and their description.

    Raises :class:`~ascc_ld.faults.DataError`.
    """
    from ascc_ld.description import DESCRIPTION_GRAPH, describe

    corpus, dataset = load(project, base)
    described = describe(record(project, corpus, dataset))
    return {**dataset.graphs, dataset.names[DESCRIPTION_GRAPH].value: described}


def _derivations(project: Project, corpus: Corpus) -> Iterable[str]:
    """Read the CONSTRUCT queries of the derived graphs; without them those would be empty."""
    names = project.names(DERIVATIONS, "*.rq")
    if not names:
        fault = Fault(DERIVATIONS, None, None, None, "holds no queries", "Restore its *.rq files.")
        raise DataError([fault])
    rebase = rebased(corpus.authored_base, corpus.base)
    queries = []
    for name in names:
        query = rebase(project.read_text(name))
        try:
            ox.Store().query(query)
        except SyntaxError as error:
            fault = Fault(name, error.lineno, None, None, f"is no SPARQL ({error.msg})", "Mend it.")
            raise DataError([fault]) from None
        queries.append(query)
    return queries


def conforming(project: Project, corpus: Corpus, dataset: Dataset) -> Report:
    """Return the report on a graph that may be published: it breaks no rule of the shapes.

    Raises :class:`~ascc_ld.faults.NonConformingGraph` for one that does.
    """
    from ascc_ld.export import prefixes, read_shapes
    from ascc_ld.origins import origins
    from ascc_ld.rdflib_graphs import to_graph
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


def run(
    project: Project,
    out: Path,
    base: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Summary:
    """Build the published files of ``project`` in the folder ``out``.

    Raises :class:`~ascc_ld.faults.DataError` for faulty data,
    :class:`~ascc_ld.faults.NonConformingGraph` for a graph that breaks a rule, and
    :class:`~ascc_ld.export.place.ForeignFiles` where ``out`` holds somebody else's files; in each
    case ``out`` is as it was.
    """
    from ascc_ld.export import published_files
    from ascc_ld.export.place import checksums, put_in_place

    tell = progress or (lambda _: None)
    tell("Reading the text and the tables")
    corpus, dataset = load(project, base)
    tell("Checking the graph against the shapes")
    report = conforming(project, corpus, dataset)
    tell("Writing the files")
    files = published_files(project, corpus, dataset)
    put_in_place(files, out, "ascc-ld build")
    sizes = {name: len(content) for name, content in files.items()}
    sizes["SHA256SUMS"] = len(checksums(files))
    return _summary(corpus, dataset, report.counts(), sizes)


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
