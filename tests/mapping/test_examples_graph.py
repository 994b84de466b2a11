"""The examples as RDF: in the SIB convention, sound by the shapes, and true to their files.

The convention: https://github.com/sib-swiss/sparql-examples. Its own shapes cannot be read by
rdflib or Oxigraph; those in ``shapes/examples.ttl`` have their meaning, and each fails here once.
"""

from __future__ import annotations

import tomllib
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import DCTERMS, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from ascc_ld.ground.project import default_project
from ascc_ld.mapping.examples_graph import example_quads
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.terms import Names
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.example import EXAMPLES_GRAPH, Example
from looped import looped
from queries.server import CASES, WIKIDATA

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/ascc/"
SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")
SCHEMA = Namespace("https://schema.org/")
EX = Namespace(BASE + EXAMPLES_GRAPH)
SHAPE = f"{BASE}shapes#"

EXAMPLES = read_examples(default_project())
FAULTS: list[dict[str, Any]] = tomllib.loads(
    (CASES / "planted_example_faults.toml").read_text("utf-8")
)["case"]
# A few examples stand for all where faults are planted, since each case is validated anew.
FEW = ("001", "008", "039", "046", "052")

PROLOGUE = f"""
PREFIX ex: <{EX}>
PREFIX rdfs: <{RDFS}>
PREFIX schema: <{SCHEMA}>
PREFIX sh: <{SH}>
PREFIX spex: <{SPEX}>
"""

each_example = looped("example", EXAMPLES, ids=attrgetter("name"))


def graph_of(examples: tuple[Example, ...]) -> Graph:
    quads = example_quads(examples, Names(BASE))
    graph = Graph()
    graph.parse(data=sorted_n_quads([quad.triple for quad in quads]), format="nt")
    return graph


@cache
def whole() -> Graph:
    return graph_of(EXAMPLES)


@cache
def few() -> Graph:
    return graph_of(tuple(example for example in EXAMPLES if example.number in FEW))


@cache
def shapes() -> Graph:
    """The shapes of examples, and the one shape of labels that they ask."""
    graph = Graph()
    for name in ("examples.ttl", "labels.ttl"):
        graph.parse(ROOT / "shapes" / name)
    return graph


