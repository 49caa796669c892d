"""Reads records back, from JSON lines or from a store."""

from collections.abc import Iterator
from pathlib import Path

from onrecord.export.jsonl import RecordError, decode_record, read_jsonl
from onrecord.model import Record
from onrecord.store import StoreReader

STORES = (".duckdb", ".db")
LINES = (".jsonl", ".ndjson")


def read_records(path: Path) -> Iterator[Record]:
    """The records in a `.jsonl` or `.duckdb` file.

    Raises RecordError for a file of another kind, a missing one, or a broken line, and
    StoreError for a store that can't be read.
    """
    if path.suffix in STORES:
        return (decode_record(json) for json in StoreReader(path).json_records())
    if path.suffix not in LINES:
        raise RecordError(f"{path}: records are read from .jsonl and .duckdb files; name one")
    if not path.is_file():
        raise RecordError(f"{path}: no such file; check the path")
    return read_jsonl(path)
