"""Publication dates as their giver writes them."""

from datetime import date, datetime


def iso_date(given: str) -> str | None:
    """The ISO form of a date (`2021-05-23`) or of a time on a date (`2021-05-23T08:00:00+03:30`).

    None where `given` is neither; a year or a month alone is no date.
    """
    given = given.strip()
    for form in (date, datetime):
        try:
            return form.fromisoformat(given).isoformat()
        except ValueError:
            continue
    return None
