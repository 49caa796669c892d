"""Reads one lexicon file: TOML tables, CSV facts, or bare words, each entry with its line."""

import csv
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, get_args

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
    except OSError as error:
        raise LexiconError(path, None, f"can't be read: {error.strerror}") from error


def _table_lines(text: str, table: str) -> list[int]:
    """The line of each `[[table]]` header."""
    header = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]\s*(?:#.*)?")
    return [n for n, line in enumerate(text.splitlines(), 1) if header.fullmatch(line)]


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


def _told(message: str, kind: type) -> str:
    """A msgspec message with the key that it is about first: `frames`: expected `array` …"""
    told, _, path = message.partition(" - at `$")
    key = path.strip("`.")
    if told.startswith("Invalid enum value"):
        told += f"; expected {', '.join(_choices(kind, key))}"
    return f"`{key}`: {told[0].lower()}{told[1:]}" if key else f"{told[0].lower()}{told[1:]}"


def _choices(kind: type, key: str) -> list[str]:
    """The values that a key may have, where the kind lists them."""
    name = re.split(r"[.\[]", key)[0]
    known = {f.encode_name: f.type for f in msgspec.structs.fields(kind)}  # type: ignore[arg-type]
    found, listed = [known.get(name)], list[str]()
    while found:
        part = found.pop()
        listed += [part] if isinstance(part, str) else []
        found += get_args(part)
    return sorted(filter(None, listed))


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
    found, starts = content.get(table, []), _table_lines(text, table)
    if not isinstance(found, list) or len(found) != len(starts):  # type: ignore[arg-type]
        line = next((n for n, t in enumerate(text.splitlines(), 1) if t.strip()), None)
        raise LexiconError(path, line, f"expected each entry under its own line [[{table}]]")
    entries: list[tuple[T, int]] = []
    for entry, line in zip(found, starts, strict=True):
        try:
            entries.append((msgspec.convert(entry, kind), line))
        except (msgspec.ValidationError, ValueError) as error:
            message = str(error)
            at = _key_line(text, line, _blamed_key(message))
            report(LexiconError(path, at, _told(message, kind)))
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
    (_, columns), *rows = _rows(path, numbered)
    fields = {f.encode_name: f for f in msgspec.structs.fields(kind)}  # type: ignore[arg-type]
    for column in columns:
        if column not in fields:
            known = ", ".join(fields)
            raise LexiconError(path, numbered[0][0], f"unknown column `{column}`; expected {known}")
    listed = {name for name, f in fields.items() if "tuple" in str(f.type)}
    facts: list[tuple[T, int]] = []
    for line, row in rows:
        if len(row) != len(columns):
            wrong = f"{len(row)} cells where {len(columns)} were expected"
            report(LexiconError(path, line, wrong))
            continue
        cells = {c: cell.strip() for c, cell in zip(columns, row, strict=True) if cell.strip()}
        values = {c: v.split("|") if c in listed else v for c, v in cells.items()}
        try:
            facts.append((msgspec.convert(values, kind, strict=False), line))
        except (msgspec.ValidationError, ValueError) as error:
            report(LexiconError(path, line, _told(str(error), kind)))
    return facts


def _rows(path: Path, numbered: list[tuple[int, str]]) -> list[tuple[int, list[str]]]:
    """The rows of CSV lines, each with its line's number. Raises LexiconError."""
    reader = csv.reader(line for _, line in numbered)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            line = numbered[len(rows)][0]
            rows.append((line, row))
            if reader.line_num != len(rows):
                raise LexiconError(path, line, 'a quotation mark (") that is not closed')
    except csv.Error as error:
        raise LexiconError(path, numbered[len(rows)][0], f"not CSV: {error}") from error
    return rows


def read_words(path: Path) -> list[tuple[str, int]]:
    """The entries of a plain list, one a line, each with its line; `#` begins a comment."""
    bare = ((line.split("#")[0].strip(), n) for n, line in enumerate(_decode(path).splitlines(), 1))
    return [(word, n) for word, n in bare if word]
