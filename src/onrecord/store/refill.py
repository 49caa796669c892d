"""Fills the tables that a store's version didn't have yet, from the records that it has."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Record
from onrecord.store.columns import Table, insert, rows
from onrecord.store.errors import StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PAGE = 1000
"""Records decoded at once."""


def refill(store: "DuckDBPyConnection", path: Path, tables: Sequence[Table]) -> None:
    """Write the rows of these tables anew.

    Raises StoreError for records that this version can't read.
    """
    if not tables:
        return
    decoder = msgspec.json.Decoder(Record)
    for table in tables:
        store.execute(f"DELETE FROM {table.name}")
    ids = store.execute("SELECT document FROM records ORDER BY rowid").fetchall()
    for start in range(0, len(ids), PAGE):
        page = [id for (id,) in ids[start : start + PAGE]]
        query = "SELECT json FROM records WHERE document IN (SELECT unnest(?)) ORDER BY rowid"
        try:
            records = [decoder.decode(json) for (json,) in store.execute(query, [page]).fetchall()]
        except msgspec.DecodeError as error:
            raise StoreError(
                f"{path}: holds records that this version of onrecord can't read ({error}); "
                "code the texts again into a new file, or use the version that wrote it"
            ) from error
        for table in tables:
            found = (row for record in records for row in rows(table, record))
            insert(store, table.name, table.all_columns, found)
