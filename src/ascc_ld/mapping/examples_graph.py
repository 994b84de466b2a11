"""The examples as RDF, in the SIB convention (https://github.com/sib-swiss/sparql-examples).

Each example is an ``sh:SPARQLExecutable`` and one of its kinds, since the tools that read them do
no inference; its question is one ``rdfs:comment`` in English.  Everything has an IRI, the prefix
declarations too.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, Names, english, plain, typed
from ascc_ld.sparql.example import EXAMPLES_GRAPH, Example

_SH = CATALOGUE["sh"]
_SPEX = CATALOGUE["spex"]
_SCHEMA = CATALOGUE["schema"]
_RDFS = CATALOGUE["rdfs"]
_ANY_URI = CATALOGUE["xsd"]["anyURI"]

# The class and the property for the query of each form; DESCRIBE is SIB's own.
_TERMS = {
    "SELECT": (_SH["SPARQLSelectExecutable"], _SH["select"]),
    "ASK": (_SH["SPARQLAskExecutable"], _SH["ask"]),
    "CONSTRUCT": (_SH["SPARQLConstructExecutable"], _SH["construct"]),
    "DESCRIBE": (_SPEX["SPARQLDescribeExecutable"], _SPEX["describe"]),
}


def example_quads(examples: Sequence[Example], names: Names) -> list[ox.Quad]:
    """Return the quads of ``{base}.well-known/sparql-examples/``.

    The target of each example is the endpoint ``{base}sparql``.
    """
    graph = NamedGraph(names[EXAMPLES_GRAPH])
    declarations = names[f"{EXAMPLES_GRAPH}prefixes"]
    for example in examples:
        _example(graph, example, names, declarations)
    _prefixes(graph, examples, names, declarations)
    return graph.quads


def _example(graph: NamedGraph, example: Example, names: Names, declarations: ox.NamedNode) -> None:
    node = names[EXAMPLES_GRAPH + example.name]
    kind, query = _TERMS[example.form]
    graph.describe(node, example.summary, _SH["SPARQLExecutable"], kind)
    comment = f"{example.summary} {example.description}".strip()
    graph.state(node, _RDFS["comment"], english(comment))
    graph.state(node, _SH["prefixes"], declarations)
    graph.state(node, query, plain(example.text))
    graph.state(node, _SCHEMA["target"], names["sparql"])
    graph.state(node, _SCHEMA["keywords"], *map(plain, example.tags))
    graph.state(node, _SPEX["federatesWith"], *map(ox.NamedNode, example.services))


def _prefixes(
    graph: NamedGraph, examples: Sequence[Example], names: Names, declarations: ox.NamedNode
) -> None:
    used = {prefix: iri for example in examples for prefix, iri in example.prefixes.items()}
    graph.describe(declarations, "Prefixes of the SPARQL examples", CATALOGUE["owl"]["Ontology"])
    for prefix, iri in sorted(used.items()):
        node = names[f"{EXAMPLES_GRAPH}prefixes/{prefix}"]
        graph.state(declarations, _SH["declare"], node)
        graph.describe(node, f"prefix {prefix}", _SH["PrefixDeclaration"])
        graph.state(node, _SH["prefix"], plain(prefix))
        graph.state(node, _SH["namespace"], typed(iri, _ANY_URI))
