"""Fetches many pages at once, but of one host one after the other."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from types import TracebackType
from typing import Any, NamedTuple

from onrecord.watch.errors import FetchError, StoppedError
from onrecord.watch.fetch import Page, Tags
from onrecord.watch.manners import PATIENCE
from onrecord.watch.pace import Pace
from onrecord.watch.url import Url

GLANCE = 0.2
"""Seconds after which a waiting thread looks whether it is to end."""

Fetch = Callable[[Url, Tags, str, tuple[str, ...]], Page]


class Task(NamedTuple):
    """A page to get."""

    url: Url
    tags: Tags
    subject: Any
    """What it is about: the feed's or the page's row."""
    accept: str = "*/*"
    kinds: tuple[str, ...] = ()
    """The media types that are taken; all where there are none."""
    first: bool = False
    """Before the others of its host."""


class Done(NamedTuple):
    """A task with what became of it."""

    task: Task
    page: Page | None
    error: FetchError | None


class Crawler:
    """Threads that work through tasks; their results are taken by one thread.

    Args:
        fetch: gets a page, or raises FetchError.
        pace: says when a host may be asked.
        connections: how many hosts are asked at once.
        stop: set when the user wants an end: what is under way is dropped.
        seconds: after these nothing new is begun.
    """

    def __init__(
        self, fetch: Fetch, pace: Pace, connections: int, stop: threading.Event, seconds: float
    ):
        self._fetch, self._pace, self._stop = fetch, pace, stop
        self._end = time.monotonic() + seconds
        self._hosts: dict[str, deque[Task]] = {}
        self._busy: set[str] = set()
        self._outstanding = 0
        self._done: Queue[Done] = Queue(connections)
        self._wake = threading.Condition()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"fetch {number}", daemon=True)
            for number in range(connections)
        ]

    def __enter__(self) -> "Crawler":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._wake:
            self._closed = True
            self._wake.notify_all()

    def add(self, task: Task) -> None:
        """Another page to get."""
        with self._wake:
            queue = self._hosts.setdefault(task.url.host, deque())
            if task.first:
                queue.appendleft(task)
            else:
                queue.append(task)
            self._outstanding += 1
            self._wake.notify()

    def done(self) -> Iterator[Done]:
        """What was got, as it comes, until nothing is left, the time is up, or it is stopped.

        Tasks may be added meanwhile.
        """
        while not self._stop.is_set():
            with self._wake:
                if not self._outstanding or (self._late and not self._busy and self._done.empty()):
                    return
            try:
                done = self._done.get(timeout=GLANCE)
            except Empty:
                continue
            with self._wake:
                self._outstanding -= 1
            if not isinstance(done.error, StoppedError):
                yield done

    @property
    def _late(self) -> bool:
        return time.monotonic() > self._end

    def _work(self) -> None:
        while (task := self._next()) is not None:
            done = self._try(task)
            self._hand_over(done)
            with self._wake:
                self._busy.discard(task.url.host)
                self._wake.notify()

    def _try(self, task: Task) -> Done:
        try:
            return Done(task, self._fetch(task.url, task.tags, task.accept, task.kinds), None)
        except FetchError as error:
            return Done(task, None, error)
        except Exception as error:  # noqa: BLE001 - one odd page mustn't end a watch
            what = f"{type(error).__name__} while fetching it: {error}"
            return Done(task, None, FetchError(what, "Please report it"))

    def _hand_over(self, done: Done) -> None:
        while not self._closed:
            try:
                return self._done.put(done, timeout=GLANCE)
            except Full:
                continue
        return None

    def _next(self) -> Task | None:
        """The next task of a host that is free and whose turn it is; None at the end."""
        with self._wake:
            while not self._closed and not self._stop.is_set():
                host, wait = self._host()
                if host is not None and wait <= 0:
                    task = self._hosts[host].popleft()
                    if not self._hosts[host]:
                        del self._hosts[host]
                    self._busy.add(host)
                    return task
                self._wake.wait(min(wait, GLANCE))
        return None

    def _host(self) -> tuple[str | None, float]:
        """The host that may be asked first, and in how many seconds."""
        if self._late:
            return None, GLANCE
        waits = ((self._wait(host), host) for host in self._hosts if host not in self._busy)
        wait, host = min(waits, default=(GLANCE, None))
        return host, wait

    def _wait(self, host: str) -> float:
        """A host that rests for long is taken at once: its tasks are told so, and asked nothing."""
        wait = self._pace.wait(host)
        return 0.0 if wait > PATIENCE else wait
