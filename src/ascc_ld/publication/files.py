"""Quads → the published files, the same bytes every time."""

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import ONTOLOGY, Project
from ascc_ld.mapping import Dataset
from ascc_ld.publication.csv_files import csv_files
from ascc_ld.rdf.jsonld import Context, JsonLdWriter
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.serialized import rdf_xml
from ascc_ld.rdf.terms import CATALOGUE, named, prefixes
from ascc_ld.rdf.turtle import TurtleWriter, statement_order
from ascc_ld.reading.corpus import Corpus
from ascc_ld.reading.turtle_files import SHAPES
from ascc_ld.sparql.example import EXAMPLES_GRAPH

CONTEXT = "ontology/context.jsonld"
LOGO = "ontology/logo.svg"


def data_files(
    project: Project, corpus: Corpus, dataset: Dataset, shapes: Sequence[ox.Triple]
) -> Mapping[str, bytes]:
    """Return the content of every published file that the description is about, by name.

    ``ascc.*`` in Turtle, JSON-LD, N-Triples and RDF/XML hold the union of the asserted graphs,
    N-Quads and TriG all named graphs.  Raises :class:`~ascc_ld.ground.faults.DataError` for a
    node of the ``shapes`` without an IRI.
    """
    base = corpus.base
    _refuse_blank_nodes(shapes)
    union = dataset.union()
    graphs = dataset.graphs
    bound = prefixes(base)

    def turtle(triples: Sequence[ox.Triple], own: Mapping[str, str] = {}) -> str:
        return TurtleWriter({**bound, **own}, statement_order(triples), base).turtle(triples)

    context = project.read_text(CONTEXT, base)
    jsonld = JsonLdWriter(jsonld_context(context), f"{base}ns#participation")
    declarations = [f"{base}{edition.slug}/declaration" for edition in corpus.editions]
    ontology = list(corpus.vocabulary.ontology)
    registered = (quad.triple for quad in graphs[f"{base}graph/registry"])
    concepts = (t for t in registered if named(t.subject).value.startswith(f"{base}scheme/"))
    schemes = _with_dataset("schemes.ttl", [*corpus.vocabulary.schemes, *concepts], corpus)
    shapes = _with_dataset("shapes.ttl", shapes, corpus)
    stated = (quad.triple for quad in graphs[base + EXAMPLES_GRAPH])
    examples = _with_dataset("sparql-examples.ttl", stated, corpus)
    text_files = {
        "ascc.ttl": turtle(union),
        "ascc.jsonld": jsonld.document(union, declarations),
        "ascc.trig": TurtleWriter(bound, statement_order(union), base).trig(graphs),
        "context.jsonld": context,
        "logo.svg": project.read_text(LOGO),
        "ontology.ttl": project.read_text(ONTOLOGY, base) + _ontology_itself(corpus),
        "ontology.jsonld": jsonld.document(
            _with_dataset("ontology.jsonld", ontology, corpus), [f"{base}ns"]
        ),
        "schemes.ttl": turtle(schemes),
        "shapes.ttl": turtle(shapes, {"": f"{base}shapes#"}),
        "sparql-examples.ttl": turtle(examples, {"ex": f"{base}{EXAMPLES_GRAPH}"}),
        **csv_files(corpus),
    }
    return {
        **{name: text.encode() for name, text in text_files.items()},
        "ascc.nt": sorted_n_quads(union),
        "ascc.nq": sorted_n_quads(quad for quads in graphs.values() for quad in quads),
        "ascc.rdf": rdf_xml(union, bound),
        "ontology.rdf": rdf_xml(_with_dataset("ontology.rdf", ontology, corpus), bound),
    }


def _refuse_blank_nodes(shapes: Iterable[ox.Triple]) -> None:
    """Shapes are published, and what is published has an IRI."""
    blank = {t.predicate.value for t in shapes if isinstance(t.object, ox.BlankNode)}
    if blank:
        problem = "leads to a blank node"
        remedy = "Give that node an IRI, so that it can be published."
        raise DataError([Fault(SHAPES, None, None, iri, problem, remedy) for iri in blank])


def _ontology_itself(corpus: Corpus) -> str:
    """Return what the ontology's own file says of itself, in its prefixes."""
    title = corpus.description.files["ontology.ttl"].title
    label = " , ".join(str(ox.Literal(text, language=tag)) for tag, text in title.items())
    return (
        f"\n<{corpus.base}ontology.ttl> a foaf:Document ;\n    rdfs:label {label} ;\n"
        f"    void:inDataset <{corpus.base}dataset> .\n"
    )


def _with_dataset(name: str, triples: Iterable[ox.Triple], corpus: Corpus) -> list[ox.Triple]:
    """Return the triples of a file that is not a dump, with those that say what it is.

    Source: https://www.w3.org/TR/void/#discovery-links.  The dumps say it in the data themselves,
    since all of them hold the same.
    """
    here = ox.NamedNode(corpus.base + name)
    itself = NamedGraph(here)
    itself.state(here, CATALOGUE["rdf"]["type"], CATALOGUE["foaf"]["Document"])
    titles = corpus.description.files[name].title.items()
    labels = (ox.Literal(text, language=language) for language, text in titles)
    itself.state(here, CATALOGUE["rdfs"]["label"], *labels)
    itself.state(here, CATALOGUE["void"]["inDataset"], ox.NamedNode(f"{corpus.base}dataset"))
    return [*triples, *(quad.triple for quad in itself.quads)]


def jsonld_context(document: str) -> Context:
    """Return a JSON-LD context; raises :class:`~ascc_ld.ground.faults.DataError`."""
    try:
        return Context(document)
    except (ValueError, KeyError) as error:
        problem = f"is not a valid JSON-LD context ({error})"
        raise DataError([Fault(CONTEXT, None, None, None, problem, "Fix it.")]) from None
