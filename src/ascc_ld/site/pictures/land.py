"""The land of Asia: rings of longitude and latitude in degrees.

The files are TopoJSON (https://github.com/topojson/topojson-specification) of polygons whose arcs
are whole rings; their source is in ``README.md`` in the same folder.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import accumulate

from ascc_ld.site.pictures.plane import Ring


@cache
def asia(*, fine: bool = False) -> tuple[Ring, ...]:
    """Return the rings of the land, those of inland seas too, east and north positive.

    ``fine`` are coasts for a map of a part of Asia.
    """
    name = "asia-coast.topojson" if fine else "asia-land.topojson"
    file = resources.files("ascc_ld.site.pictures") / name
    topology = json.loads(file.read_text(encoding="utf-8"))
    east, north = topology["transform"]["translate"]
    width, height = topology["transform"]["scale"]
    rings = []
    for arc in topology["arcs"]:
        xs, ys = (accumulate(deltas) for deltas in zip(*arc, strict=True))
        corners = [(east + x * width, north + y * height) for x, y in zip(xs, ys, strict=True)]
        rings.append(tuple(corners[:-1]))
    return tuple(rings)
