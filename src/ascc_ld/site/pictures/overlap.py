"""Two bars that share a part: what was there before, what is in both, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from ascc_ld.site.pictures.lettering import room
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
_THICKNESS = 20.0
_BETWEEN = 26.0  # the band that joins the two bars
_GAP = 8.0
_LEAST = 3.0  # user units of a part that is not empty

Part = tuple[str, int, str]
"""A name at length, a count, and where it leads."""


@dataclass(frozen=True)
class Overlap:
    """What is drawn; ``names`` are those of the upper and of the lower bar."""

    names: tuple[str, str]
    gone: Part
    both: Part
    new: Part


def overlap(alternative: TextAlternative, drawn: Overlap) -> str:
    """Return the two bars, one above the other, whose common part stands in both.

    Lengths are as the counts.
    """
    left = max(room(name, _SIZE) for name in drawn.names) + _GAP
    parts = (drawn.gone, drawn.both, drawn.new)
    unit = (WIDTH - left) / max(1, sum(count for _, count, _ in parts))
    ends = [left]
    for _, count, _ in parts:
        ends.append(ends[-1] + count * unit)
    upper, lower = 0.0, _THICKNESS + _BETWEEN
    height = lower + _THICKNESS
    areas = {
        "gone": (ends[0], upper, ends[1], upper + _THICKNESS),
        "both": (ends[1], upper, ends[2], height),
        "new": (ends[2], lower, ends[3], height),
    }
    labels = [
        text(
            Label(name), {"x": 0, "y": top + 0.7 * _THICKNESS, "class": "label", "font-size": _SIZE}
        )
        for name, top in zip(drawn.names, (upper, lower), strict=True)
    ]
    made = [
        _part(kind, part, area)
        for (kind, area), part in zip(areas.items(), parts, strict=True)
        if part[1]
    ]
    return picture(alternative, "overlap", WIDTH, height, *labels, *made)


def _part(kind: str, part: Part, area: tuple[float, float, float, float]) -> Element:
    """Return one part, with its count in its middle."""
    name, count, href = part
    x, y, right, bottom = area
    shape: Attributes = {"x": x, "y": y, "width": max(_LEAST, right - x), "height": bottom - y}
    number: Attributes = {
        "class": f"count on-{kind}",
        "x": (x + right) / 2,
        "y": (y + bottom) / 2 + 0.36 * _SIZE,
        "text-anchor": "middle",
        "font-size": _SIZE,
    }
    return link(
        href,
        name,
        element("rect", {"class": f"part part-{kind}", **shape}),
        element("text", number, str(count)),
    )
