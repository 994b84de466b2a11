"""The Turtle files that a project's vocabulary and shapes are written in."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project


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
