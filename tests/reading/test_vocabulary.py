"""The vocabulary: what the ontology and the schemes declare, under any base."""

from __future__ import annotations

import pytest

from ascc_ld.ground.faults import DataError, Fault, UnusableBase
from ascc_ld.ground.project import Project
from ascc_ld.reading.corpus import read_corpus
from ascc_ld.reading.vocabulary import (
    is_base_iri,
    read_vocabulary,
    refuse_unusable,
)
from looped import looped

AUTHORED = "https://w3id.org/ascc/"
OTHER = "https://data.example.org/ascc/"
SCHEMES = ("force", "group", "organisation-type", "role", "theme")


def faults_of(project: Project) -> tuple[Fault, ...]:
    with pytest.raises(DataError) as caught:
        read_corpus(project)
    return caught.value.faults


def test_the_base_is_the_one_the_ontology_declares(project_copy: Project) -> None:
    assert project_copy.authored_base == AUTHORED
    assert read_vocabulary(project_copy).base == AUTHORED


def test_the_schemes_give_the_concepts_by_slug(project_copy: Project) -> None:
    concepts = read_vocabulary(project_copy).concepts
    assert set(concepts) == set(SCHEMES) - {"group", "theme"}
    assert {"recognise", "commit", "strive", "propose", "commissive"} <= concepts["force"]
    assert "OrderedCollection" not in concepts["force"]


def test_the_classes_of_statements_are_those_below_statement(project_copy: Project) -> None:
    assert read_vocabulary(project_copy).statement_types == {
        "ExpressiveStatement",
        "Narrative",
        "Recognition",
        "Consensus",
        "DeclaratoryAct",
        "Request",
        "CommissiveStatement",
        "Commitment",
        "Aspiration",
    }


def test_superclasses_are_all_the_way_up(project_copy: Project) -> None:
    above = read_vocabulary(project_copy).superclasses["Commitment"]
    assert {f"{AUTHORED}ns#CommissiveStatement", f"{AUTHORED}ns#Statement"} <= set(above)
    assert f"{AUTHORED}ns#Commitment" not in above
    assert list(above) == sorted(above)


def test_another_base_changes_iris_and_nothing_else(project_copy: Project) -> None:
    authored, other = (read_vocabulary(project_copy, base) for base in (None, OTHER))
    assert other.base == OTHER
    assert len(other.ontology) == len(authored.ontology)
    assert {str(t).replace(AUTHORED, OTHER) for t in authored.ontology} == {
        str(t) for t in other.ontology
    }
    assert other.concepts == authored.concepts
    assert other.statement_types == authored.statement_types


@pytest.mark.parametrize(
    "file", ["ontology/ascc.ttl", *(f"ontology/schemes/{scheme}.ttl" for scheme in SCHEMES)]
)
def test_a_missing_file_of_the_vocabulary_is_told(file: str, project_copy: Project) -> None:
    project_copy.path(file).unlink()
    assert [(f.file, f.problem) for f in faults_of(project_copy)] == [(file, "is missing")]


def test_files_that_are_no_turtle_are_told_together(project_copy: Project) -> None:
    for scheme in ("role", "theme"):
        path = project_copy.path(f"ontology/schemes/{scheme}.ttl")
        path.write_bytes(path.read_bytes() + b"\nthis is not valid Turtle\n")
    found = faults_of(project_copy)
    assert [f.file for f in found] == ["ontology/schemes/role.ttl", "ontology/schemes/theme.ttl"]
    for fault in found:
        lines = project_copy.path(fault.file).read_bytes().count(b"\n")
        assert fault.row == lines
        assert fault.problem.startswith("is not valid Turtle")


def test_a_file_that_is_not_utf_8_is_told(project_copy: Project) -> None:
    path = project_copy.path("ontology/schemes/role.ttl")
    path.write_bytes(b"# \xe4\n" + path.read_bytes())
    assert [(f.file, f.value, f.problem) for f in faults_of(project_copy)] == [
        ("ontology/schemes/role.ttl", "byte 2: 0xe4", "is not UTF-8")
    ]


def test_an_ontology_without_its_namespace_is_told(project_copy: Project) -> None:
    path = project_copy.path("ontology/ascc.ttl")
    path.write_bytes(path.read_bytes().replace(b"vann:preferredNamespaceUri", b"vann:example"))
    assert [f.file for f in faults_of(project_copy)] == ["ontology/ascc.ttl"]


@looped(
    "base",
    [
        "https://w3id.org/ascc/",
        "http://127.0.0.1:8000/",
        "http://[::1]:8000/",
        "http://localhost/a%20b/",
        "http://localhost/é/",
        "https://都市.example/横浜/",
        "https://example.org/@city/",
    ],
)
def test_iris_can_be_minted_below_an_iri_that_ends_in_a_slash(base: str) -> None:
    assert is_base_iri(base)
    refuse_unusable(base)


@looped(
    "base",
    [
        "",
        "nonsense",
        "ascc/",
        "ftp://example.org/",
        "https://example.org",
        "https://example.org/ascc",
        "https://example.org/ns#/",
        "https://example.org/?ascc/",
        "https://example.org/a b/",
        "http://",
        "http:///ascc/",
        "http://[/",
        "http://[::zz]/",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://a..b.example/",
        "http://example.org/%zz/",
        "http://example.org/%/",
        "http://example.org/%ff/",
        "http://example.org/%00/",
        "http://example.org/a/../b/",
        "http://example.org/%2e/",
        "http://example.org/\ue000/",
    ],
)
def test_none_can_be_minted_below_what_is_no_such_iri(base: str) -> None:
    with pytest.raises(UnusableBase, match="is not a valid base") as refused:
        refuse_unusable(base)
    assert repr(base) in str(refused.value)


@pytest.mark.parametrize(
    "base", ["http://user:secret@example.org/", "http://secret@example.org", "u:secret@x/"]
)
def test_no_name_or_password_gets_into_iris_or_into_the_message(base: str) -> None:
    with pytest.raises(UnusableBase, match="name or password") as refused:
        refuse_unusable(base)
    assert "secret" not in str(refused.value)
