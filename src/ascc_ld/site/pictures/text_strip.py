"""A text from its first statement to its last: blocks as long as the statements are.

The text runs from top to bottom, as it is read.  A block is filled as the family of its force; the
force itself is next to it in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ascc_ld.site.pictures.lettering import lines, room
from ascc_ld.site.pictures.svg import (
    Attributes,
    Element,
    Label,
    TextAlternative,
    element,
    link,
    picture,
    text,
)

WIDTH = 360.0
_SIZE = 12.5
_LEADING = 15.0
_BOLD = 1.12  # how much wider the letters of a heading are
_UNITS_A_CODE_POINT = 0.2
_BLOCKS = 38.0  # width of a statement
_CLAUSES = 10.0  # width of a clause, next to its statement
_LABELS, _FORCES = 60.0, 100.0
_BETWEEN_BLOCKS = 2.0
_BETWEEN_PARTS = 12.0
_SWATCH = 20.0
# Lines across a block, by the place of its family: how far apart, at what angle in degrees.
_HATCHES = (None, (5, 45), (5, 90), (5, -45), (5, 0))


@dataclass(frozen=True)
class Family:
    """A family of forces; ``slug`` ends its class, ``family-{slug}``, which gives its colour."""

    slug: str
    name: Label


@dataclass(frozen=True)
class StripBlock:
    """A statement or a clause of one, from ``start`` to ``end`` (code points, end exclusive).

    ``name`` is what it is called at length, ``family`` the place of its family among those given.
    """

    id: str
    force: Label
    family: int
    start: int
    end: int
    name: str
    href: str
    clauses: tuple[StripBlock, ...] = field(default=())


@dataclass(frozen=True)
class Part:
    """A section with its statements; ``href`` is ``None`` for what stands in no section."""

    title: Label
    href: str | None
    blocks: tuple[StripBlock, ...]


@dataclass(frozen=True)
class _Filling:
    """How a family looks: the class of its colour, and its hatch, if it has one."""

    colour: str
    hatch: str | None


def text_strip(
    alternative: TextAlternative, parts: Sequence[Part], families: Sequence[Family]
) -> str:
    """Return the parts below each other, and what their fillings mean."""
    hatches = [_hatch(f"{alternative.id}-hatch-{place}", place) for place in range(len(families))]
    fillings = [
        _Filling(f"family-{family.slug}", None if hatch is None else hatch.get("id"))
        for family, hatch in zip(families, hatches, strict=True)
    ]
    drawn: list[Element] = []
    y = 0.0
    for part in parts:
        heading, y = _heading(part, y)
        drawn.append(heading)
        for block in part.blocks:
            drawn += _statement(block, fillings, y)
            y += max(_length(block) + _BETWEEN_BLOCKS, (1 + len(block.clauses)) * _LEADING)
        y += _BETWEEN_PARTS
    explained, y = _explained(families, fillings, y)
    defined = element("defs", None, *(hatch for hatch in hatches if hatch is not None))
    return picture(alternative, "strip", WIDTH, y, defined, *drawn, *explained)


def _length(block: StripBlock) -> float:
    return (block.end - block.start) * _UNITS_A_CODE_POINT


def _heading(part: Part, y: float) -> tuple[Element, float]:
    """Return the title of a part below ``y``, and where its blocks begin."""
    broken = lines(part.title.text, _SIZE * _BOLD, WIDTH)
    at: Attributes = {"x": 0, "y": y + _SIZE, "class": "heading", "font-size": _SIZE}
    title = text(part.title, at, broken, _LEADING)
    below = y + len(broken) * _LEADING + 4
    return (title if part.href is None else link(part.href, part.title.text, title)), below


def _statement(block: StripBlock, fillings: Sequence[_Filling], top: float) -> Iterator[Element]:
    yield _block(block, fillings, {"x": 0, "y": top, "width": _BLOCKS}, top)
    label = top
    for clause in block.clauses:
        within = top + (clause.start - block.start) * _UNITS_A_CODE_POINT
        label = max(within, label + _LEADING)
        place = {"x": _BLOCKS + _BETWEEN_BLOCKS, "y": within, "width": _CLAUSES}
        yield _block(clause, fillings, place, label)


def _block(
    block: StripBlock, fillings: Sequence[_Filling], place: Attributes, label: float
) -> Element:
    """Return a block at its place; ``label`` is the upper edge of its label.

    The label gives way to the one above.
    """
    shape = {**place, "height": _length(block)}
    area = {"x": _LABELS, "y": label, "width": WIDTH - _LABELS, "height": _LEADING}
    line = {"y": label + _SIZE * 0.86, "font-size": _SIZE}
    return link(
        block.href,
        block.name,
        element("rect", {"class": "target", **area}),
        *_filled(fillings[block.family], shape),
        element("text", {"class": "id", "x": _LABELS, **line}, block.id),
        text(block.force, {"class": "label", "x": _FORCES, **line}),
    )


def _filled(filling: _Filling, shape: Attributes) -> Iterator[Element]:
    """Yield the rectangle ``shape`` in the colour of a filling, and its hatch above it."""
    yield element("rect", {"class": f"block {filling.colour}", **shape})
    if filling.hatch:
        yield element("rect", {"fill": f"url(#{filling.hatch})", **shape})


def _hatch(name: str, place: int) -> Element | None:
    """Return the hatch of the family at ``place``, with the id ``name``."""
    lined = _HATCHES[place % len(_HATCHES)]
    if lined is None:
        return None
    apart, angle = lined
    return element(
        "pattern",
        {
            "id": name,
            "width": apart,
            "height": apart,
            "patternUnits": "userSpaceOnUse",
            "patternTransform": f"rotate({angle})",
        },
        element("path", {"class": "hatch", "d": f"M0 0H{apart}"}),
    )


def _explained(
    families: Sequence[Family], fillings: Sequence[_Filling], y: float
) -> tuple[list[Element], float]:
    """Return what each filling means, in lines below ``y``, and the lower edge of the last."""
    made: list[Element] = []
    x, line = 0.0, y + _SIZE
    for family, filling in zip(families, fillings, strict=True):
        needed = _SWATCH + 6 + room(family.name.text, _SIZE)
        if x and x + needed > WIDTH:
            x, line = 0.0, line + 1.6 * _SIZE
        swatch = {"x": x, "y": line - 0.8 * _SIZE, "width": _SWATCH, "height": 0.9 * _SIZE}
        made += _filled(filling, swatch)
        at: Attributes = {"x": x + _SWATCH + 6, "y": line, "class": "quiet", "font-size": _SIZE}
        made.append(text(family.name, at))
        x += needed + _SIZE
    return made, line + _SIZE / 2
