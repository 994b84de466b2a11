"""What is written by hand must fit what there is: each misfit is named."""

from __future__ import annotations

import pytest

from ascc_ld.description import make_record
from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project
from ascc_ld.publication.publication import Publication
from ascc_ld.reading.dataset_settings import DATASET, FILES, GRAPHS
from description.reading import our_record
from looped import looped


def faults_of(project: Project) -> list[Fault]:
    with pytest.raises(DataError) as caught:
        make_record(Publication.from_project(project))
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("file", "old", "new", "faults"),
    [
        (
            FILES,
            "ascc.trig,dataset",
            "ascc.trip,dataset",
            [
                (None, "ascc.trig", "is published, but not"),
                (3, "ascc.trip", "is not a published file"),
            ],
        ),
        (
            GRAPHS,
            "graph/links,",
            "graph/link,",
            [(None, "graph/links", "has no title"), (None, "graph/link", "is not a named graph")],
        ),
        (
            GRAPHS,
            "{edition}/derived,",
            "2024/deduced,",
            [
                (None, "{edition}/derived", "no title"),
                (None, "2024/deduced", "is not a named graph"),
            ],
        ),
        (
            GRAPHS,
            "graph/dataset,",
            "graph/data,",
            [(None, "graph/dataset", "has no title"), (None, "graph/data", "is not a named graph")],
        ),
        (
            GRAPHS,
            "graph/dataset,",
            "graph/places,Places,場所\ngraph/dataset,",
            [(None, "graph/places", "is not a named graph")],
        ),
        (
            DATASET,
            '"org/jp-city-',
            '"org/jp-town-',
            [(None, "org/jp-town-of-yokohama", "not in the data set")],
        ),
    ],
)
def test_a_misfit_is_named(
    file: str,
    old: str,
    new: str,
    faults: list[tuple[int | None, str, str]],
    project_copy: Project,
) -> None:
    path = project_copy.path(file)
    content = path.read_text("utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), "utf-8")
    found = faults_of(project_copy)
    assert [(fault.file, fault.row, fault.value) for fault in found] == [
        (file, row, value) for row, value, _ in faults
    ]
    for fault, (_, _, problem) in zip(found, faults, strict=True):
        assert problem in fault.problem


# ---- Names of partitions ----


@looped(
    ("iri", "name"),
    [
        ("https://w3id.org/ascc/ns#Commitment", "ascc:Commitment"),
        ("http://www.w3.org/2004/02/skos/core#Concept", "skos:Concept"),
        ("https://example.org/ns#Thing", "https%3A%2F%2Fexample.org%2Fns%23Thing"),
        ("https://schema.org/a/b", "https%3A%2F%2Fschema.org%2Fa%2Fb"),
        ("https://schema.org/", "https%3A%2F%2Fschema.org%2F"),
    ],
)
def test_a_term_is_named_by_its_prefix_or_else_in_full(iri: str, name: str) -> None:
    assert our_record().compact(iri) == name
