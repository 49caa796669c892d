"""Reads the events of a store in order of their day, as `stories` compares them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.store.database import reading
from onrecord.stories import Actor, Place, Told

PAGE = 20_000
"""Events read at once; the file is closed in between, so that a writer gets in."""
_DAY = """
CASE WHEN date_diff('day', TRY_CAST(left(e.date_start, 10) AS DATE),
                    TRY_CAST(left(coalesce(e.date_end, e.date_start), 10) AS DATE)) < 3
     THEN TRY_CAST(left(e.date_start, 10) AS DATE)
     ELSE TRY_CAST(left(d.published, 10) AS DATE) END
"""
"""The day by which an event is found: its own, where it has one, else its report's."""
_DAYS = f"""
SELECT {_DAY} AS day, count(*) FROM events e JOIN documents d ON d.id = e.document
WHERE day IS NOT NULL GROUP BY day ORDER BY day
"""
_ACTOR = """struct_pack(
    name := coalesce(a.name, p.text, '?'), kind := coalesce(a.kind, 'unnamed'),
    public := coalesce(a.public, true), country := a.country,
    sectors := coalesce(a.sectors, []), kb := a.kb, wikidata := a.wikidata)"""
_PAGE = f"""
WITH chosen AS (
    SELECT e.*, d.published, {_DAY} AS day
    FROM events e JOIN documents d ON d.id = e.document
    WHERE day BETWEEN ? AND ?
), cast_ AS (
    SELECT p.document, p.event,
        list({_ACTOR} ORDER BY p.position) FILTER (p.role = 'source') AS sources,
        list({_ACTOR} ORDER BY p.position) FILTER (p.role = 'target') AS targets
    FROM event_actors p LEFT JOIN actors a ON (a.document, a.id) = (p.document, p.actor)
    WHERE p.document IN (SELECT document FROM chosen)
    GROUP BY p.document, p.event
)
SELECT c.document, c.id, c.type, c.about_type, c.modes, c.status, c.asserted_by, c.foreground,
    c.historical, c.mutual, c.date_start, c.date_end, c.published, c.lemma, c.trigger_text,
    c.dead, c.injured, c.arrested, c.salience, s.sources, s.targets,
    coalesce(l.name, c.place_text), l.geonameid, l.kind, l.country, l.admin1, l.lat, l.lon
FROM chosen c
LEFT JOIN cast_ s ON (s.document, s.event) = (c.document, c.id)
LEFT JOIN places l ON (l.document, l.id) = (c.document, c.place)
ORDER BY c.day, c.date_start IS NULL, c.published, c.document, c.salience, c.id
"""

Texts = Mapping[str, str]
"""Document -> the group of near-duplicates that it belongs to."""


def told_events(path: Path, texts: Texts, report: Callable[[int, int], None]) -> Iterator[Told]:
    """Every event with a day, in order of the days.

    Args:
        path: the store.
        texts: the groups of near-duplicates.
        report: hears how many events are read, of how many.
    """
    with reading(path) as store:
        days = store.execute(_DAYS).fetchall()
    total, done = sum(number for _, number in days), 0
    for first, last, number in _ranges(days):
        report(done, total)
        with reading(path) as store:
            rows = store.execute(_PAGE, [first, last]).fetchall()
        yield from (_told(row, texts) for row in rows)
        done += number
    report(done, total)


def _ranges(days: list[tuple[Any, int]]) -> Iterator[tuple[Any, Any, int]]:
    """Ranges of days that hold a page of events each, or a single day of more."""
    first, number = None, 0
    for place, (day, events) in enumerate(days):
        first = first or day
        number += events
        if number >= PAGE or place == len(days) - 1:
            yield first, day, number
            first, number = None, 0


def _told(row: tuple[Any, ...], texts: Texts) -> Told:
    place = Place(*row[21:28]) if row[21] else None
    return Told(
        document=row[0], event=row[1], type=row[2], about=row[3], modes=tuple(row[4] or ()),
        status=row[5], asserted_by=row[6], foreground=row[7], historical=row[8], mutual=row[9],
        start=row[10], end=row[11], published=row[12], lemma=row[13] or "", trigger=row[14],
        dead=row[15], injured=row[16], arrested=row[17], salience=row[18],
        sources=_side(row[19]), targets=_side(row[20]), place=place, text=texts.get(row[0]),
    )  # fmt: skip


def _side(actors: list[dict[str, Any]] | None) -> tuple[Actor, ...]:
    return tuple(
        Actor(
            name=actor["name"],
            kind=actor["kind"],
            public=actor["public"],
            country=actor["country"],
            sectors=tuple(actor["sectors"]),
            kb=actor["kb"],
            wikidata=actor["wikidata"],
        )
        for actor in actors or ()
    )