def reported(graph: Graph) -> set[tuple[str, Node | None]]:
    """Return which shapes report, and of which thing: the value where one constraint is for all."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(), inplace=True)
    assert isinstance(report, Graph), report
    found = set()
    for result in report.objects(None, SH.result):
        constraint = report.value(result, SH.sourceConstraint)
        about = SH.focusNode if constraint is None else SH.value
        source = constraint or report.value(result, SH.sourceShape)
        found.add((str(source).removeprefix(SHAPE), report.value(result, about)))
    return found


# ---- The convention ----


def test_all_stand_in_one_graph_below_the_base() -> None:
    names = {quad.graph_name for quad in example_quads(EXAMPLES, Names(BASE))}
    assert names == {ox.NamedNode(f"{BASE}.well-known/sparql-examples/")}


def test_the_base_moves_every_name() -> None:
    moved = read_examples(default_project(), "https://data.example.org/ascc/")
    quads = example_quads(moved, Names("https://data.example.org/ascc/"))
    assert not any("w3id.org/ascc/" in str(quad) for quad in quads)


def test_there_is_no_blank_node() -> None:
    assert not any(isinstance(term, BNode) for triple in whole() for term in triple)


def test_every_example_is_there_once() -> None:
    assert set(whole().subjects(RDF.type, SH.SPARQLExecutable)) == {EX[e.name] for e in EXAMPLES}


CLASSES = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
    "DESCRIBE": (SPEX.SPARQLDescribeExecutable, SPEX.describe),
}


@each_example
def test_an_example_is_said_in_the_terms_of_the_convention(example: Example) -> None:
    node = EX[example.name]
    kind, query = CLASSES[example.form]
    expected = {
        (RDF.type, SH.SPARQLExecutable),
        (RDF.type, kind),
        (RDFS.label, Literal(example.summary, lang="en")),
        (RDFS.comment, Literal(f"{example.summary} {example.description}".strip(), lang="en")),
        (SH.prefixes, EX.prefixes),
        (query, Literal(example.text)),
        (SCHEMA.target, URIRef(f"{BASE}sparql")),
        *(
            (predicate, Literal(text, lang=language))
            for language, texts in example.translations.items()
            for predicate, text in zip((RDFS.label, DCTERMS.description), texts, strict=True)
        ),
        *((SCHEMA.keywords, Literal(tag)) for tag in example.tags),
        *((SPEX.federatesWith, URIRef(service)) for service in example.services),
    }
    assert set(whole().predicate_objects(node)) == expected


@each_example
def test_the_query_equals_its_file(example: Example) -> None:
    (query,) = (
        str(text)
        for _, predicate in CLASSES.values()
        for text in whole().objects(EX[example.name], predicate)
    )
    lines = (ROOT / example.file).read_text("utf-8").splitlines()
    assert query == "\n".join(line for line in lines if not line.startswith("#+")).strip()


def test_six_examples_federate_with_wikidata() -> None:
    federating = list(whole().subjects(SPEX.federatesWith, URIRef(WIKIDATA)))
    assert len(federating) == len([e for e in EXAMPLES if "SERVICE" in e.text]) == 6


def test_the_prefixes_are_declared_once_each() -> None:
    declarations = list(whole().objects(EX.prefixes, SH.declare))
    declared = {
        str(whole().value(d, SH.prefix)): whole().value(d, SH.namespace) for d in declarations
    }
    assert len(declared) == len(declarations)
    assert declared["ascc"] == Literal(f"{BASE}ns#", datatype=XSD.anyURI)
    assert declared["wdt"] == Literal("http://www.wikidata.org/prop/direct/", datatype=XSD.anyURI)


def test_the_sparql_editor_finds_every_example_once() -> None:
    # What the editor asks of an endpoint (sib-swiss/sparql-editor, packages/sparql-editor/src).
    query = prepareQuery(f"""{PROLOGUE}
        SELECT DISTINCT ?sq ?comment ?query WHERE {{
            ?sq a sh:SPARQLExecutable ;
                rdfs:comment ?comment ;
                sh:select|sh:ask|sh:construct|spex:describe ?query .
        }} ORDER BY ?sq""")
    found = [str(row[0]).removeprefix(str(EX)) for row in whole().query(query)]  # type: ignore[index]
    assert found == [example.name for example in EXAMPLES]


# ---- The shapes ----


def test_the_examples_are_sound() -> None:
    assert reported(whole()) == set()


def test_the_few_are_sound() -> None:
    assert reported(few()) == set()


@pytest.mark.parametrize("case", FAULTS, ids=[case["fault"] for case in FAULTS])
def test_a_planted_fault_is_reported_by_its_shape_alone(case: dict[str, Any]) -> None:
    spoilt = few() + Graph()
    spoilt.update(PROLOGUE + case["update"])
    assert set(spoilt) != set(few())
    found = reported(spoilt)
    expected = {case["shape"], *case.get("also", [])} if "shape" in case else set()
    assert {shape for shape, _ in found} == expected
    things = {thing for _, thing in found}
    if expected:
        assert len(things) == (len(FEW) if case.get("everywhere") else 1)
    assert all(str(thing).startswith(str(EX)) for thing in things)


def test_every_shape_of_examples_has_its_fault() -> None:
    own = Graph().parse(ROOT / "shapes" / "examples.ttl")
    kinds = (SH.PropertyShape, SH.SPARQLConstraint)
    rules = {str(s).removeprefix(SHAPE) for kind in kinds for s in own.subjects(RDF.type, kind)}
    assert rules == {case["shape"] for case in FAULTS if "shape" in case}
