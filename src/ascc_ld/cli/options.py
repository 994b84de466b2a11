"""Options that several commands take, declared once, and what their values become."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ascc_ld.project import Project

__all__ = ["base_option", "chosen_project", "project_option"]

project_option = click.option(
    "--project",
    "project_root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Read data/, ontology/, queries/, shapes/ in DIR, not the files that came with ascc-ld.",
)
base_option = click.option(
    "--base",
    metavar="IRI",
    help="Mint IRIs below IRI instead of the base that the edition sets. It ends in /.",
)


def chosen_project(root: Path | None) -> Project:
    """Return the project at ``root``, or the one that this installation brings."""
    from ascc_ld.project import Project, default_project

    return Project(root.absolute()) if root else default_project()
