"""The published files hold the same triples for readers outside Python: N3.js, jsonld.js and
rdfxml-streaming-parser, which ``node/package-lock.json`` pins.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from built import (
    DATASET_FILES,
    ONTOLOGY_FILES,
    UNION_FILES,
    Fact,
    dist,
    facts,
)
from node_packages import PATIENCE, node, node_packages

HERE = Path(__file__).parent / "node"
FILES = (*UNION_FILES, *DATASET_FILES, *ONTOLOGY_FILES, "schemes.ttl", "shapes.ttl")


@cache
def read_all() -> dict[str, list[Fact]]:
    files = [str(dist() / name) for name in FILES]
    said = node(node_packages(), "triples.mjs", *files, timeout=PATIENCE)
    rows: dict[str, list[list[str]]] = json.loads(said)
    return {
        name: [
            (subject, predicate, value, language, datatype)
            for subject, predicate, value, language, datatype in found
        ]
        for name, found in rows.items()
    }


@pytest.mark.parametrize("name", UNION_FILES)
def test_the_four_forms_hold_the_same_triples(name: str) -> None:
    found = read_all()
    assert set(found[name]) == set(found["ascc.nt"])
    assert len(set(found[name])) > 0


@pytest.mark.parametrize("name", FILES)
def test_the_readers_outside_and_inside_python_agree(name: str) -> None:
    assert frozenset(read_all()[name]) == facts(name)


@pytest.mark.parametrize("name", ["ascc.ttl", "ascc.nt", "ascc.rdf", "schemes.ttl", "shapes.ttl"])
def test_no_triple_is_written_twice(name: str) -> None:
    found = read_all()[name]
    assert len(found) == len(set(found))


def test_the_lock_file_names_no_registry() -> None:
    lock = (HERE / "package-lock.json").read_text("utf-8")
    assert '"integrity": "sha512-' in lock
    assert "resolved" not in lock
