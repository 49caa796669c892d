"""Makes the tables of `onrecord stories` from a store's signatures and events.

Records are read and never changed: what was joined is only written beside them, and the next run
replaces it as a whole. Everything is written in one transaction at the end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from onrecord import __version__
from onrecord.store.columns import schema_of
from onrecord.store.database import reading, writing
from onrecord.store.signatures import read_signatures, sign_stored, unsigned
from onrecord.store.spool import Spool, spool
from onrecord.store.story_reader import SHOWN
from onrecord.store.story_tables import DUPLICATES, MADE_ANEW, STORIES, STORY_EVENTS
from onrecord.store.told import told_events
from onrecord.stories import (
    METHOD,
    Carried,
    Credit,
    Duplicate,
    Member,
    Outlet,
    Outlets,
    Signatures,
    Source,
    cluster,
    credited,
    find_groups,
    link,
    write_story,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 50_000
"""Reports, at least, that are looked up at once: those of one text or story, or of many."""
KEPT = 1 << 16
"""Names of outlets, and credits, that are looked up once."""

T = TypeVar("T")
Report = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""

_DOCUMENTS = """
SELECT d.id, d.outlet, d.published, s.agency, d.byline, d.rights_holder
FROM documents d LEFT JOIN signatures s ON s.document = d.id
WHERE d.id IN (SELECT unnest(?::VARCHAR[]))
"""
_RELIES = """
SELECT DISTINCT e.document, e.id, a.name
FROM events e JOIN actors a ON a.document = e.document AND list_contains(e.chain, a.id)
WHERE e.document IN (SELECT unnest(?::VARCHAR[])) AND list_contains(a.sectors, 'JRN')
    AND a.kind = 'organisation'
"""
_WHO = """
UPDATE stories SET outlets = found.outlets, countries = found.countries FROM (
    SELECT s.id, coalesce(o.outlets, []) AS outlets, coalesce(c.countries, []) AS countries
    FROM stories s LEFT JOIN (
        SELECT story, list(outlet ORDER BY first, outlet) AS outlets FROM (
            SELECT e.story, d.outlet, min(e.position) AS first
            FROM story_events e JOIN documents d ON d.id = e.document
            WHERE d.outlet IS NOT NULL GROUP BY e.story, d.outlet
        ) GROUP BY story
    ) o ON o.story = s.id LEFT JOIN (
        SELECT story, list(country ORDER BY country) AS countries FROM (
            SELECT DISTINCT e.story, unnest(f.countries) AS country
            FROM story_events e JOIN flat f ON f.document = e.document AND f.event = e.event
        ) GROUP BY story
    ) c ON c.story = s.id
) found WHERE found.id = stories.id
"""
_CODE = """nullif(coalesce(a.country, '')
    || CASE WHEN a.kind = 'state' THEN 'GOV' ELSE coalesce(a.sectors[1], '') END, '')"""
_ALONE = f"""
WITH side AS (
    SELECT p.document, p.event, p.role, {SHOWN} AS name, {_CODE} AS code
    FROM event_actors p LEFT JOIN actors a ON a.document = p.document AND a.id = p.actor
    WHERE p.position = 1
), alone AS (SELECT * FROM events e ANTI JOIN story_events s
             ON s.document = e.document AND s.event = e.id)
INSERT INTO stories BY NAME
SELECT 's' || left(sha256(e.document || chr(10) || e.id), 12) AS id, e.type,
    e.about_type AS about, list_sort(e.modes) AS modes, s.name AS source, t.name AS target,
    s.code AS source_code, t.code AS target_code, e.mutual,
    e.date_start AS start, e.date_end AS "end", d.published,
    coalesce(l.name, e.place_text) AS place, l.country, [e.status] AS statuses,
    false AS disputed, e.dead AS dead_least, e.dead AS dead_most, e.injured AS injured_least,
    e.injured AS injured_most, e.arrested AS arrested_least, e.arrested AS arrested_most,
    1 AS n_reports, (d.outlet IS NOT NULL)::INT AS n_outlets, 1 AS n_independent,
    []::VARCHAR[] AS dependence, d.id AS first_document, d.outlet AS first_outlet,
    CASE WHEN d.outlet IS NULL THEN [] ELSE [d.outlet] END AS outlets,
    list_sort(coalesce(f.countries, [])) AS countries
