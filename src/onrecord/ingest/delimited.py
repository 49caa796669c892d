"""CSV and TSV: a header line, then one report a row."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.ingest.decode import Size, UnreadableError, encoding_of
from onrecord.ingest.fields import document_of, theirs
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.ingest.text import of_problem
from onrecord.model import Problem

_DELIMITERS = ",;\t|"
_BAD_IN_A_ROW = 100
"""Rows in a row that make no sense, after which the rest makes none either."""
_ESCAPED = re.compile("[\udc80-\udcff]")
"""A byte that isn't of the file's encoding, as Python hands it through."""


def read_csv(source: Source, reading: Reading) -> Iterator[Item]:
    """Each row's report, or what is wrong with the row."""
    with source.open() as stream:
        text = _text(stream, reading)
        try:
            yield from _rows(source, text, reading)
        finally:
            text.detach()  # standard input stays open


def _text(stream: BinaryIO, reading: Reading) -> io.TextIOWrapper:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]
    marked = encoding_of(buffered.peek(4)[:4])
    name = (marked[0] if marked else reading.encoding) or "utf-8"
    if marked:
        buffered.read(marked[1])
    return io.TextIOWrapper(buffered, name, "surrogateescape", newline="")


def _rows(source: Source, text: io.TextIOWrapper, reading: Reading) -> Iterator[Item]:
    most = reading.max_bytes
    csv.field_size_limit(max(csv.field_size_limit(), most))
    first = next(_lines(text, most), "")
    delimiter = _delimiter(source, first)
    lines = _Lines(first, text, most)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    header = _header(rows, reading)
    bad = 0
    while bad < _BAD_IN_A_ROW:
        number = lines.number + 1
        try:
            cells = next(rows, None)
            if cells is None:
                return
            if not cells:
                continue
            place = f"{source.name}:{number}"
            yield document_of(place, _values(header, cells, str(text.encoding), reading), reading)
            bad = 0
        except csv.Error as error:
            bad += 1
            yield of_problem(source.name, _complaint(error, number))
        except UnreadableError as problem:
            bad += "cells" in problem.what
            problem.line = number  # not the line in the cell
            yield of_problem(source.name, problem)
    yield Problem(
        source=source.name,
        what=f"{_BAD_IN_A_ROW} bad rows in a row; what follows isn't read",
        advice=f"Look for a quotation mark that isn't closed, up to line {lines.number}",
    )


class _Lines:
    """Lines for csv's reader, counted."""

    def __init__(self, first: str, text: io.TextIOWrapper, most: int):
        self._first: str | None = first
        self._rest = _lines(text, most)
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line, self._first = self._first or next(self._rest), None
        self.number += 1
        return line


def _lines(text: io.TextIOWrapper, most: int) -> Iterator[str]:
    """The lines as they are. Raises UnreadableError for one that is too long to be held."""
    try:
        while line := text.readline(most + 1):
            if len(line) > most:
                raise Size(most, "characters of a line", "--max-bytes").exceeded(len(line))
            yield line
    except UnicodeError as error:  # UTF-16 that breaks off; other bytes are handed through
        raise UnreadableError(
            f"bytes that aren't {text.encoding.upper()}", "Save it as UTF-8"
        ) from error


def _delimiter(source: Source, first: str) -> str:
    """What stands between the cells: by the suffix, else what the header has most of."""
    if source.suffixes[-1:] in ([".tsv"], [".tab"]):
        return "\t"
    return max(_DELIMITERS, key=first.count) if first else ","


def _header(rows: Iterator[list[str]], reading: Reading) -> list[str]:
    """The names of the columns. Raises UnreadableError where none of them is the text's."""
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise _complaint(error, 1) from error
    if not any(header):
        raise UnreadableError("no header line", "The first line names the columns")
    wanted = theirs(reading)["text"]
    if wanted not in header:
        shown = ", ".join(header[:20])[:300]
        raise UnreadableError(
            f"no column `{wanted}` among {shown}",
            "Name the one that holds the text with --field text=NAME",
        )
    return header


def _values(
    header: list[str], cells: list[str], encoding: str, reading: Reading
) -> dict[str, str | None]:
    """The cells that matter, by our names; an empty one is None."""
    if len(cells) > len(header):
        raise UnreadableError(
            f"{len(cells)} cells where the header has {len(header)}",
            "Put cells with commas or line ends into quotation marks",
        )
    named = dict(zip(header, cells, strict=False))
    values = {ours: named.get(name) or None for ours, name in theirs(reading).items()}
    for value in values.values():
        bad = _ESCAPED.search(value) if value else None
        if bad:
            raise UnreadableError(
                f"byte 0x{ord(bad[0]) - 0xDC00:02X} isn't {encoding.upper()}",
                "Save it as UTF-8, or name its encoding with --encoding (cp1252, latin-1 …)",
            )
    return values


def _complaint(error: Exception, line: int) -> UnreadableError:
    if "unexpected end of data" in str(error):
        return UnreadableError(
            "a quotation mark that isn't closed by the end of the file",
            "Close it; what stands behind it isn't read",
            line,
        )
    return UnreadableError(f"a row that isn't CSV ({error})", "Mend the row", line)
