"""The shapes of a project: what a correct graph is, in SHACL (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project

__all__ = ["SHAPES", "read_shapes"]

SHAPES = "shapes"
"""The folder of the shapes."""


def read_shapes(project: Project, base: str) -> list[ox.Triple]:
    """Read the shapes under ``base``: the union of ``shapes/*.ttl``.

    Raises :class:`~ascc_ld.ground.faults.DataError` for a file that is no Turtle, and where
    there is no file: against no shapes every graph conforms.
    """
    triples: list[ox.Triple] = []
    names = project.names(SHAPES, "*.ttl")
    if not names:
        raise DataError([Fault(SHAPES, None, None, None, "holds no shapes", "Restore them.")])
    for name in names:
        try:
            text = project.read_text(name, base)
            triples += [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
        except SyntaxError as error:
            fault = Fault(name, error.lineno, None, None, f"is no Turtle ({error.msg})", "Mend it.")
            raise DataError([fault]) from None
    return triples
