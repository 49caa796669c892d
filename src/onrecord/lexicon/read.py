"""Reads one lexicon file: TOML tables, CSV facts, or bare words, each entry with its line."""

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from onrecord.lexicon.errors import LexiconError

T = TypeVar("T")
Report = Callable[[LexiconError], None]


def stop(error: LexiconError) -> None:
    """What becomes of a bad entry by default: nothing is half-loaded."""
    raise error


def _decode(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(path, None, f"not UTF-8 at byte {error.start}") from error


def _table_lines(text: str, table: str) -> list[int]:
    """The line of each `[[table]]` header."""
    header = f"[[{table}]]"
    return [
        n for n, line in enumerate(text.splitlines(), 1) if line.split("#")[0].strip() == header
    ]


def _key_line(text: str, start: int, key: str | None) -> int:
    """The line of `key` in the table that starts at line `start`, or that line itself."""
    if key:
        for n, line in enumerate(text.splitlines()[start:], start + 1):
            if line.startswith("[["):
                break
            if line.split("=")[0].strip() == key:
                return n
    return start


def _blamed_key(message: str) -> str | None:
    """The key that a msgspec message is about: `... unknown field `colour`` or `at `$.colour``."""
    if "unknown field" in message:
        return message.split("unknown field `")[1].split("`")[0]
    if "`$." in message:
        return message.split("`$.")[1].split("`")[0].split(".")[0].split("[")[0]
    return None


def _told(message: str) -> str:
    """A msgspec message with the key that it is about first: `frames`: expected `array` …"""
    told, _, path = message.partition(" - at `$")
    key = path.strip("`.")
    return f"`{key}`: {told[0].lower()}{told[1:]}" if key else f"{told[0].lower()}{told[1:]}"


def read_tables(
    path: Path, kind: type[T], table: str = "rule", report: Report = stop
) -> list[tuple[T, int]]:
    """The `[[table]]` entries of a TOML file as `kind`, each with its line.

    Raises LexiconError, with file and line, for bad TOML, an unknown table or key, or a value
    of the wrong type; a `report` that doesn't raise gets the entries that are bad, and the
    others come back.
    """
    text = _decode(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = str(error).rpartition("line ")[2].split(",")[0]
        raise LexiconError(path, int(at) if at.isdigit() else None, f"not TOML: {error}") from error
    unknown = sorted(set(content) - {table})
    if unknown:
        line = next((n for n, t in enumerate(text.splitlines(), 1) if unknown[0] in t), None)
        raise LexiconError(path, line, f"unknown table `{unknown[0]}`; expected [[{table}]]")
    entries: list[tuple[T, int]] = []
    for entry, line in zip(content.get(table, []), _table_lines(text, table), strict=True):
        try:
            entries.append((msgspec.convert(entry, kind), line))
        except (msgspec.ValidationError, ValueError) as error:
            message = str(error)
            at = _key_line(text, line, _blamed_key(message))
            report(LexiconError(path, at, _told(message)))
    return entries


def read_facts(path: Path, kind: type[T], report: Report = stop) -> list[tuple[T, int]]:
    """The rows of a CSV file as `kind`, each with its line; empty cells are left to the default.

    A cell of a tuple field holds its items separated by `|`. Lines that begin with `#` are
    comments. Raises LexiconError, with file and line, for an unknown or missing column; a
    `report` that doesn't raise gets the rows that are bad, and the others come back.
    """
    lines = _decode(path).splitlines()
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    if not numbered:
        return []
    rows = csv.reader(line for _, line in numbered)
    columns = next(rows)
    fields = {f.encode_name: f for f in msgspec.structs.fields(kind)}  # type: ignore[arg-type]
    for column in columns:
        if column not in fields:
            known = ", ".join(fields)
            raise LexiconError(path, numbered[0][0], f"unknown column `{column}`; expected {known}")
    listed = {name for name, f in fields.items() if "tuple" in str(f.type)}
    facts: list[tuple[T, int]] = []
    for (line, _), row in zip(numbered[1:], rows, strict=True):
        if len(row) != len(columns):
            wrong = f"{len(row)} cells where {len(columns)} were expected"
            report(LexiconError(path, line, wrong))
            continue
        cells = {c: cell.strip() for c, cell in zip(columns, row, strict=True) if cell.strip()}
        values = {c: v.split("|") if c in listed else v for c, v in cells.items()}
        try:
            facts.append((msgspec.convert(values, kind, strict=False), line))
        except (msgspec.ValidationError, ValueError) as error:
            report(LexiconError(path, line, str(error)))
    return facts


def read_words(path: Path) -> list[tuple[str, int]]:
    """The entries of a plain list, one a line, each with its line; `#` begins a comment."""
    bare = ((line.split("#")[0].strip(), n) for n, line in enumerate(_decode(path).splitlines(), 1))
    return [(word, n) for word, n in bare if word]
