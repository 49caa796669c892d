"""Moments as the store keeps them: UTC, to the second, so that texts sort as times do."""

from datetime import UTC, datetime


def stamp(seconds: float) -> str:
    """`2021-05-23T08:00:00+00:00` for seconds since the epoch."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def seconds(given: str | None) -> float:
    """Seconds since the epoch; 0 for None."""
    return datetime.fromisoformat(given).timestamp() if given else 0.0


def clock(at: float) -> str:
    """The time of day here, as on a wall: `14:20`; with the day where it isn't today."""
    moment, now = datetime.fromtimestamp(at), datetime.now()
    return moment.strftime("%H:%M" if moment.date() == now.date() else "%Y-%m-%d %H:%M")
