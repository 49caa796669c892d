"""Resolution of lengths, of points a length away, of repeated times, and of words like "now"."""

from datetime import date

from onrecord.when import days
from onrecord.when.days import Interval
from onrecord.when.reading import Reading
from onrecord.when.state import Anchor, Answer, Context
from onrecord.when.units import unit_at

LETTER = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W",
    "weekend": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "E",
    "unknown": "X",
}  # fmt: skip
BELOW_A_DAY = frozenset({"second", "minute", "hour"})
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
HALVES = {"year": "P6M", "hour": "PT30M", "day": "PT12H", "decade": "P5Y", "century": "P50Y"}
YEARS_IN = {"decade": 10, "century": 100}
BACK = frozenset({"back", "earlier", "before"})
FROM_TEXT = frozenset({"earlier", "before", "after"})
BUSINESS_MONTHS = frozenset({3, 6, 9, 12})


def duration(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: `P3Y`, `PT30M`, `PXM` for an unsaid number."""
    if unit == "fortnight":
        return "PXW" if amount is None else f"P{_plain(amount * 2)}W"
    if amount is None:
        return f"P{'T' if unit in BELOW_A_DAY else ''}X{LETTER[unit]}"
    if amount == 0.5 and unit in HALVES:
        return HALVES[unit]
    if amount % 1 == 0.5 and unit in ("year", "hour"):
        whole, low = int(amount), "PT{}H30M" if unit == "hour" else "P{}Y6M"
        return low.format(whole)
    if unit in YEARS_IN:
        return f"P{_plain(amount * YEARS_IN[unit])}Y"
    return f"P{'T' if unit in BELOW_A_DAY else ''}{_plain(amount)}{LETTER[unit]}"


def _plain(amount: float) -> str:
    return f"{amount:g}" if amount < 1e15 else "X"


def _amount(reading: Reading) -> float | None:
    if reading.vague or reading.amount is None:
        return None
    return reading.amount + reading.extra


def moved(day: date, amount: float, unit: str) -> date | None:
    """The day that lies so many units after (before, if negative); None beyond the calendar."""
    if unit in DAYS_IN:
        return days.plus_days(day, round(amount * DAYS_IN[unit])) if abs(amount) < 1e6 else None
    if abs(amount) > 1e5:
        return None
    months, part = divmod(amount * MONTHS_IN[unit], 1)
    year, month = days.month_after(day.year, day.month, int(months))
    interval = days.months_days(year, month)
    whole = interval and days.day_of(year, month, min(day.day, interval.last.day))
    return whole and days.plus_days(whole, round(part * 30))


def resolve_shift(reading: Reading, context: Context) -> Answer:
    """A point so long before or after the speaker's day, or what the text spoke of before."""
    amount, unit, relation = _amount(reading), reading.unit or "day", reading.relation or "back"
    if relation == "in" and not _counts_ahead(context):
        return Answer("DURATION", duration(amount, unit), trace=("a length, with no cue ahead",))
    back = relation in BACK
    if relation in FROM_TEXT:
        return _from_text(amount, unit, back, context, relation)
    if amount is None:
        value = "PAST_REF" if back else "FUTURE_REF"
        return Answer("DATE", value, trace=("how long is not said",))
    if context.today is None:
        value = "PAST_REF" if back else "FUTURE_REF"
        return Answer("DATE", value, trace=("no day of publication to count from",))
    why = f"{amount:g} {unit}(s) {'before' if back else 'after'} {context.origin()}"
    return _point(context.today, -amount if back else amount, unit, context.state.source, why)


def _counts_ahead(context: Context) -> bool:
    """Whether "in five years" means from now: a cue ahead, and no superlative before it."""
    return not context.clause.ranks() and context.clause.ahead(loose=True) is not None


def _point(base: date, amount: float, unit: str, anchor: Anchor, why: str) -> Answer:
    """The day, month or year a length away, as exact as the length's unit."""
    if unit in BELOW_A_DAY:
        return Answer("TIME", base.isoformat(), Interval(base, base), unit, anchor, (why,))
    whole = amount == int(amount)
    day = moved(base, amount, unit)
    if day is None:
        return Answer("DATE", "PAST_REF" if amount < 0 else "FUTURE_REF", trace=(why,))
    if unit in DAYS_IN:
        return Answer("DATE", day.isoformat(), Interval(day, day), "day", anchor, (why,))
    found = unit_at(unit if whole else "month", day, 0)
    assert found is not None
    return Answer("DATE", found[0], found[1], unit if whole else "month", anchor, (why,))


def _from_text(
    amount: float | None, unit: str, back: bool, context: Context, relation: str
) -> Answer:
    """ "Two weeks later", "a year earlier": the value is the length, the days are counted."""
    said = context.near(unit if unit in MONTHS_IN or unit == "week" else "day")
    exact = amount is not None and unit not in BELOW_A_DAY
    if said is None or not exact or amount is None:
        return _untold(amount, unit, context, relation)
    base = said.interval.first if back else said.interval.last
    why = f"{amount:g} {unit}(s) {relation}: counted from {base}, spoken of before"
    point = _point(base, -amount if back else amount, unit, said.number, why)
    if relation == "earlier" and unit in MONTHS_IN:
        return point
    return point._replace(type="DURATION", value=duration(amount, unit))


def _untold(amount: float | None, unit: str, context: Context, relation: str) -> Answer:
    """Nothing was spoken of before: "earlier" counts from the speaker's day, others stay open."""
    if relation == "earlier" and amount is not None and context.today is not None:
        why = f"{amount:g} {unit}(s) before {context.origin()}, for nothing was spoken of before"
        return _point(context.today, -amount, unit, context.state.source, why)
    return Answer("DURATION", duration(amount, unit), trace=("nothing to count from",))


def resolve_length(reading: Reading, _context: Context) -> Answer:
    """A length that is tied to no day."""
    value = duration(_amount(reading), reading.unit or "day")
    return Answer("DURATION", value, trace=("a length",))


def resolve_window(reading: Reading, context: Context) -> Answer:
    """A length that ends or begins with the speaker's day, or is part of a business year."""
    amount, unit, relation = _amount(reading), reading.unit or "day", reading.relation or "past"
    value = "P1D" if (amount, unit) == (24, "hour") else duration(amount, unit)
    if amount is None or unit in BELOW_A_DAY or context.today is None:
        return Answer("DURATION", value, trace=("a length",))
    if unit == "month" and amount in BUSINESS_MONTHS and relation in ("part", "first"):
        return _business_months(int(amount), value, context)
    if relation in ("past", "next"):
        return _window(amount, unit, relation == "past", value, context, context.today)
    return Answer("DURATION", value, trace=("a length",))


def _window(
    amount: float, unit: str, back: bool, value: str, context: Context, today: date
) -> Answer:
    other = moved(today, -amount if back else amount, unit)
    if other is None:
        return Answer("DURATION", value, trace=("beyond the calendar",))
    interval = Interval(other, today) if back else Interval(today, other)
    why = f"{'up to' if back else 'from'} {context.origin()}"
    return Answer("DURATION", value, interval, "day", context.state.source, (why,))


def _business_months(months: int, value: str, context: Context) -> Answer:
    """ "The nine months": from January on, in the year of the quarter under discussion."""
    quarter = context.state.quarter
    if quarter and quarter.number * 3 == months:
        interval = days.months_days(quarter.year, 1, months)
        why = "from January to the end of the quarter under discussion"
        return Answer("DURATION", value, interval, "month", quarter.said_by, (why,))
    return Answer("DURATION", value, trace=("a part of a business year that nothing dates",))


def resolve_repeat(reading: Reading, _context: Context) -> Answer:
    """A time that comes again and again: its value, and no interval."""
    return Answer("SET", _repeat_value(reading), trace=("repeated: no one day",))


def _repeat_value(reading: Reading) -> str:
    if reading.value:
        return reading.value
    part = f"T{reading.part}" if reading.part else ""
    if reading.weekday:
        return f"XXXX-WXX-{reading.weekday}{part}"
    if part:
        return f"XXXX-XX-XX{part}"
    if reading.month:
        return f"XXXX-{reading.month:02d}"
    if reading.season:
        return f"XXXX-{reading.season}"
    if reading.unit == "weekend":
        return "XXXX-WXX-WE"
    amount = None if reading.vague else reading.amount or 1
    return duration(amount, reading.unit or "day")


def resolve_ref(reading: Reading, _context: Context) -> Answer:
    """Now, recently, soon: a direction and no day."""
    return Answer("DATE", reading.value or "PRESENT_REF", trace=("a word that names no day",))
