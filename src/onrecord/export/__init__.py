"""Records on their way out: how much text leaves, JSON lines, tables, the schema."""

from onrecord.export.jsonl import RecordError, decode_record, encode_line
from onrecord.export.opened import Records
from onrecord.export.quote import LEVELS, quote
from onrecord.export.records import LINES, STORES, read_records
from onrecord.export.schema import json_schema
from onrecord.export.sinks import Sink, sink

__all__ = [
    "LEVELS",
    "LINES",
    "STORES",
    "RecordError",
    "Records",
    "Sink",
    "decode_record",
    "encode_line",
    "json_schema",
    "quote",
    "read_records",
    "sink",
]
