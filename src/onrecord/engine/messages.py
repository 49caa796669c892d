"""What a guard and its worker say to each other: frames of a kind, a number and a content."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_HEAD = struct.Struct("<IcQ")

# from the guard
JOB, DOCUMENT, QUIT = b"J", b"D", b"Q"
# from the worker
READY, BROKEN, START, RECORD, PROBLEM = b"R", b"B", b"S", b"O", b"P"


class Message(NamedTuple):
    """One frame."""

    kind: bytes
    number: int = 0
    content: bytes = b""

    def encode(self) -> bytes:
        """As bytes on the pipe."""
        return _HEAD.pack(len(self.content), self.kind, self.number) + self.content


def read_messages(stream: BinaryIO) -> Iterator[Message]:
    """The frames of a blocking stream, up to its end."""
    while len(head := stream.read(_HEAD.size)) == _HEAD.size:
        length, kind, number = _HEAD.unpack(head)
        yield Message(kind, number, stream.read(length))


class Inbox:
    """Puts frames together from the pieces that a pipe gives."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, piece: bytes) -> list[Message]:
        """The frames that are whole now."""
        self._bytes += piece
        whole: list[Message] = []
        while len(self._bytes) >= _HEAD.size:
            length, kind, number = _HEAD.unpack_from(self._bytes)
            end = _HEAD.size + length
            if len(self._bytes) < end:
                break
            whole.append(Message(kind, number, bytes(self._bytes[_HEAD.size : end])))
            del self._bytes[:end]
        return whole
