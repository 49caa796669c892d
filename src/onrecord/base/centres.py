"""The middle of an area that is known only by the places in it."""

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

EARTH_KM = 12742
"""Mean diameter of the earth in kilometres (IUGG mean radius 6371.0 km, twice)."""


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres (haversine formula)."""
    lat1, lat2 = radians(a[0]), radians(b[0])
    east = sin(radians(b[1] - a[1]) / 2) ** 2
    return EARTH_KM * asin(min(1.0, sqrt(sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * east)))


def middle(points: Sequence[Point]) -> Point:
    """The middle between the mean of the points and the middle of their bounding box.

    Weighting by population would put it at the largest city, far from where an atlas puts an
    area's centre. Longitudes are counted from their circular mean, so that an area across the
    date line has its middle in it.
    """
    origin = _mean_longitude(points)
    shifted = [(lat, (lon - origin + 180) % 360 - 180) for lat, lon in points]
    lat, lon = (_middle_of([point[axis] for point in shifted]) for axis in (0, 1))
    return round(lat, 4), round((lon + origin + 180) % 360 - 180, 4)


def _mean_longitude(points: Sequence[Point]) -> float:
    east = sum(sin(radians(lon)) for _, lon in points)
    north = sum(cos(radians(lon)) for _, lon in points)
    return degrees(atan2(east, north))


def _middle_of(values: Sequence[float]) -> float:
    box = (min(values) + max(values)) / 2
    return (sum(values) / len(values) + box) / 2
