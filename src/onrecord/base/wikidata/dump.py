"""Reads a Wikidata dump line by line: plain, gzip, bzip2 or Zstandard."""

import bz2
import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from onrecord.base.errors import GazetteerError

LONGEST = 64 << 20
"""Bytes of the longest line: no entity comes near it, a file of another kind has no lines."""


def dump_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The entities of a dump as bare JSON with their line numbers.

    The dump is one array with an entity a line (Wikidata:Database download); JSON lines are read
    as well. A file that ends in the middle of a compressed block gives what comes before, and
    then raises GazetteerError, as one does that can't be read.
    """
    try:
        with _opened(path) as file:
            number = 0
            while line := file.readline(LONGEST):
                number += 1
                bare = line.strip().rstrip(b",")
                if bare not in (b"", b"[", b"]"):
                    yield number, bare
    except (OSError, EOFError, zlib.error) as error:
        raise GazetteerError(f"{path} can't be read to its end: {error}.") from error


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path))
    if path.suffix == ".bz2":
        return cast(IO[bytes], bz2.open(path))
    if path.suffix in (".zst", ".zstd"):
        from pyarrow import input_stream

        return BufferedReader(input_stream(str(path), compression="zstd"), 1 << 20)
    return path.open("rb")
