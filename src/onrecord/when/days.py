"""Arithmetic of days: the first and last day of a year, quarter, week, season …

Everything here is plain calendar: no text, no words, no guessing. Functions that may be asked
for days that do not exist (30 February, the year 0) return None instead of raising.
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple


class Interval(NamedTuple):
    """The first and the last day of a stretch of time, both included."""

    first: date
    last: date


SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month that a (meteorological, northern) season begins with."""

BEGINNINGS = frozenset({"START", "OPEN", "FIRST-HALF", "FIRST-WEEK"})
ENDS = frozenset({"END", "CLOSE", "SECOND-HALF", "LAST-WEEK"})
"""The edges that lie at the beginning and at the end; `MID` and others lie between."""

PER_YEAR = {"quarter": 4, "half": 2}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plus_days(day: date, days: int) -> date | None:
    """The day that lies `days` after (before, if negative), or None beyond the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def month_after(year: int, month: int, months: int) -> tuple[int, int]:
    """(year, month) that lies `months` after."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def year_days(first: int, last: int | None = None) -> Interval | None:
    """From 1 January of the first to 31 December of the last year."""
    last = first if last is None else last
    if not (MINYEAR <= first <= last <= MAXYEAR):
        return None
    return Interval(date(first, 1, 1), date(last, 12, 31))


def months_days(year: int, month: int, months: int = 1) -> Interval | None:
    """The days of `months` months from the given one on."""
    end_year, end_month = month_after(year, month, months - 1)
    if not (year >= MINYEAR and end_year <= MAXYEAR and 1 <= month <= 12):
        return None
    last = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Interval(date(year, month, 1), last)


def part_days(year: int, unit: str, number: int) -> Interval | None:
    """The days of the numbered quarter or half of a year."""
    if not 1 <= number <= PER_YEAR[unit]:
        return None
    length = 12 // PER_YEAR[unit]
    return months_days(year, (number - 1) * length + 1, length)


def week_days(day: date) -> Interval | None:
    """Monday to Sunday of the ISO week that the day lies in."""
    monday = plus_days(day, -day.weekday())
    sunday = plus_days(day, 6 - day.weekday())
    return Interval(monday, sunday) if monday and sunday else None


def weekend_days(day: date) -> Interval | None:
    """Saturday and Sunday of the ISO week that the day lies in."""
    week = week_days(day)
    return Interval(week.last - timedelta(1), week.last) if week else None


def season_days(year: int, season: str) -> Interval | None:
    """The days of a season; a winter bears the year that its December lies in."""
    return months_days(year, SEASON_MONTHS[season], 3)


def quarter_of(month: int) -> int:
    """The quarter (1–4) that a month lies in."""
    return (month - 1) // 3 + 1


def week_name(day: date) -> str:
    """`2020-W34`: the ISO week, whose year is not always the day's."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The numbered weekday (1 Monday … 7 Sunday) of a month; number -1 is the last one."""
    days = monthrange(year, month)[1]
    if number < 0:
        last = date(year, month, days)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return day_of(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def narrowed(whole: Interval, edge: str | None, precision: str | None = None) -> Interval:
    """The part of an interval that "early", "mid", "late" or "the end of" leaves.

    Thirds, by whole months in a year and whole years in a decade, else by days. `CLOSE` ("the
    end of"): the last ten days of a month, the last twelfth of a year (December), else the
    last third; `OPEN` ("the beginning of") likewise at the other end.
    """
    if edge is None or whole.first == whole.last:
        return whole
    if precision in ("decade", "century"):
        return _narrow_years(whole, edge)
    if precision == "year":
        return _narrow_months(whole, edge)
    return _cut(whole, edge, _edge_length(whole, edge, precision))


def _edge_length(whole: Interval, edge: str, precision: str | None) -> int:
    """How many days an edge leaves of a month, week or season."""
    length = (whole.last - whole.first).days + 1
    if edge in ("FIRST-HALF", "SECOND-HALF"):
        return max(1, length // 2)
    if edge in ("FIRST-WEEK", "LAST-WEEK"):
        return min(7, length)
    if precision == "month" and edge in ("OPEN", "CLOSE"):
        return 10
    return max(1, length // 3)


def _cut(whole: Interval, edge: str, length: int) -> Interval:
    if edge in BEGINNINGS:
        return Interval(whole.first, whole.first + timedelta(length - 1))
    if edge in ENDS:
        return Interval(whole.last - timedelta(length - 1), whole.last)
    return Interval(whole.first + timedelta(length), whole.last - timedelta(length))


def _narrow_months(year: Interval, edge: str) -> Interval:
    first, months = {
        "START": (1, 4), "MID": (5, 4), "END": (9, 4), "OPEN": (1, 1), "CLOSE": (12, 1),
        "FIRST-HALF": (1, 6), "SECOND-HALF": (7, 6),
    }.get(edge, (1, 12))  # fmt: skip
    return months_days(year.first.year, first, months) or year


def _narrow_years(block: Interval, edge: str) -> Interval:
    first, last = block.first.year, block.last.year
    third = (last - first + 1) // 3
    if edge in BEGINNINGS:
        last = first + third - 1
    elif edge in ENDS:
        first = last - third + 1
    else:
        first, last = first + third, last - third
    return year_days(first, last) or block
