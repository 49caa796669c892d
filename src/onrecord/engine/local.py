"""Codes on this machine: guarded worker processes, or this very process."""

from collections.abc import Callable, Iterable, Iterator
from select import select
from typing import NamedTuple

import msgspec

from onrecord.engine.guard import Guard
from onrecord.engine.job import Job, Limits
from onrecord.engine.messages import BROKEN, PROBLEM, RECORD, Message
from onrecord.engine.process import REPORT, problem, process
from onrecord.model import Document, Problem, Record

WINDOW = 64
"""Documents, for each worker, that may be done before an earlier one is."""
DEATHS = 3
"""Deaths of workers in a row, none of them at a document, after which the run is given up."""

LIMITS = Limits()

Item = Document | Problem


class Outcome(NamedTuple):
    """A document with its record, or with the problem that it had; or a problem of the input."""

    document: Document | None
    result: Record | Problem


class EngineError(Exception):
    """Workers that don't come up."""


def run(
    items: Iterable[Item],
    job: Job,
    workers: int = 1,
    guarded: bool = True,
    limits: Limits = LIMITS,
    debug: bool = False,
) -> Iterator[Outcome]:
    """Code documents; outcomes come in the order of the items, whatever the workers do.

    Args:
        items: documents; problems among them are passed on.
        job: how to code.
        workers: how many processes.
        guarded: with False the documents are coded in this process, where a crash is the end.
        limits: how long a document may take in a guarded process.
        debug: say on standard error where in the code a document failed.

    Raises EngineError where no worker comes up.
    """
    if not guarded:
        return _run_here(items, job, debug)
    return _Crew(items, workers, lambda: Guard(job, limits, debug)).run()


def _run_here(items: Iterable[Item], job: Job, debug: bool) -> Iterator[Outcome]:
    coder = job.make()
    for item in items:
        if isinstance(item, Problem):
            yield Outcome(None, item)
        else:
            yield Outcome(item, process(item, coder, job.quote, debug))


class _Crew:
    """The guards of one run, and the outcomes that wait for earlier ones."""

    def __init__(self, items: Iterable[Item], workers: int, new: Callable[[], Guard]):
        self._items = iter(items)
        self._workers = workers
        self._new = new
        self._guards: list[Guard] = []
        self._waiting: dict[int, Outcome] = {}
        self._taken = self._given_out = self._deaths = 0
        self._more = True

    def run(self) -> Iterator[Outcome]:
        """All outcomes, in the order of the items."""
        try:
            while True:
                self._hand_out()
                if self._given_out in self._waiting:
                    yield self._waiting.pop(self._given_out)
                    self._given_out += 1
                elif any(guard.given for guard in self._guards):
                    self._listen()
                else:
                    break
            for guard in self._guards:
                guard.quit()
        finally:
            for guard in self._guards:
                guard.stop()

    def _hand_out(self) -> None:
        """Give documents to workers that have room, as far as the window goes."""
        while self._more and self._taken - self._given_out < WINDOW * self._workers:
            guard = self._free()
            if guard is None:
                return
            item = next(self._items, None)
            if item is None:
                self._more = False
                return
            if isinstance(item, Problem):
                self._waiting[self._taken] = Outcome(None, item)
            else:
                guard.give(self._taken, item)
            self._taken += 1

    def _free(self) -> Guard | None:
        """The worker with the least to do, a new one where all are busy; None if all are full."""
        least = min(self._guards, key=lambda guard: len(guard.given), default=None)
        if (least is None or least.given) and len(self._guards) < self._workers:
            self._guards.append(self._new())
            return self._guards[-1]
        return least if least is not None and least.has_room else None

    def _listen(self) -> None:
        """Wait for answers, deaths, and documents that take too long."""
        deadlines = [left for guard in self._guards if (left := guard.time_left) is not None]
        ready, _, _ = select(self._guards, [], [], min(deadlines, default=None))
        for guard in ready:
            answers = guard.answers()
            if answers is None:
                self._replace(guard, None)
            for message in answers or ():
                self._note(guard, message)
        for guard in self._guards:
            if guard.time_left == 0:
                self._replace(guard, "no result within its time limit")

    def _note(self, guard: Guard, message: Message) -> None:
        if message.kind == BROKEN:
            raise EngineError(message.content.decode())
        if message.kind not in (RECORD, PROBLEM):
            return
        kind = Record if message.kind == RECORD else Problem
        result = msgspec.msgpack.decode(message.content, type=kind)
        document = guard.finished(message.number)
        self._waiting[message.number] = Outcome(document, result)
        self._deaths = 0

    def _replace(self, guard: Guard, hang: str | None) -> None:
        """Name the document that killed a worker, and go on with the others."""
        lost, how = guard.bury()
        if lost is None:
            self._deaths += 1
            if self._deaths > DEATHS:
                raise EngineError(f"workers end as soon as they start ({how}); try --debug")
            return
        number, document = lost
        what = hang or f"coding it ended its worker ({how})"
        self._waiting[number] = Outcome(document, problem(document, what, REPORT))
