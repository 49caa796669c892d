"""How a watch shows itself: a line that moves on a terminal, plain lines in a log, or JSON."""

import json
import shutil
import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.cli.progress import Show, problem_line

if TYPE_CHECKING:
    from onrecord.model import Problem
    from onrecord.watch.settings import Tally

EVERY = 60.0
"""Seconds between two lines in a log within a round."""
_CLEAR = "\r\x1b[K"


class Watching:
    """Shows a watch on standard error."""

    def __init__(self, show: Show):
        self._show = show
        self._live = show is Show.auto and sys.stderr.isatty()
        self._last = time.monotonic()
        self._rounds = self._coded = 0

    def starts(self, feeds: int, number: int) -> None:
        """A round begins."""
        self._last = time.monotonic()
        if number == 1 and self._show is Show.auto:
            self._say(f"watching {_many(feeds, 'feed')}; Ctrl-C stops")
        self._move(f"asking {_many(feeds, 'feed')} …")

    def at(self, tally: "Tally") -> None:
        """Something more is done."""
        if self._live:
            self._move(in_words(tally))
        elif self._show is not Show.none and time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            self._tell(in_words(tally), {"now": msgspec.to_builtins(tally)})

    def problem(self, problem: "Problem") -> None:
        """One sentence about what failed or was left out."""
        line = {"problem": problem.what, "source": problem.source, "kind": problem.kind}
        if self._show is Show.json:
            self._say(json.dumps(line))
        else:
            self._say(problem_line(problem))

    def note(self, sentence: str) -> None:
        """Something that the user may want to know."""
        self._tell(sentence, {"note": sentence})

    def ends(self, number: int, tally: "Tally", next_at: float | None) -> None:
        """A round is over: one line that says what became of it."""
        from onrecord.watch.times import clock, stamp

        self._rounds, self._coded = number, self._coded + tally.coded
        then = f"; next at {clock(next_at)}" if next_at is not None else ""
        figures = {
            "round": number,
            "ended": stamp(time.time()),
            **msgspec.to_builtins(tally),
            "next": stamp(next_at) if next_at is not None else None,
        }
        self._tell(f"{clock(time.time())} round {number}: {in_words(tally)}{then}", figures)

    def stopping(self) -> None:
        """The user wants an end."""
        self.note("stopping once what is at hand is stored; Ctrl-C again stops at once")

    def bye(self, store: str, once: bool) -> None:
        """The watch is over."""
        if not once:
            self.note(
                f"stopped after {_many(self._rounds, 'round')}, {self._coded} coded; "
                "the same command goes on from here"
            )
        if self._coded and self._show is Show.auto:
            self._say(f"Look at it: onrecord show {store}")

    def _tell(self, words: str, figures: dict[str, Any]) -> None:
        if self._show is Show.json:
            self._say(json.dumps(figures))
        elif self._show is Show.auto:
            self._say(words)

    def _say(self, line: str) -> None:
        print(f"{_CLEAR if self._live else ''}{line}", file=sys.stderr, flush=True)

    def _move(self, line: str) -> None:
        """Write over the last line of a terminal."""
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            print(f"{_CLEAR}{line[:width]}", end="", file=sys.stderr, flush=True)


def in_words(tally: "Tally") -> str:
    """The counts of a round, without those that are none."""
    feeds = _many(tally.feeds, "feed")
    asides = _some(
        (tally.unchanged, "unchanged"), (tally.failing, "failing"), (tally.resting, "resting")
    )
    reports = _some(
        (tally.coded - tally.changed, "coded"),
        (tally.changed, "changed and coded again"),
        (tally.same, "as before"),
        (tally.gone, "gone"),
        (tally.failed, "failed"),
        (tally.left, "left out"),
        (tally.waiting, "waiting"),
    )
    return f"{feeds}{f' ({asides})' if asides else ''}; {tally.named} new, {reports or '0 coded'}"


def _some(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{number} {what}" for number, what in counts if number)


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
