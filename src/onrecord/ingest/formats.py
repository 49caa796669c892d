"""The formats, by suffix: a new one is a new file beside this and a line here."""

import io
from collections.abc import Iterator

from onrecord.ingest.html import read_html
from onrecord.ingest.jsonl import read_jsonl
from onrecord.ingest.reading import Format, InputError, Item, Reading, Source
from onrecord.ingest.text import read_text

FORMATS: dict[str, Format] = {"text": read_text, "jsonl": read_jsonl, "html": read_html}
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
}
NOT_TEXT = (
    *(".xml", ".warc", ".pdf", ".docx", ".rtf", ".epub"),
    *(".csv", ".tsv", ".json", ".parquet", ".duckdb", ".gz", ".bz2", ".zst", ".zip"),
)
"""Suffixes of files that hold reports in a form which can't be read as plain text."""


def format_of(source: Source, reading: Reading) -> str:
    """The name of the source's format.

    Raises InputError for a file of a kind that onrecord doesn't read.
    """
    if reading.format != "auto":
        return reading.format
    suffix = source.path.suffix.lower() if source.path else ""
    if suffix in NOT_TEXT:
        raise InputError(
            f"{source.name}: onrecord reads text, HTML and JSON lines, not {suffix} files; "
            "convert it, or say what it is with --format"
        )
    return SUFFIXES.get(suffix, "text")


def read_source(source: Source, reading: Reading) -> Iterator[Item]:
    """The documents of a file, or of standard input."""
    if source.path is None and reading.format == "auto":
        return _read_stdin(source, reading)
    return FORMATS[format_of(source, reading)](source, reading)


def _read_stdin(source: Source, reading: Reading) -> Iterator[Item]:
    """Standard input: JSON lines if its first character is a brace, else one text."""
    with source.open() as stream:
        start = stream.peek(64) if isinstance(stream, io.BufferedReader) else b""
    looks = "jsonl" if _opens_object(start) else "text"
    return FORMATS[looks](source, reading)


def _opens_object(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
