"""JSON lines: one record a line, the same bytes for the same record."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.model import Document, Record

PACKING = "onrecord.export.jsonl:pack"
"""Where workers find `pack`."""
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)


class RecordError(Exception):
    """A file of records that isn't one: file, line, and what is wrong."""


def encode_line(record: Record) -> bytes:
    """A record as one line of JSON, with its line end."""
    return _ENCODER.encode(record) + b"\n"


def pack(document: Document, record: Record) -> bytes:
    """A record as a file of lines takes it (`onrecord.engine.job.Pack`)."""
    del document
    return encode_line(record)


def decode_record(content: bytes | str) -> Record:
    """A record from its JSON. Raises msgspec.DecodeError where it isn't one."""
    return _DECODER.decode(content)


def read_jsonl(path: Path) -> Iterator[Record]:
    """The records of a JSONL file. Raises RecordError with file and line for a broken one."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _read_line(path, number, line)


def _read_line(path: Path, number: int, line: bytes) -> Record:
    try:
        return decode_record(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(
            f"{path}:{number}: not a record of onrecord ({str(error).lower()}); "
            "code the texts again, or name another file"
        ) from error
