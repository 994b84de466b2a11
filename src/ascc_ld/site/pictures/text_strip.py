"""A text from its first statement to its last: blocks as long as the statements are.

The text runs from top to bottom, as it is read.  A block is filled as the family of its force; the
force itself stands beside it in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ascc_ld.site.pictures.lettering import lines, room
from ascc_ld.site.pictures.svg import Alternative, Element, Label, element, link, picture, text

__all__ = ["Block", "Family", "Part", "text_strip"]

WIDTH = 360.0
_SIZE = 12.5
_LEADING = 15.0
_UNITS_A_CODE_POINT = 0.2
_BLOCKS = 38.0  # width of a statement
_CLAUSES = 10.0  # width of a clause, beside its statement
_LABELS, _FORCES = 60.0, 100.0
_BETWEEN_BLOCKS = 2.0
_BETWEEN_PARTS = 12.0
_BOLD = 1.12  # how much wider letters of a heading are
# Lines across a block, by the place of its family: how far apart, at what angle in degrees.
_HATCHES = (None, (5, 45), (5, 90), (5, -45), (5, 0))


@dataclass(frozen=True)
class Family:
    """A family of forces; ``slug`` ends its class, ``family-{slug}``, which gives its colour."""

    slug: str
    name: Label


@dataclass(frozen=True)
class Block:
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
    clauses: tuple[Block, ...] = field(default=())


@dataclass(frozen=True)
class Part:
    """A section with its statements; ``href`` is ``None`` for what stands in no section."""

    title: Label
    href: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class _Place:
    """Where a block stands, and the upper edge of its label, which gives way to the one above."""

    x: float
    top: float
    width: float
    label: float


def text_strip(alternative: Alternative, parts: Sequence[Part], families: Sequence[Family]) -> str:
    """Return the parts below each other, and what their fillings mean."""
    drawn: list[Element] = []
    y = 0.0
    for part in parts:
        heading, y = _heading(part, y)
        drawn.append(heading)
        for block in part.blocks:
            drawn += _statement(alternative.id, block, families, y)
            y += max(_length(block) + _BETWEEN_BLOCKS, (1 + len(block.clauses)) * _LEADING)
        y += _BETWEEN_PARTS
    explained, y = _families(alternative.id, families, y)
    hatches = element("defs", None, *_hatches(alternative.id, families))
    return picture(alternative, "strip", WIDTH, y, hatches, *drawn, *explained)


def _length(block: Block) -> float:
    return (block.end - block.start) * _UNITS_A_CODE_POINT


def _heading(part: Part, y: float) -> tuple[Element, float]:
    """Return the title of a part below ``y``, and where its blocks begin."""
    broken = lines(part.title.text, _SIZE * _BOLD, WIDTH)
    attributes = {"x": 0, "y": y + _SIZE, "class": "heading", "font-size": _SIZE}
    title = text(part.title, attributes, broken, _LEADING)
    below = y + len(broken) * _LEADING + 4
    return (title if part.href is None else link(part.href, part.title.text, title)), below


def _statement(
    id: str,  # noqa: A002 - it is one
    block: Block,
    families: Sequence[Family],
    top: float,
) -> Iterator[Element]:
    yield _block(id, block, families, _Place(0, top, _BLOCKS, top))
    label = top
    for clause in block.clauses:
        within = top + (clause.start - block.start) * _UNITS_A_CODE_POINT
        label = max(within, label + _LEADING)
        place = _Place(_BLOCKS + _BETWEEN_BLOCKS, within, _CLAUSES, label)
        yield _block(id, clause, families, place)


def _block(
    id: str,  # noqa: A002
    block: Block,
    families: Sequence[Family],
    at: _Place,
) -> Element:
    height = _length(block)
    shape = {"x": at.x, "y": at.top, "width": at.width, "height": height}
    label = {"y": at.label + _SIZE * 0.86, "font-size": _SIZE}
    area = {"x": _LABELS, "y": at.label, "width": WIDTH - _LABELS, "height": _LEADING}
    return link(
        block.href,
        block.name,
        element("rect", {"class": "target", **area}),
        *_filled(id, families, block.family, shape),
        element("text", {"class": "id", "x": _LABELS, **label}, block.id),
        text(block.force, {"class": "label", "x": _FORCES, **label}),
    )


def _filled(
    id: str,  # noqa: A002
    families: Sequence[Family],
    place: int,
    shape: dict[str, float],
) -> Iterator[Element]:
    """Yield the rectangle ``shape`` in the colour of a family, and its hatch above it."""
    yield element("rect", {"class": f"block family-{families[place].slug}", **shape})
    if _HATCHES[place % len(_HATCHES)]:
        hatch = {"fill": f"url(#{id}-hatch-{place})", "aria-hidden": "true"}
        yield element("rect", {**hatch, **shape})


def _hatches(id: str, families: Sequence[Family]) -> Iterator[Element]:  # noqa: A002
    for place in range(len(families)):
        lined = _HATCHES[place % len(_HATCHES)]
        if lined:
            apart, angle = lined
            yield element(
                "pattern",
                {
                    "id": f"{id}-hatch-{place}",
                    "width": apart,
                    "height": apart,
                    "patternUnits": "userSpaceOnUse",
                    "patternTransform": f"rotate({angle})",
                },
                element("path", {"class": "hatch", "d": f"M0 0H{apart}"}),
            )


def _families(
    id: str,  # noqa: A002
    families: Sequence[Family],
    y: float,
) -> tuple[list[Element], float]:
    """Return what each filling means, in lines, and the lower edge of the last."""
    made: list[Element] = []
    x, middle = 0.0, y + _SIZE
    for place, family in enumerate(families):
        needed = 26 + room(family.name.text, _SIZE)
        if x and x + needed > WIDTH:
            x, middle = 0.0, middle + 1.6 * _SIZE
        swatch = {"x": x, "y": middle - 0.8 * _SIZE, "width": 20.0, "height": _SIZE * 0.9}
        made += _filled(id, families, place, swatch)
        attributes = {"x": x + 26, "y": middle, "class": "quiet", "font-size": _SIZE}
        made.append(text(family.name, attributes))
        x += needed + _SIZE
    return made, middle + _SIZE / 2
