"""When to ask again: after a failure ever later, and a stored page ever more rarely."""

HOUR = 3600.0
DAY = 24 * HOUR

RECHECKS = (HOUR, 5 * HOUR, 18 * HOUR, 2 * DAY, 4 * DAY)
"""Pauses between two looks at a stored page: reports are corrected in their first hours and days.
Any change starts them again."""
TRIES = 6
"""Fetches of a page in a row that give nothing, after which it is given up."""
FIRST_RETRY = 10 * 60.0
"""Seconds until a page that couldn't be had is tried again; doubled each time."""
LONGEST_BACKOFF = DAY
"""The longest pause that failures alone bring about."""
GONE_FEED = 7 * DAY
"""Until a feed that is gone for good is asked again."""


def after_failures(failures: int, first: float) -> float:
    """Seconds until the next try after so many failures in a row (one at least)."""
    return min(LONGEST_BACKOFF, first * 2.0 ** min(failures - 1, 20))


def next_look(checks: int) -> float | None:
    """Seconds until a stored page is looked at again after so many looks; None for never."""
    return RECHECKS[checks] if checks < len(RECHECKS) else None
