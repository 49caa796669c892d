"""The reviews of a store: read, appended, and taken from one store to another as JSON lines."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from onrecord.model import Record
from onrecord.review.acts import Act, from_row, reviewer_name, to_row
from onrecord.review.errors import ReviewError
from onrecord.review.fields import read_value
from onrecord.store import reviews as table

_DECODER = msgspec.json.Decoder(Act)


class ReviewLog:
    """The reviews that stand in one store.

    Args:
        path: the DuckDB file that `onrecord code --to` wrote.

    Each call opens the store for a moment, also while a run writes to it; `StoreError` is
    raised where that can't be.
    """

    def __init__(self, path: Path):
        self.path = path

    def acts(self, document: str | None = None) -> list[Act]:
        """Every act, oldest first; of one document, where one is named."""
        rows = table.kept(self.path, "reviews", document).to_pylist()
        return sorted((from_row(row) for row in rows), key=lambda act: act.made)

    def append(self, acts: Sequence[Act]) -> int:
        """Write acts in one transaction; returns how many weren't there before."""
        return table.append(self.path, "reviews", [to_row(act) for act in acts])

    def records(self, documents: Iterable[str]) -> dict[str, Record]:
        """The current records of these documents, by id; what isn't in the store is missing."""
        found = table.json_of(self.path, documents)
        return {id: msgspec.json.decode(json, type=Record) for id, json in found.items()}

    def record(self, document: str) -> Record:
        """The current record of a document. Raises ReviewError for one that isn't there."""
        found = self.records([document])
        if document not in found:
            raise ReviewError(f"{self.path}: no document {document!r}; it may have been taken out")
        return found[document]

    def documents_with(self, digests: Iterable[str]) -> dict[str, list[str]]:
        """The documents that have these texts, by the text's digest."""
        return table.documents_of(self.path, digests)


class Imported(NamedTuple):
    """What became of a file of reviews."""

    read: int
    new: int
    elsewhere: int
    """Acts on documents that aren't in this store: kept, and listed as orphans."""


def export_acts(log: ReviewLog, to: Path) -> int:
    """Write every act as a line of JSON, oldest first; returns how many.

    Raises ReviewError where the file can't be written.
    """
    acts = log.acts()
    lines = b"".join(msgspec.json.encode(act) + b"\n" for act in acts)
    part = to.with_name(f"{to.name}.part")
    try:
        part.write_bytes(lines)
        part.replace(to)
    except OSError as error:
        raise ReviewError(f"{to}: can't be written ({error.strerror})") from error
    return len(acts)


def import_acts(log: ReviewLog, source: Path) -> Imported:
    """Take in the acts of a file that `export_acts` wrote; those that are there are passed over.

    All of them or, where a line is broken, none. Raises ReviewError with file and line.
    """
    acts = list(read_acts(source))
    new = log.append(acts)
    there = log.records({act.document for act in acts})
    return Imported(len(acts), new, sum(act.document not in there for act in acts))


def read_acts(source: Path) -> Iterator[Act]:
    """The acts of a file of JSON lines. Raises ReviewError, with file and line, for a bad one."""
    try:
        lines = source.read_bytes().splitlines()
    except OSError as error:
        raise ReviewError(f"{source}: can't be read ({error.strerror})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield checked(_DECODER.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise ReviewError(f"{source}:{number}: not a review ({error})") from error
            except ReviewError as error:
                raise ReviewError(f"{source}:{number}: {error}") from error


def checked(act: Act) -> Act:
    """The act, if its values are of the right kind. Raises ReviewError."""
    reviewer_name(act.reviewer)
    if not 0 <= act.trigger_start_char < act.trigger_end_char:
        raise ReviewError(
            f"trigger {act.trigger_start_char} to {act.trigger_end_char}: no words of a text"
        )
    if act.act == "edit":
        read_value(act.field or "", act.value)
    if act.act == "add":
        if not isinstance(act.value, dict):
            raise ReviewError("an added event needs its fields under `value`")
        for name, value in act.value.items():
            read_value(name, value)
    return act
