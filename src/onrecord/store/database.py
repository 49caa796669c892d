"""The DuckDB file: opened for one transaction or one reading at a time, and closed again."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.store.columns import Column
from onrecord.store.errors import StoreError
from onrecord.store.tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LAYOUT = "2"
"""Counts up with every change of the tables."""
READERS_WAIT = 5.0
"""Seconds that a reader waits for a writer's transaction."""
WRITERS_WAIT = 60.0
"""Seconds that a writer waits for readers."""

_TEXT = {"text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE", "flag": "BOOLEAN"}
_SQL_TYPES = {**_TEXT, "texts": "VARCHAR[]", "spans": "BIGINT[][]"}

PROBLEMS = tuple(Column(name, "text") for name in ("source", "what", "advice", "kind"))
RECORDS = (Column("document", "text"), Column("json", "text"))
LEDGER = tuple(Column(name, "text") for name in ("document", "fingerprint", "run"))
RUNS = (
    *(Column(name, "text") for name in ("run", "started", "ended", "command", "coder", "quote")),
    *(Column(name, "whole") for name in ("coded", "failed", "skipped")),
)
OWN_TABLES = {"records": RECORDS, "problems": PROBLEMS, "ledger": LEDGER, "runs": RUNS}
"""The tables that are no views of records: the records themselves, and the book-keeping."""
ALL_TABLES = {**{table.name: table.all_columns for table in TABLES}, **OWN_TABLES}


def _create(name: str, columns: tuple[Column, ...]) -> str:
    cells = ", ".join(f'"{column.name}" {_SQL_TYPES[column.kind]}' for column in columns)
    return f"CREATE TABLE {name} ({cells})"


def initialise(connection: "DuckDBPyConnection", path: Path) -> None:
    """Make the tables in an empty file; check the layout of another.

    Raises StoreError for a database that isn't a store, or one of another layout.
    """
    if not connection.execute("SELECT 1 FROM duckdb_tables()").fetchall():
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE meta (layout VARCHAR)")
        connection.execute("INSERT INTO meta VALUES (?)", [LAYOUT])
        for name, columns in ALL_TABLES.items():
            connection.execute(_create(name, columns))
        connection.execute("COMMIT")
    check_layout(connection, path)


def check_layout(connection: "DuckDBPyConnection", path: Path) -> None:
    """Raises StoreError for a database that isn't a store, or one of another layout."""
    known = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'meta'"
    if not connection.execute(known).fetchall():
        raise StoreError(f"{path}: a DuckDB file, but no store of onrecord; name another file")
    ((layout,),) = connection.execute("SELECT layout FROM meta").fetchall()
    if layout != LAYOUT:
        raise StoreError(
            f"{path}: a store of layout {layout}, where this version of onrecord has {LAYOUT}; "
            "code the texts again into a new file"
        )


CONFINED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "2GB",
    "max_temp_directory_size": "2GB",
    "lock_configuration": True,
}
"""What a query that somebody typed may not do: read other files, variables of this process,
load code, use up memory or disk, or change any of that."""


def _open(path: Path, read_only: bool, wait: float, confined: bool = False) -> "DuckDBPyConnection":
    import duckdb

    config = {**(CONFINED if confined else {}), "threads": 2}

    until = time.monotonic() + wait
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=config)
        except duckdb.Error as error:
            if "lock" not in str(error):
                raise StoreError(
                    f"{path}: can't be opened as a store ({_first_line(error)}); name another file"
                ) from error
            if time.monotonic() > until:
                raise StoreError(
                    f"{path}: still in use by another program after {wait:.0f} s; "
                    "close that, and try again"
                ) from error
            time.sleep(0.02)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


@contextmanager
def writing(path: Path) -> Generator["DuckDBPyConnection", None, None]:
    """The store, for one transaction: committed at the end, undone where something fails.

    Raises StoreError where it can't be opened, isn't a store, or can't be written.
    """
    import duckdb

    connection = _open(path, read_only=False, wait=WRITERS_WAIT)
    try:
        initialise(connection, path)
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
    except (
        duckdb.IOException,
        duckdb.TransactionException,
        duckdb.FatalException,
        duckdb.OutOfMemoryException,
    ) as error:
        raise StoreError(
            f"{path}: can't be written ({_first_line(error)}); what was stored before is safe: "
            "make room and give the same command again"
        ) from error
    finally:
        connection.close()


@contextmanager
def reading(path: Path, confined: bool = False) -> Generator["DuckDBPyConnection", None, None]:
    """The store, read-only; see `CONFINED` for queries that somebody typed.

    Raises StoreError where there's none, or it stays locked.
    """
    if not path.is_file():
        raise StoreError(f"{path}: no such store; check the path")
    connection = _open(path, read_only=True, wait=READERS_WAIT, confined=confined)
    try:
        check_layout(connection, path)
        yield connection
    finally:
        connection.close()
