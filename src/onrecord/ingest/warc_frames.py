"""The records of a WARC file, one by one, whatever is wrong between them.

The readers that there are hand back a short payload where a file breaks off, and lose what comes
after a wrong length. So the records are cut out here: a record counts only if it has its length,
ends as it should, and the next one begins behind it.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from onrecord.ingest.warc_supply import GzipSupply, Supply

_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.M)
_NEXT = re.compile(rb"\r?\n\r?\nWARC/1\.\d\r?\n")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
LONGEST_HEADER = 1 << 16
PEEK = 1 << 16
"""Bytes of a record that is too long which are handed out all the same, to see what it is."""
_OVERLAP = 32


class Frame(NamedTuple):
    """A record's bytes, or what is wrong with it."""

    where: int
    """Its position in the file: of a gzipped file that of its member."""
    content: bytes
    """Header and block; of a record that is too long the beginning."""
    trouble: str | None = None
    too_long: int | None = None
    """Its length, where that is over the limit."""


def frames(stream: BinaryIO, packed: bool, most: int) -> Iterator[Frame]:
    """The records of a file in their order.

    Args:
        stream: the file's bytes.
        packed: whether it is gzipped.
        most: bytes of a block from which on it isn't handed out whole.
    """
    supply = GzipSupply(stream) if packed else Supply(stream)
    while _at_record(supply):
        frame = _frame(supply, supply.where(), most)
        yield frame
        if supply.trouble and not _NEXT.search(b"\r\n\r\n" + supply.buffer):
            if not frame.trouble:  # it came up while looking at what follows the record
                yield Frame(supply.member_at, b"", supply.trouble)
            if not supply.resync():
                return


def _at_record(supply: Supply) -> bool:
    """Leave out line ends between records; False at the end of the file."""
    while True:
        count = len(supply.buffer) - len(supply.buffer.lstrip(b"\r\n"))
        supply.drop(count)
        if supply.buffer:
            return True
        if not supply.more():
            return bool(supply.trouble)


def _frame(supply: Supply, where: int, most: int) -> Frame:
    end = _header_end(supply)
    if end is None:
        broken = supply.trouble or "no WARC record where one should begin"
        _go_to_next(supply, 0)
        return Frame(where, b"", broken)
    found = _LENGTH.search(supply.buffer, 0, end)
    if found is None:
        _go_to_next(supply, end)
        return Frame(where, b"", "a record without a length")
    length = int(found[1])
    if length > most:
        return _skip(supply, where, end, length)
    if not supply.need(end + length):
        got = len(supply.buffer) - end
        trouble = f"a record that breaks off after {got:,} of {length:,} bytes"
        trouble += f": {supply.trouble}" if supply.trouble else ""
        _go_to_next(supply, end)
        return Frame(where, b"", trouble)
    if not _ends_well(supply, end + length):
        _go_to_next(supply, end)
        return Frame(where, b"", f"a record that isn't as long as it says ({length:,} bytes)")
    content = bytes(supply.buffer[: end + length])
    supply.drop(end + length)
    return Frame(where, content)


def _header_end(supply: Supply) -> int | None:
    """Where the block begins; None where no record begins here."""
    supply.need(5)
    if not supply.buffer.startswith(b"WARC/"):
        return None
    while not (found := _HEADER_END.search(supply.buffer, 0, LONGEST_HEADER)):
        if len(supply.buffer) >= LONGEST_HEADER or not supply.more():
            return None
    return found.end()


def _ends_well(supply: Supply, end: int) -> bool:
    """Whether a record ends here: two line ends, or at once another record or the file's end.

    Where junk follows, that is another problem, and not this record's.
    """
    supply.need(end + _OVERLAP)
    rest = bytes(supply.buffer[end : end + _OVERLAP])
    return not rest.strip(b"\r\n") or rest.startswith((b"\r\n\r\n", b"\n\n", b"WARC/1."))


def _go_to_next(supply: Supply, start: int) -> None:
    """Drop everything up to where another record begins, or all there is."""
    supply.drop(start)
    while True:
        found = _NEXT.search(supply.buffer)
        if found:
            supply.drop(found.start())
            return
        supply.drop(max(0, len(supply.buffer) - _OVERLAP))
        if not supply.more():
            supply.drop(len(supply.buffer))
            return


def _skip(supply: Supply, where: int, end: int, length: int) -> Frame:
    """Leave out a record that is too long: up to its end, or to where another one begins."""
    supply.need(end + PEEK)
    content = bytes(supply.buffer[: end + PEEK])
    supply.drop(end)
    left = length
    while True:
        found = _NEXT.search(supply.buffer)
        if found:
            lies = abs(found.start() - left) > 0
            supply.drop(found.start())
            trouble = f"a record that isn't as long as it says ({length:,} bytes)" if lies else None
            return Frame(where, content, trouble, length)
        count = max(0, len(supply.buffer) - _OVERLAP)
        supply.drop(count)
        left -= count
        if not supply.more():
            left -= len(supply.buffer.rstrip(b"\r\n"))
            supply.drop(len(supply.buffer))
            trouble = "a record that breaks off" if left > 0 else None
            return Frame(where, content, supply.trouble or trouble, length)
