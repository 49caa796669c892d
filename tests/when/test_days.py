"""Calendar arithmetic."""

from datetime import date

import pytest

from onrecord.when import days
from onrecord.when.calendars import easter_day, feast_day


@pytest.mark.parametrize(
    ("year", "sunday"), [(2000, (4, 23)), (2019, (4, 21)), (2024, (3, 31)), (1943, (4, 25))]
)
def test_easter(year, sunday):
    assert easter_day(year) == date(year, *sunday)


def test_easter_before_the_gregorian_calendar():
    assert easter_day(1500) is None


@pytest.mark.parametrize(
    ("calendar", "year", "day"),
    [
        ("EG:Eid al-Fitr", 2024, date(2024, 4, 10)),
        ("CN:Chinese New Year", 2023, date(2023, 1, 22)),
        ("IL:Yom Kippur", 2021, date(2021, 9, 16)),
        ("CN:No Such Feast", 2023, None),
    ],
)
def test_feasts_of_other_calendars(calendar, year, day):
    assert feast_day(calendar, year) == day


def test_weeks_at_new_year():
    assert days.week_name(date(2021, 1, 3)) == "2020-W53"
    assert days.week_days(date(2021, 1, 3)) == (date(2020, 12, 28), date(2021, 1, 3))


def test_winter_crosses_the_year():
    assert days.season_days(2023, "WI") == (date(2023, 12, 1), date(2024, 2, 29))


def test_last_monday():
    assert days.nth_weekday(2022, 5, 1, -1) == date(2022, 5, 30)
    assert days.nth_weekday(2022, 5, 1, 6) is None


@pytest.mark.parametrize(
    ("edge", "first", "last"),
    [("START", (1, 1), (4, 30)), ("MID", (5, 1), (8, 31)), ("END", (9, 1), (12, 31)),
     ("CLOSE", (12, 1), (12, 31)), ("OPEN", (1, 1), (1, 31))],
)  # fmt: skip
def test_edges_of_a_year(edge, first, last):
    year = days.year_days(2022)
    assert year is not None
    assert days.narrowed(year, edge, "year") == (date(2022, *first), date(2022, *last))


def test_edges_of_a_decade():
    decade = days.year_days(1990, 1999)
    assert decade is not None
    assert days.narrowed(decade, "END", "decade").first == date(1997, 1, 1)
    assert days.narrowed(decade, "START", "decade").last == date(1992, 12, 31)


def test_nothing_beyond_the_calendar():
    assert days.year_days(10_000) is None
    assert days.months_days(9999, 12, 2) is None
    assert days.plus_days(date.max, 1) is None
    assert days.day_of(2023, 2, 29) is None
