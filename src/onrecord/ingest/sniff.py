"""What a stream without a name holds, by its first bytes."""

import io
import re
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO

from onrecord.ingest.reading import Source

LOOK = 4096
_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"\xff\xff\xff\xff", "arrow"),
    (b"WARC/", "warc"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)


class _Rejoined(io.RawIOBase):
    """What was looked at, and then the rest."""

    def __init__(self, start: bytes, rest: BinaryIO):
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._start[: len(buffer)] or self._rest.read(len(buffer))
        self._start = self._start[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def kind_of(start: bytes) -> str:
    """A format's or packing's name; `text` where nothing else is seen."""
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"{"):
        return "jsonl"
    if bare.startswith(b"["):
        return "json"
    if _HTML.search(start[:1024]):
        return "html"
    return "xml" if bare.startswith((b"<?xml", b"<rss", b"<feed", b"<newsItem")) else "text"


def sniffed(source: Source) -> Source:
    """A source whose kind is known now, by a look at its first bytes. It can be opened once."""
    context = source.open()
    stream = context.__enter__()  # it stays open until what is returned is read
    start = stream.read(LOOK)

    @contextmanager
    def opened() -> Generator[BinaryIO, None, None]:
        with ExitStack() as stack:
            stack.push(context)
            yield io.BufferedReader(_Rejoined(start, stream), 1 << 18)

    return source._replace(opener=opened, kind=kind_of(start))
