"""When an event took place: the expression of its own clause, and why; never a guess."""

from collections.abc import Sequence
from datetime import date

from onrecord.model import EventDate, EventFound, TimeFound
from onrecord.parse import Parsed
from onrecord.record.attach import Report, attach

HISTORICAL_DAYS = 365
"""An event that ended longer than this before the report is background, not news."""
DATED = ("DATE", "TIME")


def date_of(report: Report, event: EventFound, times: Sequence[TimeFound]) -> EventDate:
    """The date of one event as its own clause gives it; empty with a reason otherwise."""
    sentence = report.parsed.sentence_of[event.trigger_token]
    dated = [n for n in report.times.get(sentence, ()) if _is_date(times[n])]
    found = attach(report, event, dated, lambda n: times[n].span)
    if found is None:
        return EventDate(reason="no time expression belongs to the event's clause")
    number = dated[found.number]
    time = times[number]
    return EventDate(
        time=f"t{number + 1}",
        start=time.start,
        end=time.end,
        precision=time.precision,
        anchor="text",
        reason=found.reason if time.start else f"{found.reason}; {_open(report.parsed)}",
    )


def _is_date(time: TimeFound) -> bool:
    """A date or time that isn't mere "now" or "recently", or a duration that ends on a day."""
    return time.start is not None or (time.type in DATED and not time.value.endswith("_REF"))


def _open(parsed: Parsed) -> str:
    known = parsed.document.published is not None
    return "its date is open" if known else "its date is open without a publication date"


def is_historical(when: EventDate, published: str | None) -> bool:
    """Whether the event ended more than HISTORICAL_DAYS before publication."""
    if not when.end or not published:
        return False
    try:
        ended, appeared = date.fromisoformat(when.end[:10]), date.fromisoformat(published[:10])
    except ValueError:
        return False
    return (appeared - ended).days > HISTORICAL_DAYS


def against(a: EventDate, b: EventDate) -> bool:
    """Whether two dates exclude each other."""
    if not (a.start and a.end and b.start and b.end):
        return False
    return a.end < b.start or b.end < a.start
