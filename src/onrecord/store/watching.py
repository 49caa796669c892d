"""Reads and writes what `watch` remembers in the store."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.store.columns import arrow_table
from onrecord.store.database import reading, writing
from onrecord.store.watch_tables import (
    NAMES,
    ROWS,
    WATCH_TABLES,
    FeedRow,
    FetchRow,
    Row,
    SiteRow,
    VersionRow,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Memory:
    """Reads and writes what `watch` remembers; each row is known by its first column.

    Rows that are put wait for the next transaction, and are found before it too.
    """

    def __init__(self, path: Path):
        self.path = path
        self._new: dict[str, dict[str, tuple[Any, ...]]] = {name: {} for name in ROWS}
        self._answered: set[str] = set()

    def put(self, row: FeedRow | SiteRow | FetchRow | VersionRow) -> None:
        """Keep a row, in the place of an earlier one."""
        self._new[NAMES[type(row)]][row[0]] = row

    def answered(self, source: str) -> None:
        """What was wrong with a feed or page is over: its problem is taken out."""
        self._answered.add(source)

    @property
    def waits(self) -> bool:
        """Whether something is to be written."""
        return bool(self._answered or any(self._new.values()))

    def write(self, store: "DuckDBPyConnection") -> None:
        """Write what waits, within the transaction of a connection."""
        for name, rows in self._new.items():
            if rows:
                new: Any = arrow_table(WATCH_TABLES[name], list(rows.values()))
                store.register("watch_rows", new)
                key = WATCH_TABLES[name][0].name
                store.execute(f"DELETE FROM {name} WHERE {key} IN (SELECT {key} FROM watch_rows)")
                store.execute(f"INSERT INTO {name} BY NAME SELECT * FROM watch_rows")
                store.unregister("watch_rows")
        if self._answered:
            store.execute(
                "DELETE FROM problems WHERE source IN (SELECT unnest(?::VARCHAR[]))",
                [sorted(self._answered)],
            )
        self._new = {name: {} for name in ROWS}
        self._answered = set()

    def flush(self) -> None:
        """Write what waits in a transaction of its own. Raises StoreError."""
        if self.waits:
            with writing(self.path) as store:
                self.write(store)

    def start(self) -> None:
        """Make the store and its tables where they aren't there yet. Raises StoreError."""
        with writing(self.path):
            pass

    def feeds(self, urls: Sequence[str]) -> dict[str, FeedRow]:
        """What is known of these feeds."""
        return self._by_key(FeedRow, urls)

    def sites(self) -> list[SiteRow]:
        """What is known of all sites."""
        return self._select(SiteRow, "", [])

    def fetches(self, urls: Sequence[str]) -> dict[str, FetchRow]:
        """What is known of these pages."""
        return self._by_key(FetchRow, urls)

    def due(self, now: str, most: int, refused: bool = False) -> list[FetchRow]:
        """Pages that are to be fetched by now, the longest waiting first.

        With `refused` those too that weren't asked for because their machines were private.
        """
        where = (
            "WHERE next_check <= ? OR (? AND state = 'refused') ORDER BY next_check, url LIMIT ?"
        )
        return self._select(FetchRow, where, [now, refused, most])

    def waiting(self) -> int:
        """How many pages have never been fetched yet."""
        with reading(self.path) as store:
            query = "SELECT count(*) FROM fetches WHERE state = 'waiting'"
            return store.execute(query).fetchall()[0][0]

    def newest(self, page: str) -> VersionRow | None:
        """The newest version of a page."""
        waiting = [VersionRow(*row) for row in self._new["versions"].values()]
        found = [row for row in waiting if row.page == page]
        found = found or self._select(VersionRow, "WHERE page = ?", [page])
        return max(found, key=lambda row: row.version, default=None)

    def _by_key(self, row: type[Row], keys: Sequence[str]) -> dict[str, Row]:
        name = NAMES[row]
        where = f"WHERE {row._fields[0]} IN (SELECT unnest(?::VARCHAR[]))"
        found = {known[0]: known for known in self._select(row, where, [list(keys)])}
        waiting = {key: row(*self._new[name][key]) for key in keys if key in self._new[name]}
        return found | waiting

    def _select(self, row: type[Row], where: str, values: list[Any]) -> list[Row]:
        make: Callable[[Iterable[Any]], Row] = row._make
        columns = ", ".join(row._fields)
        with reading(self.path) as store:
            query = f"SELECT {columns} FROM {NAMES[row]} {where}"
            return [make(found) for found in store.execute(query, values).fetchall()]
