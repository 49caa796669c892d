"""The world as SVG shapes, out of Natural Earth's countries as world-atlas packs them.

Gall's stereographic projection: shapes are slightly too wide far from 45°, but a part of the map
is cut out of it by a view box alone. Borders between states that contest a territory are apart,
so that they can be dashed; which these are says `where/contested.csv`.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import combinations, pairwise
from math import atan, degrees, pi, radians, sqrt, tan
from typing import Any, NamedTuple

import msgspec

SIDE = 1000.0
"""How wide the whole world is."""
NORTH, SOUTH = 84.0, -58.0
"""What a map of the whole world shows; further south nothing is reported."""
DETAIL = {"110m": 1, "50m": 2}
"""The two generalisations, and the decimals that their coordinates keep."""
UNITS = frozenset(
    {"W. Sahara", "Kosovo", "Palestine", "N. Cyprus", "Somaliland", "Siachen Glacier", "Taiwan"}
)
"""Shapes of their own in Natural Earth whose every land border is contested."""
_AT_SEA = frozenset({"Islands", "Shoal", "Rocks"})
"""Last words of contested places that no border on land has to do with."""
DISCLAIMER = (
    "Shapes: Natural Earth, which draws borders as they are controlled on the ground. Dashed: "
    "borders of states that contest a territory between them. The map takes no side in any of it."
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
        name, code = country["properties"]["name"], _short(country.get("id"))
        for ring in _rings(country):
            land.append(_ring(ring, points))
            for arc in ring:
                users.setdefault(arc if arc >= 0 else ~arc, []).append((name, code))
    borders: list[str] = []
    contested: list[str] = []
    claims = _contested_pairs()
    for arc, sides in users.items():
        if len(sides) == 2:
            which = contested if _is_contested(sides, claims) else borders
            which.append(_line(points[arc]))
    return Shapes("".join(land), "".join(borders), "".join(contested))


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


def _is_contested(sides: list[tuple[str, str]], claims: frozenset[frozenset[str]]) -> bool:
    (one, one_code), (other, other_code) = sides
    return one in UNITS or other in UNITS or frozenset({one_code, other_code}) in claims


@lru_cache(maxsize=1)
def _contested_pairs() -> frozenset[frozenset[str]]:
    """Pairs of states, by two-letter code, that contest a territory."""
    lines = (files("onrecord.where") / "contested.csv").read_text("utf-8").splitlines()
    rows = (line.split(",") for line in lines if line and line[0] != "#" and "|" in line)
    return frozenset(
        frozenset(map(_short, pair))
        for _, name, claimants, *_ in rows
        if name.split()[-1] not in _AT_SEA
        for pair in combinations(claimants.split("|"), 2)
    )


def _short(code: str | None) -> str:
    """The two-letter code of a three-letter or numeric one."""
    from babel.core import get_global

    if code is None:
        return ""
    aliases = get_global("territory_aliases").get(code, ())
    return "XK" if code == "XKX" else next(iter(aliases), code)


def svg(detail: str) -> str:
    """The world as an SVG file whose parts `land`, `borders` and `contested` pages `use`."""
    parts = shapes(detail)._asdict().items()
    paths = "".join(
        f'<path id="{name}" vector-effect="non-scaling-stroke" d="{path}"/>' for name, path in parts
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{paths}</defs></svg>'
