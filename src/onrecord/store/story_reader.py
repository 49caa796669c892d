"""Reads stories back: each with its reports side by side."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.model.record import WITHHELD
from onrecord.store.database import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PAGE = 20_000
"""Reports, at least, that are read at once: those of one story or of many."""
ORDER = "n_independent DESC, n_reports DESC, coalesce(start, published) DESC, id"
"""The stories that most independent sources tell come first."""
SHOWN = f"""CASE WHEN a.kind = 'person' AND NOT a.public THEN '{WITHHELD}'
    ELSE coalesce(a.name, p.text) END"""
"""The name of a side's actor `a`, or the words of a party `p` that has none."""
_THESE = "SELECT * FROM stories WHERE id IN (SELECT unnest(?::VARCHAR[]))"
_WORDS = "CASE WHEN NOT (a.kind IS NOT DISTINCT FROM 'person' AND NOT a.public) THEN p.text END"
"""The words for a side; those for a private person are left to the evidence."""
REPORTS = f"""WITH chosen AS MATERIALIZED (
    SELECT s.*, e.* EXCLUDE (document, id) FROM story_events s
    JOIN events e ON e.document = s.document AND e.id = s.event
    WHERE s.story IN (SELECT unnest($stories::VARCHAR[]))
), people AS MATERIALIZED (
    SELECT * FROM actors WHERE document IN (SELECT document FROM chosen)
), sides AS (
    SELECT p.document, p.event,
        list({SHOWN} ORDER BY p.position) FILTER (p.role = 'source') AS sources,
        list({SHOWN} ORDER BY p.position) FILTER (p.role = 'target') AS targets,
        list({_WORDS} ORDER BY p.position) FILTER (p.role = 'source') AS source_words,
        list({_WORDS} ORDER BY p.position) FILTER (p.role = 'target') AS target_words
    FROM event_actors p LEFT JOIN people a ON a.document = p.document AND a.id = p.actor
    WHERE p.document IN (SELECT document FROM chosen)
    GROUP BY p.document, p.event
), links AS (
    SELECT document, event, unnest(chain) AS link, generate_subscripts(chain, 1) AS place
    FROM chosen
), chains AS (
    SELECT l.document, l.event, list(CASE
        WHEN l.link = 'outlet' THEN coalesce(d.outlet, 'the outlet')
        WHEN a.kind = 'person' AND NOT a.public THEN '{WITHHELD}'
        ELSE coalesce(a.name, l.link) END ORDER BY l.place) AS chain
    FROM links l JOIN documents d ON d.id = l.document
    LEFT JOIN people a ON a.document = l.document AND a.id = l.link
    GROUP BY l.document, l.event
)
SELECT c.story, c.document, c.event, d.outlet, d.published, d.title, d.url, c.type, c.modes,
    c.status, c.asserted_by, coalesce(h.chain, []) AS according_to,
    coalesce(s.sources, []) AS sources, coalesce(s.targets, []) AS targets,
    coalesce(s.source_words, []) AS source_words, coalesce(s.target_words, []) AS target_words,
    c.trigger_text AS words, c.evidence_text AS evidence, c.date_start AS start,
    coalesce(l.name, c.place_text) AS place, c.dead, c.dead_note, c.injured, c.injured_note,
    c.arrested, c.arrested_note, c.source AS independent, u.kind AS text_kind, u.of AS text_of,
    u.credit, c.joined_document, c.joined_event, c.points, c.why
FROM chosen c JOIN documents d ON d.id = c.document
LEFT JOIN sides s ON s.document = c.document AND s.event = c.event
LEFT JOIN chains h ON h.document = c.document AND h.event = c.event
LEFT JOIN places l ON l.document = c.document AND l.id = c.place
LEFT JOIN duplicates u ON u.document = c.document
ORDER BY c.story, c.position
"""
"""The reports of the stories `$stories`, a row each, as `StoryReport` has them."""


class StoryReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says of a story's event, and why it is taken to be that event."""

    document: str
    event: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    type: str
    modes: list[str]
    status: str
    asserted_by: str
    according_to: list[str]
    """The chain of sources by name, innermost first."""
    sources: list[str]
    targets: list[str]
    source_words: list[str | None]
    target_words: list[str | None]
    words: str | None
    """The words that tell what was done."""
    evidence: str | None
    """The clause."""
    start: str | None
    place: str | None
    dead: int | None
    dead_note: str | None
    injured: int | None
    injured_note: str | None
    arrested: int | None
    arrested_note: str | None
    independent: int
    """Reports with one number don't count as independent of each other."""
    text_kind: str | None
    """copy, cut, update or rewrite of another report; `first` where others follow it."""
    text_of: str | None
    credit: str | None
    joined_document: str | None
    joined_event: str | None
    points: int
    why: list[str]


class ToldStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story as the table `stories` has it, with its reports."""

    story: dict[str, Any]
    reports: list[StoryReport]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which stories to read."""

    reports: int = 2
    """Reports at least."""
    one_a_day: bool = False
    """Of those with the same source, target, type and day only the one that most tell."""
    ids: tuple[str, ...] | None = None


def count_stories(path: Path, wanted: Wanted) -> int:
    """How many stories there are. Raises StoreError where the store can't be read."""
    where, values = _where(wanted)
    with reading(path) as store:
        return store.execute(f"SELECT count(*) FROM stories {where}", values).fetchall()[0][0]


def read_stories(path: Path, wanted: Wanted, limit: int | None = None) -> Iterator[ToldStory]:
    """Stories in the order of how many independent sources they have.

    The file is open for a page of them at a time. Raises StoreError where it can't be read.
    """
    where, values = _where(wanted)
    most = "" if limit is None else f"LIMIT {limit}"
    with reading(path) as store:
        query = f"SELECT id, n_reports FROM stories {where} ORDER BY {ORDER} {most}"
        chosen = store.execute(query, values).fetchall()
    for page in _pages(chosen):
        with reading(path) as store:
            found = {story["id"]: story for story in _dicts(store, _THESE, [page])}
            told = _reports(store, page)
        for id in page:
            if id in found:
                yield ToldStory(story=found[id], reports=told.get(id, []))


def _pages(chosen: list[tuple[str, int]]) -> Iterator[list[str]]:
    """The ids of stories, each with the number of its reports, a page of reports at a time."""
    page: list[str] = []
    held = 0
    for id, reports in chosen:
        page.append(id)
        held += reports
        if held >= PAGE:
            yield page
            page, held = [], 0
    if page:
        yield page


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    parts = ["n_reports >= ?"]
    values: list[Any] = [wanted.reports]
    if wanted.one_a_day:
        parts.append("one_a_day")
    if wanted.ids is not None:
        parts.append("id IN (SELECT unnest(?::VARCHAR[]))")
        values.append(list(wanted.ids))
    return f"WHERE {' AND '.join(parts)}", values


def _reports(store: "DuckDBPyConnection", ids: list[str]) -> dict[str, list[StoryReport]]:
    told: dict[str, list[StoryReport]] = {}
    for row in _dicts(store, REPORTS, {"stories": ids}):
        told.setdefault(row.pop("story"), []).append(StoryReport(**row))
    return told


def _dicts(store: "DuckDBPyConnection", query: str, values: Any) -> list[dict[str, Any]]:
    answer = store.execute(query, values)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
