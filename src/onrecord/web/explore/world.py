"""The world as SVG shapes, out of Natural Earth's countries as world-atlas packs them.

Gall's stereographic projection: shapes are slightly too wide far from 45°, but a part of the map
is cut out of it by a view box alone. Contested stretches of borders are apart, so that they can
be dashed; `borders.py` says which these are.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import atan, degrees, pi, radians, sqrt, tan
from typing import Any, NamedTuple

import msgspec

from onrecord.web.explore.borders import Box, contested_at, short, stretches

SIDE = 1000.0
"""How wide the whole world is."""
NORTH, SOUTH = 84.0, -58.0
"""What a map of the whole world shows; further south nothing is reported."""
DETAIL = {"110m": 1, "50m": 2}
"""The two generalisations, and the decimals that their coordinates keep."""
DISCLAIMER = (
    "Shapes: Natural Earth, which draws borders as they are controlled on the ground. Dashed: "
    "where states contest the territory at their border, roughly. The map takes no side in it."
)
_Point = tuple[float, float]


class Shapes(NamedTuple):
    """Paths in the coordinates of `project`."""

    land: str
    borders: str
    contested: str


def project(lon: float, lat: float) -> _Point:
    """Where a point of the earth is on the map: x from 0 to SIDE, y downwards from the pole."""
    scale = SIDE * sqrt(2) / (2 * pi)
    x = (lon + 180) / 360 * SIDE
    y = scale * (1 + sqrt(2) / 2) * (1 - tan(radians(lat) / 2))
    return x, y


def unproject(y: float) -> float:
    """The latitude of a y."""
    scale = SIDE * sqrt(2) / (2 * pi)
    return degrees(2 * atan(1 - y / (scale * (1 + sqrt(2) / 2))))


@lru_cache(maxsize=2)
def shapes(detail: str) -> Shapes:
    """The world in a generalisation of `DETAIL`."""
    world = _topology(detail)
    points = [_decoded(arc, world["transform"], DETAIL[detail]) for arc in world["arcs"]]
    users: dict[int, list[tuple[str, str]]] = {}
    land: list[str] = []
    for country in world["objects"]["countries"]["geometries"]:
        name, code = country["properties"]["name"], short(country.get("id"))
        for ring in _rings(country):
            land.append(_ring(ring, points))
            for arc in ring:
                users.setdefault(arc if arc >= 0 else ~arc, []).append((name, code))
    lines = {True: "", False: ""}
    for arc, sides in users.items():
        if len(sides) == 2:
            for contested, part in _parted(points[arc], contested_at(*sides)):
                lines[contested] += _line(part)
    return Shapes("".join(land), lines[False], lines[True])


def _parted(points: list[_Point], boxes: tuple[Box, ...]) -> Iterator[tuple[bool, list[_Point]]]:
    """A border, cut where a contested stretch of it begins or ends."""
    if len(points) < 2 or not boxes:
        return iter([(False, points)])
    mapped = (Box(*project(b.west, b.north), *project(b.east, b.south)) for b in boxes)
    return stretches(points, tuple(mapped))


def _topology(detail: str) -> Any:
    folder = files("onrecord.web") / "static" / "vendor" / "world-atlas"
    return msgspec.json.decode((folder / f"countries-{detail}.json").read_bytes())


def _decoded(arc: list[list[int]], transform: Any, decimals: int) -> list[_Point]:
    """An arc's steps as points of the map."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    found: list[_Point] = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        at = project(x * kx + dx, max(y * ky + dy, -89.0))
        found.append((round(at[0], decimals), round(at[1], decimals)))
    return found


def _rings(country: Any) -> Iterator[list[int]]:
    if country["type"] == "Polygon":
        yield from country["arcs"]
    elif country["type"] == "MultiPolygon":
        for polygon in country["arcs"]:
            yield from polygon


def _ring(ring: Iterable[int], points: list[list[_Point]]) -> str:
    joined: list[_Point] = []
    for arc in ring:
        part = points[arc] if arc >= 0 else points[~arc][::-1]
        joined.extend(part[1:] if joined else part)
    whole = _unwrapped(joined)
    copies = [whole]
    if max(x for x, _ in whole) > SIDE:
        copies.append([(x - SIDE, y) for x, y in whole])
    if min(x for x, _ in whole) < 0:
        copies.append([(x + SIDE, y) for x, y in whole])
    return "".join(f"{_line(points)}z" for points in copies)


def _unwrapped(points: list[_Point]) -> list[_Point]:
    """A ring that crosses 180° goes on beyond the map's edge, and comes in from the other side."""
    found, turned = [points[0]], 0.0
    for (before, _), (x, y) in pairwise(points):
        turned += SIDE * round((before - x) / SIDE)
        found.append((x + turned, y))
    return found


def _line(points: list[_Point]) -> str:
    """A path of steps, each counted from the point before, which halves the file."""
    (x, y), *rest = points
    path = [f"M{x:g},{y:g}l"]
    for next_x, next_y in rest:
        step_x, step_y = round(next_x - x, 2), round(next_y - y, 2)
        if step_x or step_y:
            path.append(f"{_short_number(step_x)},{_short_number(step_y)} ")
            x, y = next_x, next_y
    return "".join(path).rstrip() if len(path) > 1 else f"{path[0]}0,0"


def _short_number(value: float) -> str:
    return f"{value:g}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:g}"


def svg(detail: str) -> str:
    """The world as an SVG file whose parts `land`, `borders` and `contested` pages `use`."""
    parts = shapes(detail)._asdict().items()
    paths = "".join(
        f'<path id="{name}" vector-effect="non-scaling-stroke" d="{path}"/>' for name, path in parts
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{paths}</defs></svg>'
