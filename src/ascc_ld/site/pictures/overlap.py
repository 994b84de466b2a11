"""Two bars that share a part: what was there before, what is in both, what is new."""

from __future__ import annotations

from collections.abc import Mapping

from ascc_ld.site.pictures.bars import Bar
from ascc_ld.site.pictures.lettering import room
from ascc_ld.site.pictures.svg import (
    Attributes,
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
_LOWER = 46.0  # upper edge of the lower bar
_GAP = 8.0
_ROWS = {"gone": (0.0, _THICKNESS), "both": (0.0, _LOWER + _THICKNESS), "new": (_LOWER, _THICKNESS)}
"""The upper edge and the height of each part."""


def overlap(alternative: TextAlternative, names: tuple[str, str], parts: Mapping[str, Bar]) -> str:
    """Return the bars called ``names``, one above the other, as long as their counts.

    ``parts`` are what is ``gone``, in the upper bar, in ``both``, and ``new``, in the lower one.
    """
    x = max(room(name, _SIZE) for name in names) + _GAP
    unit = (WIDTH - x) / max(1, sum(part.count for part in parts.values()))
    drawn = []
    for name, top in zip(names, (0.0, _LOWER), strict=True):
        at: Attributes = {"x": 0, "y": top + 0.7 * _THICKNESS, "font-size": _SIZE}
        drawn.append(text(Label(name), {"class": "label", **at}))
    for kind, (top, height) in _ROWS.items():
        part, width = parts[kind], parts[kind].count * unit
        shape: Attributes = {"x": x, "y": top, "width": width, "height": height}
        middle = {"x": x + width / 2, "y": top + height / 2 + 0.36 * _SIZE, "font-size": _SIZE}
        number: Attributes = {"class": f"count on-{kind}", "text-anchor": "middle", **middle}
        if part.count:
            area = element("rect", {"class": f"part part-{kind}", **shape})
            count = element("text", number, str(part.count))
            drawn.append(link(part.href, f"{part.name.text}: {part.count}", area, count))
        x += width
    return picture(alternative, "overlap", WIDTH, _LOWER + _THICKNESS, *drawn)
