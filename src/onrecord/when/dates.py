"""Resolution of dates: explicit ones, and months, weekdays and days that the context completes."""

from dataclasses import replace
from datetime import date, timedelta

from onrecord.when import days
from onrecord.when.calendars import easter_day, feast_day
from onrecord.when.days import Interval
from onrecord.when.reading import Reading
from onrecord.when.state import Answer, Context

FAR_AHEAD = 100
"""A date more days ahead than this, without a cue of the future, was last year's."""
FAR_BACK = 305
"""A date more days back than this, with no verb of the past beside it, will be next year's."""
HALF_YEAR = 6
"""A month this many months back may be next year's, with a cue of the future."""


def resolve_date(reading: Reading, context: Context) -> Answer:
    """A date by year, month, day and weekday, as far as they are given."""
    if reading.broken:
        return Answer("DATE", "XXXX", trace=(reading.broken,))
    if reading.month is not None and not 1 <= reading.month <= 12:
        return _no_such_day(reading)
    if reading.value == "BC":
        value = f"BC{int(reading.amount or 0):04d}"
        return Answer("DATE", value, precision="year", trace=("before our era",))
    if reading.value == "AD":
        return _dated(reading, int(reading.amount or 0), None, ("the year is given",))
    if reading.year is not None:
        return _dated(reading, reading.year, None, ("the year is given",))
    if reading.base == "text":
        return _of_that_year(reading, context)
    if reading.year_offset is not None and context.today is not None:
        why = f"year {reading.year_offset:+d} from {context.origin()}"
        return _dated(
            reading, context.today.year + reading.year_offset, context.state.source, (why,)
        )
    if reading.day is not None:
        return _day_without_year(reading, context)
    return _month_without_year(reading, context)


def _dated(reading: Reading, year: int, anchor: int | str | None, trace: tuple[str, ...]) -> Answer:
    """The answer for the reading's month and day in a year."""
    if reading.month is None:
        interval = days.year_days(year) if year > 0 else None
        return Answer("DATE", f"{year:04d}", interval, "year", anchor, trace)
    if reading.day is None:
        interval = days.months_days(year, reading.month)
        return Answer("DATE", f"{year:04d}-{reading.month:02d}", interval, "month", anchor, trace)
    day = days.day_of(year, reading.month, reading.day)
    if day is None:
        return _no_such_day(reading)
    return on_day(day, anchor, trace)


def on_day(day: date, anchor: int | str | None, trace: tuple[str, ...]) -> Answer:
    """The answer that is one day."""
    return Answer("DATE", day.isoformat(), Interval(day, day), "day", anchor, trace)


def _no_such_day(reading: Reading) -> Answer:
    problem = f"the calendar has no day {reading.day} of month {reading.month}"
    return Answer("DATE", "XXXX-XX-XX", trace=(problem,))


def _partial(reading: Reading) -> Answer:
    value = f"XXXX-{reading.month:02d}" + (f"-{reading.day:02d}" if reading.day else "")
    precision = "day" if reading.day else "month"
    return Answer("DATE", value, precision=precision, trace=("nothing settles the year",))


def _day_without_year(reading: Reading, context: Context) -> Answer:
    if reading.month is None:
        return _day_of_month(reading, context)
    assert reading.day is not None
    if days.day_of(2000, reading.month, reading.day) is None:
        return _no_such_day(reading)
    if context.today is None:
        return _partial(reading)
    year, why = _year_of_day(reading.month, reading.day, context.today, context)
    return _dated(reading, year, context.state.source, (why,))


def _year_of_day(month: int, day: int, today: date, context: Context) -> tuple[int, str]:
    """The year that a month and day without one mean, and why."""
    found = days.day_of(today.year, month, day)
    if found is None:  # 29 February: the last leap year
        leap = next(y for y in range(today.year, today.year - 9, -1) if days.day_of(y, month, day))
        return leap, "the last year that has such a day"
    gap = (found - today).days
    if gap > FAR_AHEAD and not context.clause.ahead(loose=True):
        return today.year - 1, f"{gap} days after {context.origin()} with no cue: the year before"
    if gap < -FAR_AHEAD and (cue := context.clause.ahead()):
        return today.year + 1, f"“{cue}” looks ahead from {context.origin()}: the year after"
    if gap < -FAR_BACK and not context.clause.behind():
        return today.year + 1, f"{-gap} days before {context.origin()}: the year after"
    return today.year, f"the year of {context.origin()}"


