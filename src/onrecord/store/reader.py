"""Reads a store: its records one by one, or its tables as Arrow."""

import io
from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from onrecord.store import history
from onrecord.store.database import reading
from onrecord.store.errors import StoreError
from onrecord.store.layout import ALL_TABLES
from onrecord.store.matches import lend_matches
from onrecord.store.session import SECONDS, Session, confined

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

PAGE = 500
"""Records fetched at once: the file is closed in between, so that a writer gets in."""
FEW = 2_000
"""Records up to which they are fetched page by page."""
BATCH = 10_000
"""Rows of an Arrow batch, unless told otherwise."""


class StoreReader:
    """A store to read from, also while another process writes to it.

    Each call opens the file and closes it; while a writer is in, it waits up to five seconds.
    """

    def __init__(self, path: Path):
        self.path = path

    def json_records(self) -> Iterator[str]:
        """Each record as JSON, in the order of the documents' ids."""
        with reading(self.path) as store:
            ((documents,),) = store.execute("SELECT count(*) FROM records").fetchall()
        return self._spooled() if documents > FEW else self._paged()

    def _spooled(self) -> Iterator[str]:
        """Sorted once, into a packed temporary file: each page would have to unpack them all."""
        import zstandard

        with TemporaryFile() as file:
            with (
                reading(self.path) as store,
                zstandard.ZstdCompressor(level=1).stream_writer(file, closefd=False) as out,
            ):
                found = store.execute("SELECT json FROM records ORDER BY document")
                while page := found.fetchmany(PAGE):
                    out.write(b"".join(json.encode() + b"\n" for (json,) in page))
            file.seek(0)
            with zstandard.ZstdDecompressor().stream_reader(file) as packed:
                yield from (
                    line.rstrip("\n") for line in io.TextIOWrapper(packed, "utf-8", newline="\n")
                )

    def _paged(self) -> Iterator[str]:
        last = ""
        while page := self._page(last):
            yield from (json for _, json in page)
            last = page[-1][0]

    def _page(self, last: str) -> list[tuple[str, str]]:
        query = "SELECT document, json FROM records WHERE document > ? ORDER BY document LIMIT ?"
        with reading(self.path) as store:
            return store.execute(query, [last, PAGE]).fetchall()

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
