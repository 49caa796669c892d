"""Resolution of clock times and parts of the day: of a named day, or of one that the text gives."""

from dataclasses import replace

from onrecord.when import days
from onrecord.when.dates import on_day, resolve_date, resolve_day, resolve_weekday
from onrecord.when.reading import Reading
from onrecord.when.state import Answer, Context


def resolve_time(reading: Reading, context: Context) -> Answer:
    """A time of a day: the day's answer, with the time written behind it."""
    if reading.broken:
        return Answer("TIME", "XXXX-XX-XX", trace=(reading.broken,))
    day = _day(reading, context)
    suffix = reading.clock or reading.part
    precision = "minute" if reading.clock else "part-of-day"
    zone = (f"time zone {reading.zone}",) if reading.zone else ()
    return day._replace(
        type="TIME", value=f"{day.value}T{suffix}", precision=precision, trace=day.trace + zone
    )


def _day(reading: Reading, context: Context) -> Answer:
    whole = replace(reading, edge=None)
    if reading.month is not None:
        return resolve_date(whole, context)
    if reading.weekday is not None:
        return resolve_weekday(whole, context)
    if reading.offset is not None or reading.base == "text":
        return resolve_day(whole, context)
    return _day_of_sentence(whole, context)


def _day_of_sentence(reading: Reading, context: Context) -> Answer:
    """The last day named in the same sentence, else the speaker's day."""
    said = context.state.last("day", context.sentence)
    if said is None:
        return resolve_day(replace(reading, base="speech", offset=0), context)
    day = days.plus_days(said.interval.first, 0)
    assert day is not None
    return on_day(day, said.number, (f"of {day}, named in the same sentence",))
