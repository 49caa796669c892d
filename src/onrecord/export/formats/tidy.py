"""The store's tables, tidy, and one flat table: CSV, Parquet and Arrow write the same queries.

With a target that has the format's suffix it is the flat table, one row an event; otherwise a
folder with a file for each table and the flat one.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.export.work import Work, Written
from onrecord.export.writing import write_arrow, write_csv, write_parquet

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Writer = Callable[["DuckDBPyConnection", Sequence[str], Path], int]
"""Takes a session, queries of the same columns, and a path."""
SLICE = 100_000
"""Events of the flat table that are put together at once: their lists are held in memory."""


class Tidy(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three formats of tables."""

    name: str
    suffix: str
    about: str
    as_facts: bool = False

    def write(self, work: Work, to: Path) -> Written:
        """Write the flat table, or into a folder all tables."""
        writer = _writer(self.name, work)
        if to.suffix == self.suffix:
            return Written(files=[to], rows=writer(work.store, flat_slices(work), to))
        to.mkdir(parents=True, exist_ok=True)
        queries = {**{name: [sql] for name, sql in tables(work).items()}, "flat": flat_slices(work)}
        files = [to / f"{name}{self.suffix}" for name in queries]
        rows = [
            writer(work.store, slices, file)
            for slices, file in zip(queries.values(), files, strict=True)
        ]
        return Written(files=files, rows=rows[-1])


def _writer(name: str, work: Work) -> Writer:
    if name == "parquet":
        return write_parquet
    if name == "arrow":
        return write_arrow
    return lambda store, slices, path: write_csv(store, slices, path, work.options.raw)


CSV = Tidy(name="csv", suffix=".csv", about="tables as comma-separated text")
PARQUET = Tidy(name="parquet", suffix=".parquet", about="tables as Parquet, with lists as lists")
ARROW = Tidy(name="arrow", suffix=".arrow", about="tables as Arrow IPC files (Feather)")

_SIDE = """SELECT n, {} FROM parties WHERE role = '{}' AND {} GROUP BY n"""
_LISTS = {
    "names": "list(name ORDER BY position)",
    "countries": "list(country ORDER BY position)",
    "sectors": "list(array_to_string(sectors, '+') ORDER BY position)",
    "kinds": "list(kind ORDER BY position)",
    "wikidata": "list(wikidata ORDER BY position)",
    "words": "list(words ORDER BY position)",
}


def flat_slices(work: Work) -> list[str]:
    """The queries of the flat table, each of some events."""
    last = max(work.counts.taken, 1)
    return [
        flat(work, f"n BETWEEN {first} AND {first + SLICE - 1}")
        for first in range(1, last + 1, SLICE)
    ]


def flat(work: Work, which: str = "true") -> str:
    """The query of the flat table: one row an event, with its actors as lists.

    Args:
        which: a condition on `n`, the number of the event.
    """
    lists = {**_LISTS}
    if work.options.quote == "none":
        lists["words"] = "NULL::VARCHAR[]"
    joins = ", ".join(f"{sql} AS {name}" for name, sql in lists.items())
    sides = ", ".join(
        f"{letter}.{name} AS {role}_{name}"
        for letter, role in (("s", "source"), ("t", "target"))
        for name in _LISTS
    )
    trigger, evidence, cue, place = (
        work.words(f"e.{name}")
        for name in ("trigger_text", "evidence_text", "cue_text", "place_text")
    )
    return f"""SELECT e.document, e.event, e.outlet, e.published, e.title, e.url,
    e.date_start, e.date_end, e.date_precision, e.date_anchor, e.type, e.modes, e.about_type,
    e.about_modes, e.contexts, e.quad, e.intensity, e.cameo, e.status, e.asserted_by,
    e.according_to, e.statement_act, {cue} AS cue_text, {sides}, e.mutual,
    e.place_name, e.place_kind, e.place_country, e.place_admin1, e.lat, e.lon, e.geonameid,
    e.place_precision, e.disputed, e.claimed_by, {place} AS place_text,
    e.dead, e.dead_note, e.injured, e.injured_note, e.arrested, e.arrested_note,
    e.foreground, e.historical, e.salience, e.trigger_start_char, e.trigger_end_char,
    {trigger} AS trigger_text, {evidence} AS evidence_text, {_sentence(work)} AS sentence_text,
    e.rule, e.confidence, e.reviewed
    FROM (SELECT * FROM told WHERE {which}) e
    LEFT JOIN ({_SIDE.format(joins, "source", which)}) s ON s.n = e.n
    LEFT JOIN ({_SIDE.format(joins, "target", which)}) t ON t.n = e.n
    {_SENTENCE_JOIN if _sentences(work) else ""}
    ORDER BY e.n"""


def _sentences(work: Work) -> bool:
    """Whether whole sentences may leave."""
    return work.options.quote in ("sentence", "full")


_WORDS_OF_SENTENCE = (
    "coalesce({0}.text, substring(w.text, ({0}.start_char + 1)::INT, "
    "({0}.end_char - {0}.start_char)::INT))"
)
_SENTENCE_JOIN = """LEFT JOIN documents w ON w.id = e.document
    ASOF LEFT JOIN sentences z
        ON z.document = e.document AND e.trigger_start_char >= z.start_char"""


