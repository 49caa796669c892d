"""How far a run is: a bar on a terminal, lines in a log, JSON lines for programs."""

import json
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from onrecord.cli.run import Tally
    from onrecord.model import Problem

EVERY = 10.0
"""Seconds between two lines in a log."""


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
            from onrecord.ingest.files import estimate

            self._total = estimate(paths)
        if self._show is Show.auto and sys.stderr.isatty():
            with _bar() as bar:
                self._bar = (bar, bar.add_task("coding", total=self._total, counts=""))
                yield
        else:
            yield
        self._bar = None

    def at(self, tally: "Tally") -> None:
        """Another document is done."""
        now = time.monotonic()
        tally.seconds = now - self._began
        if self._bar is not None:
            bar, task = self._bar
            failed = f"{tally.failed} failed" if tally.failed else ""
            bar.update(task, completed=tally.done, counts=failed)
        elif self._show is Show.json and now - self._last >= 1.0:
            self._tell(json.dumps(self._figures(tally)), now)
        elif self._show is Show.auto and now - self._last >= EVERY:
            self._tell(_in_words(self._figures(tally)), now)

    def _tell(self, line: str, now: float) -> None:
        print(line, file=sys.stderr, flush=True)
        self._last = now

    def _figures(self, tally: "Tally") -> dict[str, Any]:
        rate = tally.done / tally.seconds if tally.seconds else 0.0
        rest = None if self._total is None else max(0, self._total - tally.done)
        return {
            "done": tally.done,
            "coded": tally.coded,
            "failed": tally.failed,
            "left_to_do": rest,
            "per_second": round(rate, 2),
            "seconds_to_go": None if rest is None or not rate else round(rest / rate),
        }

    def problem(self, problem: "Problem") -> None:
        """One sentence about a document that failed or was left out."""
        if self._show is Show.json:
            line = {"problem": problem.what, "source": problem.source, "kind": problem.kind}
            print(json.dumps(line), file=sys.stderr)
            return
        line = problem_line(problem)
        if self._bar is not None:
            self._bar[0].console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr)


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
        line += f", {figures['seconds_to_go']} s to go"
    return line


def _bar() -> "Bar":
    from rich import progress as p

    return p.Progress(
        p.TextColumn("{task.description}"),
        p.BarColumn(),
        p.MofNCompleteColumn(),
        p.TextColumn("{task.fields[counts]}", style="red"),
        p.TimeElapsedColumn(),
        p.TimeRemainingColumn(),
        console=_stderr(),
        transient=True,
    )


def _stderr() -> "Console":
    from rich.console import Console

    return Console(stderr=True)
