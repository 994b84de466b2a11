"""Which words carry which force: the rule on markers, and the labels of the forces that it reads.

``cases/markers.csv`` has a marker a line, the force that somebody entered for it, and what the gate
says: nothing, a warning, or a violation.  Where two shapes speak, the graver one counts.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pyshacl
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "markers.csv"
BASE = "https://w3id.org/ascc/"
ASCC = Namespace(f"{BASE}ns#")
SHAPE = Namespace(f"{BASE}shapes#")
DECLARATION = URIRef(f"{BASE}2025/declaration")

RULES = {
    "MarkerOfItsForce": "violation",
    "CommissiveMarkerKnown": "violation",
    "MarkerKnown": "warning",
}
GRAVEST_FIRST = ["violation", "warning", "fine"]


def test_a_marker_is_judged_by_the_labels_of_the_forces() -> None:
    with CASES.open(encoding="utf-8", newline="") as lines:
        cases = {
            f"{DECLARATION}/statement/{n}": case for n, case in enumerate(csv.DictReader(lines))
        }
    said = verdicts({iri: (case["marker"], case["force"]) for iri, case in cases.items()})
    wrong = [
        f"{said[iri]}: {', '.join(case.values())}"
        for iri, case in cases.items()
        if said[iri] != case["verdict"]
    ]
    assert not wrong, "\n".join(wrong)


def verdicts(markers: dict[str, tuple[str, str]]) -> dict[str, str]:
    """What the three rules say of statements of one declaration, by IRI."""
    graph = Graph()
    graph.parse(ROOT / "ontology" / "schemes" / "force.ttl")
    graph.add((DECLARATION, RDF.type, ASCC.Declaration))
    for iri, (marker, force) in markers.items():
        statement, concept = URIRef(iri), URIRef(f"{BASE}scheme/force/{force}")
        assert (concept, None, None) in graph, f"unknown force {force}"
        graph.add((statement, ASCC.inDeclaration, DECLARATION))
        graph.add((statement, ASCC.force, concept))
        graph.add((statement, ASCC.forceMarker, Literal(marker)))
        if (concept, None, URIRef(f"{BASE}scheme/force/commissive")) in graph:
            graph.add((statement, RDF.type, ASCC.CommissiveStatement))
    found = dict.fromkeys(markers, "fine")
    for iri, rule in report(graph):
        found[iri] = min(found[iri], RULES[rule], key=GRAVEST_FIRST.index)
    return found


def report(graph: Graph) -> list[tuple[str, str]]:
    """The statement and the rule of each result, of the rules on markers alone."""
    gate = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        gate.parse(path)
    for target in (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf):
        gate.remove((None, target, None))
    for rule in RULES:
        gate.add((SHAPE.Markers, SH.sparql, SHAPE[rule]))
    gate.add((SHAPE.Markers, RDF.type, SH.NodeShape))
    gate.add((SHAPE.Markers, SH.targetNode, DECLARATION))
    _, results, _ = pyshacl.validate(graph, shacl_graph=gate)
    assert isinstance(results, Graph), results
    return [
        (
            str(results.value(result, SH.value)),
            str(results.value(result, SH.sourceConstraint)).removeprefix(SHAPE),
        )
        for result in results.subjects(RDF.type, SH.ValidationResult)
    ]
