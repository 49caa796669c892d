"""Gives the expressions of a document their values and days, from left to right."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model import Span, TimeFound
from onrecord.when import days
from onrecord.when.business import resolve_quarter, resolve_year_ago, resolve_year_end
from onrecord.when.clause import Clause, Cues
from onrecord.when.dates import resolve_date, resolve_day, resolve_holiday, resolve_weekday
from onrecord.when.days import Interval
from onrecord.when.lengths import (
    resolve_length,
    resolve_ref,
    resolve_repeat,
    resolve_shift,
    resolve_window,
)  # fmt: skip
from onrecord.when.reading import Expression, Reading
from onrecord.when.state import Answer, Context, State
from onrecord.when.times import resolve_time
from onrecord.when.tokens import Tokens
from onrecord.when.units import resolve_block, resolve_season, resolve_unit

RESOLVERS: dict[str, Callable[[Reading, Context], Answer]] = {
    "date": resolve_date, "weekday": resolve_weekday, "day": resolve_day, "time": resolve_time,
    "holiday": resolve_holiday, "unit": resolve_unit, "season": resolve_season,
    "block": resolve_block, "shift": resolve_shift, "length": resolve_length,
    "window": resolve_window, "repeat": resolve_repeat, "ref": resolve_ref,
    "quarter": resolve_quarter, "yearago": resolve_year_ago, "yearend": resolve_year_end,
}  # fmt: skip
"""Each rule's `kind`, and what answers it."""

MOD = {
    "START": "START", "MID": "MID", "END": "END", "OPEN": "START", "CLOSE": "END", "REST": "END",
    "FIRST-HALF": "START", "SECOND-HALF": "END", "FIRST-WEEK": "START", "LAST-WEEK": "END",
}  # fmt: skip
DATELINE_DAYS = 7
"""A dateline's day is believed if it lies at most so many days before publication."""


def resolve(
    expressions: Iterable[Expression], tokens: Tokens, cues: Cues, today: date | None,
    dateline: Span | None,
) -> list[TimeFound]:  # fmt: skip
    """The answers, one for each expression, in order.

    Args:
        today: the day of publication, if known.
        dateline: where the dateline's date stands.
    """
    state, found = State(today), list[TimeFound]()
    before: Answer | None = None
    for number, expression in enumerate(_share_days(list(expressions))):
        sentence = tokens.sentence(expression.first)
        clause = Clause(tokens, cues, expression.first, expression.last)
        context = Context(state, clause, number, sentence)
        answer = _answer(expression, context)
        if expression.partner < 0 and before:
            answer = _after(before, answer, expression.reading)
        state.remember(answer, number, sentence)
        _note_months(expression.reading, answer, state)
        if dateline and expression.span[0] < dateline[1] and dateline[0] < expression.span[1]:
            _believe_dateline(state, answer, number)
        found.append(_found(expression, answer))
        before = answer
    return found


def _share_days(expressions: list[Expression]) -> list[Expression]:
    """ "From 9 a.m. to 5 p.m. on Tuesday": the first time is of the second one's day."""
    following = [*expressions[1:], None][: len(expressions)]
    return [
        replace(left, reading=_with_day(left.reading, right.reading))
        if right and right.first - left.last == 1 and _lacks_day(left.reading, right.reading)
        else left
        for left, right in zip(expressions, following, strict=True)
    ]


def _lacks_day(first: Reading, second: Reading) -> bool:
    times = first.kind == second.kind == "time" and first.clock is not None
    return times and first.base == "sentence" and second.base == "speech"


def _with_day(first: Reading, second: Reading) -> Reading:
    return replace(second, clock=first.clock, zone=first.zone, edge=first.edge)


def _answer(expression: Expression, context: Context) -> Answer:
    reading = expression.reading
    if _means_quarter(reading, context):
        return resolve_year_ago(reading, context)
    answer = RESOLVERS[reading.kind](reading, context)
    if answer.interval and answer.type == "DATE" and reading.edge:
        narrowed = days.narrowed(answer.interval, reading.edge, answer.precision)
        if reading.edge != "REST":
            answer = answer._replace(interval=narrowed)
    mod = answer.mod or MOD.get(reading.edge or "") or reading.approx
    return answer._replace(mod=mod)


def _means_quarter(reading: Reading, context: Context) -> bool:
    """ "from $3 million last year" in a report on a quarter."""
    last = reading.kind == "unit" and reading.unit == "year" and reading.offset == -1
    plain = reading.relation is None and reading.base == "speech" and reading.edge is None
    discussed = context.state.quarter is not None
    return last and plain and discussed and context.clause.compares_sums()


def _after(first: Answer, second: Answer, reading: Reading) -> Answer:
    """The other end of a range lies after its beginning."""
    if not (first.interval and second.interval) or reading.year is not None:
        return second
    if second.interval.first >= first.interval.first:
        return second
    day = second.interval.first
    note = "the other end of a range lies after its beginning"
    if reading.kind == "weekday":
        later, trace = day + timedelta(7), (*second.trace, note)
        interval = Interval(later, later)
        return second._replace(value=later.isoformat(), interval=interval, trace=trace)
    value = f"{day.year + 1:04d}{second.value[4:]}"
    interval = (
        days.months_days(day.year + 1, day.month)
        if second.precision == "month"
        else _same_day(day.year + 1, day)
    )
    return second._replace(value=value, interval=interval, trace=(*second.trace, note))


def _same_day(year: int, day: date) -> Interval | None:
    other = days.day_of(year, day.month, day.day)
    return Interval(other, other) if other else None


def _note_months(reading: Reading, answer: Answer, state: State) -> None:
    """Keeps "the nine months" as the part of the year under discussion."""
    if reading.kind == "window" and reading.unit == "month" and reading.amount:
        state.months = int(reading.amount) if reading.amount in (6, 9) else state.months
    if answer.type == "DATE" and reading.kind == "quarter" and reading.quarter:
        state.months = None


def _believe_dateline(state: State, answer: Answer, number: int) -> None:
    """The dateline's day replaces publication's as what relative expressions count from."""
    if answer.interval is None or answer.precision != "day":
        return
    day = answer.interval.first
    if state.today is None or 0 <= (state.today - day).days <= DATELINE_DAYS:
        state.today, state.source = day, number


def _found(expression: Expression, answer: Answer) -> TimeFound:
    interval = answer.interval
    return TimeFound(
        span=expression.span,
        rule=expression.rule,
        type=answer.type,
        value=answer.value,
        mod=answer.mod,
        start=interval.first.isoformat() if interval else None,
        end=interval.last.isoformat() if interval else None,
        precision=answer.precision,
        anchor=answer.anchor,
        trace=answer.trace,
    )
