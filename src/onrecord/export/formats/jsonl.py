"""Whole records as JSON lines: what `onrecord code --to FILE.jsonl` writes.

Filters choose the documents that have a chosen event; a record stays whole.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.export.jsonl import decode_record, encode_line
from onrecord.export.quote import LEVELS, limit
from onrecord.export.withheld import withhold
from onrecord.export.work import Work, Written
from onrecord.export.writing import whole

PAGE = 10_000
"""Records that are in memory at once."""


class Jsonl:
    """JSON lines of records."""

    name = "jsonl"
    suffix = ".jsonl"
    as_facts = False
    about = "whole records as JSON lines"

    def write(self, work: Work, to: Path) -> Written:
        """Write a line for each document."""
        change = _change(work)
        rows = 0
        with whole(to) as part, part.open("wb") as file:
            for json in _stored(work):
                file.write(json.encode() + b"\n" if change is None else change(json))
                rows += 1
        return Written(files=[to], rows=rows)


JSONL = Jsonl()


def _stored(work: Work) -> Iterator[str]:
    """The records as they are stored, some at a time: sorting them all would take their size."""
    which = "WHERE document IN (SELECT document FROM chosen)" * work.choice.filters
    work.store.execute(
        "CREATE OR REPLACE TEMP TABLE lines AS SELECT document, "
        f"row_number() OVER (ORDER BY document) AS n FROM records {which}"
    )
    for first in range(1, work.count("SELECT count(*) FROM lines") + 1, PAGE):
        page = (
            "SELECT r.json FROM lines l JOIN records r USING (document) "
            f"WHERE l.n BETWEEN {first} AND {first + PAGE - 1} ORDER BY l.n"
        )
        yield from (json for (json,) in work.store.execute(page).fetchall())


def _change(work: Work) -> Callable[[str], bytes] | None:
    """What is to be done to a stored record, or None where it may leave as it is."""
    hide = work.choice.names == "public"
    if not hide and not _holds_more(work):
        return None

    def changed(json: str) -> bytes:
        record = limit(decode_record(json), work.options.quote)
        return encode_line(withhold(record) if hide else record)

    return changed


def _holds_more(work: Work) -> bool:
    """Whether a run kept more text than may leave."""
    allowed = LEVELS.index(work.options.quote)
    kept = work.store.execute("SELECT DISTINCT quote FROM runs").fetchall()
    return any(LEVELS.index(quote) > allowed for (quote,) in kept if quote in LEVELS)
