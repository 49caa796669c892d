"""What a reader is told, and what it hands back."""

import errno
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

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
    """A format's name, or `auto`: by the file's suffix, or on standard input by a look at it."""
    encoding: str | None = None
    """The encoding of the files, where it is neither UTF-8 nor told by a byte order mark."""
    language: str | None = None
    """`en` takes the user's word for it and skips the language test."""
    max_chars: int = MAX_CHARS
    max_bytes: int = MAX_BYTES
    """The most bytes of one document, unpacked."""


class Source(NamedTuple):
    """A file, standard input, or what is packed in one of these."""

    name: str
    path: Path | None
    """Its path; of something packed the name that it has inside, which no file need have."""
    opener: Callable[[], AbstractContextManager[BinaryIO]] | None = None
    """How to get at what is packed; None for a file and for standard input."""
    kind: str | None = None
    """Its format or packing, where a look at it told."""
    allowance: Any = None
    """What may still come out of the archive that it is in."""

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Its bytes. Raises OSError where they can't be read."""
        if self.opener is not None:
            return self.opener()
        if self.path is not None:
            return self.path.open("rb")
        if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison] - it may be closed
            raise OSError(errno.EBADF, "standard input is closed")
        return nullcontext(sys.stdin.buffer)

    @property
    def suffixes(self) -> list[str]:
        """The suffixes of its name in lower case, the last one last."""
        return [suffix.lower() for suffix in self.path.suffixes] if self.path else []


Format = Callable[[Source, Reading], Iterator[Item]]
"""A format's reader: yields each document of a source, or what is wrong with it."""
