"""What a watch is told, what it counts, and whom it tells."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from onrecord.ingest import Reading
from onrecord.model import Problem
from onrecord.record import Options
from onrecord.watch.fetch import Policy


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What to watch, how, and where to."""

    lists: tuple[str, ...]
    """Files with feeds, or addresses of feeds."""
    target: Path
    """The store."""
    reading: Reading
    options: Options
    quote: str
    policy: Policy
    workers: int | None = None
    every: float = 900.0
    """Seconds between the beginnings of two rounds."""
    delay: float = 2.0
    """Seconds between two questions to one host."""
    connections: int = 8
    """How many hosts are asked at once."""
    recheck: bool = True
    """Look at stored pages again, whether they have changed."""
    command: str = ""
    debug: bool = False
    clock: Callable[[], float] = time.time
    """Seconds since the epoch."""


class Tally(msgspec.Struct):
    """What became of a round."""

    feeds: int = 0
    """Feeds that were asked."""
    unchanged: int = 0
    """Of them, those that had nothing new."""
    failing: int = 0
    """Of them, those that gave nothing."""
    resting: int = 0
    """Feeds that weren't asked, because they failed before or their server wants rest."""
    named: int = 0
    """Reports that feeds named for the first time."""
    fetched: int = 0
    coded: int = 0
    changed: int = 0
    """Of the coded, new versions of reports."""
    same: int = 0
    """Reports that were looked at again and hadn't changed."""
    gone: int = 0
    """Stored reports whose page isn't there any more."""
    failed: int = 0
    """Problems: reports, and feeds too."""
    left: int = 0
    """Left out: not English, not a page of text, forbidden by robots.txt."""
    waiting: int = 0
    """Reports that are still to be fetched, in a later round."""
    seconds: float = 0.0


class Reporter(Protocol):
    """Shows how a watch goes."""

    def starts(self, feeds: int, number: int) -> None:
        """A round begins."""
        ...

    def at(self, tally: Tally) -> None:
        """Something more is done."""
        ...

    def problem(self, problem: Problem) -> None:
        """Something went wrong, or was left out."""
        ...

    def note(self, sentence: str) -> None:
        """Something that the user may want to know."""
        ...

    def ends(self, number: int, tally: Tally, next_at: float | None) -> None:
        """A round is over; the next one begins at a time, or never."""
        ...
