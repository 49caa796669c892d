"""What Explore asks of a store: pure functions from a filter to SQL over `flat f`."""

from datetime import date
from typing import Any

from onrecord.web.filters import Filter
from onrecord.web.query import Query

FACETS = {
    "type": "f.type",
    "status": "f.status",
    "asserted_by": "f.asserted_by",
    "speaker": "unnest(f.speakers)",
    "actor": "unnest(f.actors)",
    "country": "unnest(f.countries)",
    "sector": "unnest(f.sectors)",
    "outlet": "f.outlet",
    "place": "f.place",
}
"""The facets with values of their own, in the order of the page, and what they are in `flat`."""
LEVELS = {
    "country": ("source_countries", "target_countries"),
    "actor": ("sources", "targets"),
    "sector": ("source_sectors", "target_sectors"),
}
"""What pairs of parties may be counted by, and the columns of both sides."""
UNITS = {"day": 10, "month": 7, "year": 4}
"""Units of the timeline, and how many characters of a date say one."""
DAYS = {"event": "f.date_start", "published": "f.published"}
"""Which date counts: the event's own, or the report's."""
BINS_MOST = 130
"""Bars of a timeline at most, before the next larger unit is taken."""
STEPS = 40
"""Cells of the map from its left to its right edge."""


def total(filter: Filter) -> Query:
    """How many events, and how many of them have a day and a place."""
    where, parameters = filter.where()
    return Query(
        f"""SELECT count(*) AS events, count(f.date_start) AS dated,
  count(f.lat) AS placed, count(*) FILTER (len(f.actors) > 0) AS named,
  min(f.date_start) AS first, max(f.date_start) AS last,
  min(f.published) AS first_published, max(f.published) AS last_published
FROM flat f
WHERE {where}""",
        parameters,
    )


def facet(filter: Filter, name: str) -> Query:
    """The values of a facet with their events, under all conditions but its own.

    Args:
        name: one of `FACETS`.
    """
    where, parameters = filter.where(name)
    return Query(
        f"""SELECT value, count(*) AS events
FROM (SELECT {FACETS[name]} AS value FROM flat f WHERE {where})
WHERE value IS NOT NULL
GROUP BY value
ORDER BY events DESC, value""",
        parameters,
    )


def confidences(filter: Filter) -> Query:
    """How many events have at least each confidence."""
    where, parameters = filter.where("confidence")
    return Query(
        f"""SELECT least, count(*) FILTER (f.confidence >= least) AS events
FROM flat f, (VALUES (0.9), (0.8), (0.7), (0.6), (0.5)) AS steps(least)
WHERE {where}
GROUP BY least
ORDER BY least DESC""",
        parameters,
    )


def unit_of(first: str | None, last: str | None) -> str:
    """The finest unit of the timeline that gives no more than BINS_MOST bars."""
    begun, ended = _day(first), _day(last)
    if begun is None or ended is None:
        return "month"
    days = (ended - begun).days + 1
    if days <= BINS_MOST:
        return "day"
    return "month" if days / 30 <= BINS_MOST * 2 else "year"


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat((given or "")[:10])
    except ValueError:
        return None


def timeline(filter: Filter, unit: str, days: str) -> Query:
    """Events of each day, month or year, by quad class.

    Args:
        unit: one of `UNITS`.
        days: one of `DAYS`.
    """
    where, parameters = filter.where()
    return Query(
        f"""SELECT left({DAYS[days]}, {UNITS[unit]}) AS {unit}, f.quad, count(*) AS events,
  sum(f.dead)::BIGINT AS dead
FROM flat f
WHERE {where}
  AND {DAYS[days]} IS NOT NULL
GROUP BY ALL
ORDER BY ALL""",
        parameters,
    )


def cells(filter: Filter, step: float, box: tuple[float, float, float, float]) -> Query:
    """Events in cells of the map: so many degrees wide, within west, south, east, north.

    Events whose place is known no better than its country are counted apart.
    """
    where, parameters = filter.where()
    west, south, east, north = box
    return Query(
        f"""SELECT floor((f.lon + 180) / $step)::BIGINT AS cell_x,
  floor((f.lat + 90) / $step)::BIGINT AS cell_y,
  coalesce(f.place_precision = 'country', FALSE) AS only_country,
  avg(f.lon) AS lon, avg(f.lat) AS lat, count(*) AS events,
  count(*) FILTER (f.quad = 4) AS material_conflict,
  mode(f.place) AS place, mode(f.place_country) AS country, count(DISTINCT f.place) AS places,
  coalesce(bool_or(f.disputed), FALSE) AS disputed
FROM flat f
WHERE {where}
  AND f.lon BETWEEN $west AND $east
  AND f.lat BETWEEN $south AND $north
GROUP BY ALL
ORDER BY events DESC, cell_x, cell_y""",
        parameters | {"step": step, "west": west, "south": south, "east": east, "north": north},
    )


def places(filter: Filter) -> Query:
    """The places of the events, with where they are and how many events they have."""
    where, parameters = filter.where()
    return Query(
        f"""SELECT f.place, f.place_country AS country, f.place_kind AS kind, f.geonameid,
  any_value(f.lat) AS lat, any_value(f.lon) AS lon, count(*) AS events,
  count(*) FILTER (f.quad = 4) AS material_conflict,
  coalesce(bool_or(f.disputed), FALSE) AS disputed
FROM flat f
WHERE {where}
  AND f.place IS NOT NULL
GROUP BY ALL
ORDER BY events DESC, f.place""",
        parameters,
    )


def _dyads(filter: Filter, level: str) -> tuple[str, dict[str, Any]]:
    """A CTE `dyads`: who to whom; talks and clashes count in both directions."""
    where, parameters = filter.where()
    sources, targets = LEVELS[level]
    return (
        f"""sides AS (
  SELECT f.{sources} AS sources, f.{targets} AS targets, f.intensity, f.quad
  FROM flat f WHERE {where}
  UNION ALL
  SELECT f.{targets}, f.{sources}, f.intensity, f.quad
  FROM flat f WHERE f.mutual AND {where}
), dyads AS (
  SELECT source, unnest(targets) AS target, intensity, quad
  FROM (SELECT unnest(sources) AS source, targets, intensity, quad FROM sides)
), pairs AS MATERIALIZED (
  SELECT source, target, count(*) AS events, sum(intensity) AS intensities,
    count(*) FILTER (quad = 4) AS material_conflict
  FROM dyads GROUP BY ALL
)""",
        parameters,
    )


_PAIR = """source, target, events, intensities / events AS mean_intensity, material_conflict"""


def pairs(filter: Filter, level: str) -> Query:
    """Every pair of parties with its events, the most frequent first.

    Args:
        level: one of `LEVELS`.
    """
    dyads, parameters = _dyads(filter, level)
    sql = f"WITH {dyads}\nSELECT {_PAIR} FROM pairs\nORDER BY events DESC, source, target"
    return Query(sql, parameters)


def top_pairs(filter: Filter, level: str, most: int) -> Query:
    """The pairs among those parties that most events are of."""
    dyads, parameters = _dyads(filter, level)
    return Query(
        f"""WITH {dyads}, top AS (
  SELECT name FROM (
    SELECT source AS name, events FROM pairs
    UNION ALL SELECT target, events FROM pairs WHERE target <> source
  )
  GROUP BY name ORDER BY sum(events) DESC, name LIMIT {int(most)}
)
SELECT {_PAIR} FROM pairs
WHERE source IN (FROM top) AND target IN (FROM top)
ORDER BY events DESC, source, target""",
        parameters,
    )
