"""What recognition hands to resolution: an expression's words, read but not yet dated."""

from dataclasses import dataclass, fields

from onrecord.model import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts that the words give; None for what they don't say.

    `offset` counts units from the base; `base` is `speech` (the anchor's day) or `text` (what the
    text spoke of before). `season` is SP, SU, FA or WI; `part` MO, AF, EV, NI …; `edge` START, MID,
    END, OPEN, CLOSE …; `approx` a TIMEX3 mod. An `amount` of None with `vague` is an X.
    """

    kind: str
    year: int | None = None
    short_year: bool = False
    """Whether the year was written with two digits."""
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    prefix: str | None = None
    """The first digits of a decade's or century's years."""
    unit: str | None = None
    amount: float | None = None
    extra: float = 0
    """What is added to the amount ("and a half")."""
    vague: bool = False
    offset: int | None = None
    year_offset: int | None = None
    """The same, of the year that a month or day belongs to."""
    base: str = "speech"
    relation: str | None = None
    week: int | None = None
    edge: str | None = None
    approx: str | None = None
    part: str | None = None
    clock: str | None = None
    zone: str | None = None
    holiday: str | None = None
    value: str | None = None
    """A value that the words give as it stands (`PRESENT_REF`, `XXXX-WXX`)."""
    broken: str | None = None
    """What is wrong, where the words name no day ("30 February")."""


KINDS = frozenset(
    {"date", "weekday", "day", "time", "holiday", "unit", "season", "block", "shift", "length",
     "window", "repeat", "ref", "quarter", "yearago", "yearend"}
)  # fmt: skip
"""What a rule may call its kind; resolve.py has an answer to each."""
FIELDS = frozenset(field.name for field in fields(Reading)) - {"kind"}
"""What a rule may call its slots and settings."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that tell a time, which rule says so, and their reading."""

    span: Span
    rule: str
    reading: Reading
    first: int
    """Its first token, by number."""
    last: int
    """The token after its last."""
    partner: int = 0
    """+1: the next expression is the other end of a range that this one begins; -1: the reverse."""
