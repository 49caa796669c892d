"""How far a run is: a bar on a terminal, lines in a log, JSON lines for programs."""

import json
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from onrecord.cli.run import Tally
    from onrecord.model import Problem

EVERY = 10.0
"""Seconds between two lines in a log."""
EVERY_JSON = 1.0
EVERY_BAR = 0.1


class Show(StrEnum):
    """How to show progress."""

    auto = "auto"
    json = "json"
    none = "none"


class Progress:
    """Shows a run on standard error."""

    def __init__(self, show: Show):
        self._show = show
        self._began = self._last = time.monotonic()
        self._total: int | None = None
        self._bar: tuple[Bar, TaskID] | None = None

    @contextmanager
    def watching(self, paths: Sequence[str]) -> Generator[None, None, None]:
        """From the start to the end of the run."""
        self._began = self._last = time.monotonic()
        if self._show is not Show.none:
            Thread(target=self._count, args=(paths,), daemon=True).start()
        if self._show is Show.auto and sys.stderr.isatty():
            with _bar() as bar:
                self._bar = (bar, bar.add_task("coding", total=None, counts=""))
                yield
        else:
            yield
        self._bar = None

    def _count(self, paths: Sequence[str]) -> None:
        """How many documents there are; a million files take a while to count."""
        from onrecord.ingest.files import estimate

        self._total = estimate(paths) if paths else None

    def at(self, tally: "Tally") -> None:
        """Another document is done."""
        now = time.monotonic()
        tally.seconds = now - self._began
        passed = now - self._last
        if self._bar is not None:
            if passed >= EVERY_BAR:
                self._draw(tally)
                self._last = now
        elif self._show is Show.json and passed >= EVERY_JSON:
            self._tell(json.dumps(self._figures(tally)), now)
        elif self._show is Show.auto and passed >= EVERY:
            self._tell(_in_words(self._figures(tally)), now)

    def end(self, tally: "Tally") -> None:
        """All documents are done: the last figures, for programs."""
        tally.seconds = time.monotonic() - self._began
        if self._bar is not None:
            self._draw(tally)
        elif self._show is Show.json:
            figures = {**self._figures(tally), "left_to_do": 0, "seconds_to_go": 0, "ended": True}
            self._tell(json.dumps(figures), time.monotonic())

    def _draw(self, tally: "Tally") -> None:
        assert self._bar is not None
        bar, task = self._bar
        figures = self._figures(tally)
        counts = [f"{figures['per_second']:g} a second"]
        counts += [f"{tally.failed} failed"] if tally.failed else []
        counts += [f"{figures['left_to_do']} left"] if self._total is not None else []
        bar.update(task, completed=tally.done, total=self._total, counts=", ".join(counts))

    def _tell(self, line: str, now: float) -> None:
        print(line, file=sys.stderr, flush=True)
        self._last = now

    def _figures(self, tally: "Tally") -> dict[str, Any]:
        """Skipped documents take no time, so neither rate nor forecast counts them."""
        worked = tally.done - tally.skipped
        rate = worked / tally.seconds if tally.seconds else 0.0
        rest = None if self._total is None else max(0, self._total - tally.done)
        return {
            "done": tally.done,
            "coded": tally.coded,
            "failed": tally.failed,
            "left_out": tally.left,
            "coded_before": tally.skipped,
            "left_to_do": rest,
            "per_second": round(rate, 2),
            "seconds": round(tally.seconds, 1),
            "seconds_to_go": None if rest is None or not rate else round(rest / rate),
        }

    def problem(self, problem: "Problem") -> None:
        """One sentence about a document that failed or was left out."""
        if self._show is Show.json:
            line = {
                "problem": problem.what,
                "source": problem.source,
                "document": problem.document,
                "advice": problem.advice,
                "kind": problem.kind,
            }
            print(json.dumps(line), file=sys.stderr, flush=True)
            return
        self._say(problem_line(problem))

    def say(self, sentence: str) -> None:
        """A sentence among the progress."""
        if self._show is Show.json:
            print(json.dumps({"note": sentence}), file=sys.stderr, flush=True)
        else:
            self._say(f"onrecord: {sentence}")

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar[0].console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr, flush=True)


def problem_line(problem: "Problem") -> str:
    """A problem in one sentence: where, what, and what to do."""
    advice = f"; {problem.advice[0].lower()}{problem.advice[1:]}" if problem.advice else ""
    return f"onrecord: {problem.source}: {problem.what}{advice}"


def _in_words(figures: dict[str, Any]) -> str:
    line = f"{figures['done']} done, {figures['failed']} failed"
    if figures["left_to_do"] is not None:
        line += f", {figures['left_to_do']} left"
    line += f", {figures['per_second']} a second"
    if figures["seconds_to_go"] is not None:
        line += f", {_span(figures['seconds_to_go'])} to go"
    return line


def _span(seconds: int) -> str:
    """A length of time for people."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _bar() -> "Bar":
    from rich import progress as p

    return p.Progress(
        p.TextColumn("{task.description}"),
        p.BarColumn(),
        p.MofNCompleteColumn(),
        p.TextColumn("{task.fields[counts]}"),
        p.TimeElapsedColumn(),
        p.TextColumn("to go"),
        p.TimeRemainingColumn(),
        console=_stderr(),
        transient=True,
    )


def _stderr() -> "Console":
    from rich.console import Console

    return Console(stderr=True)
