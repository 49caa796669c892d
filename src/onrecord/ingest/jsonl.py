"""JSONL: one JSON object a line, one report an object. Only `text` is required."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from onrecord.ingest import ninjs
from onrecord.ingest.decode import Size, UnreadableError, encoding_of
from onrecord.ingest.fields import document_of, theirs
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.ingest.text import of_problem
from onrecord.model import Problem

_MARK = b"\xef\xbb\xbf"
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")


def read_jsonl(source: Source, reading: Reading) -> Iterator[Item]:
    """Each line's report, or what is wrong with the line."""
    with source.open() as stream:
        empty = True
        for number, line in lines(stream, reading.max_bytes):
            # files that were put one behind the other have several marks
            line = _without_mark(line) if number == 1 else line.removeprefix(_MARK)
            if line.strip():
                empty = False
                yield read_object(f"{source.name}:{number}", line, reading)
    if empty:
        yield Problem(source=source.name, what="no JSON lines", advice="Leave the file out")


def _without_mark(line: bytes) -> bytes:
    marked = encoding_of(line)
    if marked and marked[0] != "utf-8":
        raise UnreadableError(f"{marked[0].upper()} where JSON lines are UTF-8", "Save it as UTF-8")
    return line.removeprefix(_MARK)


def lines(stream: BinaryIO, most: int) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; of one that is too long only a piece that is too long."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        rest = line
        while len(rest) > most and not rest.endswith(b"\n"):
            rest = stream.readline(most + 1)
        yield number, line


def read_object(place: str, content: bytes, reading: Reading) -> Item:
    """The report of one JSON object, plain or ninjs, or what is wrong with it."""
    try:
        if len(content) > reading.max_bytes:
            raise Size(reading.max_bytes, "bytes", "--max-bytes").exceeded(len(content))
        given = _decoded(content)
        if theirs(reading)["text"] not in given and ninjs.is_ninjs(given):
            return ninjs.document_of(place, given, reading)
        return document_of(place, _values(given, reading), reading)
    except UnreadableError as problem:
        return of_problem(place, UnreadableError(problem.what, problem.advice))


def _decoded(content: bytes) -> dict[str, msgspec.Raw]:
    """The object's fields, not yet decoded: others than ours may hold anything."""
    try:
        return msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(_complaint(content, error), "Mend or remove the line") from error


def _values(given: dict[str, msgspec.Raw], reading: Reading) -> dict[str, Any]:
    try:
        return {
            ours: msgspec.json.decode(given[name])
            for ours, name in theirs(reading).items()
            if name in given
        }
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raw = b"".join(bytes(given[name]) for name in theirs(reading).values() if name in given)
        raise UnreadableError(_complaint(raw, error), "Mend or remove the line") from error


def _complaint(content: bytes, error: Exception) -> str:
    """What is wrong with a line. The standard library's reader lets lone surrogates through."""
    try:
        surrogate = bool(_SURROGATE.search(content)) and isinstance(json.loads(content), dict | str)
    except (ValueError, RecursionError):
        surrogate = False
    return "a lone surrogate" if surrogate else f"not a JSON object ({str(error).lower()})"
