"""JSONL: one JSON object a line, one report an object. Only `text` is required."""

import json
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from onrecord.ingest.dates import iso_date
from onrecord.ingest.decode import Size, UnreadableError, check, encoding_of
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.ingest.text import of_problem, unreachable
from onrecord.model import Document, Problem

FIELDS = ("text", "id", "published", "outlet", "url", "title")
_MARK = b"\xef\xbb\xbf"


def read_jsonl(source: Source, reading: Reading) -> Iterator[Item]:
    """Each line's report, or what is wrong with the line."""
    try:
        with source.open() as stream:
            yield from _read_lines(source, stream, reading)
    except OSError as error:
        yield unreachable(source.name, error)


def _read_lines(source: Source, stream: BinaryIO, reading: Reading) -> Iterator[Item]:
    empty = True
    for number, line in lines(stream, reading.max_bytes):
        if number == 1:
            marked = encoding_of(line)
            if marked and marked[0] != "utf-8":
                what = f"{marked[0].upper()} where JSON lines are UTF-8"
                yield Problem(source=source.name, what=what, advice="Save it as UTF-8")
                return
            line = line.removeprefix(_MARK)
        if line.strip():
            empty = False
            yield _read_line(f"{source.name}:{number}", line, reading)
    if empty:
        yield Problem(source=source.name, what="no JSON lines", advice="Leave the file out")


def lines(stream: BinaryIO, most: int) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; of one that is too long only a piece that is too long."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        rest = line
        while len(rest) > most and not rest.endswith(b"\n"):
            rest = stream.readline(most + 1)
        yield number, line


def _read_line(place: str, line: bytes, reading: Reading) -> Item:
    try:
        if len(line) > reading.max_bytes:
            raise Size(reading.max_bytes, "bytes", "--max-bytes").exceeded(len(line))
        return _document(place, _values(line, reading), reading)
    except UnreadableError as problem:
        return of_problem(place, UnreadableError(problem.what, problem.advice))


def _values(line: bytes, reading: Reading) -> dict[str, str | None]:
    """The fields that matter, by our names. Others aren't even decoded."""
    try:
        given = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        named = {ours: given.get(reading.fields.get(ours, ours)) for ours in FIELDS}
        return {name: _string(name, raw) for name, raw in named.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(_complaint(line, error), "Mend or remove the line") from error


def _complaint(line: bytes, error: Exception) -> str:
    """What is wrong with a line. The standard library's reader lets lone surrogates through."""
    try:
        surrogate = isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        surrogate = False
    return "a lone surrogate" if surrogate else f"not a JSON object ({str(error).lower()})"


def _string(name: str, raw: msgspec.Raw | None) -> str | None:
    """A field's string; an id may be a number. Raises UnreadableError for anything else."""
    value = None if raw is None else msgspec.json.decode(raw)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(f"`{name}` isn't a string", "Mend the line, or name another --field")
    return value


def _document(place: str, values: dict[str, str | None], reading: Reading) -> Document:
    text = values.pop("text")
    if text is None:
        name = reading.fields.get("text", "text")
        raise UnreadableError(f"no `{name}`", "Name the field that holds it with --field text=NAME")
    if len(text) > reading.max_chars:
        raise Size(reading.max_chars, "characters").exceeded(len(text))
    published = _date(values["published"])
    return Document(
        text=check(text),
        source=place,
        id=values["id"] or None,
        title=values["title"] or None,
        outlet=values["outlet"] or None,
        url=values["url"] or None,
        published=published,
        published_from="metadata" if published else None,
    )


def _date(given: str | None) -> str | None:
    found = iso_date(given) if given else None
    if given and found is None:
        raise UnreadableError(
            f"`published` is no date: {given!r}", "Write it as 2021-05-23, or as null"
        )
    return found