def _sentence(work: Work) -> str:
    return _WORDS_OF_SENTENCE.format("z") if _sentences(work) else "NULL::VARCHAR"


def tables(work: Work) -> dict[str, str]:
    """The query of each tidy table, with as much text and as many names as may leave."""
    from onrecord.store.tables import TABLES

    documents = "chosen" if work.choice.filters else "(SELECT id AS document FROM documents)"
    kept = f"(SELECT DISTINCT document FROM {documents})"
    # the store's own `flat` serves filters and counts; the flat table here says more
    names = (table.name for table in TABLES if table.name != "flat")
    return {name: _table(work, name, kept) for name in names}


def _table(work: Work, name: str, kept: str) -> str:
    key = "id" if name == "documents" else "document"
    changed, joins = _CHANGES.get(name, ({}, ""))
    columns = [_column(work, name, column, changed) for column in _names(name)]
    reviewed = ", r.reviewed" if name == "events" else ""
    return f"""SELECT {", ".join(columns)}{reviewed} FROM {name} x {joins}
    WHERE x.{key} IN (SELECT document FROM {kept}) {_WHERE.get(name, "")}
    ORDER BY {", ".join(_order(name))}"""


def _names(table: str) -> list[str]:
    from onrecord.store.tables import BY_NAME

    return [column.name for column in BY_NAME[table].all_columns]


def _order(table: str) -> list[str]:
    """What puts the rows of a table into one order, whatever the order of writing."""
    names = _names(table)
    keys = ("document", "event", "actor", "id", "role", "position", "start_char", "end_char")
    ids = ("event", "actor", "id")
    return [
        f"length(x.{name}), x.{name}" if name in ids and table != "documents" else f"x.{name}"
        for name in keys
        if name in names
    ]


def _column(work: Work, table: str, column: str, changed: dict[str, str]) -> str:
    quote = work.options.quote
    if table == "documents" and column == "text":
        return "x.text" if quote == "full" else 'NULL::VARCHAR AS "text"'
    if table == "sentences" and column == "text":
        return (
            f"{_WORDS_OF_SENTENCE.format('x')} AS text"
            if _sentences(work)
            else 'NULL::VARCHAR AS "text"'
        )
    if quote == "none" and (column == "text" or column.endswith("_text")):
        kind = "VARCHAR[]" if column == "content_text" else "VARCHAR"
        return f'NULL::{kind} AS "{column}"'
    if column in changed:
        return f'{changed[column]} AS "{column}"'
    return f'x."{column}"'


def _hide(joined: str, column: str, all_private: bool = False) -> str:
    """A column that is empty where its actor is a private person, or any private actor."""
    test = f"{joined}.id IS NULL" if all_private else f"NOT coalesce({joined}.person, false)"
    return f"CASE WHEN {test} THEN x.{column} END"


def _join(joined: str, column: str) -> str:
    return (
        f"LEFT JOIN private {joined} ON ({joined}.document, {joined}.id) = (x.document, x.{column})"
    )


_CHAIN = (
    "list_transform(x.chain, lambda link: CASE WHEN list_contains(v.ids, link) "
    "THEN 'private' ELSE link END)"
)
_PRIVATE_IDS = (
    "LEFT JOIN (SELECT document, list(id) AS ids FROM private GROUP BY document) v "
    "ON v.document = x.document"
)
_TOLD = "JOIN told r ON (r.document, r.event) = (x.document, x.id)"
_CHANGES: dict[str, tuple[dict[str, str], str]] = {
    "event_actors": (
        {
            "actor": _hide("h", "actor", True),
            "text": _hide("h", "text"),
            "via_text": _hide("h", "via_text"),
        },
        _join("h", "actor"),
    ),
    "statements": (
        {
            "speaker_actor": _hide("h", "speaker_actor", True),
            "speaker_text": _hide("h", "speaker_text"),
            "addressee_actor": _hide("g", "addressee_actor", True),
            "addressee_text": _hide("g", "addressee_text"),
            "chain": _CHAIN,
        },
        f"{_join('h', 'speaker_actor')} {_join('g', 'addressee_actor')} {_PRIVATE_IDS}",
    ),
    "events": ({"chain": _CHAIN}, f"{_PRIVATE_IDS} {_TOLD}"),
    "event_mentions": ({"chain": _CHAIN}, _PRIVATE_IDS),
    "wordings": ({"about": _hide("h", "about", True)}, _join("h", "about")),
    "sentences": ({}, "LEFT JOIN documents w ON w.id = x.document"),
}
"""What changes in a table where private persons appear by description only: columns, joins."""
_WHERE = {
    "actors": "AND (x.document, x.id) NOT IN (SELECT document, id FROM private)",
    "actor_mentions": "AND (x.document, x.actor) NOT IN (SELECT document, id FROM private)",
    "event_actors": "AND (x.document, x.event) IN (SELECT document, event FROM chosen)",
    "event_mentions": "AND (x.document, x.event) IN (SELECT document, event FROM chosen)",
}
