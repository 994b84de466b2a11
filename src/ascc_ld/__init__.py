"""The declarations of the Asia Smart City Conference as linked data.

>>> import ascc_ld
>>> declaration = ascc_ld.edition("2024")
>>> [s.id for s in declaration.statements if s.type == "Commitment"]
['3-2']
>>> len(declaration.participations)
39

Quads are made with pyoxigraph inside; what this module gives is rdflib's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Dataset, Graph

    from ascc_ld.building.job import Summary
    from ascc_ld.ground.faults import AsccError, DataError, Fault, NonConformingGraph
    from ascc_ld.reading.editions import Edition
    from ascc_ld.sparql.answer import Answer
    from ascc_ld.validation import Report

__all__ = [
    "Answer",
    "AsccError",
    "DataError",
    "Edition",
    "Fault",
    "NonConformingGraph",
    "Report",
    "Summary",
    "build",
    "dataset",
    "edition",
    "graph",
    "query",
    "validate",
]

_HOMES = {
    "Answer": "sparql.answer",
    "AsccError": "ground.faults",
    "DataError": "ground.faults",
    "Edition": "reading.editions",
    "Fault": "ground.faults",
    "NonConformingGraph": "ground.faults",
    "Report": "validation",
    "Summary": "building.job",
}


def __getattr__(name: str) -> Any:
    """Import a class when it is asked for: ``import ascc_ld`` alone costs a few milliseconds."""
    import importlib

    if name == "__version__":
        from importlib.metadata import version

        return version("ascc-ld")
    if name in _HOMES:
        return getattr(importlib.import_module(f"ascc_ld.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})


def edition(slug: str) -> Edition:
    """Return an edition, read and checked against its text; offsets are code points.

    Raises ``KeyError`` for an edition that there is not, and :class:`DataError` for faulty data.

    >>> edition("2024").about.title
    'Yokohama Declaration'
    """
    from ascc_ld.ground.project import default_project
    from ascc_ld.reading.corpus import read_corpus

    editions = {found.slug: found for found in read_corpus(default_project()).editions}
    if slug not in editions:
        raise KeyError(f"there is no edition {slug!r}; there are: {', '.join(editions)}")
    return editions[slug]


def graph(base: str | None = None) -> Graph:
    """Return the union of the asserted graphs, vocabulary and schemes included.

    ``base`` overrides the base IRI.  The prefixes of the published files are bound.

    >>> commitments = "SELECT ?id { ?s a ascc:Commitment ; dcterms:identifier ?id }"
    >>> [str(row.id) for row in graph().query(commitments)]
    ['3-2']
    """
    from ascc_ld.ground.project import default_project
    from ascc_ld.mapping.loading import load
    from ascc_ld.rdf.rdflib_graphs import to_graph
    from ascc_ld.rdf.terms import prefixes

    corpus, mapped = load(default_project(), base, tried=False)
    return to_graph(mapped.union(), prefixes(corpus.base))


def dataset(base: str | None = None) -> Dataset:
    """Return all named graphs, the derived ones too; the default graph is their union.

    >>> for name in sorted(str(g.identifier) for g in dataset().graphs() if len(g)):
    ...     print(name.removeprefix("https://w3id.org/ascc/"))
    .well-known/sparql-examples/
    2024/derived
    2024/graph
    graph/links
    graph/registry
    graph/vocabulary
    """
    from ascc_ld.ground.project import default_project
    from ascc_ld.mapping.loading import load
    from ascc_ld.rdf.rdflib_graphs import to_dataset
    from ascc_ld.rdf.terms import prefixes

    corpus, mapped = load(default_project(), base)
    quads = (quad for quads in mapped.graphs.values() for quad in quads)
    return to_dataset(quads, prefixes(corpus.base))


def validate(graph: Graph, base: str | None = None) -> Report:
    """Check any rdflib graph against the shapes; ``base`` is the base IRI of its terms.

    >>> report = validate(graph())
    >>> report.conforms
    True
    """
    from ascc_ld.ground.project import default_project
    from ascc_ld.mapping.provenance import row_origins
    from ascc_ld.rdf.rdflib_graphs import to_graph
    from ascc_ld.rdf.terms import prefixes
    from ascc_ld.reading.corpus import read_corpus
    from ascc_ld.reading.term_names import term_names
    from ascc_ld.reading.turtle_files import read_shapes
    from ascc_ld.validation import check

    project = default_project()
    corpus = read_corpus(project, base)
    shapes = to_graph(read_shapes(project, corpus.base), prefixes(corpus.base))
    return check(graph, shapes, row_origins(corpus), terms=term_names(project, corpus.base))


def query(
    text_or_name: str,
    *,
    base: str | None = None,
    timeout: float | None = None,
    edition: str | None = None,
) -> Answer:
    """Answer a SPARQL query, or one of the examples by its name, on all named graphs.

    Rows are dictionaries, so that ``pandas.DataFrame(answer, columns=answer.vars)`` is a table;
    ``.graph()`` of a CONSTRUCT is an rdflib graph.  After ``timeout`` seconds the query is ended.
    ``edition`` chooses one declaration, in a query with the variable ``?edition``.  A term that
    the vocabulary does not have is warned of.

    Raises :class:`~ascc_ld.sparql.errors.UnknownQuery`,
    :class:`~ascc_ld.sparql.errors.WrongEdition`,
    :class:`~ascc_ld.sparql.errors.FaultyQuery` and
    :class:`~ascc_ld.sparql.errors.QueryTimedOut`.

    >>> [row["id"] for row in query("SELECT ?id { ?s a ascc:Aspiration ; dcterms:identifier ?id }")]
    ['2-3']
    """
    import warnings

    from ascc_ld.ground.project import default_project
    from ascc_ld.queries.child import QueryRequest, answer_here, answer_in_child, misnamed_terms
    from ascc_ld.queries.editions import of_edition
    from ascc_ld.reading.examples import read_examples
    from ascc_ld.sparql.example import find_example

    project = default_project()
    name, text = "query", text_or_name
    if not set(text_or_name) & set(" \t\n{<"):
        example = find_example(read_examples(project, base), text_or_name)
        name, text = example.name, example.text
    request = QueryRequest(text, name, str(project.root), base)
    for doubt in misnamed_terms(request):
        warnings.warn(doubt, stacklevel=2)
    if edition is not None:
        request = of_edition(request, edition, timeout)
    limit = request.limit(timeout)
    return answer_here(request) if limit is None else answer_in_child(request, limit)


def build(out: str | Path, base: str | None = None) -> Summary:
    """Write the published files to the folder ``out`` and return what was read and written.

    Raises :class:`DataError` for faulty data and :class:`NonConformingGraph` for a graph that
    breaks a rule of the shapes; then ``out`` is as it was.
    """
    from pathlib import Path

    from ascc_ld.building.job import run
    from ascc_ld.ground.project import default_project

    return run(default_project(), Path(out), base)
