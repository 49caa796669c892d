"""The timeline as bars: where each stands, how high it is, and what the axes say."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import NamedTuple

from onrecord.web.filters import Filter

HEIGHT, LEFT, BOTTOM, TOP = 260, 58, 44, 10
"""Of the drawing, in its own units: the whole, and what the axes take."""
GAP = 0.18
"""Of a bar's room."""


class Part(NamedTuple):
    """The events of one quad class in a bar."""

    quad: int
    y: float
    height: float
    events: int


class Bar(NamedTuple):
    """One day, month or year."""

    when: str
    x: float
    width: float
    events: int
    dead: int
    parts: list[Part]
    address: str


class Tick(NamedTuple):
    """A line of an axis with its label."""

    at: float
    label: str


class Bars(NamedTuple):
    """A timeline that is ready to be drawn."""

    width: int
    height: int
    left: float
    base: float
    top: float
    bars: list[Bar]
    across: list[Tick]
    up: list[Tick]


Counted = tuple[str, int, int, int | None]
"""When, quad class, events, dead."""


def bars(rows: Iterable[Counted], unit: str, filter: Filter, width: int, linked: bool) -> Bars:
    """Lay out a timeline.

    Args:
        rows: as `queries.timeline` gives them.
        unit: day, month or year.
        filter: the address of a bar narrows it.
        width: of the drawing.
        linked: whether bars have addresses, which they haven't where the day isn't the event's.
    """
    counted: dict[str, dict[int, int]] = {}
    dead: dict[str, int] = {}
    for when, quad, events, died in rows:
        counted.setdefault(when, {})[quad] = events
        dead[when] = dead.get(when, 0) + (died or 0)
    times = _all_between(min(counted), max(counted), unit) if counted else []
    steps = nice_steps(max((sum(c.values()) for c in counted.values()), default=0))
    base, most = HEIGHT - BOTTOM, steps[-1] or 1
    room = (width - LEFT - 8) / max(len(times), 1)
    tall = (base - TOP) / most
    found = [
        Bar(
            when,
            round(LEFT + n * room + room * GAP / 2, 2),
            round(min(room * (1 - GAP), 40), 2),
            sum(counted[when].values()),
            dead[when],
            _parts(counted[when], base, tall),
            narrowed(filter, when).address() if linked else "",
        )
        for n, when in enumerate(times)
        if when in counted
    ]
    up = [Tick(round(base - step * tall, 2), f"{step:,}".replace(",", "\u202f")) for step in steps]
    return Bars(width, HEIGHT, LEFT, base, TOP, found, _labels(times, room, width, unit), up)


def narrowed(filter: Filter, when: str) -> Filter:
    """The filter for one day, month or year alone."""
    import msgspec

    last = {4: "-12-31", 7: f"-{monthrange(int(when[:4]), int(when[5:7] or 1))[1]:02}", 10: ""}
    first = {4: "-01-01", 7: "-01", 10: ""}
    size = len(when)
    return msgspec.structs.replace(filter, start=when + first[size], end=when + last[size])


def _parts(quads: dict[int, int], base: float, tall: float) -> list[Part]:
    parts: list[Part] = []
    y = base
    for quad, events in sorted(quads.items()):
        y -= events * tall
        parts.append(Part(quad, round(y, 2), round(events * tall, 2), events))
    return parts


def _all_between(first: str, last: str, unit: str) -> list[str]:
    """Every day, month or year of a range, also those without an event."""
    if unit == "year":
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if unit == "month":
        begin, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last))
        return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(begin, end + 1)]
    begun, ended = date.fromisoformat(first), date.fromisoformat(last)
    return [(begun + timedelta(n)).isoformat() for n in range((ended - begun).days + 1)]


def nice_steps(most: int) -> list[int]:
    """Round numbers from 0 up to at least `most`, about five of them."""
    if most <= 0:
        return [0, 1]
    raw = most / 4
    size = 10 ** floor(log10(raw)) if raw >= 1 else 1
    step = max(1, next(int(f * size) for f in (1, 2, 2.5, 5, 10) if f * size >= raw))
    return [n * step for n in range(ceil(most / step) + 1)]


def _labels(times: list[str], room: float, width: int, unit: str) -> list[Tick]:
    """As many labels as there is room for, at round years or months where it gets tight."""
    apart = {"year": 48, "month": 66, "day": 88}[unit]
    every = max(1, ceil(apart / room)) if times else 1
    years = unit == "month" and every > 6
    if years:
        starts = [n for n, when in enumerate(times) if when.endswith("-01")]
        skip = max(1, ceil(48 / (room * 12)))
        chosen = [n for n in starts if int(times[n][:4]) % skip == 0]
    else:
        chosen = list(range(0, len(times), every))
    found = [Tick(LEFT + (n + 0.5) * room, times[n][:4] if years else times[n]) for n in chosen]
    half = 16 if years or unit == "year" else 34
    return [tick for tick in found if tick.at - half >= LEFT - 8 and tick.at + half <= width + 8]
