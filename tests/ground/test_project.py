"""A project: its files are read under the base they were written for, or another."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascc_ld.ground.faults import DataError
from ascc_ld.ground.project import ONTOLOGY, Project, default_project

AUTHORED = "https://w3id.org/ascc/"
OTHER = "https://data.example.org/ascc/"
TEXT = f"<{AUTHORED}ns#> <https://w3id.org/other/>"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "ontology").mkdir()
    (tmp_path / ONTOLOGY).write_text(f'vann:preferredNamespaceUri "{AUTHORED}ns#" .')
    (tmp_path / "a.txt").write_text(TEXT)
    return Project(tmp_path)


@pytest.mark.parametrize("base", [None, AUTHORED])
def test_text_under_its_own_base_stays_as_it_is(project: Project, base: str | None) -> None:
    assert project.read_text("a.txt", base) == TEXT


def test_text_is_rewritten_for_another_base(project: Project) -> None:
    rewritten = f"<{OTHER}ns#> <https://w3id.org/other/>"
    assert project.read_text("a.txt", OTHER) == rewritten


def test_a_folder_has_what_comes_with_the_program_until_it_has_its_own(tmp_path: Path) -> None:
    ours, theirs = default_project(), Project(tmp_path)
    for folder in ("ontology", "queries", "shapes", "web"):
        assert theirs.path(f"{folder}/a") == ours.path(f"{folder}/a")
        (tmp_path / folder).mkdir()
        assert theirs.path(f"{folder}/a") == tmp_path / folder / "a"
    assert theirs.path("data/a") == tmp_path / "data/a"


def test_an_ontology_that_declares_no_base_is_told(project: Project) -> None:
    project.path(ONTOLOGY).write_text("")
    with pytest.raises(DataError, match="preferredNamespaceUri"):
        _ = project.authored_base
