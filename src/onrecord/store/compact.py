"""Rewrites a store: without the room that replaced rows left, and in the order of dates."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, NamedTuple

from onrecord.store.columns import Column
from onrecord.store.database import (
    READERS_WAIT,
    REVIEWS_WAIT,
    in_words,
    open_file,
    reading,
    threads,
)
from onrecord.store.errors import StoreError
from onrecord.store.layout import ALL_TABLES, OF_DOCUMENTS, key_of, prepare
from onrecord.store.lock import WriterLock, review_lock
from onrecord.store.ordered import number_documents, ordered_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONG_ROWS = ("documents", "records")
"""Tables whose rows hold a whole text, or all that was found in it."""
ORDERS = {"date": "published NULLS LAST, id", "document": "id"}


class Compacted(NamedTuple):
    """What became of a store's file."""

    before: int
    after: int
    """Bytes."""
    documents: int
    forgotten: int
    """Earlier records that were left out."""


def compact(path: Path, by: str = "date", forget: bool = False) -> Compacted:
    """Rewrite a store into a new file that takes the old one's place once it is whole.

    Args:
        path: the store. Readers keep what they have open; a run mustn't be writing to it.
        by: `date` lays reports of one time together, `document` those of neighbouring ids.
        forget: leave out the records that later codings replaced.

    Raises StoreError where it can't be read or written, or a run is writing to it.
    """
    with reading(path):
        pass  # brings an older layout up to date, and refuses what is no store
    lock = WriterLock(path)
    new = path.with_name(f"{path.name}.compact")
    try:
        before = path.stat().st_size
        _remove(new)
        with review_lock(path, REVIEWS_WAIT):
            documents, forgotten = _rewrite(path, new, ORDERS[by], forget)
            after = new.stat().st_size
            _sync(new)
            new.replace(path)
    finally:
        _remove(new)
        lock.release()
    return Compacted(before, after, documents, forgotten)


def _rewrite(path: Path, new: Path, by: str, forget: bool) -> tuple[int, int]:
    """Fill the new file, table after table: it is nothing until it takes the old one's place."""
    with _both(path, new) as store:
        documents = number_documents(store, "SELECT id, published FROM old.documents", by)
        for name, columns in ALL_TABLES.items():
            if not (forget and name == "earlier_records"):
                _copy(store, name, columns, path.parent)
        _check(store, path, forget)
        for statement in _foreign(store):
            store.execute(statement)
        ((earlier,),) = store.execute("SELECT count(*) FROM old.earlier_records").fetchall()
    return documents, earlier if forget else 0


@contextmanager
def _both(path: Path, new: Path) -> "Generator[DuckDBPyConnection, None, None]":
    """The new file, with its empty tables, and the old one beside it as `old`."""
    connection = open_file(new, read_only=False, wait=READERS_WAIT)
    try:
        with in_words(path):
            prepare(connection, new)
            connection.execute(f"ATTACH '{_quoted(path)}' AS old (READ_ONLY)")
            yield connection
    finally:
        connection.close()


def _remove(new: Path) -> None:
    """Take away a new file and what the database lays beside it, also that of a killed one."""
    for path in (new, new.with_name(f"{new.name}.wal")):
        path.unlink(missing_ok=True)
    rmtree(new.with_name(f"{new.name}.tmp"), ignore_errors=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _copy(
    store: "DuckDBPyConnection", name: str, columns: tuple[Column, ...], folder: Path
) -> None:
    """Copy a table in order; each row once, and none without a document.

    Args:
        folder: for the temporary files.
    """
    names = ", ".join(f't."{column.name}"' for column in columns)
    fill = f"INSERT INTO {name} BY NAME"
    if name not in OF_DOCUMENTS:
        store.execute(f"{fill} SELECT {names} FROM old.{name} t")
    elif name in LONG_ROWS:
        with ordered_rows(store, f"old.{name}", names, key_of(name), folder) as rows:
            store.register("rows_in_order", rows)
            # Several threads would keep what they have packed until the last row is there.
            store.execute("SET threads = 1")
            store.execute(f"{fill} FROM rows_in_order")
            store.execute(f"SET threads = {threads()}")
            store.unregister("rows_in_order")
    else:
        store.execute(
            f"{fill} SELECT {names} FROM old.{name} t "
            f"JOIN in_order o ON o.document = t.{key_of(name)} ORDER BY o.place, t.rowid"
        )


def _check(store: "DuckDBPyConnection", path: Path, forget: bool) -> None:
    """Raises StoreError where the copy hasn't as many rows as the old file."""
    for name in ALL_TABLES:
        if forget and name == "earlier_records":
            continue
        query = f"SELECT (SELECT count(*) FROM old.{name}), (SELECT count(*) FROM {name})"
        ((old, new),) = store.execute(query).fetchall()
        if old != new:
            raise StoreError(
                f"{path}: has {old:,} rows in {name}, of which {new:,} belong to a document; "
                "it is left as it was: code the texts again into a new file"
            )


def _foreign(store: "DuckDBPyConnection") -> list[str]:
    """The SQL that takes along what others keep in the file: their tables as they are."""
    query = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'old'"
    known = {*ALL_TABLES, "meta"}
    names = [name for (name,) in store.execute(query).fetchall() if name not in known]
    return [f'CREATE TABLE "{name}" AS FROM old."{name}"' for name in sorted(names)]


def _sync(path: Path) -> None:
    """Have the system write a file to the disk before it takes another's place."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
