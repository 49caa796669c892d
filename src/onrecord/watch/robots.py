"""robots.txt, read as RFC 9309 says: what a site's keepers don't want fetched isn't."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from protego import Protego

from onrecord.watch.errors import FetchError, RefusedError, RefusedRedirectError
from onrecord.watch.fetch import Gate, Policy, fetch
from onrecord.watch.pace import Pace
from onrecord.watch.url import Url, parse

AGENT = "onrecord"
"""The name that a robots.txt may speak to."""
LIFE = 24 * 3600.0
"""Seconds that rules are kept."""
LIFE_OF_FAILURE = 600.0
"""Seconds until a robots.txt that couldn't be read is tried again."""
MOST = 512 << 10
"""Bytes of a robots.txt that are read."""
ADVICE = "Ask its keepers, or take it off the list"


class DisallowedError(FetchError):
    """A page that the site's robots.txt forbids."""


class Rules(NamedTuple):
    """What is known of a site's robots.txt."""

    origin: str
    text: str | None
    """None where it couldn't be read: then nothing of the site is fetched."""
    until: float
    """Seconds since the epoch at which it has to be read again."""
    why: str = ""
    """Why it couldn't be read."""


class Robots:
    """The rules of all sites that are asked. Many threads may ask.

    Args:
        policy: how to fetch a robots.txt.
        turn: waits for a host's turn.
        pace: is told of the distances that sites ask for.
        clock: seconds since the epoch.
    """

    def __init__(
        self, policy: Policy, turn: Gate, pace: Pace, clock: Callable[[], float] = time.time
    ):
        self._policy, self._turn, self._pace, self._clock = policy, turn, pace, clock
        self._rules: dict[str, tuple[Rules, Protego | None]] = {}
        self._fresh: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def remember(self, known: Iterable[Rules]) -> None:
        """Take up what an earlier run read."""
        for rules in known:
            if rules.until > self._clock():
                self._keep(rules)

    def news(self) -> list[Rules]:
        """What was read since the last call."""
        with self._lock:
            fresh, self._fresh = list(self._fresh.values()), {}
            return fresh

    def check(self, url: Url) -> None:
        """Raises DisallowedError for what isn't to be fetched; reads the rules if need be.

        Raises RefusedError for a site that isn't asked at all.
        """
        with self._lock:
            lock = self._locks.setdefault(url.origin, threading.Lock())
        with lock:
            rules, parsed = self._of(url)
        if parsed is None:
            raise FetchError(
                f"{url.origin}/robots.txt can't be read ({rules.why}), so nothing there is fetched",
                "It is tried again later",
                passing=True,
            )
        if not parsed.can_fetch(str(url), AGENT):
            raise DisallowedError(f"{url.origin}/robots.txt doesn't let onrecord fetch it", ADVICE)

    def _of(self, url: Url) -> tuple[Rules, Protego | None]:
        known = self._rules.get(url.origin)
        if known is not None and known[0].until > self._clock():
            return known
        rules = self._read(url)
        if rules.text is None and known is not None and known[1] is not None:
            rules = rules._replace(text=known[0].text)  # the old rules hold meanwhile
        with self._lock:
            self._fresh[url.origin] = rules
        return self._keep(rules)

    def _read(self, url: Url) -> Rules:
        """Read the rules. A server that has none forbids nothing; one that fails, everything."""
        now = self._clock()
        address = url._replace(target="/robots.txt")
        try:
            page = fetch(
                address, self._policy, self._turn, accept="text/plain", cut=True, most=MOST
            )
        except RefusedError as error:
            if not isinstance(error, RefusedRedirectError):
                raise
            return Rules(url.origin, None, now + LIFE_OF_FAILURE, error.what)
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return Rules(url.origin, "", now + LIFE)
            return Rules(url.origin, None, now + LIFE_OF_FAILURE, error.what)
        return Rules(url.origin, page.body.decode("utf-8-sig", "replace"), now + LIFE)

    def _keep(self, rules: Rules) -> tuple[Rules, Protego | None]:
        parsed = None if rules.text is None else Protego.parse(rules.text)
        self._rules[rules.origin] = (rules, parsed)
        delay = _delay(parsed) if parsed else None
        if delay is not None:
            self._pace.slow(parse(rules.origin).host, delay)
        return rules, parsed


def _delay(rules: Protego) -> float | None:
    """The seconds between two questions that a site asks for, if it does."""
    rate = rules.request_rate(AGENT)
    asked = [rules.crawl_delay(AGENT), rate.seconds / rate.requests if rate else None]
    return max((delay for delay in asked if delay), default=None)
