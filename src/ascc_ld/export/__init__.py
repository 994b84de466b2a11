"""Quads → the published files, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ascc_ld.corpus import Corpus
from ascc_ld.description import describe, make_record
from ascc_ld.export.jsonld import Context, JsonLdWriter
from ascc_ld.export.tables import csv_files
from ascc_ld.export.turtle import TurtleWriter
from ascc_ld.faults import DataError, Fault
from ascc_ld.mapping import Dataset
from ascc_ld.mapping.terms import CATALOGUE, named, prefixes
from ascc_ld.n_lines import n_lines
from ascc_ld.project import Project
from ascc_ld.queries.sparql_examples import EXAMPLES_GRAPH
from ascc_ld.vocabulary import ONTOLOGY, authored_base, rebased

__all__ = [
    "CONTEXT",
    "DESCRIPTION",
    "SHAPES",
    "data_files",
    "n_lines",
    "prefixes",
    "published_files",
    "read_shapes",
]

CONTEXT = "ontology/context.jsonld"
DESCRIPTION = "void.ttl"
SHAPES = "shapes"


def published_files(project: Project, corpus: Corpus, dataset: Dataset) -> Mapping[str, bytes]:
    """Return the content of every published file by name, ``SHA256SUMS`` aside.

    They are those of :func:`data_files`, and ``void.ttl`` that describes them.  Raises
    :class:`~ascc_ld.faults.DataError`.
    """
    files = data_files(project, corpus, dataset)
    description = describe(make_record(corpus, dataset, files))
    return {**files, DESCRIPTION: described(description, corpus.base)}


def described(description: Iterable[ox.Quad], base: str) -> bytes:
    """Return the file of the data set's description, of which the quads are given."""
    triples = [quad.triple for quad in description]
    return TurtleWriter(prefixes(base), statement_order(triples), base).turtle(triples).encode()


def data_files(project: Project, corpus: Corpus, dataset: Dataset) -> Mapping[str, bytes]:
    """Return the content of every published file that the description is about, by name.

    ``ascc.*`` in Turtle, JSON-LD, N-Triples and RDF/XML hold the union of the asserted graphs,
    N-Quads and TriG all named graphs.
    """
    base = corpus.base
    rebase = rebased(authored_base(project), base)
    union = dataset.union()
    graphs = dataset.graphs
    rank = statement_order(union)
    bound = prefixes(base)
    writer = TurtleWriter(bound, rank, base)
    context = rebase(project.read_text(CONTEXT))
    jsonld = JsonLdWriter(jsonld_context(context), f"{base}ns#participation")
    declarations = [f"{base}{edition.slug}/declaration" for edition in corpus.editions]
    ontology = list(corpus.vocabulary.ontology)
    schemes = _with_dataset("schemes.ttl", corpus.vocabulary.schemes, base)
    shapes = _with_dataset("shapes.ttl", read_shapes(project, base), base)
    stated = (quad.triple for quad in graphs[base + EXAMPLES_GRAPH])
    examples = _with_dataset("sparql-examples.ttl", stated, base)
    text_files = {
        "ascc.ttl": writer.turtle(union),
        "ascc.jsonld": jsonld.document(union, declarations),
        "ascc.trig": TurtleWriter(bound, rank, base).trig(graphs),
        "context.jsonld": context,
        "logo.svg": project.read_text("ontology/logo.svg"),
        "ontology.ttl": rebase(project.read_text(ONTOLOGY))
        + f"\n<{base}ontology.ttl> a foaf:Document ;\n    void:inDataset <{base}dataset> .\n",
        "ontology.jsonld": jsonld.document(
            _with_dataset("ontology.jsonld", ontology, base), [f"{base}ns"]
        ),
        "schemes.ttl": TurtleWriter(bound, statement_order(schemes), base).turtle(schemes),
        "shapes.ttl": TurtleWriter(
            {**bound, "": f"{base}shapes#"}, statement_order(shapes), base
        ).turtle(shapes),
        "sparql-examples.ttl": TurtleWriter(
            {**bound, "ex": f"{base}{EXAMPLES_GRAPH}"}, statement_order(examples), base
        ).turtle(examples),
        **csv_files(corpus),
    }
    return {
        **{name: text.encode() for name, text in text_files.items()},
        "ascc.nt": n_lines(union),
        "ascc.nq": n_lines(quad for quads in graphs.values() for quad in quads),
        "ascc.rdf": rdf_xml(union, base),
        "ontology.rdf": rdf_xml(_with_dataset("ontology.rdf", ontology, base), base),
    }


def _with_dataset(name: str, triples: Iterable[ox.Triple], base: str) -> list[ox.Triple]:
    """Return the triples of a file beside the dumps, which says what it is a part of.

    Source: https://www.w3.org/TR/void/#discovery-links.  The dumps say it in the data themselves,
    since all of them hold the same.
    """
    here, whole = ox.NamedNode(base + name), ox.NamedNode(f"{base}dataset")
    document = ox.Triple(here, CATALOGUE["rdf"]["type"], CATALOGUE["foaf"]["Document"])
    return [*triples, document, ox.Triple(here, CATALOGUE["void"]["inDataset"], whole)]


def jsonld_context(document: str) -> Context:
    try:
        return Context(document)
    except (ValueError, KeyError) as error:
        problem = f"is no JSON-LD context ({error})"
        raise DataError([Fault(CONTEXT, None, None, None, problem, "Mend it.")]) from None


def read_shapes(project: Project, base: str) -> list[ox.Triple]:
    """Read the shapes under ``base``: the union of ``shapes/*.ttl``.

    Raises :class:`~ascc_ld.faults.DataError` for a file that is no Turtle, and where there is no
    file: against no shapes every graph conforms.
    """
    rebase = rebased(authored_base(project), base)
    triples: list[ox.Triple] = []
    names = project.names(SHAPES, "*.ttl")
    if not names:
        raise DataError([Fault(SHAPES, None, None, None, "holds no shapes", "Restore them.")])
    for name in names:
        try:
            text = rebase(project.read_text(name))
            triples += [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
        except SyntaxError as error:
            fault = Fault(name, error.lineno, None, None, f"is no Turtle ({error.msg})", "Mend it.")
            raise DataError([fault]) from None
    return triples


def rdf_xml(triples: Iterable[ox.Triple], base: str) -> bytes:
    """Return RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/) with its prefixes in order."""
    ordered = ox.parse(n_lines(triples), format=ox.RdfFormat.N_TRIPLES)
    triples = (quad.triple for quad in ordered)
    document = _serialized(triples, ox.RdfFormat.RDF_XML, prefixes(base))
    # The serialiser writes the namespaces of the root in the order of a hash table.
    start, end = document.index(b"<rdf:RDF "), document.index(b">", document.index(b"<rdf:RDF "))
    namespaces = sorted(document[start:end].removeprefix(b"<rdf:RDF ").split())
    return b"".join((document[:start], b"<rdf:RDF ", b" ".join(namespaces), document[end:], b"\n"))


def _serialized(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad],
    syntax: ox.RdfFormat,
    bound: Mapping[str, str] | None = None,
) -> bytes:
    buffer = io.BytesIO()
    ox.serialize(statements, buffer, format=syntax, prefixes=dict(bound or {}))
    return buffer.getvalue()


def statement_order(triples: Iterable[ox.Triple]) -> Mapping[str, int]:
    """Return the place of each subject in the order of statement, which is that of the text."""
    rank: dict[str, int] = {}
    for triple in triples:
        rank.setdefault(named(triple.subject).value, len(rank))
    return rank
