"""Horizontal bars: how many there are of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ascc_ld.site.pictures.lettering import lines, room
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
_LEADING = 16.0
_THICKNESS = 16.0
_ROW = 28.0
_GAP = 8.0
_SAFELY = 1.08  # names end at a line: what they take more than estimated would be cut off
_NAMES = 0.42  # of the width: the greatest part that names take
_WIDEST = 860.0  # a longer bar would say no more


@dataclass(frozen=True)
class Bar:
    """One bar: what it is called, how many there are, where its name leads."""

    name: Label
    count: int
    href: str


def bars(alternative: TextAlternative, shown: Sequence[Bar], size: str) -> str:
    """Return ``shown`` in their order as bars, whose lengths are as their counts.

    ``size`` is one of :data:`~ascc_ld.site.pictures.svg.WIDTHS`.

    Raises ``ValueError`` where nothing can be compared: without bars, or where all are empty.
    """
    largest = max((bar.count for bar in shown), default=0)
    if largest < 1:
        raise ValueError("bars need one that is not empty")
    width = min(WIDTHS[size], _WIDEST)
    left = min(max(_SAFELY * room(bar.name.text, _SIZE) for bar in shown), width * _NAMES)
    unit = (width - left - 2 * _GAP - room(str(largest), _SIZE)) / largest
    rows: list[Element] = []
    top = 0.0
    for bar in shown:
        row, height = _row(bar, left, unit, top, width)
        rows.append(row)
        top += height
    axis = f"M{left + _GAP:.2f} 0V{top:.2f}"
    rows.append(element("path", {"class": "axis", "d": axis, "aria-hidden": "true"}))
    return picture(alternative, width, top, *rows)


def _row(bar: Bar, left: float, unit: float, top: float, width: float) -> tuple[Element, float]:
    """Return a bar below ``top`` and its height; names end at ``left``, one is ``unit`` long."""
    broken = lines(bar.name.text, _SIZE, left)
    height = _ROW + (len(broken) - 1) * _LEADING
    middle = top + height / 2
    level = middle + _SIZE * 0.36
    name: Attributes = {
        "x": left,
        "y": level - (len(broken) - 1) * _LEADING / 2,
        "class": "label",
        "text-anchor": "end",
        "font-size": _SIZE,
    }
    start, length = left + _GAP, bar.count * unit
    drawn = {"x": start, "y": middle - _THICKNESS / 2, "width": length, "height": _THICKNESS}
    number = {"x": start + length + 5, "y": level, "font-size": _SIZE}
    row = link(
        bar.href,
        f"{bar.name.text}: {bar.count}",
        element("rect", {"class": "target", "y": top, "width": width, "height": height}),
        text(bar.name, name, broken, _LEADING),
        element("rect", {"class": "bar", **drawn}),
        element("text", {"class": "number", **number}, str(bar.count)),
    )
    return row, height
