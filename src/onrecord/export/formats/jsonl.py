"""Whole records as JSON lines: what `onrecord code --to FILE.jsonl` writes.

Filters choose the documents that have a chosen event; a record stays whole.
"""

from collections.abc import Iterator
from pathlib import Path

from onrecord.export.jsonl import decode_record, encode_line
from onrecord.export.quote import LEVELS, limit
from onrecord.export.withheld import withhold
from onrecord.export.work import Work, Written
from onrecord.export.writing import BATCH, whole, write_lines


class Jsonl:
    """JSON lines of records."""

    name = "jsonl"
    suffix = ".jsonl"
    as_facts = False
    about = "whole records as JSON lines"

    def write(self, work: Work, to: Path) -> Written:
        """Write a line for each document."""
        which = "WHERE document IN (SELECT document FROM chosen)" * work.choice.filters
        sql = f"SELECT json FROM records {which} ORDER BY document"
        if work.choice.names != "public" and not _holds_more(work):
            return Written(files=[to], rows=write_lines(work.store, sql, to))
        rows = 0
        with whole(to) as part, part.open("wb") as file:
            for line in _changed(work, sql):
                file.write(line)
                rows += 1
        return Written(files=[to], rows=rows)


JSONL = Jsonl()


def _holds_more(work: Work) -> bool:
    """Whether a run kept more text than may leave."""
    allowed = LEVELS.index(work.options.quote)
    kept = work.store.execute("SELECT DISTINCT quote FROM runs").fetchall()
    return any(LEVELS.index(quote) > allowed for (quote,) in kept if quote in LEVELS)


def _changed(work: Work, sql: str) -> Iterator[bytes]:
    for batch in work.store.sql(sql).to_arrow_reader(BATCH // 20):
        for json in batch.column(0).to_pylist():
            record = limit(decode_record(json), work.options.quote)
            yield encode_line(withhold(record) if work.choice.names == "public" else record)
