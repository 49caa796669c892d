"""Whose turn it is: questions to one host keep their distance, and who asks for rest gets it."""

import threading
import time
from collections.abc import Callable

LONGEST_DELAY = 60.0
"""Seconds between two questions that a robots.txt may ask for."""
LONGEST_REST = 7 * 24 * 3600.0
"""Seconds of rest that a server may ask for."""


class Pace:
    """When each host may be asked again. Hosts are names without ports; many threads may ask.

    Args:
        delay: seconds between the beginnings of two questions to one host.
        clock: seconds since the epoch, which rests are counted in.
        ticks: seconds that never jump, which distances are counted in.
    """

    def __init__(
        self,
        delay: float,
        clock: Callable[[], float] = time.time,
        ticks: Callable[[], float] = time.monotonic,
    ):
        self._delay, self._clock, self._ticks = delay, clock, ticks
        self._delays: dict[str, float] = {}
        self._free: dict[str, float] = {}
        self._rests: dict[str, float] = {}
        self._lock = threading.Lock()

    def slow(self, host: str, delay: float) -> None:
        """Keep a longer distance to a host, as its robots.txt asks."""
        with self._lock:
            self._delays[host] = max(self._delay, min(delay, LONGEST_DELAY))

    def rest(self, host: str, until: float) -> None:
        """Leave a host alone until a time; an earlier word that goes further stays."""
        with self._lock:
            until = min(until, self._clock() + LONGEST_REST)
            self._rests[host] = max(self._rests.get(host, 0.0), until)

    def resting(self, host: str) -> float | None:
        """The time until which the host is to be left alone; None where it isn't."""
        with self._lock:
            until = self._rests.get(host, 0.0)
            return until if until > self._clock() else None

    def wait(self, host: str) -> float:
        """Seconds until the host may be asked next."""
        with self._lock:
            return self._wait(host)

    def take(self, host: str) -> float:
        """Take the host's next turn; gives the seconds until it comes."""
        with self._lock:
            wait = self._wait(host)
            self._free[host] = self._ticks() + wait + self._delays.get(host, self._delay)
            return wait

    def _wait(self, host: str) -> float:
        turn = self._free.get(host, 0.0) - self._ticks()
        return max(0.0, turn, self._rests.get(host, 0.0) - self._clock())
