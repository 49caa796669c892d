"""Rounds for ever, or one; stopped between two documents."""

import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from onrecord.engine import Job, Outcome, Plan, run
from onrecord.ingest import InputError, Item
from onrecord.model import Problem
from onrecord.record import Coder
from onrecord.store import StoreError
from onrecord.store.errors import BusyError
from onrecord.store.lock import WriterLock
from onrecord.store.packing import PACKING
from onrecord.store.watch_tables import SiteRow
from onrecord.store.watching import Memory
from onrecord.watch.context import Context
from onrecord.watch.crawler import Crawler
from onrecord.watch.manners import Manners
from onrecord.watch.robots import Rules
from onrecord.watch.round import Round
from onrecord.watch.settings import Reporter, Settings, Tally
from onrecord.watch.subscriptions import Subscription, is_address, read_lists
from onrecord.watch.target import Target
from onrecord.watch.times import clock, seconds, stamp
from onrecord.watch.url import parse

SHORTEST_ROUND = 60.0
"""Seconds that a round may take at least, however often rounds begin."""


class Watch:
    """Polls feeds and codes what is new.

    Args:
        settings: what to watch, how, and where to.
        reporter: is told how it goes.
        stop: set when the user wants an end; what is at hand is finished.

    Raises InputError, CodingError, LexiconError or StoreError where the call can't be right.
    """

    def __init__(self, settings: Settings, reporter: Reporter, stop: threading.Event):
        self._settings, self._reporter, self._stop = settings, reporter, stop
        self._coder = Coder(settings.options).info
        self._feeds, self._problems = read_lists(list(settings.lists))
        self._read_at = self._changed_at()
        self._memory = Memory(settings.target)
        self._moved: dict[str, str] = {}
        self._manners = Manners(settings.policy, settings.delay, stop, settings.clock)

    def run(self, once: bool = False) -> Tally:
        """Watch until stopped, or for one round. Gives the last round's counts."""
        with _only(self._settings.target):
            self._memory.start()
            self._recall()
            number, tally = 0, Tally()
            while not self._stop.is_set():
                number += 1
                began = time.monotonic()
                tally = self._round(number, once)
                pause = max(0.0, self._settings.every - (time.monotonic() - began))
                last = once or self._stop.is_set()
                self._reporter.ends(number, tally, None if last else self._settings.clock() + pause)
                if last or self._stop.wait(pause):
                    break
                self._look_at_lists()
            return tally

    def _round(self, number: int, once: bool) -> Tally:
        began, tally = time.monotonic(), Tally()
        settings = self._settings
        limit = float("inf") if once else max(SHORTEST_ROUND, settings.every)
        self._reporter.starts(len(self._feeds), number)
        target = Target(settings, self._coder, self._memory, self._stop, self._reporter.note)
        fetch, pace = self._manners.fetch, self._manners.pace
        with (
            _finished(target),
            Crawler(fetch, pace, settings.connections, self._stop, limit) as crawler,
        ):
            context = Context(settings, self._memory, tally)
            round = Round(context, self._feeds, crawler)
            problems, self._problems = self._problems, []
            self._code(chain(problems, round.items()), round, target, tally)
            self._explain(round, number)
            self._keep_manners()
        tally.waiting = self._memory.waiting()
        tally.seconds = time.monotonic() - began
        return tally

    def _explain(self, round: Round, number: int) -> None:
        """What the user may want to know of feeds: said once in a watch."""
        for row in round.resting if number == 1 else ():
            again = clock(seconds(row.next_check))
            self._reporter.note(f"{row.url} isn't asked before {again}: {row.what}")
        for url, to in round.moved.items():
            if url not in self._moved:
                self._reporter.note(f"{url} has moved for good to {to}; change your list")
        self._moved |= round.moved

    def _code(self, items: Iterator[Item], round: Round, target: Target, tally: Tally) -> None:
        """Code what the round hands out; workers are started only where there is something."""
        for item in items:
            if isinstance(item, Problem):
                self._take(Outcome(None, item), round, target, tally)
            else:
                for outcome in self._run(chain([item], items)):
                    self._take(outcome, round, target, tally)
            self._reporter.at(tally)

    def _run(self, items: Iterator[Item]) -> Iterator[Outcome]:
        settings = self._settings
        job = Job(settings.options, settings.quote, packing=PACKING)
        plan = Plan(settings.workers, guarded=not settings.debug, debug=settings.debug)
        return run(items, job, plan)

    def _take(self, outcome: Outcome, round: Round, target: Target, tally: Tally) -> None:
        """A record or a problem: counted, told and stored."""
        document, result = outcome
        if document is not None:
            round.coded(document, result)
        if isinstance(result, Problem):
            tally.left += result.kind == "left"
            tally.failed += result.kind == "failed"
            self._reporter.problem(result)
            target.fail(result)
        elif document is not None:
            target.take(document, result)
        self._reporter.at(tally)

    def _recall(self) -> None:
        """Take up what an earlier run knew of sites."""
        sites = self._memory.sites()
        rests = [(parse(s.origin).host, seconds(s.rest_until)) for s in sites if s.rest_until]
        rules = [
            Rules(s.origin, s.robots, seconds(s.robots_until), s.robots_why or "")
            for s in sites
            if s.robots_until
        ]
        self._manners.remember(rests, rules)
        self._sites = {site.origin: site for site in sites}

    def _keep_manners(self) -> None:
        """Remember new rests and rules."""
        rests, rules = self._manners.news()
        for host, until in rests.items():
            origin = f"http://[{host}]" if ":" in host else f"http://{host}"
            self._site(self._known(origin)._replace(rest_until=stamp(until)))
        for each in rules:
            self._site(
                self._known(each.origin)._replace(
                    robots=each.text, robots_until=stamp(each.until), robots_why=each.why or None
                )
            )

    def _known(self, origin: str) -> SiteRow:
        return self._sites.get(origin, SiteRow(origin))

    def _site(self, site: SiteRow) -> None:
        self._sites[site.origin] = site
        self._memory.put(site)

    def _changed_at(self) -> list[float]:
        """When the lists were changed last."""
        found: list[float] = []
        for name in self._settings.lists:
            if not is_address(name):
                try:
                    found.append(Path(name).stat().st_mtime)
                except OSError:
                    found.append(0.0)
        return found

    def _look_at_lists(self) -> None:
        """Read the lists again where they have changed; a broken one changes nothing."""
        changed = self._changed_at()
        if changed == self._read_at:
            return
        self._read_at = changed
        before: dict[str, Subscription] = {feed.url: feed for feed in self._feeds}
        try:
            self._feeds, self._problems = read_lists(list(self._settings.lists))
        except InputError as error:
            self._reporter.note(f"{error}; going on with the feeds of before")
            return
        now = {feed.url for feed in self._feeds}
        new, old = len(now - before.keys()), len(before.keys() - now)
        self._reporter.note(f"the list has changed: {new} feeds more, {old} fewer")


@contextmanager
def _only(store: Path) -> Generator[None, None, None]:
    """One watch on a store at a time: two would ask each site twice."""
    try:
        lock = WriterLock(store.with_name(f"{store.name}.watch"))
    except BusyError as error:
        raise StoreError(
            f"{store}: another watch fills this store; put its feeds into one list, "
            "or name another store"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _finished(target: Target) -> Generator[None, None, None]:
    """A round's store, closed however the round ends."""
    try:
        yield
    except BaseException:
        target.interrupt()
        raise
    target.close()
