"""Reads the events of a store in order of their day, as `stories` compares them.

What many reports tell in just the same way is read once, with the reports that tell it: a store
of an agency's reports, each printed by hundreds of papers, is little more work than the agency's.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.store.database import reading
from onrecord.stories import Actor, Copy, Place, Told, compare_copies

if TYPE_CHECKING:
    import pyarrow as pa

PAGE = 200_000
"""Events read at once; the file is closed in between, so that a writer gets in. Each page takes
a look at all events of the store: smaller ones save memory, larger ones time."""
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
_REPORT = """row(c.published IS NULL, coalesce(c.published, ''), c.document,
    coalesce(c.salience, 0), c.event)"""
_FIRST = "(k.reports[1][3], k.reports[1][5])"
_PAGE = f"""
WITH chosen AS MATERIALIZED (
    SELECT e.document, e.id AS event, e.salience, d.published, t.text, {_DAY} AS day, e.place,
        hash(e.type, e.about_type, e.modes, e.status, e.foreground, e.historical, e.mutual,
            e.date_start, e.date_end, e.lemma, e.dead, e.injured, e.arrested, e.place_text) AS said
    FROM events e JOIN documents d ON d.id = e.document
    LEFT JOIN texts t ON t.document = e.document
    WHERE day BETWEEN ? AND ?
), sides AS (
    SELECT p.document, p.event, bit_xor(hash(p.role, p.position, coalesce(a.name, p.text),
        a.kind, a.public, a.country, a.sectors, a.kb, a.wikidata)) AS said
    FROM event_actors p LEFT JOIN actors a ON a.document = p.document AND a.id = p.actor
    WHERE p.document IN (SELECT document FROM chosen)
    GROUP BY p.document, p.event
), alike AS MATERIALIZED (
    SELECT c.text, list({_REPORT}) AS reports
    FROM chosen c
    LEFT JOIN sides s ON s.document = c.document AND s.event = c.event
    LEFT JOIN places l ON l.document = c.document AND l.id = c.place
    GROUP BY c.day, c.text, c.said, s.said,
        hash(l.name, l.geonameid, l.kind, l.country, l.admin1, l.lat, l.lon)
), cast_ AS (
    SELECT p.document, p.event,
        list({_ACTOR} ORDER BY p.position) FILTER (p.role = 'source') AS sources,
        list({_ACTOR} ORDER BY p.position) FILTER (p.role = 'target') AS targets
    FROM event_actors p LEFT JOIN actors a ON a.document = p.document AND a.id = p.actor
    WHERE (p.document, p.event) IN (SELECT {_FIRST} FROM alike k)
    GROUP BY p.document, p.event
)
SELECT k.reports, k.text, e.type, e.about_type, e.modes, e.status, e.foreground, e.historical,
    e.mutual, e.date_start, e.date_end, e.lemma, e.dead, e.injured, e.arrested, s.sources,
    s.targets, coalesce(l.name, e.place_text), l.geonameid, l.kind, l.country, l.admin1, l.lat,
    l.lon
FROM alike k JOIN events e ON e.document = k.reports[1][3] AND e.id = k.reports[1][5]
LEFT JOIN cast_ s ON s.document = e.document AND s.event = e.id
LEFT JOIN places l ON l.document = e.document AND l.id = e.place
"""
"""What is told on some days, a row for each way of telling it; reports in no order. Ways are told
apart by hashes of 64 bits within a day and a text: two that meet by chance are not to be expected
in a store of any size."""

Texts = Mapping[str, str]
"""Document -> the group of near-duplicates that it belongs to."""


_Report = tuple[bool, str, str, int, str]
"""Where an event is told, in an order that is always the same: whether it has no date, its date,
the document, the event's salience and its id."""


def told_events(path: Path, texts: Texts, report: Callable[[int, int], None]) -> Iterator[Told]:
    """Every event with a day, in order of the days; copies of one come with it.

    Args:
        path: the store.
        texts: the groups of near-duplicates.
        report: hears how many events are read, of how many.
    """
    with reading(path) as store:
        days = store.execute(_DAYS).fetchall()
    carriers = _carriers(texts)
    total, done = sum(number for _, number in days), 0
    for first, last, number in _ranges(days):
        report(done, total)
        with reading(path) as store:
            store.register("texts", carriers)
            rows = store.execute(_PAGE, [first, last]).fetchall()
        yield from _in_order(rows)
        done += number
    report(done, total)


def _carriers(texts: Texts) -> "pa.Table":
    """The documents of the groups as a table of the database."""
    import pyarrow as pa

    columns = pa.array(texts.keys(), pa.string()), pa.array(texts.values(), pa.string())
    return pa.table(dict(zip(("document", "text"), columns, strict=True)))


def _ranges(days: list[tuple[Any, int]]) -> Iterator[tuple[Any, Any, int]]:
    """Ranges of days that hold a page of events each, or a single day of more."""
    first, number = None, 0
    for place, (day, events) in enumerate(days):
        first = first or day
        number += events
        if number >= PAGE or place == len(days) - 1:
            yield first, day, number
            first, number = None, 0


def _in_order(rows: list[tuple[Any, ...]]) -> list[Told]:
    """What the rows tell: day by day, dated events first, then by their first report."""
    found = [(reports[0], told) for row in rows for reports, told in _tellings(row)]
    found.sort(key=lambda one: (one[1].day or 0, one[1].start is None, one[0]))
    return [told for _, told in found]


def _tellings(row: tuple[Any, ...]) -> Iterator[tuple[list[_Report], Told]]:
    """The events of a row. A report that tells an event twice tells two."""
    for reports in _once_each(row[0]):
        told = _told(row, reports)
        if told.copies and not told.text and not compare_copies(told).same:
            yield from (([report], _told(row, [report])) for report in reports)
        else:
            yield reports, told


def _once_each(reports: list[_Report]) -> list[list[_Report]]:
    """The reports in order, each document once; those of its further ones in further lists."""
    times: dict[str, int] = {}
    lists: list[list[_Report]] = []
    for report in sorted(reports):
        time = times[report[2]] = times.get(report[2], 0) + 1
        if time > len(lists):
            lists.append([])
        lists[time - 1].append(report)
    return lists


def _told(row: tuple[Any, ...], reports: list[_Report]) -> Told:
    first, *further = (Copy(one[2], one[4], one[1] or None) for one in reports)
    return Told(
        document=first.document, event=first.event, published=first.published, text=row[1],
        copies={copy.document: copy for copy in further}, type=row[2], about=row[3],
        modes=tuple(row[4] or ()), status=row[5], foreground=row[6], historical=row[7],
        mutual=row[8], start=row[9], end=row[10], lemma=row[11] or "", dead=row[12],
        injured=row[13], arrested=row[14], sources=_side(row[15]), targets=_side(row[16]),
        place=Place(*row[17:24]) if row[17] else None,
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
