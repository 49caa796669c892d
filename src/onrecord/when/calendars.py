"""Feasts that move with other calendars, from kept packages: computed, never listed by hand."""

from datetime import date
from functools import lru_cache

EASTER_YEARS = range(1583, 4100)
"""Years of the Gregorian calendar for which dateutil gives Easter."""


def easter_day(year: int) -> date | None:
    """Easter Sunday of the western churches, by `dateutil`; None outside EASTER_YEARS."""
    from dateutil.easter import easter

    return easter(year) if year in EASTER_YEARS else None


@lru_cache(maxsize=256)
def feast_day(calendar: str, year: int) -> date | None:
    """The first day of a feast in a year, by the package `holidays`.

    Args:
        calendar: a country's code and the beginning of the feast's English name there,
            `EG:Eid al-Fitr`. Lunar feasts are observed a day apart in some countries.
        year: of the Gregorian calendar. None where the package has no such feast in it.
    """
    from holidays import country_holidays

    country, _, name = calendar.partition(":")
    found = country_holidays(country, years=year, language="en_US")
    return min((day for day, names in found.items() if names.startswith(name)), default=None)
