"""What a reader is told, and what it hands back."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from onrecord.model import Document, Problem

MAX_CHARS = 1_000_000
"""The longest text that is coded; the parser refuses longer ones."""
MAX_BYTES = 32 << 20
"""The most bytes that one document may take before it is decoded."""

Item = Document | Problem


class InputError(Exception):
    """A call that can't be right: one sentence that says what, where and what to do."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How to read the input.

    `published`, `outlet` and `place` are what the user says of documents that don't say it
    themselves.
    """

    published: str | None = None
    outlet: str | None = None
    place: str | None = None
    fields: Mapping[str, str] = {}
    """Our name of a JSONL field -> the name that it has in the file."""
    format: str = "auto"
    """`text`, `jsonl`, or `auto`: by the file's suffix, or on standard input by a look at it."""
    encoding: str | None = None
    """The encoding of the files, where it is neither UTF-8 nor told by a byte order mark."""
    language: str | None = None
    """`en` takes the user's word for it and skips the language test."""
    max_chars: int = MAX_CHARS


class Source(NamedTuple):
    """A file, or standard input."""

    name: str
    path: Path | None

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Its bytes. Raises OSError where the file can't be read."""
        return nullcontext(sys.stdin.buffer) if self.path is None else self.path.open("rb")


Format = Callable[[Source, Reading], Iterator[Item]]
"""A format's reader: yields each document of a source, or what is wrong with it."""
