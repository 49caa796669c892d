"""Resolution of years, months, weeks, seasons, decades and centuries named by their place."""

from datetime import date

from onrecord.when import days
from onrecord.when.days import Interval
from onrecord.when.reading import Reading
from onrecord.when.state import Anchor, Answer, Context, Said

Unit = tuple[str, Interval | None]
SAME_REACH = 3
"""How many sentences back "that year", "the same month" may reach; others reach one back."""
PARTIAL = {
    "year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
    "quarter": "XXXX-QX", "decade": "XXX", "century": "XX", "day": "XXXX-XX-XX",
}  # fmt: skip
"""What is left of a unit's value when nothing settles it."""


def unit_at(unit: str, day: date, offset: int) -> Unit | None:
    """The value and days of the unit that lies `offset` units from the one around a day."""
    year = day.year
    if unit == "year":
        return f"{year + offset:04d}", days.year_days(year + offset)
    if unit == "month":
        year, month = days.month_after(year, day.month, offset)
        return f"{year:04d}-{month:02d}", days.months_days(year, month)
    if unit in ("week", "weekend"):
        return _week_at(unit, day, offset)
    if unit == "quarter":
        year, month = days.month_after(year, day.month, 3 * offset)
        number = days.quarter_of(month)
        return f"{year:04d}-Q{number}", days.part_days(year, "quarter", number)
    length = {"decade": 10, "century": 100}.get(unit)
    if length is None:
        return None
    prefix = year // length + offset
    width = 3 if unit == "decade" else 2
    return f"{prefix:0{width}d}", days.year_days(prefix * length, prefix * length + length - 1)


def _week_at(unit: str, day: date, offset: int) -> Unit | None:
    inside = days.plus_days(day, 7 * offset)
    if inside is None:
        return None
    if unit == "week":
        return days.week_name(inside), days.week_days(inside)
    return days.week_name(inside) + "-WE", days.weekend_days(inside)


def resolve_unit(reading: Reading, context: Context) -> Answer:
    """This, last, next, that, the same, the following … unit."""
    unit, offset = reading.unit or "year", reading.offset or 0
    discussed = context.state.quarter is not None and offset == 0 and reading.relation is None
    if unit == "quarter" and (reading.relation == "bare" or discussed):
        return _quarter_under_discussion(reading, context)
    base, anchor, why = _base(reading, context, unit)
    if base is None:
        return Answer("DATE", PARTIAL[unit], precision=unit, trace=(why,))
    if unit == "weekend" and reading.base == "speech":
        offset = _weekend_offset(reading, context, base)
    found = unit_at(unit, base, offset)
    if found is None:
        return Answer("DATE", PARTIAL[unit], precision=unit, trace=("beyond the calendar",))
    value, interval = found
    if reading.relation == "past" and interval and context.today and unit != "weekend":
        interval = Interval(moved_back(context.today, unit) or interval.first, context.today)
    if reading.edge == "REST" and interval and interval.first <= base <= interval.last:
        interval = Interval(base, interval.last)
    return Answer("DATE", value, interval, unit, anchor, (f"{unit} {offset:+d} from {why}",))


def _base(reading: Reading, context: Context, unit: str) -> tuple[date | None, Anchor, str]:
    """The day to count from, what gave it, and words for it."""
    if reading.base != "speech" or (reading.relation == "bare" and reading.edge):
        same = reading.base == "text" and reading.offset == 0
        said = context.near(unit, SAME_REACH if same else 1)
        if said is not None and not (reading.base == "speech" and _runs(unit, said, context)):
            return said.interval.first, said.number, f"{said.interval.first}, spoken of before"
        if reading.base == "text":
            return None, None, f"no {unit} was spoken of shortly before"
    if context.today is None:
        return None, None, "no day of publication to count from"
    return context.today, context.state.source, context.origin()


def _runs(unit: str, said: Said, context: Context) -> bool:
    """Whether the unit spoken of before is the one that the speaker's day lies in."""
    today = context.today
    return today is not None and unit_at(unit, said.interval.first, 0) == unit_at(unit, today, 0)


def _weekend_offset(reading: Reading, context: Context, today: date) -> int:
    """The weekend meant: on weekdays "the weekend" is the last one, unless a cue looks ahead."""
    if reading.relation == "bare":
        return 0 if today.isoweekday() > 5 or context.clause.ahead() else -1
    return reading.offset or 0


def _quarter_under_discussion(reading: Reading, context: Context) -> Answer:
    quarter = context.state.quarter
    if quarter is None:
        value = f"{context.today.year}-QX" if context.today else "XXXX-QX"
        return Answer(
            "DATE", value, precision="quarter", trace=("no quarter was spoken of before",)
        )
    interval = days.part_days(quarter.year, "quarter", quarter.number)
    why = "the quarter under discussion"
    value = f"{quarter.year}-Q{quarter.number}"
    return Answer("DATE", value, interval, "quarter", quarter.said_by, (why,))


def moved_back(day: date, unit: str) -> date | None:
    """The day one unit before: "the past year" reaches up to the speaker's day."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is None:
        return days.plus_days(day, -7)
    year, month = days.month_after(day.year, day.month, -months)
    interval = days.months_days(year, month)
    return interval and days.day_of(year, month, min(day.day, interval.last.day))


def resolve_block(reading: Reading, _context: Context) -> Answer:
    """A decade (`199`) or a century (`19`)."""
    prefix = reading.prefix or ""
    length = 10 ** (4 - len(prefix))
    first = int(prefix) * length
    interval = days.year_days(max(first, 1), first + length - 1)
    precision = "decade" if length == 10 else "century"
    return Answer("DATE", prefix, interval, precision, None, ("its years are given",))


def resolve_season(reading: Reading, context: Context) -> Answer:
    """A season, of the year given or of the one that the context gives."""
    season = reading.season or "SU"
    if reading.year is not None:
        return _season(reading.year, season, None, "the year is given")
    if reading.base == "text":
        said = context.near("year")
        if said is None:
            why = "no year was spoken of shortly before"
            return Answer("DATE", f"XXXX-{season}", precision="season", trace=(why,))
        return _season(said.interval.first.year, season, said.number, "the year spoken of before")
    if context.today is None:
        why = "no day of publication to count from"
        return Answer("DATE", f"XXXX-{season}", precision="season", trace=(why,))
    year, why = _year_of_season(season, reading.offset, context.today, context)
    return _season(year, season, context.state.source, why)


def _season(year: int, season: str, anchor: Anchor, why: str) -> Answer:
    interval = days.season_days(year, season)
    return Answer("DATE", f"{year:04d}-{season}", interval, "season", anchor, (why,))


def _year_of_season(
    season: str, offset: int | None, today: date, context: Context
) -> tuple[int, str]:
    """The year of a season without one. A winter that runs in January began the year before."""
    begins, origin = days.SEASON_MONTHS[season], context.origin()
    over = season != "WI" and today.month > begins + 3
    running_winter = season == "WI" and today.month <= 2
    if offset == -1:
        return (today.year if over else today.year - 1), f"the last one over before {origin}"
    if offset == 1:
        return (today.year if today.month < begins else today.year + 1), f"the next after {origin}"
    if running_winter and offset == 0:
        return today.year - 1, f"the winter that {origin} lies in"
    if offset is None and begins > today.month and not context.clause.ahead(loose=True):
        if context.clause.behind():
            return today.year - 1, f"not yet begun on {origin}, and the clause looks back"
        return today.year, f"the year of {origin}"
    return today.year, f"the year of {origin}"
