"""What a document has told so far, as far as later expressions count from it."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from onrecord.when.clause import Clause
from onrecord.when.days import Interval

FINENESS = (
    "second", "minute", "hour", "part-of-day", "day", "weekend", "week", "month", "quarter",
    "season", "half", "year", "decade", "century",
)  # fmt: skip
"""Precisions, the finest first."""
RANK = {precision: rank for rank, precision in enumerate(FINENESS)}

Anchor = int | str | None
"""What an expression counts from: an earlier one's number, `publication`, or nothing."""


class Answer(NamedTuple):
    """What an expression means."""

    type: str
    value: str
    interval: Interval | None = None
    precision: str | None = None
    anchor: Anchor = None
    trace: tuple[str, ...] = ()
    mod: str | None = None


class Said(NamedTuple):
    """An interval that the text has spoken of, by which expression and in which sentence."""

    interval: Interval
    precision: str
    number: int
    sentence: int


class Quarter(NamedTuple):
    """The business quarter under discussion."""

    year: int
    number: int
    said_by: int


@dataclass(slots=True)
class State:
    """The document's state, from left to right.

    `today` is the day that relative expressions count from: the dateline's, else publication's.
    """

    today: date | None
    source: Anchor = "publication"
    quarter: Quarter | None = None
    months: int | None = None
    """The length of the part of a year under discussion ("the nine months"), if any."""
    said: dict[str, Said] = field(default_factory=dict)
    """The last interval of each precision."""

    def remember(self, answer: Answer, number: int, sentence: int) -> None:
        """Keeps what later expressions may count from."""
        if answer.interval and answer.precision in RANK:
            said = Said(answer.interval, answer.precision, number, sentence)
            self.said[answer.precision] = said

    def last(self, precision: str, since: int) -> Said | None:
        """The last interval of a precision or a finer one, from sentence `since` on."""
        fine = FINENESS[: RANK[precision] + 1]
        recent = [s for p in fine if (s := self.said.get(p)) and s.sentence >= since]
        return max(recent, key=lambda s: s.number, default=None)


@dataclass(slots=True)
class Context:
    """Where an expression stands: the document's state, its clause, its number and sentence."""

    state: State
    clause: Clause
    number: int
    sentence: int

    @property
    def today(self) -> date | None:
        """The day that relative expressions count from."""
        return self.state.today

    def near(self, precision: str, reach: int = 1) -> Said | None:
        """The last interval of a precision or finer in this or the `reach` sentences before."""
        return self.state.last(precision, self.sentence - reach)

    def origin(self) -> str:
        """Words for the day that relative expressions count from."""
        which = "publication" if self.state.source == "publication" else "the dateline"
        return f"{self.today} ({which})"
