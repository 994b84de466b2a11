"""Marks that differ by shape first and by colour second."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ascc_ld.site.pictures.lettering import room
from ascc_ld.site.pictures.svg import Attributes, Element, Label, element, text

# Paths around (0, 0) in a square of two units.
_SHAPES = (
    "M-.9 0a.9.9 0 1 0 1.8 0a.9.9 0 1 0-1.8 0z",
    "M-.8-.8h1.6v1.6h-1.6z",
    "M0-.95L.95.75h-1.9z",
    "M0-1.05L1.05 0 0 1.05-1.05 0z",
    "M-.3-.9h.6v.6h.6v.6h-.6v.6h-.6v-.6h-.6v-.6h.6z",
    "M-.95-.35h1.9v.7h-1.9z",
)


def mark(kind: int | None, x: float, y: float, size: float) -> Element:
    """Return the mark of the kind number ``kind``, ``size`` user units to each side of its centre.

    ``None`` is the only kind of a picture.  If there are more kinds than shapes, shapes repeat,
    paler.
    """
    again, shape = divmod(kind or 0, len(_SHAPES))
    classes = f"mark mark-{shape + 1}{' again' if again else ''}"
    if kind is None:
        classes = "mark"
    moved = f"translate({x:.2f} {y:.2f}) scale({size:g})"
    return element("path", {"class": classes, "d": _SHAPES[shape], "transform": moved})


def legend(  # noqa: PLR0913, PLR0917 - what is named, and how and where it is drawn
    names: Sequence[Label],
    size: float,
    width: float,
    top: float,
    symbol: Callable[[int, float, float, float], Element] = mark,
    symbol_width: float | None = None,
) -> tuple[list[Element], float]:
    """Return marks with their names, in lines of ``width``, and the height that they take.

    The mark of a name is the one of its place in ``names``, drawn by ``symbol`` and as wide as
    letters if not given; ``top`` is the upper edge.
    """
    made: list[Element] = []
    wide = symbol_width or size
    x, y = 0.0, top + size
    for kind, name in enumerate(names):
        needed = wide + size + room(name.text, size)
        if x and x + needed > width:
            x, y = 0.0, y + 1.6 * size
        made.append(symbol(kind, x + wide / 2, y - size / 3, size / 2.4))
        at: Attributes = {"x": x + wide + 0.4 * size, "y": y, "class": "quiet", "font-size": size}
        made.append(text(name, at))
        x += needed + size
    return made, y - top + size / 2
