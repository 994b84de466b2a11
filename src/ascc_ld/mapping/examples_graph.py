"""The examples as RDF, in the SIB convention (https://github.com/sib-swiss/sparql-examples).

Each example is an ``sh:SPARQLExecutable`` and one of its kinds, since the tools that read them do
no inference; its question is one ``rdfs:comment`` in English, since editors list an example once
for each.  In other languages the question is a label and what to know about it a description.
Everything has an IRI, the prefix declarations too.
"""

from collections.abc import Sequence
from functools import partial

import pyoxigraph as ox

from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.patterns import Patterns
from ascc_ld.rdf.terms import CATALOGUE, Names
from ascc_ld.sparql.example import EXAMPLES_GRAPH, Example


def example_quads(examples: Sequence[Example], names: Names) -> list[ox.Quad]:
    """Return the quads of ``{base}.well-known/sparql-examples/``.

    The target of each example is the endpoint ``{base}sparql``.
    """
    graph = NamedGraph(names[EXAMPLES_GRAPH])
    kinds = {"any-uri": lambda iri: ox.Literal(iri, datatype=CATALOGUE["xsd"]["anyURI"])}
    state = partial(Patterns("ascc_ld.mapping", "examples.trig", names, kinds).state, graph)
    for example in examples:
        node = names[EXAMPLES_GRAPH + example.name]
        comment = f"{example.summary} {example.description}".strip()
        labels = {tag: question for tag, (question, _) in example.translations.items()}
        more = {tag: text for tag, (_, text) in example.translations.items() if text}
        state("example", example, it=node, comment=comment, labels=labels, descriptions=more)
        state(example.form, example, it=node)
    used = {prefix: iri for example in examples for prefix, iri in example.prefixes.items()}
    state("prefixes")
    for prefix, iri in sorted(used.items()):
        node, label = names[f"{EXAMPLES_GRAPH}prefixes/{prefix}"], f"prefix {prefix}"
        state("prefix", it=node, label=label, prefix=prefix, namespace=iri)
    return graph.quads
