"""The Turtle files that a project's vocabulary and shapes are written in."""

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project
from ascc_ld.rdf.lists import with_named_cells

SHAPES = "shapes"
"""The folder of the shapes: what a correct graph is, in SHACL (https://www.w3.org/TR/shacl/)."""


def read_turtle(project: Project, name: str, base: str | None = None) -> list[ox.Triple]:
    """Read a file of ``project`` in Turtle, under ``base`` if one is given.

    Raises :class:`~ascc_ld.ground.faults.DataError` where it is missing or not Turtle.
    """
    try:
        text = project.read_text(name, base)
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        fault = Fault(
            name, error.lineno, None, None, f"is not valid Turtle ({error.msg})", "Fix it."
        )
        raise DataError([fault]) from None


def read_shapes(project: Project, base: str) -> list[ox.Triple]:
    """Read the shapes under ``base``: the union of ``shapes/*.ttl``.

    Raises :class:`~ascc_ld.ground.faults.DataError` for a file that is not valid Turtle, and where
    there is no file: against no shapes every graph conforms.
    """
    names = project.names(SHAPES, "*.ttl")
    if not names:
        raise DataError([Fault(SHAPES, None, None, None, "contains no shapes", "Restore them.")])
    return [
        triple for name in names for triple in with_named_cells(read_turtle(project, name, base))
    ]
