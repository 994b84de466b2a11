"""The shapes of the description: ours keeps them, and each fails on a fault that is planted.

They mean what DCAT-AP makes mandatory (https://semiceu.github.io/DCAT-AP/) and what the Dutch
Network Digital Heritage asks of publishers (https://docs.nde.nl/requirements-datasets/).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
from rdflib import RDF, RDFS, SKOS, XSD, Graph, URIRef
from rdflib.namespace import SH

from built import BASE
from description.reading import DCAT, DCTERMS, FOAF, SD, SPDX, VOID, description, named_graphs
from looped import looped

ROOT = Path(__file__).parents[2]
SHAPE = f"{BASE}shapes#"
CASES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests/cases/planted_description_faults.toml").read_text("utf-8")
)["case"]
PROLOGUE = f"BASE <{BASE}>\n" + "".join(
    f"PREFIX {prefix}: <{namespace}>\n"
    for prefix, namespace in {
        "dcat": DCAT,
        "dcterms": DCTERMS,
        "foaf": FOAF,
        "rdfs": RDFS,
        "sd": SD,
        "skos": SKOS,
        "spdx": SPDX,
        "void": VOID,
        "xsd": XSD,
    }.items()
)


@cache
def shapes() -> Graph:
    return Graph().parse(ROOT / "shapes" / "dataset.ttl")


@cache
def few() -> Graph:
    """The description without most partitions, files and links: each fault is validated anew."""
    document = f"{BASE}.well-known/void#"
    kept = ("file/ascc.nq", "file/ascc.ttl", "graph/", "links/wikidata/owl:sameAs", "service")

    def left_out(node: object) -> bool:
        name = str(node)
        return name.startswith(document) and not name.removeprefix(document).startswith(kept)

    graph = Graph()
    for triple in description():
        if not left_out(triple[0]) and not left_out(triple[2]):
            graph.add(triple)
    return graph


def reported(graph: Graph) -> set[str]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(), inplace=True)
    assert isinstance(report, Graph), report
    sources = report.objects(None, SH.sourceShape)
    return {str(source).removeprefix(SHAPE) for source in sources}


def test_our_description_keeps_the_rules() -> None:
    assert reported(description()) == set()


def test_the_excerpt_keeps_them_too() -> None:
    assert reported(few()) == set()


def test_the_registry_keeps_them_without_the_description() -> None:
    """The gate of the build sees the registry's node of the data set, and no file or service."""
    registry = named_graphs()[f"{BASE}graph/registry"]
    assert (URIRef(f"{BASE}dataset"), RDF.type, DCAT.Dataset) in registry
    assert reported(Graph() + registry) == set()


@looped("case", CASES, ids=lambda case: str(case["fault"]))
def test_a_planted_fault_is_reported_by_its_shape_and_no_other(case: dict[str, Any]) -> None:
    spoilt = few() + Graph()
    spoilt.update(PROLOGUE + case["update"])
    assert set(spoilt) != set(few()), "the update changes nothing"
    assert reported(spoilt) == {case["shape"], *case.get("also", ())}


def test_every_rule_has_a_case() -> None:
    rules = shapes().subjects(RDF.type, SH.PropertyShape)
    assert {str(rule).removeprefix(SHAPE) for rule in rules} == {case["shape"] for case in CASES}


def test_a_case_with_two_reports_says_why() -> None:
    assert [case["fault"] for case in CASES if ("also" in case) != ("because" in case)] == []
