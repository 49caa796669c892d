"""People's reviews laid over a store for one export: marks on rows and, if wished, their values.

The tables of the reviewed documents are made anew from corrected records, as temporary views of
the same names, so that every format writes them like what was coded.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.export.jsonl import encode_line
from onrecord.model import Record
from onrecord.store.columns import Column, Row, arrow_table, rows
from onrecord.store.layout import RECORDS, key_of
from onrecord.store.tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OUTCOMES = tuple(Column(name, "text") for name in ("document", "event", "reviewed"))
STANDING = """AND (e.document, e.id) IN (SELECT (document, event) FROM review_outcomes
    WHERE reviewed IN ('accepted', 'corrected', 'added'))"""
"""The condition on an event that people reviewed and let stand."""


class Reviews(msgspec.Struct, frozen=True, kw_only=True):
    """What people said of a store's events, as an export needs it."""

    outcomes: list[tuple[str, str, str]] = []
    """Document, event, and what became of it."""
    records: list[Record] = []
    """The records of the reviewed documents, their events marked and, if wished, corrected."""


def lay_over(store: "DuckDBPyConnection", reviews: Reviews, corrected: bool) -> None:
    """Make the table `review_outcomes`, and views in the place of the store's own tables.

    Args:
        store: an open session of a store.
        corrected: whether the tables take the values of the reviews' records; whole records
            do in any case, as these carry the marks.
    """
    _temporary(store, "review_outcomes", OUTCOMES, reviews.outcomes)
    if not reviews.records:
        return
    ids = ((record.document.id,) for record in reviews.records)
    _temporary(store, "reviewed_ids", (Column("document", "text"),), ids)
    ((database,),) = store.execute("SELECT current_database()").fetchall()
    lines = ((r.document.id, encode_line(r).decode().rstrip("\n")) for r in reviews.records)
    _replace(store, database, "records", RECORDS, lines)
    for table in TABLES if corrected else ():
        found = (row for record in reviews.records for row in rows(table, record))
        _replace(store, database, table.name, table.all_columns, found)


def _replace(
    store: "DuckDBPyConnection",
    database: str,
    name: str,
    columns: tuple[Column, ...],
    found: Iterable[Row],
) -> None:
    """A view of the table's name with other rows for the reviewed documents."""
    _temporary(store, f"reviewed_{name}", columns, found)
    listed = ", ".join(f'"{column.name}"' for column in columns)
    own = f'"{database}".main."{name}"'
    store.execute(
        f"""CREATE OR REPLACE TEMP VIEW "{name}" AS SELECT {listed} FROM {own}
        WHERE {key_of(name)} NOT IN (SELECT document FROM reviewed_ids)
        UNION ALL SELECT {listed} FROM reviewed_{name}"""
    )


def _temporary(
    store: "DuckDBPyConnection", name: str, columns: tuple[Column, ...], found: Iterable[Row]
) -> None:
    new: Any = arrow_table(columns, found)
    store.register("new_rows", new)
    store.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM new_rows")
    store.unregister("new_rows")
