"""A text from its first statement to its last: blocks as long as the statements are.

The text runs from top to bottom, as it is read.  A block is filled as the family of its kind; the
kind itself is next to it in words, and so are the first words of the statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ascc_ld.site.pictures.lettering import lines, room
from ascc_ld.site.pictures.marks import legend
from ascc_ld.site.pictures.svg import (
    WIDTHS,
    Attributes,
    Element,
    Label,
    TextAlternative,
    element,
    link,
    picture,
    text,
)

_SIZE = 13.0
_LEADING = 17.0
_BOLD = 1.12  # how much wider bold letters are
_UNITS_A_CODE_POINT = 0.2
_BLOCKS = 38.0  # width of a statement
_CLAUSES = 10.0  # width of a clause, next to its statement
_BETWEEN_BLOCKS = 2.0
_BETWEEN_LABELS = 5.0
_BETWEEN_PARTS = 14.0
_SWATCH = 20.0
_MOST_LINES = 2  # of the words of a statement: a picture is no second text
# Lines across a block, by the place of its family: how far apart, at what angle in degrees.
_HATCHES = (None, (5, 45), (5, 90), (5, -45), (5, 0))


@dataclass(frozen=True)
class Family:
    """A family of kinds; ``slug`` ends its class, ``family-{slug}``, which gives its colour."""

    slug: str
    name: Label


@dataclass(frozen=True)
class StripBlock:
    """A statement or a clause of one, from ``start`` to ``end`` (code points, end exclusive).

    ``words`` are its own, ``family`` is the place of its family among those given.
    """

    id: str
    kind: Label
    words: Label
    family: int
    start: int
    end: int
    href: str
    clauses: tuple[StripBlock, ...] = field(default=())


@dataclass(frozen=True)
class Part:
    """A section with its statements; ``href`` is ``None`` for what stands in no section."""

    title: Label
    href: str | None
    blocks: tuple[StripBlock, ...]


def text_strip(
    alternative: TextAlternative, parts: Sequence[Part], families: Sequence[Family], size: str
) -> str:
    """Return the parts below each other, and what their fillings mean.

    ``size`` is one of :data:`~ascc_ld.site.pictures.svg.WIDTHS`.  On a phone, the words of a
    statement stand below its kind.
    """
    strip = _Strip(alternative.id, parts, families, size)
    drawn: list[Element] = []
    y = 0.0
    for part in parts:
        heading, y = strip.heading(part, y)
        drawn.append(heading)
        for block in part.blocks:
            blocks, y = strip.statement(block, y)
            drawn += blocks
        y += _BETWEEN_PARTS
    explained, y = strip.explained(y)
    defined = element("defs", None, *strip.hatches())
    return picture(alternative, strip.width, y, defined, *drawn, *explained)


class _Strip:
    """How each family looks, and where the id, the kind and the words of a statement stand."""

    def __init__(
        self, name: str, parts: Sequence[Part], families: Sequence[Family], size: str
    ) -> None:
        self.width = WIDTHS[size]
        self._name = name
        self._families = families
        wholes = [block for part in parts for block in part.blocks]
        shown = [*wholes, *(clause for block in wholes for clause in block.clauses)]
        ids = max((room(block.id, _SIZE) for block in shown), default=0.0)
        kinds = max((room(block.kind.text, _SIZE) for block in shown), default=0.0) * _BOLD
        self._id = _BLOCKS + _CLAUSES + 3 * _BETWEEN_BLOCKS + _SIZE / 2
        self._kind = self._id + ids + _SIZE
        self._words, self._below = self._kind + kinds + 2 * _SIZE, 0.0
        if size == "narrow":
            self._words, self._below = self._id, _LEADING

    def heading(self, part: Part, y: float) -> tuple[Element, float]:
        """Return the title of a part below ``y``, and where its blocks begin."""
        broken = lines(part.title.text, _SIZE * _BOLD, self.width)
        at: Attributes = {"x": 0, "y": y + _SIZE, "class": "heading", "font-size": _SIZE}
        title = text(part.title, at, broken, _LEADING)
        below = y + len(broken) * _LEADING + 4
        return (title if part.href is None else link(part.href, part.title.text, title)), below

    def statement(self, block: StripBlock, top: float) -> tuple[list[Element], float]:
        """Return a statement below ``top`` with its clauses, and where the next one begins."""
        space = block.clauses[0].start - block.start if block.clauses else block.end - block.start
        whole, below = self._block(block, {"y": top, "width": _BLOCKS}, top, space)
        drawn = [whole]
        for clause in block.clauses:
            within = top + (clause.start - block.start) * _UNITS_A_CODE_POINT
            place = {"x": _BLOCKS + _BETWEEN_BLOCKS, "y": within, "width": _CLAUSES}
            label = max(within, below)
            part, below = self._block(clause, place, label, clause.end - clause.start)
            drawn.append(part)
        return drawn, max(top + _length(block) + _BETWEEN_BLOCKS, below)

    def _block(
        self, block: StripBlock, place: Attributes, label: float, space: int
    ) -> tuple[Element, float]:
        """Return a block at its place, and the lower edge of its label, which begins at ``label``.

        There are as many words as the ``space`` (code points) beside the block has lines.
        """
        words = lines(block.words.text, _SIZE, self.width - self._words - _SIZE)
        fit = int((space * _UNITS_A_CODE_POINT - self._below) / _LEADING)
        shown = words[: max(1, min(fit, _MOST_LINES))]
        if len(shown) < len(words):
            shown = (*shown[:-1], f"{shown[-1].rstrip(' ,;.')} …")
        height = self._below + len(shown) * _LEADING
        level = label + _SIZE * 0.92
        line = {"y": level, "font-size": _SIZE}
        below: Attributes = {"x": self._words, "y": level + self._below, "font-size": _SIZE}
        area = {"x": self._id, "y": label, "width": self.width - self._id, "height": height}
        made = link(
            block.href,
            # A name has what is seen (WCAG 2.2, success criterion 2.5.3).
            " ".join((block.id, block.kind.text, *shown)),
            element("rect", {"class": "target", **area}),
            *self._filled(block.family, {**place, "height": _length(block)}),
            element("text", {"class": "id", "x": self._id, **line}, block.id),
            text(block.kind, {"class": "heading", "x": self._kind, **line}),
            text(
                Label(" ".join(shown), block.words.language),
                {"class": "words", **below},
                shown,
                _LEADING,
            ),
        )
        return made, label + height + _BETWEEN_LABELS

    def _filled(self, family: int, shape: Attributes) -> Iterator[Element]:
        """Yield the rectangle ``shape`` in the colour of a family, and its hatch above it."""
        colour = f"block family-{self._families[family].slug}"
        yield element("rect", {"class": colour, **shape})
        if _HATCHES[family % len(_HATCHES)]:
            yield element("rect", {"fill": f"url(#{self._name}-hatch-{family})", **shape})

    def hatches(self) -> Iterator[Element]:
        """Yield the hatch of each family that has one."""
        for family in range(len(self._families)):
            lined = _HATCHES[family % len(_HATCHES)]
            if lined:
                apart, angle = lined
                shape: Attributes = {
                    "id": f"{self._name}-hatch-{family}",
                    "width": apart,
                    "height": apart,
                    "patternUnits": "userSpaceOnUse",
                    "patternTransform": f"rotate({angle})",
                }
                stroke = element("path", {"class": "hatch", "d": f"M0 0H{apart}"})
                yield element("pattern", shape, stroke)

    def explained(self, y: float) -> tuple[list[Element], float]:
        """Return what each filling means, in lines below ``y``, and the lower edge of the last."""

        def swatch(family: int, x: float, middle: float, _: float) -> Element:
            place = {"x": x - _SWATCH / 2, "y": middle - 0.45 * _SIZE, "width": _SWATCH}
            return element("g", None, *self._filled(family, {**place, "height": 0.9 * _SIZE}))

        names = [family.name for family in self._families]
        made, height = legend(names, _SIZE, self.width, y, swatch, _SWATCH)
        return made, y + height


def _length(block: StripBlock) -> float:
    return (block.end - block.start) * _UNITS_A_CODE_POINT
