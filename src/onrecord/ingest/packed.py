"""What is packed: gzip, zstd, bzip2, xz and brotli files, and zip archives, also in one another.

Nothing is unpacked further than a reader asks for, and never more than a document's share of it
is held. What grows out of proportion to what is packed is taken for a bomb.
"""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.reading import MAX_BYTES, Source

PIECE = 1 << 18
"""Bytes that are unpacked at once."""
_STEP = 1 << 10
RATIO = 250
"""News in any packing is at most some thirty times as long unpacked."""
FREE = MAX_BYTES
"""Unpacked bytes up to which the ratio doesn't matter."""
MOST_LAYERS = 3
"""Packings in one another that are still opened."""


class Allowance:
    """How much may still come out of something packed."""

    def __init__(self, packed: int | None = None):
        """With the packed size, if it is known beforehand."""
        self.packed = packed or 0
        self.unpacked = 0

    @property
    def spent(self) -> bool:
        """Whether what came out is out of proportion."""
        return self.unpacked > FREE and self.unpacked > RATIO * self.packed

    def take(self, count: int) -> None:
        """So many bytes came out. Raises UnreadableError where that is out of proportion."""
        self.unpacked += count
        if self.spent:
            raise UnreadableError(
                f"unpacks to more than {RATIO} times its size: a decompression bomb",
                "Leave it out, or unpack it yourself; what follows in it isn't read",
            )


class _Counted:
    """A stream whose reads count as packed bytes."""

    def __init__(self, stream: BinaryIO, allowance: Allowance):
        self._stream, self._allowance = stream, allowance

    def read(self, count: int = -1) -> bytes:
        found = self._stream.read(count)
        self._allowance.packed += len(found)
        return found


class _Unpacking(io.RawIOBase):
    """The unpacked bytes as a stream."""

    def __init__(self, pieces: Iterator[bytes], allowance: Allowance, kind: str):
        self._pieces, self._allowance, self._kind = pieces, allowance, kind
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = self._next()
            if piece is None:
                return 0
            self._left = piece
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def _next(self) -> bytes | None:
        try:
            piece = next(self._pieces, None)
        except UnreadableError:
            raise
        except Exception as error:
            # each packing has its own errors, and some raise bare OSError and ValueError
            raise UnreadableError(
                f"broken {self._kind} data after {self._allowance.unpacked:,} unpacked bytes "
                f"({str(error) or type(error).__name__})",
                "What came before is kept; get the file again",
            ) from error
        if piece is not None:
            self._allowance.take(len(piece))
        return piece


def gzip_pieces(stream: Any) -> Iterator[bytes]:
    """Unpacked pieces of a gzip file of any number of members."""
    data, members = b"", 0
    while True:
        data = data or stream.read(PIECE)
        if not data.strip(b"\0"):  # the end, or what some tapes and tools fill up with
            if not members:
                raise EOFError("an empty file")
            if not data:
                return
            data = b""
            continue
        unpacker = zlib.decompressobj(31)
        while not unpacker.eof:
            data = data or stream.read(PIECE)
            if not data:
                yield unpacker.flush(PIECE)
                raise EOFError("it breaks off")
            piece = unpacker.decompress(data, PIECE)
            data = unpacker.unconsumed_tail
            if piece:
                yield piece
        data = unpacker.unused_data
        members += 1


def _framed_pieces(new: Callable[[], Any]) -> Callable[[Any], Iterator[bytes]]:
    """Of packings whose unpackers work as bz2's."""

    def pieces(stream: Any) -> Iterator[bytes]:
        data, frames = b"", 0
        while True:
            data = data or stream.read(PIECE)
            if not data.strip(b"\0") and frames:
                return
            unpacker = new()
            while not unpacker.eof:
                if unpacker.needs_input:
                    data = data or stream.read(PIECE)
                    if not data:
                        raise EOFError("it breaks off")
                    piece, data = unpacker.decompress(data, PIECE), b""
                else:
                    piece = unpacker.decompress(b"", PIECE)
                if piece:
                    yield piece
            data = unpacker.unused_data
            frames += 1

    return pieces


