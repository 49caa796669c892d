"""Which events to review: the least sure ones first, or a sample that figures can be made from.

A drawn queue is kept in the store with what was drawn from how many, so that figures weigh each
review by what it stands for, and a second reviewer gets the same events.
"""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

import msgspec

from onrecord.review.acts import Identity, now
from onrecord.review.errors import ReviewError
from onrecord.store import reviews as table

How = Literal["confidence", "random", "stratified"]


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a queue."""

    sample: str
    position: int
    document: str
    text_sha256: str
    event: str
    trigger_start_char: int
    trigger_end_char: int
    type: str
    nth: int
    stratum: str
    in_stratum: int
    """How many events the stratum had when it was drawn from."""
    drawn: int
    """How many of them were drawn."""
    how: How
    made: str
    seed: int | None = None

    @property
    def identity(self) -> Identity:
        """What the event is known by."""
        start, end = self.trigger_start_char, self.trigger_end_char
        return Identity(self.document, self.text_sha256, start, end, self.type, self.nth)


class Sample(NamedTuple):
    """A queue that was drawn."""

    name: str
    how: How
    events: tuple[Drawn, ...]

    @property
    def is_random(self) -> bool:
        """Whether figures for the whole store follow from it."""
        return self.how != "confidence"


def draw(
    path: Path,
    number: int,
    *,
    seed: int | None = None,
    strata: Sequence[str] = (),
    name: str | None = None,
) -> Sample:
    """Draw a queue from a store's events and keep it there.

    Args:
        path: the store.
        number: how many events; all, where there are fewer.
        seed: for a random sample: the same seed on the same store draws the same events.
            Without one the least sure events come first.
        strata: columns of events or documents (`type`, `outlet`) by whose values the sample is
            spread evenly, rare ones too; it needs a seed.
        name: of the queue; without one it follows from how it was drawn.

    Raises ReviewError for a name that is taken, a store without events, or fewer events than
    strata, and StoreError for a column that isn't there.
    """
    if strata and seed is None:
        raise ReviewError("--strata: a random draw needs a --seed; give one, such as --seed 1")
    sizes = table.strata_of(path, strata)
    if not sizes:
        raise ReviewError(f"{path}: holds no events; code some reports first")
    if number < len(sizes):
        raise ReviewError(
            f"--sample {number}: {' and '.join(strata)} split the events into {len(sizes)} "
            "strata, and each needs one event at least, better ten; draw more"
        )
    how: How = "stratified" if strata else "random" if seed is not None else "confidence"
    chosen_name = name or _name(number, seed, strata)
    if chosen_name in {one.name for one in samples(path)}:
        raise ReviewError(f"{path}: has a queue {chosen_name!r} already; give this one a --name")
    shares = _shares(sizes, number)
    if seed is None:
        events = table.least_sure(path, number)
    else:
        events = table.events_at(path, strata, chosen(sizes, shares, seed))
    made = now()
    rows = [
        {**event, "sample": chosen_name, "how": how, "made": made, "seed": seed}
        | {"in_stratum": sizes[event["stratum"]], "drawn": shares[event["stratum"]]}
        for event in events
    ]
    table.append(path, "samples", rows)
    return next(one for one in samples(path) if one.name == chosen_name)


def samples(path: Path) -> list[Sample]:
    """The queues that were drawn from a store, in the order of their making."""
    found: dict[str, list[Drawn]] = {}
    for row in table.kept(path, "samples").to_pylist():
        drawn = msgspec.convert(row, Drawn)
        found.setdefault(drawn.sample, []).append(drawn)
    return [Sample(name, events[0].how, tuple(events)) for name, events in found.items()]


def sample_named(path: Path, name: str) -> Sample:
    """A queue by its name. Raises ReviewError, which names those that there are."""
    there = samples(path)
    for one in there:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in there) or "none; draw one with --sample N --seed S"
    raise ReviewError(f"{path}: no queue {name!r}; there are {known}")


def _name(number: int, seed: int | None, strata: Sequence[str]) -> str:
    if seed is None:
        return f"least-sure-{number}"
    by = f"-by-{'-'.join(strata)}" if strata else ""
    return f"random-{number}{by}-seed-{seed}"


def _shares(sizes: dict[str, int], number: int) -> dict[str, int]:
    """How many to draw from each stratum: the same from each, as far as it has so many.

    What a small stratum can't give goes to the others.
    """
    shares = dict.fromkeys(sizes, 0)
    left = number
    while left and (open_ := [s for s in sizes if shares[s] < sizes[s]]):
        each = max(left // len(open_), 1)
        for stratum in open_[: left if left < len(open_) else None]:
            given = min(each, sizes[stratum] - shares[stratum])
            shares[stratum] += given
            left -= given
    return shares


def chosen(sizes: dict[str, int], shares: dict[str, int], seed: int) -> list[tuple[str, int]]:
    """The events to draw, as stratum and number in it, in the order in which they are read."""
    random = Random(seed)
    drawn: list[tuple[str, int]] = []
    for stratum, size in sizes.items():
        drawn += [(stratum, n) for n in random.sample(range(1, size + 1), shares[stratum])]
    random.shuffle(drawn)
    return drawn