FROM alone e JOIN documents d ON d.id = e.document
LEFT JOIN side s ON s.document = e.document AND s.event = e.id AND s.role = 'source'
LEFT JOIN side t ON t.document = e.document AND t.event = e.id AND t.role = 'target'
LEFT JOIN places l ON l.document = e.document AND l.id = e.place
LEFT JOIN flat f ON f.document = e.document AND f.event = e.id
"""
_ALONE_EVENTS = """
INSERT INTO story_events BY NAME
SELECT 's' || left(sha256(e.document || chr(10) || e.id), 12) AS story, e.document,
    e.id AS event, 1 AS position, 1 AS source, 0 AS points, []::VARCHAR[] AS why
FROM events e ANTI JOIN story_events s ON s.document = e.document AND s.event = e.id
"""
_ONE_A_DAY = """
UPDATE stories SET one_a_day = kept FROM (
    SELECT id AS story, row_number() OVER (
        PARTITION BY left(coalesce(start, published), 10), type,
            CASE WHEN mutual THEN least(one, other) ELSE one END,
            CASE WHEN mutual THEN greatest(one, other) ELSE other END
        ORDER BY n_reports DESC, published, id) = 1 OR one IS NULL OR other IS NULL
            OR coalesce(start, published) IS NULL AS kept
    FROM (SELECT *, coalesce(source_code, lower(source)) AS one,
              coalesce(target_code, lower(target)) AS other FROM stories)
) WHERE story = stories.id
"""


class Made(NamedTuple):
    """What a run of `onrecord stories` found."""

    documents: int
    unsigned: int
    """Documents without a signature: coded by an earlier version, without their texts."""
    texts: int
    """Groups of near-duplicates."""
    duplicates: int
    """Documents in them that aren't the first."""
    events: int
    stories: int
    several: int
    """Stories that more than one report tells."""


def silent(what: str, done: int, total: int) -> None:
    """Says nothing of how far it is."""


def make_stories(path: Path, outlets: Outlets, report: Report = silent) -> Made:
    """Find near-duplicates and stories, and write their tables.

    Args:
        path: the store.
        outlets: who owns which outlet.
        report: hears how far it is.

    Raises StoreError where the store can't be read or written.
    """
    report("signatures", 0, 0)
    with reading(path) as store:
        missing = unsigned(store)
    if missing:
        with writing(path) as store:
            sign_stored(store, missing)
    with reading(path) as store:
        signed = read_signatures(store)
        there = _outlets_there(store, outlets)
    press = _Press(outlets, there)
    number = len(signed.documents)
    report("duplicates", 0, number)
    schemas = map(schema_of, (DUPLICATES, STORIES, STORY_EVENTS))
    with ExitStack() as files:
        found, stories, joined = (files.enter_context(spool(schema)) for schema in schemas)
        texts = _duplicates(path, signed, press, found)
        report("duplicates", number, number)
        del signed  # the stories don't need them
        _stories(path, press, texts, (stories, joined), report)
        with writing(path) as store:
            _replace(store, {"duplicates": found, "stories": stories, "story_events": joined})
            return _note(store, number)


def remove_stories(path: Path) -> None:
    """Take out what `make_stories` wrote. Raises StoreError where the store can't be written."""
    with reading(path):
        pass  # writing would make a store where there is none
    with writing(path) as store:
        for name in MADE_ANEW:
            store.execute(f"DELETE FROM {name}")


def _outlets_there(store: "DuckDBPyConnection", outlets: Outlets) -> dict[str, str]:
    """The keys of the outlets that have documents in the store."""
    names = store.execute("SELECT DISTINCT outlet FROM documents WHERE outlet IS NOT NULL")
    return {outlets.find(name).key: name for (name,) in names.fetchall()}


