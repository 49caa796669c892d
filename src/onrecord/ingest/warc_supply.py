"""The bytes of a WARC file, plain or gzipped, and where to go on after a broken place."""

import zlib
from typing import BinaryIO

from onrecord.ingest.packed import FREE, PIECE, RATIO

_MAGIC = b"\x1f\x8b\x08"
_KEPT = 64 << 20
"""Packed bytes of one gzip member that are kept, to look for the next one in."""


class Supply:
    """Bytes of a plain file. `buffer` holds what came and isn't used yet."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self.buffer = bytearray()
        self.used = 0
        """Bytes that were taken out of the buffer."""
        self.trouble: str | None = None
        """Why no more comes, where that isn't the end of the file."""

    @property
    def member_at(self) -> int:
        """The position in the file of the gzip member that is read."""
        return self.used

    def more(self) -> bool:
        """Another piece into the buffer; False where there is none."""
        piece = self._stream.read(PIECE)
        self.buffer += piece
        return bool(piece)

    def need(self, count: int) -> bool:
        """Have so many bytes in the buffer; False where there are fewer."""
        while len(self.buffer) < count:
            if not self.more():
                return False
        return True

    def drop(self, count: int) -> None:
        """These bytes are used."""
        del self.buffer[:count]
        self.used += count

    def where(self) -> int:
        """The position in the file of what the buffer begins with."""
        return self.used

    def resync(self) -> bool:
        """Go on after trouble; False where there is nothing to go on with."""
        return False


class GzipSupply(Supply):
    """Bytes of a gzipped file. Each record is a member of its own, as the standard wants it, or
    the whole file is one; after a broken member it goes on with the next that holds a record."""

    def __init__(self, stream: BinaryIO):
        super().__init__(stream)
        self._packed = bytearray()
        """Of the member that is read: its packed bytes from the start on, and what follows."""
        self._packed_at = 0
        """The position in the file of what `_packed` begins with."""
        self._fed = 0
        """How much of `_packed` the unpacker has got."""
        self._unpacker: zlib._Decompress | None = None
        self._unpacked = 0
        self._tail = b""
        self._starts: list[tuple[int, int]] = []
        """(unpacked, packed) position of each member that the buffer holds the start of."""

    @property
    def member_at(self) -> int:
        return self._packed_at

    def more(self) -> bool:
        if self.trouble:
            return False
        try:
            return self._more()
        except (zlib.error, EOFError) as error:
            self.trouble = f"broken gzip data ({error})"
            return False

    def _more(self) -> bool:
        while True:
            if self._unpacker is None and not self._begin():
                return False
            assert self._unpacker is not None
            data = self._tail or self._next_packed()
            if not data:
                raise EOFError("it breaks off")
            piece = self._unpacker.decompress(data, PIECE)
            self._tail = self._unpacker.unconsumed_tail
            self._unpacked += len(piece)
            if self._unpacker.eof:
                self._end()
            elif self._unpacked > FREE and self._unpacked > RATIO * (self._fed - len(self._tail)):
                raise EOFError(f"it unpacks to more than {RATIO} times its size: a bomb")
            self.buffer += piece
            if piece:
                return True

    def _read(self) -> bool:
        piece = self._stream.read(PIECE)
        self._packed += piece
        return bool(piece)

    def _next_packed(self) -> bytes:
        if self._fed == len(self._packed):
            if len(self._packed) > _KEPT:  # the whole file is one member: there is no next one
                self._packed_at += len(self._packed)
                self._packed.clear()
                self._fed = 0
            if not self._read():
                return b""
        data = bytes(self._packed[self._fed :])
        self._fed = len(self._packed)
        return data

    def _begin(self) -> bool:
        """Start with the next member; False at the end of the file."""
        while len(self._packed) < 3 and self._read():
            pass
        if not self._packed.strip(b"\0"):
            return False
        self._unpacker = zlib.decompressobj(31)
        self._fed = self._unpacked = 0
        self._tail = b""
        self._starts.append((self.used + len(self.buffer), self._packed_at))
        return True

    def _end(self) -> None:
        assert self._unpacker is not None
        size = self._fed - len(self._unpacker.unused_data)
        del self._packed[:size]
        self._packed_at += size
        self._unpacker = None

    def where(self) -> int:
        while len(self._starts) > 1 and self._starts[1][0] <= self.used:
            self._starts.pop(0)
        return self._starts[0][1] if self._starts else self._packed_at

    def resync(self) -> bool:
        """Look behind the broken member's start for the next one that begins with a record."""
        self.drop(len(self.buffer))
        self.trouble = self._unpacker = None
        at = 1
        while True:
            at = self._packed.find(_MAGIC, at)
            if at < 0:
                kept = min(len(self._packed), len(_MAGIC) - 1)
                self._packed_at += len(self._packed) - kept
                del self._packed[: len(self._packed) - kept]
                at = 0
                if not self._read():
                    return False
            elif self._holds_record(at):
                del self._packed[:at]
                self._packed_at += at
                return True
            else:
                at += 1

    def _holds_record(self, at: int) -> bool:
        if len(self._packed) - at < 1 << 12:
            self._read()
        try:
            start = zlib.decompressobj(31).decompress(bytes(self._packed[at : at + 4096]), 64)
        except zlib.error:
            return False
        return start.startswith(b"WARC/")
