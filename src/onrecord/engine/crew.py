"""A crew: guarded workers, and outcomes in the order of the items. Every engine runs one."""

from collections.abc import Iterable, Iterator
from select import select

import msgspec

from onrecord.engine.guard import Guard
from onrecord.engine.job import EngineError, Item, Job, Limits, Outcome
from onrecord.engine.messages import BROKEN, PROBLEM, RECORD, Message
from onrecord.engine.process import REPORT, problem
from onrecord.model import Problem

WINDOW = 64
"""Documents, for each worker, that may be done before an earlier one is."""
DEATHS = 3
"""Deaths of workers in a row, none of them at a document, after which the run is given up."""


class Crew:
    """Guards that stay from one chunk to the next.

    Args:
        job: how to code.
        workers: how many processes at most; each is started when the others are busy.
        limits: what a document may take.
        debug: let workers say on standard error where a document failed.
    """

    def __init__(self, job: Job, workers: int, limits: Limits, debug: bool = False):
        self._workers = workers
        self._new = lambda: Guard(job, limits, debug)
        self._guards: list[Guard] = []
        self._numbers = self._deaths = 0

    def process(self, chunk: Iterable[Item]) -> Iterator[Outcome]:
        """The outcomes of a chunk, or of a stream of any length, in the order of its items.

        Raises EngineError where no worker comes up.
        """
        return _Pass(self, chunk).run()

    def close(self) -> None:
        """Let the workers end by themselves."""
        for guard in self._guards:
            guard.quit()
        for guard in self._guards:
            guard.see_off()
        self._guards = []

    def stop(self) -> None:
        """End the workers, whatever they are doing."""
        for guard in self._guards:
            guard.stop()
        self._guards = []

    @property
    def window(self) -> int:
        """Items that may be on their way."""
        return WINDOW * self._workers

    def number(self) -> int:
        """A number for the next item; none is used twice."""
        self._numbers += 1
        return self._numbers

    def free(self) -> Guard | None:
        """The worker with the least to do, a new one where all are full; None if all are."""
        least = min(self._guards, key=lambda guard: len(guard.given), default=None)
        if (least is None or not least.has_room) and len(self._guards) < self._workers:
            self._guards.append(self._new())
            return self._guards[-1]
        return least if least is not None and least.has_room else None

    @property
    def is_busy(self) -> bool:
        """Whether any worker has a document."""
        return any(guard.given for guard in self._guards)

    def listen(self) -> Iterator[tuple[int, Outcome]]:
        """Wait for answers, deaths, and documents that take too long."""
        deadlines = [left for guard in self._guards if (left := guard.time_left) is not None]
        ready, _, _ = select(self._guards, [], [], min(deadlines, default=None))
        for guard in ready:
            answers = guard.answers()
            if answers is None:
                yield from self._replace(guard, None)
            for message in answers or ():
                yield from self._note(guard, message)
        for guard in self._guards:
            if guard.time_left == 0:
                yield from self._replace(guard, "no result within its time limit")

    def _note(self, guard: Guard, message: Message) -> Iterator[tuple[int, Outcome]]:
        if message.kind == BROKEN:
            raise EngineError(message.content.decode())
        if message.kind in (RECORD, PROBLEM):
            document = guard.finished(message.number)
            self._deaths = 0
            yield message.number, Outcome(document, _result(message))

    def _replace(self, guard: Guard, hang: str | None) -> Iterator[tuple[int, Outcome]]:
        """Name the document that killed a worker, and go on with the others."""
        lost, how = guard.bury()
        if lost is None:
            self._deaths += 1
            if self._deaths > DEATHS:
                raise EngineError(f"workers end as soon as they start ({how}); try --debug")
            return
        number, document = lost
        what = hang or f"coding it ended its worker ({how})"
        yield number, Outcome(document, problem(document, what, REPORT))


def _result(message: Message) -> bytes | Problem:
    """What a worker made of a document."""
    if message.kind == PROBLEM:
        return msgspec.msgpack.decode(message.content, type=Problem)
    return message.content


class _Pass:
    """One chunk on its way through a crew; outcomes wait for earlier ones."""

    def __init__(self, crew: Crew, items: Iterable[Item]):
        self._crew = crew
        self._items = iter(items)
        self._order: list[int] = []
        self._waiting: dict[int, Outcome] = {}
        self._more = True

    def run(self) -> Iterator[Outcome]:
        at = 0
        while True:
            self._hand_out(len(self._order) - at)
            if at < len(self._order) and self._order[at] in self._waiting:
                yield self._waiting.pop(self._order[at])
                at += 1
                if at >= self._crew.window:
                    del self._order[:at]
                    at = 0
            elif self._crew.is_busy:
                self._waiting.update(self._crew.listen())
            else:
                return

    def _hand_out(self, on_their_way: int) -> None:
        """Give documents to workers that have room, as far as the window goes."""
        while self._more and on_their_way < self._crew.window:
            guard = self._crew.free()
            if guard is None:
                return
            item = next(self._items, None)
            if item is None:
                self._more = False
                return
            number = self._crew.number()
            self._order.append(number)
            on_their_way += 1
            if isinstance(item, Problem):
                self._waiting[number] = Outcome(None, item)
            else:
                guard.give(number, item)
