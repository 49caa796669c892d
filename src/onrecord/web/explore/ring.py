"""The network as a ring: parties around it, those with most events between them side by side."""

from collections.abc import Iterable
from math import cos, pi, sin
from typing import NamedTuple

RADIUS = 190.0
MOST = 26
"""Parties on the ring."""
LINES = 80
"""Of lines between them, the strongest."""
LABEL, LETTER = 26, 6.6
"""Letters of a label at most, and how wide one is."""
WIDEST = 9.0
"""Of a line."""
BEND = 0.12
"""How far from the middle a line's bend is: 0.5 would be no bend."""


class Node(NamedTuple):
    """A party on the ring."""

    name: str
    events: int
    x: float
    y: float
    radius: float
    turn: float
    """Degrees that its label is turned by."""
    anchor: str
    label_x: float


class Edge(NamedTuple):
    """The events between two parties, in both directions."""

    one: str
    other: str
    events: int
    mean_intensity: float
    path: str
    width: float
    kind: str
    """conflict, mixed or cooperation, by the mean intensity."""


class Ring(NamedTuple):
    """A network that is ready to be drawn, around the point 0, 0."""

    nodes: list[Node]
    edges: list[Edge]
    label: int = LABEL

    def reach(self, letters: int) -> int:
        """From the middle to where a label of so many letters ends."""
        return round(RADIUS + 24 + letters * LETTER)


Pair = tuple[str, str, int, float]
"""Source, target, events, mean intensity."""


def ring(pairs: Iterable[Pair], most: int = MOST) -> Ring:
    """Lay out the parties of some pairs; those within one party are no line."""
    both = _both_ways(pairs)
    events: dict[str, int] = {}
    for (one, other), (count, _) in both.items():
        events[one] = events.get(one, 0) + count
        events[other] = events.get(other, 0) + count
    kept = sorted(events, key=lambda name: (-events[name], name))[:most]
    inner = {pair: told for pair, told in both.items() if pair[0] in kept and pair[1] in kept}
    strongest = sorted(inner, key=lambda pair: (-inner[pair][0], pair))[:LINES]
    among = {pair: inner[pair] for pair in strongest}
    order = _side_by_side([n for n in kept if any(n in pair for pair in among)], among)
    places = {name: 2 * pi * n / len(order) - pi / 2 for n, name in enumerate(order)}
    widest = max((count for count, _ in among.values()), default=1)
    largest = max((events[name] for name in order), default=1)
    return Ring(
        [_node(name, events[name], places[name], largest) for name in order],
        [
            _edge(pair, count, total / count, places, widest)
            for pair, (count, total) in sorted(among.items(), key=lambda item: item[1][0])
        ],
    )


def _both_ways(pairs: Iterable[Pair]) -> dict[tuple[str, str], tuple[int, float]]:
    found: dict[tuple[str, str], tuple[int, float]] = {}
    for source, target, events, intensity in pairs:
        if source != target:
            pair = (source, target) if source < target else (target, source)
            count, total = found.get(pair, (0, 0.0))
            found[pair] = (count + events, total + events * intensity)
    return found


def _side_by_side(names: list[str], among: dict[tuple[str, str], tuple[int, float]]) -> list[str]:
    """An order in which each stands beside the one left that it has most events with."""
    left, order = list(names), []
    while left:
        last = order[-1] if order else None
        chosen = max(left, key=lambda name: (_between(last, name, among), -names.index(name)))
        order.append(chosen)
        left.remove(chosen)
    return order


def _between(one: str | None, other: str, among: dict[tuple[str, str], tuple[int, float]]) -> int:
    if one is None:
        return 0
    return among.get((one, other) if one < other else (other, one), (0, 0.0))[0]


def _node(name: str, events: int, angle: float, largest: int) -> Node:
    x, y = RADIUS * cos(angle), RADIUS * sin(angle)
    turn = angle * 180 / pi
    flipped = cos(angle) < -1e-9
    away = RADIUS + 16
    return Node(
        name,
        events,
        round(x, 2),
        round(y, 2),
        round(3 + 7 * (events / largest) ** 0.5, 2),
        round(turn + 180 if flipped else turn, 2),
        "end" if flipped else "start",
        -away if flipped else away,
    )


def _edge(
    pair: tuple[str, str], events: int, intensity: float, places: dict[str, float], widest: int
) -> Edge:
    (x, y), (to_x, to_y) = (
        (RADIUS * cos(places[name]), RADIUS * sin(places[name])) for name in pair
    )
    middle = f"{(x + to_x) * BEND:.1f},{(y + to_y) * BEND:.1f}"
    path = f"M{x:.1f},{y:.1f}Q{middle} {to_x:.1f},{to_y:.1f}"
    kind = "conflict" if intensity <= -2 else "cooperation" if intensity >= 2 else "mixed"
    width = round(max(0.7, WIDEST * events / widest), 2)
    return Edge(*pair, events, round(intensity, 2), path, width, kind)
