"""What tests share: a project that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ascc_ld.project import Project

ROOT = Path(__file__).parents[1]


@pytest.fixture
def project_copy(tmp_path: Path) -> Project:
    """A copy of what the checkout builds from; ``tmp_path`` itself stays free."""
    root = tmp_path / "project"
    for folder in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / folder, root / folder, copy_function=shutil.copyfile)
    return Project(root)
