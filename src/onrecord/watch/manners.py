"""The gate before each question: the host's turn, its rest, and its robots.txt."""

import threading
import time
from collections.abc import Callable, Iterable

from onrecord.watch.errors import FetchError, RestingError, StoppedError
from onrecord.watch.fetch import Page, Policy, Tags, fetch
from onrecord.watch.pace import Pace
from onrecord.watch.robots import Robots, Rules
from onrecord.watch.url import Url

PATIENCE = 90.0
"""Seconds that a fetch waits for its turn; a host that rests longer is left for later."""
FIRST_REST = 60.0
LONGEST_OWN_REST = 3600.0
"""Seconds of rest for a host that is overloaded and doesn't say for how long: doubled each time."""
BUSY = (429, 503)


class Manners:
    """Fetches as a guest should. Many threads may ask.

    Args:
        policy: whom to ask, and how.
        delay: seconds between two questions to one host.
        stop: set when the user wants an end.
        clock: seconds since the epoch.
    """

    def __init__(
        self,
        policy: Policy,
        delay: float,
        stop: threading.Event,
        clock: Callable[[], float] = time.time,
    ):
        self._policy, self._stop, self._clock = policy, stop, clock
        self.pace = Pace(delay, clock)
        self.robots = Robots(policy, self._turn, self.pace, clock)
        self._strikes: dict[str, int] = {}
        self._rests: dict[str, float] = {}
        self._lock = threading.Lock()

    def fetch(self, url: Url, tags: Tags, accept: str, kinds: tuple[str, ...]) -> Page:
        """Get a page of these kinds when it is its host's turn, if its robots.txt lets us.

        Raises FetchError. A host that is overloaded gets its rest.
        """
        try:
            page = fetch(url, self._policy, self._gate, accept=accept, kinds=kinds, tags=tags)
        except FetchError as error:
            if error.status in BUSY and error.host:
                error.wait = self._overloaded(error.host, error.wait)
            raise
        with self._lock:
            self._strikes.pop(page.url.host, None)
        return page

    def remember(self, rests: Iterable[tuple[str, float]], rules: Iterable[Rules]) -> None:
        """Take up what an earlier run knew: rests until a time, and robots.txt."""
        for host, until in rests:
            self.pace.rest(host, until)
        self.robots.remember(rules)

    def news(self) -> tuple[dict[str, float], list[Rules]]:
        """The rests and rules that came up since the last call."""
        with self._lock:
            rests, self._rests = self._rests, {}
        return rests, self.robots.news()

    def _gate(self, url: Url) -> None:
        self._rested(url)
        self.robots.check(url)
        self._turn(url)

    def _rested(self, url: Url) -> None:
        until = self.pace.resting(url.host)
        if until is not None and until - self._clock() > PATIENCE:
            wait = until - self._clock()
            raise RestingError(
                f"{url.host} is left alone for now", passing=True, wait=wait, host=url.host
            )

    def _turn(self, url: Url) -> None:
        self._rested(url)
        if self._stop.wait(self.pace.take(url.host)):
            raise StoppedError("stopped", passing=True)

    def _overloaded(self, host: str, asked: float | None) -> float:
        """Let a host rest; gives the seconds."""
        with self._lock:
            strikes = self._strikes[host] = self._strikes.get(host, 0) + 1
            own = min(LONGEST_OWN_REST, FIRST_REST * 2 ** (strikes - 1))
            wait = own if asked is None else max(asked, 1.0)
            until = self._rests[host] = self._clock() + wait
        self.pace.rest(host, until)
        return wait
