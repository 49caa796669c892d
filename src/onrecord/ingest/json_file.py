"""A JSON file: an array of reports, or one report; plain objects or ninjs items."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.ingest.decode import Size, UnreadableError, encoding_of
from onrecord.ingest.jsonl import read_object
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.model import Problem

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.DOTALL)
_PIECE = 1 << 20
_BETWEEN = re.compile(rb"[\s,]*")


def read_json(source: Source, reading: Reading) -> Iterator[Item]:
    """Each object of the file as a report, or what is wrong with it."""
    number = 0
    with source.open() as stream:
        for content in objects(stream, reading.max_bytes):
            number += 1
            yield read_object(f"{source.name}#{number}", content, reading)
    if not number:
        yield Problem(source=source.name, what="no JSON objects", advice="Leave the file out")


def objects(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The objects of an array, or those that follow each other, one at a time.

    Raises UnreadableError for what is neither, breaks off, or is longer than `most` bytes.
    """
    buffer = _Buffer(stream, most)
    buffer.start()
    while buffer.skip():
        yield buffer.take()


class _Buffer:
    """The piece of a file that holds the next object."""

    def __init__(self, stream: BinaryIO, most: int):
        self._stream, self._most = stream, most
        self._data, self._at, self._array = b"", 0, False

    def _more(self) -> bool:
        """Another piece, as long as what is there, so that time grows with the length alone."""
        piece = self._stream.read(max(_PIECE, len(self._data) - self._at))
        self._data, self._at = self._data[self._at :] + piece, 0
        return bool(piece)

    def start(self) -> None:
        """Look for the array's bracket."""
        self._more()
        marked = encoding_of(self._data)
        if marked and marked[0] != "utf-8":
            raise UnreadableError(f"{marked[0].upper()} where JSON is UTF-8", "Save it as UTF-8")
        self._at = marked[1] if marked else 0
        self._skip_space()
        self._array = self._data[self._at : self._at + 1] == b"["
        self._at += self._array

    def _skip_space(self) -> None:
        while True:
            found = _BETWEEN.match(self._data, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._data) or not self._more():
                return

    def skip(self) -> bool:
        """Go to the next object; False at the end."""
        self._skip_space()
        first = self._data[self._at : self._at + 1]
        if first == b"{":
            return True
        if first == b"" and self._array:
            raise UnreadableError("a JSON array that breaks off", "Get the file again")
        if first not in (b"", b"]"):
            shown = self._data[self._at : self._at + 20].decode("utf-8", "replace")
            raise UnreadableError(
                f"not a JSON object ({shown!r})", "onrecord reads objects, and arrays of them"
            )
        return False

    def take(self) -> bytes:
        """The object that begins here."""
        depth, at = 0, self._at
        while True:
            token = _TOKEN.search(self._data, at)
            if token is None or token[0] == b'"':  # a string that goes on behind the buffer
                at = (token.start() if token else len(self._data)) - self._at
                if at > self._most:
                    raise Size(self._most, "bytes", "--max-bytes").exceeded(at)
                if not self._more():
                    raise UnreadableError("a JSON object that breaks off", "Get the file again")
                continue
            at = token.end()
            depth += (token[0] in (b"{", b"[")) - (token[0] in (b"}", b"]"))
            if depth == 0:
                found, self._at = self._data[self._at : at], at
                return found
