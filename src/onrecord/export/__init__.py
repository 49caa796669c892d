"""Records on their way out: how much text leaves, JSON lines, tables, the schema."""

from onrecord.export.jsonl import RecordError, encode_line
from onrecord.export.quote import LEVELS, quote
from onrecord.export.records import read_records
from onrecord.export.schema import json_schema

__all__ = ["LEVELS", "RecordError", "encode_line", "json_schema", "quote", "read_records"]
