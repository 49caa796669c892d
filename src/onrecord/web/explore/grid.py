"""The matrix: parties as rows and columns, a shade for how many events the one did to the other."""

from collections.abc import Iterable
from math import log
from typing import NamedTuple

SHADES = 6
SHOWN = 16
"""Rows and columns."""


class Cell(NamedTuple):
    """What a row's party did to a column's."""

    source: str
    target: str
    events: int
    mean_intensity: float | None
    shade: int
    """0 for none, up to SHADES."""
    tone: str
    """conflict, mixed or cooperation; empty for none."""


class Grid(NamedTuple):
    """A matrix with the busiest parties first."""

    names: list[str]
    rows: list[list[Cell]]


def grid(pairs: Iterable[tuple[str, str, int, float]]) -> Grid:
    """The matrix of some pairs: source, target, events, mean intensity."""
    told = {(source, target): (events, mean) for source, target, events, mean in pairs}
    sums: dict[str, int] = {}
    for (source, target), (events, _) in told.items():
        for name in {source, target}:
            sums[name] = sums.get(name, 0) + events
    names = sorted(sums, key=lambda name: (-sums[name], name))
    most = max((events for events, _ in told.values()), default=1)
    return Grid(names, [[_cell(s, t, told.get((s, t)), most) for t in names] for s in names])


def _cell(source: str, target: str, told: tuple[int, float] | None, most: int) -> Cell:
    if told is None:
        return Cell(source, target, 0, None, 0, "")
    events, mean = told
    shade = 1 + round((SHADES - 1) * log(events) / log(most)) if most > 1 else 1
    tone = "conflict" if mean <= -2 else "cooperation" if mean >= 2 else "mixed"
    return Cell(source, target, events, round(mean, 1), shade, tone)
