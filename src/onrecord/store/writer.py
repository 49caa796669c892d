"""Writes records into a store, a chunk at a time; each chunk is one transaction."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.model import Coder, Document, Problem, Record
from onrecord.store.columns import Column, Row, arrow_table, rows
from onrecord.store.database import ALL_TABLES, OWN_TABLES, writing
from onrecord.store.ledger import fingerprint
from onrecord.store.lock import WriterLock
from onrecord.store.tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK = 64
"""Documents in a transaction: opening and closing the file takes as long as coding one."""
PAUSE = 2.0
"""Seconds after which a smaller chunk is written too, so that readers see progress."""


class StoreWriter:
    """A run that writes into one store, and knows what earlier runs wrote there.

    Args:
        path: the DuckDB file; made if it isn't there.
        coder: what makes the records.
        quote: the quote level of the records.
        command: how the run was started, for the ledger.

    Raises StoreError where the store can't be written or another run writes to it.
    """

    def __init__(self, path: Path, coder: Coder, quote: str, command: str = ""):
        self.path, self._coder, self._quote = path, coder, quote
        self._lock = WriterLock(path)
        self._records: list[tuple[Document, Record]] = []
        self._problems: list[Problem] = []
        self._counts = {"coded": 0, "failed": 0, "skipped": 0}
        self._written = time.monotonic()
        try:
            self._known, self._run = self._begin(command)
        except BaseException:
            self._lock.release()
            raise

    def _begin(self, command: str) -> tuple[dict[str, str], str]:
        """The ledger's fingerprints by document, and the number of this run."""
        with writing(self.path) as store:
            known = dict(store.execute("SELECT document, fingerprint FROM ledger").fetchall())
            before = store.execute("SELECT count(*) FROM runs").fetchall()[0]
            run = str(before[0] + 1)
            coder = msgspec.json.encode(self._coder).decode()
            row = (run, _now(), None, command, coder, self._quote, 0, 0, 0)
            _insert(store, "runs", OWN_TABLES["runs"], [row])
        return known, run

    def done(self, document: Document) -> bool:
        """Whether the store has this document's record from the same coder already."""
        found = self._known.get(document.id or "") == self._fingerprint(document)
        self._counts["skipped"] += found
        return found

    def _fingerprint(self, document: Document) -> str:
        return fingerprint(document, self._coder, self._quote)

    def add(self, document: Document, record: Record) -> None:
        """Keep a record for the next transaction."""
        self._records.append((document, record))
        self._counts["coded"] += 1
        self._flush_if_due()

    def fail(self, problem: Problem) -> None:
        """Keep a problem for the next transaction."""
        self._problems.append(problem)
        self._counts["failed"] += problem.kind == "failed"
        self._flush_if_due()

    def _flush_if_due(self) -> None:
        waiting = len(self._records) + len(self._problems)
        if waiting >= CHUNK or time.monotonic() - self._written > PAUSE:
            self.flush()

    def flush(self, ended: str | None = None) -> None:
        """Write what was kept, and the ledger's lines for it, in one transaction."""
        with writing(self.path) as store:
            self._replace_old(store)
            self._insert_new(store)
            store.execute(
                "UPDATE runs SET coded = ?, failed = ?, skipped = ?, ended = ? WHERE run = ?",
                [*self._counts.values(), ended, self._run],
            )
        self._known |= {d.id or "": self._fingerprint(d) for d, _ in self._records}
        self._records, self._problems = [], []
        self._written = time.monotonic()

    def _replace_old(self, store: "DuckDBPyConnection") -> None:
        """Take out earlier records of these documents, and problems that are now answered."""
        again = [d.id for d, _ in self._records if d.id in self._known]
        if again:
            for name in ALL_TABLES.keys() - {"problems", "runs"}:
                key = "id" if name == "documents" else "document"
                store.execute(f"DELETE FROM {name} WHERE {key} IN (SELECT unnest(?))", [again])
        answered = [d.source for d, _ in self._records] + [p.source for p in self._problems]
        store.execute("DELETE FROM problems WHERE source IN (SELECT unnest(?))", [answered])

    def _insert_new(self, store: "DuckDBPyConnection") -> None:
        records = [record for _, record in self._records]
        for table in TABLES:
            found = (row for record in records for row in rows(table, record))
            _insert(store, table.name, table.all_columns, found)
        own: dict[str, Iterable[Row]] = {
            "records": ((r.document.id, msgspec.json.encode(r).decode()) for r in records),
            "ledger": ((d.id, self._fingerprint(d), self._run) for d, _ in self._records),
            "problems": ((p.source, p.what, p.advice, p.kind) for p in self._problems),
        }
        for name, found in own.items():
            _insert(store, name, OWN_TABLES[name], found)

    def close(self) -> None:
        """The run is complete: write what is left and let the next writer in."""
        self._end(_now())

    def interrupt(self) -> None:
        """The run ends early: write what was done. The ledger shows no end of it."""
        self._end(None)

    def _end(self, ended: str | None) -> None:
        try:
            self.flush(ended)
        finally:
            self._lock.release()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _insert(
    store: "DuckDBPyConnection", name: str, columns: tuple[Column, ...], found: Iterable[Row]
) -> None:
    """Append rows to a table. An Arrow table carries a chunk in one statement."""
    new: Any = arrow_table(columns, found)
    if new.num_rows:
        store.register("new_rows", new)
        store.execute(f"INSERT INTO {name} SELECT * FROM new_rows")
        store.unregister("new_rows")
