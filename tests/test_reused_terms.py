"""``ontology/reused-terms.ttl`` explains the terms of other vocabularies that the data use.

They are not our triples, so no dump states them; those that the data do not use are left out.
"""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox
import pytest

from built import BASE, DATASET_FILES, ONTOLOGY_FILES, ROOT, UNION_FILES, facts, quads
from inferring import inferences, reused_terms

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OF_RDF = re.compile(
    r"http://www\.w3\.org/(1999/02/22-rdf-syntax-ns|2000/01/rdf-schema|2002/07/owl|2001/XMLSchema)#"
)
NO_AXIOM = {
    "http://purl.org/dc/terms/license",
    "http://purl.org/dc/terms/source",
    "http://purl.org/ontology/bibo/status",
    f"{SKOS}closeMatch",
}


def is_foreign(iri: str) -> bool:
    return not (iri.startswith(BASE) or OF_RDF.match(iri))


@cache
def described() -> dict[str, set[str]]:
    """Return predicates of what the file says of each term, by the IRI of the term."""
    found: dict[str, set[str]] = {}
    for quad in reused_terms():
        found.setdefault(str(quad.subject)[1:-1], set()).add(quad.predicate.value)
    return found


@cache
def published() -> tuple[ox.Quad, ...]:
    return (*quads("ascc.nq"), *quads("void.ttl"))


def used() -> set[str]:
    """Return the predicates and classes of the data, and the terms that our own axioms name."""
    found = {quad.predicate.value for quad in published()}
    for quad in published():
        subject = str(quad.subject)[1:-1]
        ours = subject.startswith(f"{BASE}ns")
        typed = quad.predicate.value == f"{RDF}type" and subject.startswith(BASE)
        axiom = ours and quad.predicate.value not in NO_AXIOM
        if (axiom or typed) and isinstance(quad.object, ox.NamedNode):
            found.add(quad.object.value)
    return {iri for iri in found if is_foreign(iri)}


def named_anywhere() -> set[str]:
    return {
        term.value
        for quad in published()
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode)
    }


def test_each_term_that_the_data_use_is_explained() -> None:
    assert used() - described().keys() == set()


def test_no_term_is_explained_that_the_data_do_not_use() -> None:
    assert described().keys() - named_anywhere() == set()


def test_no_axiom_brings_in_a_term_that_the_data_do_not_use() -> None:
    named = {q.object.value for q in reused_terms() if isinstance(q.object, ox.NamedNode)}
    documents = {
        q.object.value
        for q in reused_terms()
        if q.predicate.value == f"{RDFS}isDefinedBy" and isinstance(q.object, ox.NamedNode)
    }
    assert {iri for iri in named - documents if is_foreign(iri)} <= described().keys()


@pytest.mark.parametrize("file", [*UNION_FILES, *DATASET_FILES, *ONTOLOGY_FILES])
def test_a_published_file_says_of_them_their_kind_and_nothing_else(file: str) -> None:
    said = {
        (subject, predicate)
        for subject, predicate, *_ in facts(file)
        if subject in described() and predicate != f"{RDF}type"
    }
    assert said == set()


def test_every_other_name_is_no_label_under_inference() -> None:
    every = [*quads("ascc.nq"), *reused_terms()]
    labels = {
        (str(quad.subject), str(quad.object))
        for quad in every
        if quad.predicate.value == f"{RDFS}label"
    }
    inferred = {
        (str(quad.subject), str(quad.object))
        for quad in inferences(every)
        if quad.predicate.value == f"{RDFS}label"
    }
    assert inferred - labels == set()


def test_the_file_says_what_is_left_out_of_skos() -> None:
    text = (ROOT / "ontology" / "reused-terms.ttl").read_text("utf-8")
    head = text.partition("@prefix")[0]
    assert "SKOS S10" in head
    axioms = {str(q.subject) for q in reused_terms() if q.predicate.value.endswith("subPropertyOf")}
    assert f"<{SKOS}prefLabel>" in axioms
    assert not axioms & {f"<{SKOS}altLabel>", f"<{SKOS}hiddenLabel>"}
