"""The land of Asia: rings of longitude and latitude in degrees.

The file is TopoJSON (https://github.com/topojson/topojson-specification) of polygons whose arcs are
whole rings; its source is in ``README.md`` in the same folder.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import accumulate

from ascc_ld.site.pictures.plane import Ring


@cache
def asia() -> tuple[Ring, ...]:
    """Return the rings of the land, those of inland seas too, east and north positive."""
    file = resources.files("ascc_ld.site.pictures") / "asia-land.topojson"
    topology = json.loads(file.read_text(encoding="utf-8"))
    east, north = topology["transform"]["translate"]
    width, height = topology["transform"]["scale"]
    rings = []
    for arc in topology["arcs"]:
        xs, ys = (accumulate(deltas) for deltas in zip(*arc, strict=True))
        corners = [(east + x * width, north + y * height) for x, y in zip(xs, ys, strict=True)]
        rings.append(tuple(corners[:-1]))
    return tuple(rings)
