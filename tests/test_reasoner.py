"""The vocabulary, alone and with the data, is consistent under a reasoner for OWL 2 DL.

The reasoner is HermiT, through owlready2; it needs Java. It reads the published vocabulary, with
and without the terms of others that ``ontology/reused-terms.ttl`` explains, and all graphs with
both. Of the data it reads what the structure of OWL 2 DL has a place for; that is not
(https://www.w3.org/TR/owl2-mapping-to-rdf/):

* RDF lists as data (``skos:memberList``, ``rdf:first``, ``rdf:rest``, ``rdf:List``): they belong to
  the syntax of OWL itself;
* the records of links, which SSSOM makes instances of ``owl:Axiom``: OWL 2 DL annotates an axiom
  through a blank node, never through a node that has an IRI. The links that they describe stay.

The ontology by itself is in the profile OWL 2 DL: ROBOT says so.

HermiT's datatype map has no ``xsd:date``, ``xsd:gYear`` or ``geosparql:wktLiteral``, so it is told
to ignore datatypes that it does not know.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import owlready2  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest

from built import BASE, ROOT, missing, quads
from java_packages import java

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
NOT_OWL_DL = {RDF + "first", RDF + "rest", SKOS + "memberList"}
TYPE = ox.NamedNode(RDF + "type")


def statement(id_: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}2024/declaration/statement/{id_}")


def term(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}ns#{name}")


def owl_dl(triples: set[ox.Triple]) -> list[ox.Triple]:
    outside = {
        triple.subject
        for triple in triples
        if triple.predicate == TYPE
        and triple.object in {ox.NamedNode(OWL + "Axiom"), ox.NamedNode(RDF + "List")}
    }
    return [
        triple
        for triple in triples
        if triple.predicate.value not in NOT_OWL_DL
        and triple.subject not in outside
        and triple.object not in outside
    ]


def triples(*sources: str) -> set[ox.Triple]:
    """Return the triples of published files, and of ``reused-terms.ttl``."""
    reused = ROOT / "ontology" / "reused-terms.ttl"
    found = {quad.triple for name in sources if name != reused.name for quad in quads(name)}
    if reused.name in sources:
        found |= {quad.triple for quad in ox.parse(path=reused)}
    return found


def reason(triples: set[ox.Triple]) -> None:
    """Run HermiT on ``triples``."""
    shutil.which("java") or missing("java")
    content = ox.serialize(owl_dl(triples), format=ox.RdfFormat.N_TRIPLES)
    assert content is not None
    world = owlready2.World()
    ontology = world.get_ontology(f"{BASE}ns#")
    ontology.load(fileobj=io.BytesIO(content), format="ntriples")
    try:
        with ontology:
            owlready2.sync_reasoner(
                world,
                infer_property_values=False,
                ignore_unsupported_datatypes=True,
                debug=0,
            )
        assert list(world.inconsistent_classes()) == []
    finally:
        world.close()


@pytest.mark.parametrize(
    "sources",
    [("ontology.ttl",), ("ontology.ttl", "reused-terms.ttl"), ("ascc.nq", "reused-terms.ttl")],
    ids=["alone", "with the terms of others", "with the data"],
)
def test_the_vocabulary_is_consistent(sources: tuple[str, ...]) -> None:
    reason(triples(*sources))


def test_a_body_that_is_a_place_is_found() -> None:
    planted = ox.Triple(ox.NamedNode(f"{BASE}org/jica"), TYPE, ox.NamedNode(f"{SCHEMA}City"))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason({*triples("ascc.nq", "reused-terms.ttl"), planted})


def test_a_commitment_that_is_also_a_recognition_is_found() -> None:
    planted = ox.Triple(statement("3-2"), TYPE, term("Recognition"))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason({*triples("ascc.nq"), planted})


def test_a_class_that_can_have_no_instance_is_found() -> None:
    subclass = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    both = [
        ox.Triple(term("Both"), TYPE, ox.NamedNode(OWL + "Class")),
        ox.Triple(term("Both"), subclass, term("Commitment")),
        ox.Triple(term("Both"), subclass, term("Aspiration")),
    ]
    with pytest.raises(AssertionError, match="Both"):
        reason({*triples("ontology.ttl"), *both})


# ---- The profile ----

ASCC = ROOT / "ontology" / "ascc.ttl"


def outside_owl_dl(files: Sequence[Path], folder: Path) -> list[str]:
    """What ROBOT finds outside the profile in the union of ``files``."""
    report = folder / "report.txt"
    inputs = [argument for file in files for argument in ("--input", str(file))]
    profile = ["validate-profile", "--profile", "DL", "--output", str(report)]
    main = "org.obolibrary.robot.CommandLineInterface"
    java("robot", main, "merge", *inputs, *profile, timeout=120, status=(0, 1))
    first, *violations = report.read_text("utf-8").splitlines()
    assert first.startswith("OWL 2 DL Profile Report:")
    return violations


@pytest.mark.long
@pytest.mark.parametrize("files", [[ASCC], sorted(ASCC.parent.glob("*.ttl"))], ids=len)
def test_the_ontology_is_in_owl_2_dl(files: list[Path], tmp_path: Path) -> None:
    assert outside_owl_dl(files, tmp_path) == []


@pytest.mark.long
def test_a_range_outside_the_datatype_map_is_found(tmp_path: Path) -> None:
    """OWL 2, section 4 has no gYear, and section 5.2 no other datatype of XML Schema."""
    spoilt = tmp_path / "spoilt.ttl"
    text = ASCC.read_text("utf-8")
    assert "schema:rangeIncludes xsd:gYear" in text
    spoilt.write_text(text.replace("schema:rangeIncludes xsd:gYear", "rdfs:range xsd:gYear"))
    assert any("gYear" in line for line in outside_owl_dl([spoilt], tmp_path))
