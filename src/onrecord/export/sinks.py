"""Where records go: JSON lines that a broken run can be taken up from, a pipe, or a store."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from onrecord.export.jsonl import PACKING, RecordError
from onrecord.export.records import LINES, STORES
from onrecord.model import Coder, Document, Problem
from onrecord.store import StoreWriter, fingerprint

STDOUT = "-"


class Sink(Protocol):
    """Takes records and problems as they come."""

    packing: str
    """Where the function is that packs up records for it; workers call it."""

    def done(self, document: Document) -> bool:
        """Whether the document's record is there already, from an earlier run."""
        ...

    def take(self, document: Document, packed: bytes) -> None:
        """Take a record, packed up."""
        ...

    def fail(self, problem: Problem) -> None:
        """Take a problem."""
        ...

    def close(self) -> None:
        """The run is complete."""
        ...

    def interrupt(self) -> None:
        """The run ends early: keep what was done so that the same command goes on from it."""
        ...


class PipeSink:
    """JSON lines on standard output."""

    packing = PACKING

    def __init__(self) -> None:
        """Raises RecordError where standard output is closed."""
        if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] - `>&-`
            raise RecordError("standard output is closed; name a file with --to")
        self._out = sys.stdout.buffer

    def done(self, document: Document) -> bool:
        """Never: nothing is known of earlier runs."""
        return False

    def take(self, document: Document, packed: bytes) -> None:
        """Write a line."""
        self._out.write(packed)

    def fail(self, problem: Problem) -> None:
        """Problems are told on standard error alone."""

    def close(self) -> None:
        """Send what is left."""
        self._out.flush()

    interrupt = close


class _Entry(msgspec.Struct, frozen=True):
    """A line of the ledger beside a part: whose record comes next, and how long it is."""

    fingerprint: str
    length: int


class LinesSink:
    """JSON lines in a file. The lines grow in `FILE.part`, which becomes FILE when all is done.

    A ledger beside it, `FILE.part.ledger`, says which documents the part has; so a run that
    was killed goes on from there, and a half-written line is cut off.

    Raises RecordError where the file can't be written.
    """

    packing = PACKING

    def __init__(self, path: Path, coder: Coder, quote: str):
        self.path, self._coder, self._quote = path, coder, quote
        self._part = path.with_name(f"{path.name}.part")
        self._ledger_path = path.with_name(f"{path.name}.part.ledger")
        self._met: set[str] = set()
        try:
            if path.is_dir():
                raise IsADirectoryError(21, "it is a folder")
            self._entries = self._recovered()
            self._lines = self._open(self._part)
            self._ledger = self._open(self._ledger_path)
        except OSError as error:
            raise _unwritable(path, error) from error
        self._known = {entry.fingerprint for entry in self._entries}

    @staticmethod
    def _open(path: Path) -> BinaryIO:
        return path.open("ab")

    def _recovered(self) -> list[_Entry]:
        """The entries that both files hold whole; what goes beyond them is cut off."""
        if not (self._part.exists() and self._ledger_path.exists()):
            self._part.unlink(missing_ok=True)
            self._ledger_path.unlink(missing_ok=True)
            return []
        entries: list[_Entry] = []
        size, ledger_size, there = 0, 0, self._part.stat().st_size
        for line in self._ledger_path.read_bytes().splitlines(keepends=True):
            entry = _entry(line)
            if entry is None or size + entry.length > there:
                break
            entries.append(entry)
            size += entry.length
            ledger_size += len(line)
        os.truncate(self._part, size)
        os.truncate(self._ledger_path, ledger_size)
        return entries

    def done(self, document: Document) -> bool:
        """Whether an earlier, broken run has coded it in the same way."""
        key = fingerprint(document, self._coder, self._quote)
        self._met.add(key)
        return key in self._known

    def take(self, document: Document, packed: bytes) -> None:
        """Write a line, and its entry in the ledger. Raises RecordError on a full disk."""
        entry = _Entry(fingerprint(document, self._coder, self._quote), len(packed))
        self._entries.append(entry)
        try:
            self._lines.write(packed)
            self._lines.flush()
            self._ledger.write(msgspec.json.encode(entry) + b"\n")
            self._ledger.flush()
        except OSError as error:
            raise RecordError(
                f"{self.path}: can't be written ({error.strerror}); what was coded before is in "
                f"{self._part.name}: make room and give the same command again"
            ) from error

    def fail(self, problem: Problem) -> None:
        """Problems are told on standard error alone."""

    def close(self) -> None:
        """Put the finished file in the place of an earlier one."""
        self._lines.close()
        self._ledger.close()
        if not self._known <= self._met:
            self._drop_unmet()
        self._part.replace(self.path)
        self._ledger_path.unlink()

    def _drop_unmet(self) -> None:
        """Leave out what the broken run coded and this one wasn't asked for."""
        kept = self._part.with_name(f"{self._part.name}.kept")
        with self._part.open("rb") as old, kept.open("wb") as new:
            for entry in self._entries:
                line = old.read(entry.length)
                if entry.fingerprint in self._met:
                    new.write(line)
        kept.replace(self._part)

    def interrupt(self) -> None:
        """Close the files where they are; what a full disk has no room for is lost."""
        for file in (self._lines, self._ledger):
            with suppress(OSError):
                file.close()


def _entry(line: bytes) -> _Entry | None:
    try:
        return msgspec.json.decode(line, type=_Entry) if line.endswith(b"\n") else None
    except msgspec.DecodeError:
        return None


def _unwritable(path: Path, error: OSError) -> RecordError:
    reason = error.strerror or str(error)
    return RecordError(f"{path}: can't be written ({reason}); name a file in a folder of yours")


def sink(target: str, coder: Coder, quote: str, command: str = "") -> Sink:
    """What `--to` stands for: `-`, a `.jsonl` file, or a `.duckdb` store.

    Raises RecordError for another kind of file or one that can't be written, and StoreError
    for a store that can't be.
    """
    if target == STDOUT:
        return PipeSink()
    path = Path(target)
    if path.suffix in LINES:
        return LinesSink(path, coder, quote)
    if path.suffix in STORES:
        return StoreWriter(path, coder, quote, command)
    raise RecordError(f"{target}: onrecord writes .jsonl, .duckdb or - (standard output)")
