"""Documents: every IRI of the graph leads to one, and each says what it is about."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from ascc_ld.documents.index import Index
from ascc_ld.ground.project import REUSED_TERMS, default_project
from ascc_ld.mapping.loading import load
from ascc_ld.rdf.named_graph import quads_in
from ascc_ld.reading.turtle_files import read_turtle
from looped import looped

BASE = "https://w3id.org/ascc/"
OA = "http://www.w3.org/ns/oa#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


@cache
def index() -> Index:
    corpus, dataset = load(default_project(), None, tried=False)
    quads = [quad for quads in dataset.graphs.values() for quad in quads]
    return Index(quads, corpus.base, terms=read_turtle(default_project(), REUSED_TERMS))


def described(path: str) -> set[ox.Triple]:
    found = index()
    return set(found.triples(found.documents[path], f"{BASE}{path}.ttl"))


def triple(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def test_every_subject_has_one_document() -> None:
    found = index()
    things = [thing for document in found.documents.values() for thing in document.things]
    assert sorted(map(str, things)) == sorted(map(str, found.subjects()))
    for thing in found.subjects():
        path = found.path(thing)
        assert path is not None
        assert thing in found.documents[path].things


def test_the_subjects_of_a_graph_are_those_that_it_says_something_of() -> None:
    found = index()
    for graph in {fact.graph for fact in found.facts()}:
        stated = {fact.subject for fact in found.facts() if fact.graph == graph}
        assert list(found.subjects(graph)) == [each for each in found.subjects() if each in stated]
    assert list(found.subjects(ox.NamedNode(f"{BASE}no-graph"))) == []


@looped(
    "predicate",
    [
        "http://spdx.org/rdf/terms#checksum",
        f"{OA}hasSelector",
        f"{OA}hasTarget",
        "http://www.w3.org/ns/prov#wasQuotedFrom",
        "https://schema.org/identifier",
    ],
)
def test_a_thing_owns_what_only_describes_it(predicate: str) -> None:
    """What it merely relates to has a document of its own."""
    thing, code, other = (ox.NamedNode(f"{BASE}{path}") for path in ("a", "a/code", "b"))
    stated = [
        triple(thing.value, predicate, code),
        triple(thing.value, "http://purl.org/dc/terms/relation", other),
        *(triple(each.value, f"{RDFS}label", ox.Literal("x")) for each in (code, other)),
    ]
    graph = ox.NamedNode(f"{BASE}graph")
    found = Index(quads_in(graph, stated), BASE)
    assert found.owned(thing) == (thing, code)


def test_terms_of_other_vocabularies_have_names_and_no_document_states_them() -> None:
    found = index()
    assert found.label(ox.NamedNode(f"{OA}exact")) == "exact words"
    assert {
        (path, str(triple.subject))
        for path in found.documents
        for triple in found.triples(found.documents[path], f"{BASE}{path}.ttl")
        if triple.subject in set(found.reused_terms) and triple.predicate.value.startswith(RDFS)
    } == set()


@pytest.mark.parametrize(
    ("iri", "file", "path"),
    [
        (f"{BASE}ascc.ttl", "ascc.ttl", None),
        (f"{BASE}card.ttl", None, "card.ttl"),
        (f"{BASE}ascc.ttl#me", None, "ascc.ttl"),
        ("urn:ascc.ttl", None, "ns"),
    ],
)
def test_a_published_file_is_its_own_document(iri: str, file: str | None, path: str | None) -> None:
    thing, graph = ox.NamedNode(iri), ox.NamedNode(f"{BASE}graph/registry")
    label = ox.Literal("x", language="en")
    found = Index(
        [ox.Quad(thing, ox.NamedNode(f"{RDFS}label"), label, graph)], BASE, files=["ascc.ttl"]
    )
    assert (found.file(thing), found.path(thing)) == (file, path)


def test_a_document_is_about_the_thing_whose_path_it_has() -> None:
    for path, document in index().documents.items():
        assert document.topic.value.rstrip("/") == BASE + path


def test_a_document_says_what_it_is_about_and_which_dataset_it_is_part_of() -> None:
    url = f"{BASE}org/jica.ttl"
    assert {
        triple(url, "http://xmlns.com/foaf/0.1/primaryTopic", ox.NamedNode(f"{BASE}org/jica")),
        triple(url, "http://rdfs.org/ns/void#inDataset", ox.NamedNode(f"{BASE}dataset")),
    } <= described("org/jica")


def test_a_statement_brings_its_sentence_and_where_it_stands() -> None:
    statement = described("2024/declaration/statement/3-2")
    position = f"{BASE}2024/declaration/statement/3-2#position"
    integer = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    assert triple(position, f"{OA}start", ox.Literal("2354", datatype=integer)) in statement
    assert triple(position, f"{OA}end", ox.Literal("2603", datatype=integer)) in statement


def test_an_organisation_brings_what_points_to_it() -> None:
    jica = ox.NamedNode(f"{BASE}org/jica")
    statement = f"{BASE}2024/declaration/statement/2-3"
    assert triple(statement, f"{BASE}ns#backedBy", jica) in described("org/jica")


def test_what_is_mentioned_has_its_label() -> None:
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    philippines = triple(f"{BASE}country/PH", label, ox.Literal("Philippines", language="en"))
    assert philippines in described("org/ph-city-of-baguio")


@looped(
    ("iri", "path"),
    [
        (f"{BASE}ns#Commitment", "ns"),
        (f"{BASE}ns/2.0.0", "ns"),
        ("http://www.w3.org/ns/org#member", "ns"),
        ("http://www.wikidata.org/entity/Q928", None),
        (f"{BASE}place/nowhere", None),
        (f"{BASE}country/PH/un-m49", "country/PH"),
    ],
)
def test_the_path_of_an_iri(iri: str, path: str | None) -> None:
    assert index().path(ox.NamedNode(iri)) == path


def test_a_dataset_under_another_base_has_the_same_documents() -> None:
    corpus, dataset = load(default_project(), "https://data.example.org/x/", tried=False)
    quads = (quad for quads in dataset.graphs.values() for quad in quads)
    assert Index(quads, corpus.base).documents.keys() == index().documents.keys()


# ---- Things that very many others point to ----


def pointed_to(count: int) -> Index:
    role, graph = ox.NamedNode(f"{BASE}scheme/role/x"), ox.NamedNode(f"{BASE}2024/graph")
    has_role = ox.NamedNode(f"{BASE}ns#role")
    label = ox.Quad(role, ox.NamedNode(f"{RDFS}label"), ox.Literal("x", language="en"), graph)
    facts = [
        ox.Quad(ox.NamedNode(f"{BASE}2024/participation/{n}"), has_role, role, graph)
        for n in range(count)
    ]
    return Index([label, *facts], BASE)


@pytest.mark.parametrize(
    ("count", "held", "beyond"), [(0, 0, 0), (250, 250, 0), (251, 250, 1), (259, 250, 9)]
)
def test_a_document_holds_250_facts_of_a_kind_and_says_where_the_rest_is(
    count: int, held: int, beyond: int
) -> None:
    found = pointed_to(count)
    role, url = ox.NamedNode(f"{BASE}scheme/role/x"), f"{BASE}scheme/role/x.ttl"
    said = found.triples(found.documents["scheme/role/x"], url)
    assert sum(t.object == role and t.predicate.value == f"{BASE}ns#role" for t in said) == held
    assert sum(found.held(role).beyond.values()) == beyond
    rest = triple(url, f"{RDFS}seeAlso", ox.NamedNode(f"{BASE}dataset"))
    assert (rest in said) == (beyond > 0)
