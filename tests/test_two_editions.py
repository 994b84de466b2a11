"""A data set of two declarations: that of 2024 and one invented (``cases/second_edition``).

What is expected of the second is read in its text, by hand.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.building.job import run
from two_editions import project_with_two_editions

BASE = "https://w3id.org/ascc/"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published files of both editions."""
    folder = tmp_path_factory.mktemp("two-editions")
    summary = run(project_with_two_editions(folder / "project"), folder / "dist")
    assert summary.findings["violation"] == 0
    assert summary.editions == ("2024", "2025")
    return folder / "dist"


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    """All their named graphs."""
    store = ox.Store()
    store.bulk_load(path=dist / "ascc.nq", format=ox.RdfFormat.N_QUADS)
    return store


def test_a_statement_refers_to_an_earlier_declaration(store: ox.Store) -> None:
    references = ox.NamedNode("http://purl.org/dc/terms/references")
    graph = ox.NamedNode(f"{BASE}2025/graph")
    found = {(q.subject, q.object) for q in store.quads_for_pattern(None, references, None, graph)}
    statement = ox.NamedNode(f"{BASE}2025/declaration/statement/2-2")
    assert found == {(statement, ox.NamedNode(f"{BASE}2024/declaration"))}
