"""Records on their way out: how much text leaves, JSON lines, tables, the formats, the schema."""

from onrecord.export.choice import Choice
from onrecord.export.errors import ExportError
from onrecord.export.exporting import export
from onrecord.export.jsonl import RecordError, decode_record, encode_line
from onrecord.export.opened import Records
from onrecord.export.overlay import Reviews
from onrecord.export.quote import LEVELS, quote
from onrecord.export.records import LINES, STORES, read_records
from onrecord.export.schema import json_schema
from onrecord.export.sinks import Sink, sink
from onrecord.export.story_lines import check_story_target, write_stories
from onrecord.export.work import Options, Written

__all__ = [
    "LEVELS",
    "LINES",
    "STORES",
    "Choice",
    "ExportError",
    "Options",
    "RecordError",
    "Records",
    "Reviews",
    "Sink",
    "Written",
    "check_story_target",
    "decode_record",
    "encode_line",
    "export",
    "json_schema",
    "quote",
    "read_records",
    "sink",
    "write_stories",
]
