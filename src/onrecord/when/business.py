"""Resolution of quarters, halves, "a year ago" in companies' reports, and the year's end."""

from datetime import date

from onrecord.when import days
from onrecord.when.reading import Reading
from onrecord.when.state import Anchor, Answer, Context, Quarter

NINE_MONTHS = frozenset({6, 9})
"""After a half year or nine months have been named, "a year ago" is the year, not the quarter."""


def quarter_answer(year: int, number: int, anchor: Anchor, why: str) -> Answer:
    """The answer that is a quarter."""
    interval = days.part_days(year, "quarter", number)
    return Answer("DATE", f"{year:04d}-Q{number}", interval, "quarter", anchor, (why,))


def resolve_quarter(reading: Reading, context: Context) -> Answer:
    """A quarter or half by its number, or the one under discussion."""
    if reading.relation in ("same", "latest", "ended"):
        return _under_discussion(reading, context)
    number = reading.quarter or reading.half or 0
    unit = "quarter" if reading.quarter else "half"
    if not 1 <= number <= days.PER_YEAR[unit]:
        return Answer("DATE", "XXXX-QX", trace=(f"a year has no {unit} {number}",))
    year, anchor, why = _year_of(reading, context, number, unit)
    if year is None:
        value = f"XXXX-{unit[0].upper()}{number}"
        return Answer("DATE", value, precision=unit, trace=(why,))
    if unit == "quarter":
        _discuss(reading, context, Quarter(year, number, context.number))
        return quarter_answer(year, number, anchor, why)
    interval = days.part_days(year, "half", number)
    return Answer("DATE", f"{year:04d}-H{number}", interval, "half", anchor, (why,))


def _discuss(reading: Reading, context: Context, quarter: Quarter) -> None:
    """Makes it the quarter under discussion unless a year or a cue ahead sets it apart."""
    state = context.state
    named = reading.year is not None or reading.offset is not None
    if reading.relation == "year-ago":
        return
    interval, today = days.part_days(quarter.year, "quarter", quarter.number), context.today
    over = interval is not None and today is not None and interval.last < today
    if state.quarter is None or (over and not named and not context.clause.ahead()):
        state.quarter, state.months = quarter, None


def _year_of(
    reading: Reading, context: Context, number: int, unit: str
) -> tuple[int | None, Anchor, str]:
    if reading.year is not None:
        return reading.year, None, "the year is given"
    today = context.today
    if today is None:
        return None, None, "no day of publication to count from"
    source, origin = context.state.source, context.origin()
    if reading.offset is not None:
        return today.year + reading.offset, source, f"year {reading.offset:+d} from {origin}"
    if reading.relation == "year-ago":
        return today.year - 1, source, f"the year before {origin}"
    running = days.quarter_of(today.month) if unit == "quarter" else (today.month > 6) + 1
    cue = context.clause.ahead()
    if cue and number < running - 1:
        return today.year + 1, source, f"“{cue}” looks ahead from {origin}"
    if number > running + 1 or (number > running and not cue and running == 1):
        return today.year - 1, source, f"not yet begun on {origin}: the year before"
    return today.year, source, f"the year of {origin}"


def _under_discussion(reading: Reading, context: Context) -> Answer:
    """The quarter that the report is about, perhaps in another year."""
    state, today = context.state, context.today
    if reading.relation == "ended" and reading.month and today:
        return _ended(reading.month, context, today)
    quarter = state.quarter
    year = reading.year
    if year is None and today and reading.offset is not None:
        year = today.year + reading.offset
    if quarter is None or (state.months in NINE_MONTHS and reading.relation == "same"):
        return _no_quarter(year, reading, context)
    why = "the quarter under discussion"
    return quarter_answer(year or quarter.year, quarter.number, quarter.said_by, why)


def _no_quarter(year: int | None, reading: Reading, context: Context) -> Answer:
    why = "no quarter is under discussion"
    if year is not None and reading.year is not None:
        return Answer("DATE", f"{year:04d}", days.year_days(year), "year", None, (why,))
    year = year or (context.today.year if context.today else None)
    value = f"{year:04d}-QX" if year else "XXXX-QX"
    return Answer("DATE", value, precision="quarter", trace=(why,))


def _ended(month: int, context: Context, today: date) -> Answer:
    year = today.year - (month > today.month and not context.clause.ahead(loose=True))
    year, month = (year, month) if month % 3 == 0 else days.month_after(year, month, -1)
    quarter = Quarter(year, days.quarter_of(month), context.number)
    context.state.quarter = context.state.quarter or quarter
    return quarter_answer(year, quarter.number, context.state.source, "by its last month")


def resolve_year_ago(reading: Reading, context: Context) -> Answer:
    """The quarter under discussion a year before, else the year before."""
    state, today = context.state, context.today
    quarter = state.quarter
    if reading.quarter and today:
        why = f"the year before {context.origin()}"
        return quarter_answer(today.year - 1, reading.quarter, state.source, why)
    if quarter and state.months not in NINE_MONTHS:
        why = "the quarter under discussion, a year before"
        return quarter_answer(quarter.year - 1, quarter.number, quarter.said_by, why)
    if today is None:
        return Answer("DATE", "PAST_REF", trace=("no day of publication to count from",))
    year = today.year - 1
    interval, why = days.year_days(year), f"the year before {context.origin()}"
    return Answer("DATE", f"{year:04d}", interval, "year", state.source, (why,))


def resolve_year_end(reading: Reading, context: Context) -> Answer:
    """The end of the year given, else of the running one: its December."""
    year = reading.year or (context.today.year if context.today else None)
    if year is None:
        return Answer("DATE", "XXXX", precision="year", trace=("nothing settles the year",))
    anchor = None if reading.year else context.state.source
    interval, why = days.months_days(year, 12), "the last month of the year"
    return Answer("DATE", f"{year:04d}", interval, "year", anchor, (why,), "END")
