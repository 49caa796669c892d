"""The middle of an area that is known only by the places in it."""

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, floor, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

EARTH_DIAMETER_KM = 12742
"""Twice the IUGG's mean radius of 6371.0 km."""


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres (haversine formula)."""
    lat1, lat2 = radians(a[0]), radians(b[0])
    east = sin(radians(b[1] - a[1]) / 2) ** 2
    return EARTH_DIAMETER_KM * asin(
        min(1.0, sqrt(sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * east))
    )


def middle(points: Sequence[Point]) -> Point:
    """The mean of the one-degree cells that hold a point, each taken at the mean of its points.

    Counting cells rather than places keeps the middle from the densely settled side, and
    weighting by population would put it at the largest city, far from where an atlas puts an
    area's centre. Longitudes are counted from their circular mean, so that an area across the
    date line has its middle in it.
    """
    origin = _mean_longitude(points)
    cells: dict[tuple[int, int], list[Point]] = {}
    for lat, lon in points:
        shifted = (lon - origin + 180) % 360 - 180
        cells.setdefault((floor(lat), floor(lon)), []).append((lat, shifted))
    lat, lon = _mean([_mean(cell) for cell in cells.values()])
    return round(lat, 4), round((lon + origin + 180) % 360 - 180, 4)


def _mean(points: Sequence[Point]) -> Point:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)


def _mean_longitude(points: Sequence[Point]) -> float:
    east = sum(sin(radians(lon)) for _, lon in points)
    north = sum(cos(radians(lon)) for _, lon in points)
    return degrees(atan2(east, north))