def _of_that_year(reading: Reading, context: Context) -> Answer:
    said = context.near("year")
    if said is None:
        return _partial(reading)
    why = f"in the year of {said.interval.first}, spoken of before"
    return _dated(reading, said.interval.first.year, said.number, (why,))


def _day_of_month(reading: Reading, context: Context) -> Answer:
    """ "Friday the 15th": the nearest such day, by the weekday if there is one."""
    today, day = context.today, reading.day or 0
    if today is None:
        return Answer(
            "DATE", f"XXXX-XX-{day:02d}", precision="day", trace=("no day to count from",)
        )
    found = [
        candidate
        for months in range(-6, 7)
        if (candidate := days.day_of(*days.month_after(today.year, today.month, months), day))
        and reading.weekday in (None, candidate.isoweekday())
    ]
    if not found:
        return Answer("DATE", f"XXXX-XX-{day:02d}", precision="day", trace=("no such day is near",))
    nearest = min(found, key=lambda candidate: abs((candidate - today).days))
    return on_day(nearest, context.state.source, (f"the nearest such day to {context.origin()}",))


def _month_without_year(reading: Reading, context: Context) -> Answer:
    if context.today is None or reading.month is None:
        return _partial(reading)
    year, why = _year_of_month(reading.month, reading.offset, context.today, context)
    return _dated(reading, year, context.state.source, (why,))


def _year_of_month(
    month: int, offset: int | None, today: date, context: Context
) -> tuple[int, str]:
    origin = context.origin()
    if offset == -1:
        return today.year - (month >= today.month), f"the last such month before {origin}"
    if offset == 1:
        return today.year + (month <= today.month), f"the next such month after {origin}"
    if offset == 0:
        return today.year, f"in the year of {origin}"
    cue = context.clause.ahead(loose=True)
    if month > today.month and not cue:
        return today.year - 1, f"later in the year than {origin}, with no cue: the year before"
    if today.month - month >= HALF_YEAR and cue:
        return today.year + 1, f"“{cue}” looks ahead from {origin}: the year after"
    return today.year, f"the year of {origin}"


def resolve_weekday(reading: Reading, context: Context) -> Answer:
    """A weekday: the last one, unless a cue of its own clause looks ahead."""
    assert reading.weekday is not None
    if reading.relation in ("text-next", "text-past"):
        return _weekday_from_text(reading, context)
    if context.today is None or reading.relation == "indefinite":
        known = "no particular one" if context.today else "no day of publication to count from"
        return Answer("DATE", f"XXXX-WXX-{reading.weekday}", precision="day", trace=(known,))
    day, why = _weekday_day(reading, context, context.today)
    if day is None:
        return Answer("DATE", f"XXXX-WXX-{reading.weekday}", trace=("beyond the calendar",))
    return on_day(day, context.state.source, (why,))


def _weekday_day(reading: Reading, context: Context, today: date) -> tuple[date | None, str]:
    weekday, origin = reading.weekday or 0, context.origin()
    back = (today.isoweekday() - weekday) % 7
    relation = reading.relation
    if reading.week is not None and relation is None:
        monday = days.plus_days(today, -today.weekday() + 7 * reading.week + weekday - 1)
        return monday, f"that day of the week {reading.week:+d} from {origin}"
    if relation == "ahead":
        return days.plus_days(today, 14 - back), f"a week after the next one from {origin}"
    if relation == "back":
        return days.plus_days(today, -7 - back), f"a week before the last one from {origin}"
    if relation == "past":
        return days.plus_days(today, -(back or 7)), f"the last such day before {origin}"
    if relation == "next":
        return days.plus_days(today, 7 - back), f"the next such day after {origin}"
    if back == 0:
        return today, f"{origin} is such a day"
    cue = context.clause.ahead()
    if cue:
        return days.plus_days(today, 7 - back), f"“{cue}” looks ahead from {origin}"
    if relation == "this":
        return days.plus_days(today, weekday - today.isoweekday()), f"in the week of {origin}"
    return days.plus_days(today, -back), f"the last such day before {origin}"