def _zstd_pieces(stream: Any) -> Iterator[bytes]:
    """Unpacked pieces of a zstd file of any number of frames.

    Fed in small steps: the unpacker knows no limit, and each 4 bytes may stand for 128 kB. Its
    stream reader, which knows one, doesn't tell a file that breaks off from one that ends.
    """
    import zstandard

    data, frames = b"", 0
    while True:
        data = data or stream.read(_STEP)
        if not data.strip(b"\0") and frames:
            return
        unpacker = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
        while not unpacker.eof:
            data = data or stream.read(_STEP)
            if not data:
                raise EOFError("it breaks off")
            if piece := unpacker.decompress(data):
                yield piece
            data = b""
        data = unpacker.unused_data
        frames += 1


def _brotli_pieces(stream: Any) -> Iterator[bytes]:
    import brotli

    unpacker = brotli.Decompressor()
    while not unpacker.is_finished():
        hungry = unpacker.can_accept_more_data()
        data = stream.read(PIECE) if hungry else b""
        piece = unpacker.process(data, output_buffer_limit=PIECE)
        if piece:
            yield piece
        elif hungry and not data:
            raise EOFError("it breaks off")


def _deflate_pieces(stream: Any) -> Iterator[bytes]:
    """HTTP's deflate: with zlib's frame as the standard says, or without as some servers do."""
    data = stream.read(PIECE)
    framed = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
    unpacker = zlib.decompressobj(15 if framed else -15)
    while not unpacker.eof:
        data = data or stream.read(PIECE)
        if not data:
            yield unpacker.flush(PIECE)
            raise EOFError("it breaks off")
        if piece := unpacker.decompress(data, PIECE):
            yield piece
        data = unpacker.unconsumed_tail


PACKINGS: dict[str, Callable[[Any], Iterator[bytes]]] = {
    "gzip": gzip_pieces,
    "zstd": _zstd_pieces,
    "bzip2": _framed_pieces(bz2.BZ2Decompressor),
    "xz": _framed_pieces(lzma.LZMADecompressor),
    "brotli": _brotli_pieces,
    "deflate": _deflate_pieces,
}
SUFFIXES = {
    **dict.fromkeys((".gz", ".gzip"), "gzip"),
    **dict.fromkeys((".zst", ".zstd"), "zstd"),
    ".bz2": "bzip2",
    ".xz": "xz",
    ".br": "brotli",
}


def unpacking(stream: BinaryIO, kind: str, allowance: Allowance | None = None) -> BinaryIO:
    """A stream of the unpacked bytes; reading it raises UnreadableError for what is broken.

    Args:
        stream: the packed bytes.
        kind: a key of PACKINGS.
        allowance: what may come out, where something larger counts it.
    """
    own = Allowance()
    pieces = PACKINGS[kind](_Counted(stream, own))
    if allowance is not None:
        pieces = _also(pieces, allowance)
    return io.BufferedReader(_Unpacking(pieces, own, kind), PIECE)


def _also(pieces: Iterator[bytes], allowance: Allowance) -> Iterator[bytes]:
    for piece in pieces:
        allowance.take(len(piece))
        yield piece


def unpacked(source: Source, kind: str, allowance: Allowance | None = None) -> Source:
    """The source of what a packed file holds, under the file's name."""

    @contextmanager
    def opened() -> Generator[BinaryIO, None, None]:
        with source.open() as stream:
            yield unpacking(stream, kind, allowance)

    def opener() -> AbstractContextManager[BinaryIO]:
        return opened()

    return source._replace(path=inner_path(source.path), opener=opener, kind=None)


def inner_path(path: Path | None) -> Path | None:
    """The name that a packed file has unpacked: `a.html` of `a.html.gz`."""
    if path is None or path.suffix.lower() not in SUFFIXES:
        return path
    return Path(PurePosixPath(path).with_suffix(""))


def unpack_all(content: bytes, kinds: list[str], most: int) -> bytes:
    """Bytes that were packed in the order given, such as by HTTP's Content-Encoding.

    Args:
        content: the packed bytes.
        kinds: keys of PACKINGS.
        most: at most one byte more than this comes out.

    Raises UnreadableError for broken data and bombs.
    """
    for kind in reversed(kinds):
        content = unpacking(io.BytesIO(content), kind).read(most + 1)
    return content
