"""The DuckDB file: opened for one transaction or one reading at a time, and closed again."""

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.store.errors import StoreError
from onrecord.store.layout import is_current, prepare

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

READERS_WAIT = 5.0
"""Seconds that a reader waits for a writer's transaction."""
WRITERS_WAIT = 600.0
"""Seconds that a writer waits for readers: a long export mustn't end a run."""
REVIEWS_WAIT = 30.0
"""Seconds that a review waits: somebody sits before the page."""

MEMORY = "1GB"
"""What the database may use where it writes. Without a limit, putting the JSON of 100,000 reports
together into one row group takes 6 GB; with it, that is done in files beside the store."""

_BUSY = ("lock", "different configuration", "already attached")
"""What DuckDB says where another process, or another thread of this one, has the file open."""

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


def open_file(
    path: Path, read_only: bool, wait: float, confined: bool = False
) -> "DuckDBPyConnection":
    """A connection to a store's file, once nobody is in its way.

    Raises StoreError where it is no database, or still locked after `wait` seconds.
    """
    import duckdb

    limits = CONFINED if confined else {} if read_only else {"memory_limit": MEMORY}
    config = {**limits, "threads": threads()}

    until = time.monotonic() + wait
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=read_only, config=config)
        except duckdb.Error as error:
            if not any(sign in str(error) for sign in _BUSY):
                raise StoreError(
                    f"{path}: can't be opened as a store ({first_line(error)}); name another file"
                ) from error
            if time.monotonic() > until:
                raise StoreError(
                    f"{path}: still in use by another program after {wait:.0f} s; "
                    "close that, and try again"
                ) from error
            time.sleep(0.02)
        else:
            if not confined:
                _without_bar(connection)
            return connection


def _without_bar(connection: "DuckDBPyConnection") -> None:
    """No progress bar; in a notebook that can't draw one it is off, and setting it fails.

    A confined connection can't be told, but its queries are short.
    """
    shown = "SELECT current_setting('enable_progress_bar')"
    if connection.execute(shown).fetchall()[0][0]:
        connection.execute("SET enable_progress_bar = false")


def threads() -> int:
    """Threads for a query; the cores are the coder's."""
    return min(4, os.cpu_count() or 1)


def first_line(error: Exception) -> str:
    """What an error says, without its details."""
    return str(error).splitlines()[0]


@contextmanager
def in_words(path: Path) -> Generator[None, None, None]:
    """Turn what DuckDB says of a full disk or a failing one into a StoreError."""
    import duckdb

    try:
        yield
    except (
        duckdb.IOException,
        duckdb.TransactionException,
        duckdb.FatalException,
        duckdb.OutOfMemoryException,
    ) as error:
        raise StoreError(
            f"{path}: can't be written ({first_line(error)}); what was stored before is safe: "
            "make room and give the same command again"
        ) from error


@contextmanager
def writing(path: Path, wait: float | None = None) -> Generator["DuckDBPyConnection", None, None]:
    """The store, for one transaction: committed at the end, undone where something fails.

    Args:
        wait: seconds to wait for others; without it, as long as a run does.

    Raises StoreError where it can't be opened, isn't a store, or can't be written.
    """
    connection = open_file(path, read_only=False, wait=WRITERS_WAIT if wait is None else wait)
    try:
        with in_words(path):
            prepare(connection, path)
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
    finally:
        connection.close()


@contextmanager
def reading(path: Path, confined: bool = False) -> Generator["DuckDBPyConnection", None, None]:
    """The store, read-only; see `CONFINED` for queries that somebody typed.

    One that an older version wrote is brought up to date before. Raises StoreError where
    there's none, it stays locked, or it can't be brought up to date.
    """
    if not path.is_file():
        raise StoreError(f"{path}: no such store; check the path")
    connection = open_file(path, read_only=True, wait=READERS_WAIT, confined=confined)
    try:
        if not is_current(connection, path):
            connection.close()
            _upgrade(path)
            connection = open_file(path, read_only=True, wait=READERS_WAIT, confined=confined)
        yield connection
    finally:
        connection.close()


def _upgrade(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise StoreError(
            f"{path}: written by an older version of onrecord, and not to be brought up to date "
            "where it can't be written; copy it to a folder of yours"
        )
    with writing(path):
        pass
