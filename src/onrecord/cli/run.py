"""One run of `code` or `demo`: read, skip what is done, code, write, count."""

import signal
from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Protocol

import msgspec

from onrecord.engine import Job, Outcome, Plan, run
from onrecord.export import Sink, sink
from onrecord.ingest import Item, Reading, read
from onrecord.model import Document, Problem
from onrecord.record import Coder, Options

if TYPE_CHECKING:
    from onrecord.model import Coder as CoderInfo


class Tally(msgspec.Struct):
    """What became of the documents."""

    coded: int = 0
    failed: int = 0
    left: int = 0
    skipped: int = 0
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """Documents that need no more work."""
        return self.coded + self.failed + self.left + self.skipped

    def sentence(self, target: str) -> str:
        """The line at the end of a run."""
        counts = [f"{self.coded} coded", f"{self.failed} failed"]
        counts += [f"{self.left} left out"] if self.left else []
        counts += [f"{self.skipped} coded before"] if self.skipped else []
        where = "standard output" if target == "-" else target
        return f"{', '.join(counts)} in {self.seconds:.1f} s; records in {where}"


class Reporter(Protocol):
    """Shows how far a run is."""

    def watching(self, paths: Sequence[str]) -> AbstractContextManager[None]:
        """From the start to the end of the run."""
        ...

    def at(self, tally: Tally) -> None:
        """Another document is done."""
        ...

    def problem(self, problem: Problem) -> None:
        """Something went wrong, or was left out."""
        ...

    def say(self, sentence: str) -> None:
        """What a user should know meanwhile."""
        ...

    def end(self, tally: Tally) -> None:
        """All documents are done."""
        ...


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What to code, how, and where to."""

    paths: Sequence[str]
    reading: Reading
    options: Options
    quote: str
    target: str
    workers: int | None = None
    engine: str = "local"
    scheduler: str | None = None
    command: str = ""
    debug: bool = False

    def go(self, reporter: Reporter, items: Iterator[Item] | None = None) -> Tally:
        """Do it, and say what became of the documents.

        Args:
            reporter: hears of every document.
            items: the documents, where they don't come from `paths`.

        Raises InputError, CodingError, LexiconError, RecordError or StoreError where the call
        can't be right, before anything is coded.
        """
        found = read(self.paths, self.reading, tested=False) if items is None else items
        info = Coder(self.options).info
        with terminable(), opened(self._sink(info)) as target:
            return self._code(found, target, reporter, info)

    def _sink(self, info: "CoderInfo") -> Sink:
        return sink(self.target, info, self.quote, self.command)

    def _code(
        self, items: Iterator[Item], target: Sink, reporter: Reporter, info: "CoderInfo"
    ) -> Tally:
        tally = Tally()
        job = Job(
            self.options,
            self.quote,
            packing=target.packing,
            english_only=self.reading.language is None,
            expected=info,
        )
        new = _not_done(items, target, tally, reporter)
        with reporter.watching(self.paths):
            for outcome in run(new, job, self._plan(reporter), self.engine):
                _take(outcome, target, tally, reporter)
                reporter.at(tally)
            reporter.end(tally)
        return tally

    def _plan(self, reporter: Reporter) -> Plan:
        here = self.engine == "local"
        return Plan(
            workers=self.workers,
            guarded=not (self.debug and here),
            debug=self.debug,
            scheduler=self.scheduler,
            say=reporter.say,
        )


def _not_done(
    items: Iterator[Item], target: Sink, tally: Tally, reporter: Reporter
) -> Iterator[Item]:
    """What isn't coded yet; the rest is counted, and progress moves over it too."""
    for item in items:
        if isinstance(item, Document) and target.done(item):
            tally.skipped += 1
            reporter.at(tally)
        else:
            yield item


def _take(outcome: Outcome, target: Sink, tally: Tally, reporter: Reporter) -> None:
    result = outcome.result
    if isinstance(result, Problem):
        if result.kind == "left":
            tally.left += 1
        else:
            tally.failed += 1
        reporter.problem(result)
        target.fail(result)
    elif outcome.document is not None:
        tally.coded += 1
        target.take(outcome.document, result)


@contextmanager
def opened(target: Sink) -> Generator[Sink, None, None]:
    """A sink that keeps what was done, however the run ends."""
    try:
        yield target
    except BaseException:
        target.interrupt()
        raise
    target.close()


@contextmanager
def terminable() -> Generator[None, None, None]:
    """Let SIGTERM end a run as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
