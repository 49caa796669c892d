"""Zip archives: each member as a source of its own, however wicked the archive is."""

import io
import struct
import zipfile
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from onrecord.ingest.clean import one_line
from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.packed import Allowance
from onrecord.ingest.reading import Source

MOST_DIRECTORY = 32 << 20
"""Bytes of an archive's list of members: some 400,000 names, which take 300 MB of memory."""
MOST_SPOOLED = 4 << 30
"""Bytes of an archive or table in a pipe that are put on disk so that they can be read."""
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"


def members(source: Source, allowance: Allowance | None) -> Iterator[Source]:
    """The members of an archive in its order, without folders and hidden files.

    Args:
        source: the archive.
        allowance: of the archive that this one is in.

    Raises UnreadableError for what is no archive, or one that lists too many members.
    """
    with source.open() as stream, seekable(stream) as file:
        size = _check_directory(file)
        own = allowance or Allowance(size)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
            raise UnreadableError(f"a broken zip archive ({error})", "Get it again") from error
        with archive:
            for entry in archive.infolist():
                name = one_line(entry.filename.replace("\\", "/"))
                parts = name.split("/")
                if not entry.is_dir() and not any(p[:1] == "." or p == "__MACOSX" for p in parts):
                    yield _member(source, archive, entry, name, own)


def _member(
    source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, own: Allowance
) -> Source:
    @contextmanager
    def opened() -> Generator[BinaryIO, None, None]:
        try:
            stream = archive.open(entry)
        except _BROKEN as error:
            raise _broken(error) from error
        with stream:
            yield io.BufferedReader(_Member(stream, own))

    return Source(f"{source.name}/{name}", Path(name), opened, allowance=own)


_BROKEN = (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError)


def _broken(error: Exception) -> UnreadableError:
    if "password" in str(error):
        return UnreadableError("a member with a password", "Unpack the archive yourself")
    if isinstance(error, NotImplementedError):
        return UnreadableError(
            f"a member in a packing that isn't read ({error})", "Unpack the archive yourself"
        )
    return UnreadableError(
        f"a broken member ({str(error) or type(error).__name__})", "Get the archive again"
    )


class _Member(io.RawIOBase):
    """A member's bytes, counted, with errors in our words."""

    def __init__(self, stream: Any, allowance: Allowance):
        self._stream, self._allowance = stream, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self._stream.read(len(buffer))
        except Exception as error:
            # zipfile lets every unpacker's own errors through
            raise _broken(error) from error
        self._allowance.take(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


def _check_directory(file: BinaryIO) -> int:
    """The archive's size. Raises UnreadableError where its list of members is too long."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, size - (1 << 16) - 22 - 76)
    file.seek(start)
    tail = file.read()
    at, at_64 = tail.rfind(_END), tail.rfind(_END_64)
    if at < 0 or len(tail) < at + 22:
        raise UnreadableError("no zip archive, or one that breaks off", "Get it again")
    directory = struct.unpack_from("<I", tail, at + 12)[0]
    if directory == 0xFFFFFFFF and 0 <= at_64 <= len(tail) - 56:
        directory = struct.unpack_from("<Q", tail, at_64 + 40)[0]
    if directory > MOST_DIRECTORY:
        raise UnreadableError(
            "an archive whose list of members alone is too large", "Unpack it, and name the folder"
        )
    file.seek(0)
    return size


@contextmanager
def seekable(stream: BinaryIO) -> Generator[BinaryIO, None, None]:
    """The stream itself if one can go back in it, else its bytes in a temporary file.

    Raises UnreadableError where there are too many for that.
    """
    is_file = isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)
    if is_file and stream.seekable():
        yield stream
        return
    with TemporaryFile() as file:
        left = MOST_SPOOLED
        while piece := stream.read(1 << 20):
            file.write(piece)
            left -= len(piece)
            if left < 0:
                raise UnreadableError(
                    f"more than {MOST_SPOOLED:,} bytes through a pipe or out of a packing",
                    "Save it as a file of its own",
                )
        file.seek(0)
        yield file


def kinds_left(names: Counter[str]) -> str:
    """`2 .jpg, 1 without suffix`."""
    return ", ".join(f"{n} {kind or 'without suffix'}" for kind, n in sorted(names.items()))
