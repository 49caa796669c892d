"""What a store knows of its runs: how they went, and which records a later one replaced."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from onrecord.store.database import reading
from onrecord.store.errors import StoreError
from onrecord.store.layout import RUNS
from onrecord.store.lock import is_locked

PAGE = 200
"""Pairs of records fetched at once."""

_VERSIONS = """
CREATE TEMP VIEW versions AS
SELECT document, run::BIGINT AS run FROM earlier_records
UNION ALL SELECT document, run::BIGINT FROM ledger
"""
_CHANGED = """
WITH a AS (SELECT document, max(run) AS run FROM versions WHERE run <= ? GROUP BY document),
     b AS (SELECT document, max(run) AS run FROM versions WHERE run <= ? GROUP BY document)
SELECT document, a.run, b.run FROM b LEFT JOIN a USING (document)
WHERE a.run IS DISTINCT FROM b.run ORDER BY document
"""
_RECORDS = """
SELECT document, run::BIGINT, json FROM (
    SELECT document, run, json, rowid AS place FROM earlier_records
    UNION ALL SELECT document, l.run, r.json, NULL FROM ledger l JOIN records r USING (document))
WHERE document IN (SELECT unnest(?::VARCHAR[])) ORDER BY place NULLS LAST
"""
"""Of several of one run, the last one counts."""


class RunInfo(msgspec.Struct, frozen=True):
    """A run, as the ledger has it."""

    run: str
    started: str
    ended: str | None
    """None where it was stopped, or still goes on."""
    command: str
    coder: str
    quote: str
    coded: int
    failed: int
    skipped: int
    left_out: int | None


class Status(msgspec.Struct, frozen=True):
    """What a store holds, and the runs that filled it."""

    path: str
    bytes: int
    documents: int
    events: int
    statements: int
    earlier_records: int
    failed: int
    left_out: int
    is_being_written: bool
    runs: list[RunInfo]
    chunks: int
    inputs: int
    """Files and addresses that documents or problems came from."""


class StoredProblem(msgspec.Struct, frozen=True):
    """A document or part of the input that isn't in the store, and what to do about it."""

    source: str
    """The file, with the line, record or byte where there is one to name."""
    document: str | None
    what: str
    advice: str
    kind: str
    run: str | None


class Versions(NamedTuple):
    """A document's record before and after; `old` is None where it is new."""

    document: str
    old: str | None
    new: str


_COUNTS = """
SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM events),
       (SELECT count(*) FROM statements), (SELECT count(*) FROM earlier_records),
       (SELECT count(*) FROM problems WHERE kind <> 'left'),
       (SELECT count(*) FROM problems WHERE kind = 'left'),
       (SELECT count(*) FROM chunks), (SELECT count(DISTINCT path) FROM inputs)
"""


def status(path: Path) -> Status:
    """Counts and runs. Raises StoreError where the store can't be read."""
    columns = ", ".join(column.name for column in RUNS)
    with reading(path) as store:
        counts = store.execute(_COUNTS).fetchall()[0]
        found = store.execute(f"SELECT {columns} FROM runs ORDER BY run::BIGINT").fetchall()
    documents, events, statements, earlier, failed, left, chunks, inputs = counts
    return Status(
        path=str(path),
        bytes=path.stat().st_size,
        documents=documents,
        events=events,
        statements=statements,
        earlier_records=earlier,
        failed=failed,
        left_out=left,
        is_being_written=is_locked(path),
        runs=[RunInfo(*row) for row in found],
        chunks=chunks,
        inputs=inputs,
    )


def problems(path: Path, kind: str | None = None) -> list[StoredProblem]:
    """The problems in the order of their sources, of one kind (`failed`, `left`) or of both."""
    query = (
        "SELECT source, document, what, coalesce(advice, ''), kind, run FROM problems "
        "WHERE kind = coalesce(?, kind) ORDER BY source, what"
    )
    with reading(path) as store:
        return [StoredProblem(*row) for row in store.execute(query, [kind]).fetchall()]


def changes(path: Path, before: int, after: int) -> Iterator[Versions]:
    """The documents whose record differs between the ends of two runs, in the order of ids.

    Raises StoreError for runs that there aren't, or in the wrong order.
    """
    with reading(path) as store:
        ((last,),) = store.execute("SELECT count(*) FROM runs").fetchall()
        if not 0 < before < after <= last:
            raise StoreError(
                f"{path}: has runs 1 to {last}; name two of them, the earlier one first"
            )
        store.execute(_VERSIONS)
        changed = store.execute(_CHANGED, [before, after]).fetchall()
    for start in range(0, len(changed), PAGE):
        yield from _pairs(path, changed[start : start + PAGE])


def _pairs(path: Path, changed: list[tuple[str, int | None, int]]) -> Iterator[Versions]:
    """The records of a page of documents; one that was replaced meanwhile stands aside now."""
    with reading(path) as store:
        rows = store.execute(_RECORDS, [[document for document, _, _ in changed]]).fetchall()
    found = {(document, run): json for document, run, json in rows}
    for document, old, new in changed:
        before = None if old is None else found[document, old]
        yield Versions(document, before, found[document, new])