class _Press:
    """The outlets of documents, and the agencies that they credit."""

    def __init__(self, outlets: Outlets, there: dict[str, str]):
        self._outlets, self._there = outlets, there
        self.find = lru_cache(KEPT)(outlets.find)
        self.credited = lru_cache(KEPT)(self._credited)

    def _credited(self, credit: Credit, name: str | None) -> Outlet | None:
        return credited(credit, name, self._outlets, self._there)

    def documents(
        self, path: Path, ids: Sequence[str]
    ) -> Iterator[tuple[str, str | None, Outlet | None, Outlet | None]]:
        """Id, publication date, outlet and credited agency of documents."""
        with reading(path) as store:
            rows = store.execute(_DOCUMENTS, [ids]).fetchall()
        for id, name, published, *credit in rows:
            outlet = self.find(name) if name else None
            yield id, published, outlet, self.credited(Credit(*credit), name)


def _duplicates(path: Path, signed: Signatures, press: _Press, out: Spool) -> dict[str, str]:
    """Write whose text the documents of all groups carry; returns the text of each."""
    texts: dict[str, str] = {}
    for batch in _batches(find_groups(signed), len):
        found = [*_linked(path, signed, batch, press)]
        out.add(found)
        texts |= {one.document: one.text for one in found}
    return texts


def _linked(
    path: Path, signed: Signatures, batch: Sequence[Sequence[int]], press: _Press
) -> Iterator[Duplicate]:
    positions = {signed.documents[position]: position for group in batch for position in group}
    carried = {
        positions[id]: Carried(published, outlet, credit)
        for id, published, outlet, credit in press.documents(path, [*positions])
    }
    for group in batch:
        kept = [position for position in group if position in carried]
        if len(kept) > 1:
            yield from link(signed, carried, kept)


def _batches(groups: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Groups that hold a batch of reports together, or one that holds more."""
    batch: list[T] = []
    held = 0
    for group in groups:
        batch.append(group)
        held += size(group)
        if held >= BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _stories(
    path: Path, press: _Press, texts: dict[str, str], out: tuple[Spool, Spool], report: Report
) -> None:
    """Write the stories, and their events."""
    events = told_events(path, texts, lambda done, total: report("stories", done, total))
    for batch in _batches(cluster(events), _reports):
        ids = {copy.document for members in batch for m in members for copy in m.told.reports}
        sources = {
            id: Source(id, outlet, texts.get(id), credit)
            for id, _, outlet, credit in press.documents(path, [*ids])
        }
        relies = _relies(path, press, [*ids])
        made = [write_story(members, sources, relies) for members in batch]
        out[0].add([story for story, _ in made])
        out[1].add([event for _, events in made for event in events])


def _reports(members: Sequence[Member]) -> int:
    return sum(1 + len(member.told.copies) for member in members)


def _relies(path: Path, press: _Press, ids: list[str]) -> dict[tuple[str, str], list[Outlet]]:
    """The outlets that documents have their events from, as they say."""
    with reading(path) as store:
        rows = store.execute(_RELIES, [ids]).fetchall()
    relies: dict[tuple[str, str], list[Outlet]] = {}
    for document, event, name in sorted(rows):
        relies.setdefault((document, event), []).append(press.find(name))
    return relies


def _replace(store: "DuckDBPyConnection", found: Mapping[str, Spool]) -> None:
    """Write what was found into its tables, and what follows from it."""
    import pyarrow as pa

    for name in MADE_ANEW:
        store.execute(f"DELETE FROM {name}")
    for name, rows in found.items():
        for batch in rows.batches():
            store.register("new_rows", pa.Table.from_batches([batch]))
            store.execute(f"INSERT INTO {name} BY NAME SELECT * FROM new_rows")
            store.unregister("new_rows")
    for statement in (_WHO, _ALONE, _ALONE_EVENTS, _ONE_A_DAY):
        store.execute(statement)


def _note(store: "DuckDBPyConnection", signed: int) -> Made:
    """Write down of what the stories were made."""

    def count(what: str) -> int:
        return store.execute(f"SELECT count(*) FROM {what}").fetchall()[0][0]

    documents, events, stories = count("documents"), count("events"), count("stories")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    store.execute(
        "INSERT INTO story_runs VALUES (?, ?, ?, ?, ?, ?, ?)",
        [now, __version__, METHOD, documents, documents - signed, events, stories],
    )
    return Made(
        documents=documents,
        unsigned=documents - signed,
        texts=count("duplicates WHERE position = 1"),
        duplicates=count("duplicates WHERE position > 1"),
        events=events,
        stories=stories,
        several=count("stories WHERE n_reports > 1"),
    )
