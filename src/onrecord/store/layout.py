"""The layout of a store: made in an empty file, checked in another, brought up to date in an old.

Additions (a table, a column) are found by looking at what a file has, and are made. LAYOUT
counts up where an older program mustn't write to the file any more.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.store.columns import Column
from onrecord.store.errors import StoreError
from onrecord.store.refill import refill
from onrecord.store.story_tables import STORIES_OF_DOCUMENTS, STORY_TABLES
from onrecord.store.tables import TABLES
from onrecord.store.watch_tables import WATCH_TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LAYOUT = 2
OLDEST = 1
"""The oldest layout that can be brought up to date."""

_TEXT = {"text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE", "flag": "BOOLEAN"}
_LISTS = {"texts": "VARCHAR[]", "spans": "BIGINT[][]", "bytes": "BLOB"}
_SQL_TYPES = {**_TEXT, **_LISTS, "json": "VARCHAR USING COMPRESSION zstd"}
"""Left to choose, the database packs JSON like short strings where many are alike, in three times
the room."""


def _texts(names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "text") for name in names.split())


def _wholes(names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "whole") for name in names.split())


_JSON = Column("json", "json")
RECORDS = (*_texts("document"), _JSON)
EARLIER_RECORDS = (*_texts("document run fingerprint replaced_by"), _JSON)
PROBLEMS = _texts("source what advice kind document run")
LEDGER = (*_texts("document fingerprint run"), *_wholes("chunk"))
RUNS = (
    *_texts("run started ended command coder quote"),
    *_wholes("coded failed skipped left_out"),
)
CHUNKS = (*_texts("run"), *_wholes("chunk"), *_texts("written"), *_wholes("records problems"))
INPUTS = (*_texts("run"), *_wholes("chunk"), *_texts("path"), *_wholes("coded failed left_out"))
REVIEWS = (
    *_texts("id made reviewer role act why document text_sha256 event"),
    *_wholes("trigger_start_char trigger_end_char"),
    *_texts("trigger_text type"),
    *_wholes("nth"),
    *_texts("field value before"),
    Column("spans", "spans"),
    Column("words", "texts"),
    *_texts("rule lexicon sample"),
    Column("confidence", "number"),
)
SAMPLES = (
    *_texts("sample"),
    *_wholes("position"),
    *_texts("document text_sha256 event"),
    *_wholes("trigger_start_char trigger_end_char"),
    *_texts("type"),
    *_wholes("nth"),
    *_texts("stratum"),
    *_wholes("in_stratum drawn"),
    *_texts("how made"),
    *_wholes("seed"),
)
OWN_TABLES = {
    "records": RECORDS,
    "earlier_records": EARLIER_RECORDS,
    "problems": PROBLEMS,
    "ledger": LEDGER,
    "runs": RUNS,
    "chunks": CHUNKS,
    "inputs": INPUTS,
    "reviews": REVIEWS,
    "samples": SAMPLES,
    **WATCH_TABLES,
}
"""The tables that are no views of records: the records themselves, the book-keeping, and what
people said of them, which no run touches."""
ALL_TABLES = {**{table.name: table.all_columns for table in TABLES}, **OWN_TABLES, **STORY_TABLES}
OF_DOCUMENTS = (*(table.name for table in TABLES), "records", "ledger", *STORIES_OF_DOCUMENTS)
"""The tables whose rows a newer coding of their document replaces."""


def key_of(table: str) -> str:
    """The column that holds the document's id."""
    return "id" if table == "documents" else "document"


def _cell(column: Column) -> str:
    return f'"{column.name}" {_SQL_TYPES[column.kind]}'


def create(name: str, columns: tuple[Column, ...]) -> str:
    """The SQL that makes a table."""
    return f"CREATE TABLE {name} ({', '.join(map(_cell, columns))})"


def prepare(connection: "DuckDBPyConnection", path: Path) -> None:
    """Make the tables in an empty file; bring those of an older store up to date.

    One transaction, so that a store is never half of one layout. Raises StoreError for a
    database that isn't a store, or one of a layout that this version doesn't know.
    """
    connection.execute("BEGIN")
    if not connection.execute("SELECT 1 FROM duckdb_tables()").fetchall():
        connection.execute("CREATE TABLE meta (layout VARCHAR)")
        connection.execute("INSERT INTO meta VALUES (?)", [str(LAYOUT)])
    if not is_current(connection, path):
        lacking = _additions(connection)
        for statement in (sql for statements in lacking.values() for sql in statements):
            connection.execute(statement)
        refill(connection, path, [table for table in TABLES if table.name in lacking])
        connection.execute("UPDATE meta SET layout = ?", [str(LAYOUT)])
    connection.execute("COMMIT")


def is_current(connection: "DuckDBPyConnection", path: Path) -> bool:
    """Whether a store has this version's layout with all tables and columns.

    Raises StoreError for a database that isn't a store, or one of a layout that this version
    doesn't know.
    """
    known = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'meta'"
    if not connection.execute(known).fetchall():
        raise StoreError(f"{path}: a DuckDB file, but no store of onrecord; name another file")
    ((layout,),) = connection.execute("SELECT layout FROM meta").fetchall()
    if not str(layout).isdigit() or not OLDEST <= int(layout) <= LAYOUT:
        raise StoreError(
            f"{path}: a store of layout {layout}, where this version of onrecord has {LAYOUT}; "
            "code the texts again into a new file, or use the version that wrote it"
        )
    return int(layout) == LAYOUT and not _additions(connection)


def _additions(connection: "DuckDBPyConnection") -> dict[str, list[str]]:
    """By table, the SQL that adds what this version has of it and the file hasn't."""
    query = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
    there = set(connection.execute(query).fetchall())
    tables = {table for table, _ in there}
    lacking: dict[str, list[str]] = {}
    for name, columns in ALL_TABLES.items():
        new = [column for column in columns if (name, column.name) not in there]
        if name not in tables:
            lacking[name] = [create(name, columns)]
        elif new:
            lacking[name] = [f"ALTER TABLE {name} ADD COLUMN {_cell(column)}" for column in new]
    return lacking
