"""The shapes of a project: what a correct graph is, in SHACL (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project
from ascc_ld.reading.turtle_files import read_turtle

SHAPES = "shapes"
"""The folder of the shapes."""


def read_shapes(project: Project, base: str) -> list[ox.Triple]:
    """Read the shapes under ``base``: the union of ``shapes/*.ttl``.

    Raises :class:`~ascc_ld.ground.faults.DataError` for a file that is not valid Turtle, and where
    there is no file: against no shapes every graph conforms.
    """
    names = project.names(SHAPES, "*.ttl")
    if not names:
        raise DataError([Fault(SHAPES, None, None, None, "contains no shapes", "Restore them.")])
    return [triple for name in names for triple in read_turtle(project, name, base)]
