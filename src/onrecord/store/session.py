"""A store opened for the queries of one answer: read-only, without files or network, and timed."""

import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.store.database import reading
from onrecord.store.errors import StoreError
from onrecord.store.matches import lend_matches

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SECONDS = 10.0
"""How long the queries of one answer may take together."""
BATCH = 5_000
SEARCH_WAIT = 1.0
"""Seconds that an answer waits for the search index; what isn't in it yet isn't found."""
Parameters = Mapping[str, Any]


class QueryError(StoreError):
    """A query that DuckDB refuses: a wrong word, or something that a reader mustn't do."""


class TooSlowError(StoreError):
    """A query that was stopped at its time limit."""


class Session:
    """Asks a store; made by `StoreReader.confined`."""

    def __init__(self, store: "DuckDBPyConnection", path: Path, seconds: float):
        self._store = store
        self._path = path
        self._seconds = seconds

    def rows(
        self, sql: str, parameters: Parameters | None = None, limit: int | None = None
    ) -> list[tuple[Any, ...]]:
        """The rows of a query, at most `limit` of them.

        Args:
            sql: with `$name` where a parameter stands.
            parameters: the values by name.
        """
        return self.answer(sql, parameters, limit)[1]

    def dicts(
        self, sql: str, parameters: Parameters | None = None, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """The rows of a query, each by the names of its columns."""
        names, found = self.answer(sql, parameters, limit)
        return [dict(zip(names, row, strict=True)) for row in found]

    def value(self, sql: str, parameters: Parameters | None = None) -> Any:
        """The first cell of a query, or None where it has no row."""
        found = self.rows(sql, parameters, 1)
        return found[0][0] if found else None

    def answer(
        self, sql: str, parameters: Parameters | None = None, limit: int | None = None
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of a query's columns, and its rows."""
        with self._told():
            asked = self._run(sql, parameters)
            names = [column[0] for column in asked.description or ()]
            return names, asked.fetchall() if limit is None else asked.fetchmany(limit)

    def batches(
        self, sql: str, parameters: Parameters | None = None
    ) -> tuple[list[str], Iterator[list[tuple[Any, ...]]]]:
        """The names of a query's columns, and its rows by the thousand, for many of them."""
        with self._told():
            asked = self._run(sql, parameters)
            names = [column[0] for column in asked.description or ()]

        def fetched() -> Iterator[list[tuple[Any, ...]]]:
            with self._told():
                while found := asked.fetchmany(BATCH):
                    yield found

        return names, fetched()

    def _run(self, sql: str, parameters: Parameters | None) -> "DuckDBPyConnection":
        lend_matches(self._store, self._path, sql, parameters, confined=True, wait=SEARCH_WAIT)
        wanted = {k: v for k, v in (parameters or {}).items() if f"${k}" in sql}
        return self._store.execute(sql, wanted) if wanted else self._store.execute(sql)

    @contextmanager
    def _told(self) -> Generator[None, None, None]:
        """Raises QueryError or TooSlowError for what DuckDB says."""
        import duckdb

        try:
            yield
        except duckdb.InterruptException as error:
            raise TooSlowError(
                f"{self._path}: the query was stopped after {self._seconds:g} s; "
                "ask for less, with a narrower filter"
            ) from error
        except duckdb.Error as error:
            raise QueryError(f"{self._path}: the query failed: {error}") from error


@contextmanager
def confined(path: Path, seconds: float = SECONDS) -> Generator[Session, None, None]:
    """The store, confined: no other file, no network, no extension, no setting to change.

    Args:
        seconds: after which whatever runs is stopped, with TooSlowError.

    Raises StoreError where there's no store, or it stays locked.
    """
    with reading(path, confined=True) as store:
        stop = threading.Timer(seconds, store.interrupt)
        stop.daemon = True
        stop.start()
        try:
            yield Session(store, path, seconds)
        finally:
            stop.cancel()
