"""Which borders on the map are contested, and at which stretch: these are dashed.

Which territories states contest says `where/contested.csv`; where on their border these lie, says
`borders.csv`. A box of it is rough: it only chooses segments of a line that is drawn anyway.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

UNITS = frozenset(
    {"W. Sahara", "Kosovo", "Palestine", "N. Cyprus", "Somaliland", "Siachen Glacier", "Taiwan"}
)
"""Shapes of their own in Natural Earth whose every land border is contested."""
_AT_SEA = frozenset({"Islands", "Shoal", "Rocks"})
"""Last words of contested places that no border on land has to do with."""
Side = tuple[str, str]
"""A state's name in Natural Earth and its two-letter code."""
Point = tuple[float, float]


class Box(NamedTuple):
    """Degrees around a stretch of a border."""

    west: float
    south: float
    east: float
    north: float

    def has(self, lon: float, lat: float) -> bool:
        """Whether a point lies in it."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


EVERYWHERE = Box(-180, -90, 180, 90)


def contested_at(one: Side, other: Side) -> tuple[Box, ...]:
    """The stretches of a border that are contested; none for a border that nobody contests."""
    if one[0] in UNITS or other[0] in UNITS:
        return (EVERYWHERE,)
    pair = frozenset({one[1], other[1]})
    if pair not in _pairs():
        return ()
    return _boxes().get(pair, (EVERYWHERE,))


def stretches(line: list[Point], boxes: tuple[Box, ...]) -> Iterator[tuple[bool, list[Point]]]:
    """A line in degrees, cut where it enters or leaves the boxes, with whether it lies in one."""

    def inside(segment: tuple[Point, Point]) -> bool:
        (a, b), (c, d) = segment
        return any(box.has((a + c) / 2, (b + d) / 2) for box in boxes)

    for contested, segments in groupby(pairwise(line), inside):
        part = list(segments)
        yield contested, [part[0][0], *(end for _, end in part)]


@lru_cache(maxsize=1)
def _pairs() -> frozenset[frozenset[str]]:
    """Pairs of states, by two-letter code, that contest a territory."""
    return frozenset(
        frozenset(map(short, pair))
        for _, name, claimants, *_ in _rows("onrecord.where", "contested.csv")
        if name.split()[-1] not in _AT_SEA
        for pair in combinations(claimants.split("|"), 2)
    )


@lru_cache(maxsize=1)
def _boxes() -> dict[frozenset[str], tuple[Box, ...]]:
    found: dict[frozenset[str], tuple[Box, ...]] = {}
    for one, other, _, *box in _rows("onrecord.web.explore", "borders.csv"):
        pair = frozenset({short(one), short(other)})
        found[pair] = (*found.get(pair, ()), Box(*map(float, box)))
    return found


def _rows(package: str, name: str) -> Iterator[list[str]]:
    """The rows of a list, without comments and its header."""
    lines = (files(package) / name).read_text("utf-8").splitlines()
    kept = [line.split(",") for line in lines if line and line[0] != "#"]
    yield from kept[1:]


def short(code: str | None) -> str:
    """The two-letter code of a three-letter or numeric one."""
    from babel.core import get_global

    if code is None:
        return ""
    aliases = get_global("territory_aliases").get(code, ())
    return "XK" if code == "XKX" else next(iter(aliases), code)
