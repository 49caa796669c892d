"""What the tests of `watch` share: a site on loopback, a newsroom on it, and a watch of it."""

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.engine import Job
from onrecord.ingest import Reading
from onrecord.model import Problem
from onrecord.record import Options
from onrecord.store import StoreReader
from onrecord.watch.fetch import Policy
from onrecord.watch.loop import Watch
from onrecord.watch.settings import Settings, Tally
from support.newsroom import Newsroom
from support.site import Site

TESTS = Path(__file__).parents[1]
HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on 127.0.0.1."""
    with Site().up() as site:
        yield site


@pytest.fixture
def newsroom(site: Site) -> Newsroom:
    """A feed at /feed with the reports that a test adds."""
    return Newsroom(site)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_600_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


class Told:
    """A reporter that keeps what it is told."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.tallies: list[Tally] = []
        self.on_end: Callable[[int], None] = lambda _: None

    def starts(self, feeds: int, number: int) -> None:
        """A round begins."""

    def at(self, tally: Tally) -> None:
        """Something more is done."""

    def problem(self, problem: Problem) -> None:
        """Something went wrong."""
        self.problems.append(problem)

    def note(self, sentence: str) -> None:
        """Something worth knowing."""
        self.notes.append(sentence)

    def ends(self, number: int, tally: Tally, next_at: float | None) -> None:
        """A round is over."""
        self.tallies.append(tally)
        self.on_end(number)


class Watched:
    """A watch with a coder that needs no parser, and what it left in the store."""

    def __init__(self, feeds: str, store: Path):
        self.clock, self.told, self.stop = Clock(), Told(), threading.Event()
        self.store = store
        self.settings = Settings(
            lists=(feeds,),
            target=store,
            reading=Reading(language="en"),
            options=Options(),
            quote="evidence",
            policy=Policy("onrecord/test", allow_private=True, seconds=5),
            delay=0.0,
            every=900.0,
            clock=self.clock,
            debug=True,  # codes in this process
        )

    def change(self, **settings: Any) -> None:
        """Other settings."""
        self.settings = msgspec.structs.replace(self.settings, **settings)

    def round(self, later: float = 0.0) -> Tally:
        """One round of a program that starts anew, so many seconds later."""
        self.clock.pass_(later)
        return Watch(self.settings, self.told, self.stop).run(once=True)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """A table of the store."""
        return StoreReader(self.store).table(table).to_pylist()

    def documents(self) -> dict[str, dict[str, Any]]:
        """The documents by id."""
        return {row["id"]: row for row in self.rows("documents")}

    def problems(self) -> dict[str, str]:
        """What the store's problems say, by source."""
        return {row["source"]: row["what"] for row in self.rows("problems")}


@pytest.fixture
def watched(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """A watch of the site's /feed."""
    stand_in = partial(Job, coder="support.stand_in:Coder")
    monkeypatch.setattr("onrecord.watch.loop.Job", stand_in)
    monkeypatch.setenv("PYTHONPATH", str(TESTS), prepend=os.pathsep)
    return Watched(site["/feed"], tmp_path / "news.duckdb")
