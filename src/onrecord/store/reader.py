"""Reads a store: its records one by one, or its tables as Arrow."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.store import history
from onrecord.store.database import reading
from onrecord.store.errors import StoreError
from onrecord.store.layout import ALL_TABLES
from onrecord.store.matches import lend_matches
from onrecord.store.ordered import number_documents, ordered_rows
from onrecord.store.session import SECONDS, Session, confined

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

BATCH = 10_000
"""Rows of an Arrow batch, unless told otherwise."""


class StoreReader:
    """A store to read from, also while another process writes to it.

    Each call opens the file and closes it; while a writer is in, it waits up to five seconds.
    """

    def __init__(self, path: Path):
        self.path = path

    def json_records(self) -> Iterator[str]:
        """Each record as JSON, in the order of the documents' ids.

        They are sorted into temporary files before the first one comes; then the store is free.
        """
        with ExitStack() as files:
            with reading(self.path) as store:
                number_documents(store, "SELECT document AS id FROM records", "id")
                found = files.enter_context(ordered_rows(store, "records", "t.json"))
            for batch in found:
                yield from batch["json"].to_pylist()

    def table(self, name: str) -> "pa.Table":
        """A whole table. Raises StoreError for a name that isn't one."""
        if name not in ALL_TABLES:
            known = ", ".join(sorted(ALL_TABLES))
            raise StoreError(f"{self.path}: no table {name!r}; there are {known}")
        return self.query(f"SELECT * FROM {name}")

    def query(self, sql: str) -> "pa.Table":
        """The answer to a SQL query over the tables. Raises StoreError for a query that fails."""
        import duckdb

        with reading(self.path) as store:
            try:
                lend_matches(store, self.path, sql)
                return store.sql(sql).to_arrow_table()
            except duckdb.Error as error:
                raise StoreError(f"{self.path}: the query failed: {error}") from error

    @contextmanager
    def session(self) -> Generator["DuckDBPyConnection", None, None]:
        """One view of the store for several queries, read-only; temporary tables may be made.

        The file stays open until the end of the block, and a writer waits so long.
        """
        with reading(self.path) as store:
            yield store

    def batches(
        self, sql: str, values: Sequence[Any] = (), rows: int = BATCH
    ) -> Iterator["pa.RecordBatch"]:
        """The answer to a SQL query, some rows at a time, for answers larger than memory.

        Args:
            sql: the query, with `?` for each of `values`.
            rows: of a batch at most.

        Raises StoreError for a query that fails.
        """
        import duckdb

        with reading(self.path) as store:
            try:
                lend_matches(store, self.path, sql)
                yield from store.sql(sql, params=list(values)).to_arrow_reader(rows)
            except duckdb.Error as error:
                raise StoreError(f"{self.path}: the query failed: {error}") from error

    def confined(self, seconds: float = SECONDS) -> AbstractContextManager[Session]:
        """The store open for several queries, confined and timed: `with reader.confined() as ask`.

        One process reads a store either confined or not: DuckDB refuses both at once.
        """
        return confined(self.path, seconds)

    def status(self) -> history.Status:
        """What the store holds, and the runs that filled it."""
        return history.status(self.path)

    def problems(self, kind: str | None = None) -> list[history.StoredProblem]:
        """What isn't in the store and why: `failed`, `left`, or both."""
        return history.problems(self.path, kind)

    def changes(self, before: int, after: int) -> Iterator[history.Versions]:
        """The documents whose record differs between the ends of two runs."""
        return history.changes(self.path, before, after)
