"""The map: which part of the world it shows, and a circle for the events of each cell."""

from math import sqrt
from typing import Any, NamedTuple

from onrecord.web.explore.queries import STEPS
from onrecord.web.explore.world import NORTH, SIDE, SOUTH, project, unproject

DEEPEST = 6
"""How often the map can be halved."""
LARGEST, SMALLEST = 26.0, 3.0
"""Radii of circles on a map that is 1000 units wide."""
FEW = 16
"""So many events at least have the largest circle."""


class Frame(NamedTuple):
    """A part of the world."""

    lon: float
    lat: float
    """The middle."""
    zoom: int
    x: float
    y: float
    width: float
    height: float
    """The view box, in the coordinates of `world.project`."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        west, east = (x / SIDE * 360 - 180 for x in (self.x, self.x + self.width))
        return west, unproject(self.y + self.height), east, unproject(self.y)

    @property
    def step(self) -> float:
        """Degrees of a cell."""
        return 360 / STEPS / 2**self.zoom

    def moved(self, right: float = 0, down: float = 0, deeper: int = 0) -> "Frame":
        """The part beside this one, by shares of its size, or one half or twice as wide."""
        lon = self.lon + right * self.width / SIDE * 360
        _, y = project(0, self.lat)
        return frame(lon, unproject(y + down * self.height), self.zoom + deeper)

    def names(self) -> dict[str, str | int | None]:
        """The part as names and values of an address; the whole world needs none."""
        if self.zoom == 0:
            return {"at": None, "zoom": None}
        return {"at": f"{self.lon:.4g},{self.lat:.4g}", "zoom": self.zoom}


def frame(lon: float = 0, lat: float = 20, zoom: int = 0) -> Frame:
    """The part of the world around a point, kept within the world's edges."""
    zoom = max(0, min(zoom, DEEPEST))
    top, bottom = project(0, NORTH)[1], project(0, SOUTH)[1]
    width, height = SIDE / 2**zoom, (bottom - top) / 2**zoom
    x, y = project(lon, max(SOUTH, min(lat, NORTH)))
    left = max(0.0, min(x - width / 2, SIDE - width))
    upper = max(top, min(y - height / 2, bottom - height))
    middle = unproject(upper + height / 2)
    return Frame((left + width / 2) / SIDE * 360 - 180, middle, zoom, left, upper, width, height)


class Circle(NamedTuple):
    """The events of a cell."""

    x: float
    y: float
    radius: float
    size: float
    """Of its label's letters; 0 for no label."""
    label: str
    name: str
    row: dict[str, Any]


def circles(rows: list[dict[str, Any]], shown: Frame) -> list[Circle]:
    """A circle for each row of `queries.cells`, its area as the events in it; large ones below."""
    if not rows:
        return []
    scale = shown.width / SIDE
    most = max(FEW, *(row["events"] for row in rows))
    return _apart([_circle(row, shown, scale, most) for row in rows])


def _apart(found: list[Circle]) -> list[Circle]:
    """The circles, without those labels that would lie on the label of a larger one."""
    kept: list[Circle] = []
    labelled: list[Circle] = []
    for circle in found:
        if circle.size and any(_overlap(circle, other) for other in labelled):
            circle = circle._replace(size=0.0)
        if circle.size:
            labelled.append(circle)
        kept.append(circle)
    return kept


def _overlap(one: Circle, other: Circle) -> bool:
    """Whether two labels lie on each other; a letter is about 0.62 of its height wide."""
    wide = 0.31 * (len(one.label) * one.size + len(other.label) * other.size)
    high = 0.5 * (one.size + other.size)
    return abs(one.x - other.x) < wide and abs(one.y - other.y) < high


def _circle(row: dict[str, Any], shown: Frame, scale: float, most: int) -> Circle:
    x, y = project(row["lon"], row["lat"])
    radius = max(SMALLEST, LARGEST * sqrt(row["events"] / most)) * scale
    label = short_number(row["events"])
    size = 10 * scale if radius > 3.4 * len(label) * scale else 0.0
    where = row["place"] if row["places"] == 1 else f"{row['place']} and near it"
    return Circle(x, y, round(radius, 3), size, label, where, row)


def short_number(value: int) -> str:
    """A number in at most four characters: 950, 1.2k, 34k, 1.1M."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            share = value / size
            return (
                f"{share:.1f}".removesuffix(".0") + letter if share < 10 else f"{share:.0f}{letter}"
            )
    return str(value)
