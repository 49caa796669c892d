"""A file of records, opened: its tables as Arrow, for pandas, polars and R."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.export.jsonl import RecordError
from onrecord.export.records import STORES, read_records
from onrecord.model import Record
from onrecord.store import StoreReader
from onrecord.store.columns import arrow_table, rows
from onrecord.store.tables import BY_NAME

if TYPE_CHECKING:
    import pyarrow as pa


class Records:
    """The records of a `.duckdb` or `.jsonl` file, as tables.

    Each method reads the file anew and gives a `pyarrow.Table`; `.to_pandas()` and
    `polars.from_arrow` go on from there.

    Raises RecordError where the file is missing or no file of records.
    """

    def __init__(self, path: Path):
        self.path = path
        self._store = StoreReader(path) if path.suffix in STORES else None
        if not path.is_file():
            raise RecordError(f"{path}: no such file; check the path")

    def records(self) -> Iterator[Record]:
        """Each record, whole."""
        return read_records(self.path)

    def table(self, name: str) -> "pa.Table":
        """A table by its name. Raises RecordError or StoreError for a name that isn't one."""
        if self._store is not None:
            return self._store.table(name)
        if name not in BY_NAME:
            raise RecordError(f"{self.path}: no table {name!r}; there are {', '.join(BY_NAME)}")
        table = BY_NAME[name]
        found = (row for record in self.records() for row in rows(table, record))
        return arrow_table(table.all_columns, found)

    def query(self, sql: str) -> "pa.Table":
        """The answer to a SQL query over a store's tables. Raises RecordError for JSON lines."""
        if self._store is None:
            raise RecordError(f"{self.path}: SQL needs a .duckdb store; code --to one")
        return self._store.query(sql)

    def documents(self) -> "pa.Table":
        """One row a document."""
        return self.table("documents")

    def events(self) -> "pa.Table":
        """One row an event."""
        return self.table("events")

    def event_actors(self) -> "pa.Table":
        """One row for each source and target of an event."""
        return self.table("event_actors")

    def event_mentions(self) -> "pa.Table":
        """One row for each place where a text tells an event."""
        return self.table("event_mentions")

    def actors(self) -> "pa.Table":
        """One row for each actor of a document."""
        return self.table("actors")

    def actor_mentions(self) -> "pa.Table":
        """One row for each mention of an actor."""
        return self.table("actor_mentions")

    def statements(self) -> "pa.Table":
        """One row for each attribution: who says what."""
        return self.table("statements")

    def times(self) -> "pa.Table":
        """One row for each time expression."""
        return self.table("times")

    def places(self) -> "pa.Table":
        """One row for each place name."""
        return self.table("places")

    def wordings(self) -> "pa.Table":
        """One row for each charged term."""
        return self.table("wordings")
