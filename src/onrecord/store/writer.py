"""Writes records into a store, a chunk at a time; each chunk is one transaction."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Coder, Document, Problem, Record
from onrecord.store.columns import Row, insert
from onrecord.store.database import writing
from onrecord.store.layout import OF_DOCUMENTS, OWN_TABLES, key_of
from onrecord.store.ledger import Known, fingerprint
from onrecord.store.lock import WriterLock
from onrecord.store.packing import PACKING, Packed, pack, unpack
from onrecord.store.paths import path_of
from onrecord.store.story_tables import SIGNATURES
from onrecord.store.tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK = 64
"""Documents in a transaction, as long as transactions are cheap."""
LARGEST_CHUNK = 1024
"""Documents in a transaction at most: so many may have to be coded again after a crash."""
PAUSE = 5.0
"""Seconds after which a smaller chunk is written too, so that readers see progress: opening and
closing the file takes a tenth of a second."""
SHARE = 0.05
"""Of the time, what transactions may take before chunks grow."""

_OF_RECORDS = {**{table.name: table.all_columns for table in TABLES}, "signatures": SIGNATURES}
_THESE = "document IN (SELECT unnest($documents::VARCHAR[]))"
_KEEP = f"""
INSERT INTO earlier_records BY NAME
SELECT document, l.run, l.fingerprint, $run AS replaced_by, r.json
FROM records r JOIN (FROM ledger WHERE {_THESE}) l USING (document)
WHERE r.rowid IN (SELECT rowid FROM records WHERE {_THESE})
"""
"""By row numbers, so that the JSON of no other record has to be unpacked."""


class StoreWriter:
    """A run that writes into one store, and knows what earlier runs wrote there.

    Args:
        path: the DuckDB file; made if it isn't there.
        coder: what makes the records.
        quote: the quote level of the records.
        command: how the run was started, for the ledger.
        beside: what else is to be written in each transaction.

    Raises StoreError where the store can't be written or another run writes to it.
    """

    packing = PACKING

    def __init__(
        self,
        path: Path,
        coder: Coder,
        quote: str,
        command: str = "",
        beside: Callable[["DuckDBPyConnection"], None] | None = None,
    ):
        self.path, self._coder, self._quote, self._beside = path, coder, quote, beside
        self._lock = WriterLock(path)
        self._records: list[tuple[Document, bytes]] = []
        self._problems: list[Problem] = []
        self._counts = {"coded": 0, "failed": 0, "skipped": 0, "left_out": 0}
        self._chunk = 0
        self._took = 0.0
        try:
            self._known, self._run = self._begin(command)
        except BaseException:
            self._lock.release()
            raise
        self._written = time.monotonic()

    def _begin(self, command: str) -> tuple[Known, str]:
        """What the ledger knows, and the number of this run."""
        with writing(self.path) as store:
            known = Known(store)
            before = store.execute("SELECT count(*) FROM runs").fetchall()[0]
            run = str(before[0] + 1)
            coder = msgspec.json.encode(self._coder).decode()
            row = (run, _now(), None, command, coder, self._quote, 0, 0, 0, 0)
            insert(store, "runs", OWN_TABLES["runs"], [row])
        return known, run

    def done(self, document: Document) -> bool:
        """Whether the store has this document's record from the same coder already."""
        found = self._known.has(self._fingerprint(document))
        self._counts["skipped"] += found
        return found

    def _fingerprint(self, document: Document) -> str:
        return fingerprint(document, self._coder, self._quote)

    def add(self, document: Document, record: Record) -> None:
        """Keep a record for the next transaction."""
        self.take(document, pack(document, record))

    def take(self, document: Document, packed: bytes) -> None:
        """Keep a record that was packed up where it was coded for the next transaction."""
        self._records.append((document, packed))
        self._counts["coded"] += 1
        self._flush_if_due()

    def fail(self, problem: Problem) -> None:
        """Keep a problem for the next transaction."""
        self._problems.append(problem)
        self._counts["left_out" if problem.kind == "left" else "failed"] += 1
        self._flush_if_due()

    def _flush_if_due(self) -> None:
        """Write a chunk that is full or old, but not before transactions would take too much.

        Opening and closing the file takes longer the larger the store is, so chunks grow.
        """
        waiting = len(self._records) + len(self._problems)
        passed = time.monotonic() - self._written
        wanted = waiting >= CHUNK or passed > PAUSE
        if waiting >= LARGEST_CHUNK or (wanted and passed > self._took / SHARE):
            self.flush()

    def flush(self, ended: str | None = None) -> None:
        """Write what was kept, and the ledger's lines for it, in one transaction."""
        began = time.monotonic()
        prints = [self._fingerprint(document) for document, _ in self._records]
        with writing(self.path) as store:
            self._replace_old(store)
            self._insert_new(store, prints)
            if self._beside:
                self._beside(store)
            store.execute(
                "UPDATE runs SET coded = ?, failed = ?, skipped = ?, left_out = ?, ended = ? "
                "WHERE run = ?",
                [*self._counts.values(), ended, self._run],
            )
        for (document, _), print_ in zip(self._records, prints, strict=True):
            self._known.add(document.id or "", print_)
        self._chunk += bool(self._records or self._problems)
        self._records, self._problems = [], []
        self._written = time.monotonic()
        self._took = self._written - began

    def _replace_old(self, store: "DuckDBPyConnection") -> None:
        """Put earlier records of these documents aside, and take out answered problems."""
        ids = [document.id or "" for document, _ in self._records]
        again = [id for id in ids if self._known.has_document(id)]
        if again:
            gone = "SELECT fingerprint FROM ledger WHERE document IN (SELECT unnest(?::VARCHAR[]))"
            self._known.forget(print_ for (print_,) in store.execute(gone, [again]).fetchall())
            store.execute(_KEEP, {"run": self._run, "documents": again})
            for name in OF_DOCUMENTS:
                within = f"{key_of(name)} IN (SELECT unnest(?::VARCHAR[]))"
                store.execute(f"DELETE FROM {name} WHERE {within}", [again])
        answered = [d.source for d, _ in self._records] + [p.source for p in self._problems]
        store.execute(
            "DELETE FROM problems WHERE source IN (SELECT unnest(?::VARCHAR[])) "
            "OR document IN (SELECT unnest(?::VARCHAR[]))",
            [answered, [*ids, *(p.document for p in self._problems if p.document)]],
        )

    def _insert_new(self, store: "DuckDBPyConnection", prints: list[str]) -> None:
        chunk = [unpack(packed) for _, packed in self._records]
        for name, chosen in _OF_RECORDS.items():
            insert(store, name, chosen, (row for packed in chunk for row in packed.rows[name]))
        for name, found in self._book_keeping(prints, chunk).items():
            insert(store, name, OWN_TABLES[name], found)

    def _book_keeping(self, prints: list[str], packed: list[Packed]) -> dict[str, Iterable[Row]]:
        """The chunk's rows in the tables that are no views of records."""
        run, chunk = self._run, self._chunk + 1
        ids = [document.id for document, _ in self._records]
        sizes = (len(self._records), len(self._problems))
        return {
            "records": ((id, each.json) for id, each in zip(ids, packed, strict=True)),
            "ledger": zip(ids, prints, repeat(run), repeat(chunk)),
            "problems": (
                (p.source, p.what, p.advice, p.kind, p.document, run) for p in self._problems
            ),
            "chunks": [(run, chunk, _now(), *sizes)] if any(sizes) else [],
            "inputs": ((run, chunk, path, *counts) for path, *counts in self._inputs()),
        }

    def _inputs(self) -> Iterable[tuple[str, int, int, int]]:
        """What the chunk has of each input file: coded, failed, left out."""
        coded = Counter(path_of(document.source) for document, _ in self._records)
        found = {kind: Counter[str]() for kind in ("failed", "left")}
        for problem in self._problems:
            found["left" if problem.kind == "left" else "failed"][path_of(problem.source)] += 1
        failed, left = found["failed"], found["left"]
        for path in dict.fromkeys((*coded, *failed, *left)):
            yield path, coded[path], failed[path], left[path]

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
