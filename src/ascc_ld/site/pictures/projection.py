"""The Lambert azimuthal equal-area projection of a sphere: areas keep their ratios.

J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), section 24,
equations 24-2 to 24-4 (https://doi.org/10.3133/pp1395).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from ascc_ld.site.pictures.plane import Point


@dataclass(frozen=True)
class EqualArea:
    """The projection that is true at the point ``longitude``, ``latitude`` (degrees)."""

    longitude: float
    latitude: float

    def __call__(self, point: Point) -> Point:
        """Return where a longitude and latitude are: east and south of the centre, in radii.

        Raises ``ValueError`` at the antipode of the centre, which is not on the map.

        >>> EqualArea(100.0, 20.0)((100.0, 20.0))
        (0.0, 0.0)
        """
        away = radians(point[0] - self.longitude)
        centre, latitude = radians(self.latitude), radians(point[1])
        cosine = sin(centre) * sin(latitude) + cos(centre) * cos(latitude) * cos(away)
        if cosine <= -1:
            raise ValueError("the antipode of the centre has no place on the map")
        scale = sqrt(2 / (1 + cosine))
        north = cos(centre) * sin(latitude) - sin(centre) * cos(latitude) * cos(away)
        return scale * cos(latitude) * sin(away), -scale * north + 0.0


def centred_on(points: Iterable[Point]) -> EqualArea:
    """Return the projection centred on the middle of ``points`` (east, north), to a degree.

    Raises ``ValueError`` without points.
    """
    east, north = zip(*points, strict=True)
    return EqualArea(
        float(round((min(east) + max(east)) / 2)), float(round((min(north) + max(north)) / 2))
    )