def _weekday_from_text(reading: Reading, context: Context) -> Answer:
    said = context.near("day")
    if said is None and reading.relation == "text-past" and context.today:
        return resolve_weekday(replace(reading, relation="past"), context)
    if said is None:
        note = ("no day was spoken of shortly before",)
        return Answer("DATE", f"XXXX-WXX-{reading.weekday}", precision="day", trace=note)
    base, weekday = said.interval.first, reading.weekday or 0
    ahead = (weekday - base.isoweekday()) % 7 or 7
    shift = ahead if reading.relation == "text-next" else ahead - 7 or -7
    day = base + timedelta(shift if shift != 0 else -7)
    return on_day(day, said.number, (f"counted from {base}, spoken of before",))


def resolve_day(reading: Reading, context: Context) -> Answer:
    """Today, yesterday, tomorrow; the next day, the day before, that day."""
    offset = reading.offset or 0
    said = context.near("day") if reading.base != "speech" else None
    if reading.base == "text" or said is not None:
        if said is None:
            note = ("no day was spoken of shortly before",)
            return Answer("DATE", "XXXX-XX-XX", precision="day", trace=note)
        base, anchor = said.interval.last if offset > 0 else said.interval.first, said.number
        why = f"{offset:+d} day(s) from {base}, spoken of before"
    elif context.today is None:
        note = ("no day of publication to count from",)
        return Answer("DATE", "XXXX-XX-XX", precision="day", trace=note)
    else:
        base, anchor = context.today, context.state.source
        why = f"{offset:+d} day(s) from {context.origin()}"
    day = days.plus_days(base, offset)
    if day is None:
        return Answer("DATE", "XXXX-XX-XX", precision="day", trace=("beyond the calendar",))
    return on_day(day, anchor, (why,))


def resolve_holiday(reading: Reading, context: Context) -> Answer:
    """A day with a name: in the year given, else in the nearest fitting one."""
    if reading.year is None and context.today is None:
        month_day = context_free(reading)
        return Answer("DATE", month_day, precision="day", trace=("nothing settles the year",))
    if reading.year is not None:
        year, anchor, why = reading.year, None, "the year is given"
    else:
        assert context.today is not None
        year, why = _year_of_holiday(reading, context.today, context)
        anchor = context.state.source
    day = holiday_day(reading, year)
    if day is None:
        return Answer("DATE", f"{year:04d}", None, "year", anchor, (why,))
    return on_day(day, anchor, (why,))


def _year_of_holiday(reading: Reading, today: date, context: Context) -> tuple[int, str]:
    this_year = holiday_day(reading, today.year)
    month, day = (this_year.month, this_year.day) if this_year else (1, 1)
    if reading.offset is None:
        return _year_of_day(month, day, today, context)
    if reading.offset < 0:
        return today.year - ((month, day) >= (today.month, today.day)), "the last one"
    return today.year + (
        reading.offset > 0 and (month, day) <= (today.month, today.day)
    ), "the next"


def context_free(reading: Reading) -> str:
    """The value of a holiday in no particular year."""
    if reading.month and reading.day:
        return f"XXXX-{reading.month:02d}-{reading.day:02d}"
    return "XXXX-XX-XX"


def holiday_day(reading: Reading, year: int) -> date | None:
    """The holiday's day in a year; None for years that the calendar has not."""
    if not date.min.year <= year < date.max.year:
        return None
    if reading.value == "easter":
        sunday = easter_day(year)
        return sunday and days.plus_days(sunday, int(reading.amount or 0))
    if reading.value is not None:
        return feast_day(reading.value, year)
    if reading.month is None:
        return None
    if reading.day is not None:
        return days.day_of(year, reading.month, reading.day)
    day = days.nth_weekday(year, reading.month, reading.weekday or 1, int(reading.amount or 1))
    return day and days.plus_days(day, reading.week or 0)
