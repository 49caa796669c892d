"""Paths as the user gives them -> the sources that they stand for."""

import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.ingest import packed
from onrecord.ingest.formats import SUFFIXES, ZIP, format_of, is_known
from onrecord.ingest.patterns import is_pattern, matching, walk
from onrecord.ingest.reading import InputError, Reading, Source
from onrecord.model import Problem

STDIN = "-"
PACKED = (*packed.SUFFIXES, ZIP)


_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Bytes of a name that aren't UTF-8, and what does something to a terminal or a line."""


def writable(name: str) -> str:
    """A file's name as it can be stored and shown: what is odd in it is spelt out."""
    return _ODD.sub(lambda odd: odd[0].encode("unicode_escape").decode(), name)


def check(paths: Sequence[str], reading: Reading) -> None:
    """Refuse a call that can't be right, before any work.

    Raises InputError for a missing path, a file of an unknown kind, a folder without reports, or
    a pattern that no file fits.
    """
    for given in paths:
        path = Path(given)
        if given == STDIN:
            continue
        if path.is_dir():
            if next(_files(path), None) is None:
                kinds = ", ".join((*sorted(SUFFIXES), ZIP))
                raise InputError(f"{given}: the folder holds no report (looked for {kinds})")
        elif path.exists():
            format_of(Source(given, path), reading)
        elif is_pattern(given):
            first = next(matching(given), None)
            if first is None:
                raise InputError(f"{given}: no file fits the pattern; check it")
            format_of(Source(str(first), first), reading)
        else:
            raise InputError(f"{given}: no such file or folder; check the path")


def sources(paths: Sequence[str]) -> Iterator[Source | Problem]:
    """The files in the order given, a folder's and a pattern's in the order of their names."""
    for given in paths:
        path = Path(given)
        if given == STDIN:
            yield Source("stdin", None)
        elif path.is_dir():
            yield from _folder(path)
        elif not path.exists() and is_pattern(given):
            yield from map(_found, matching(given))
        else:
            yield Source(writable(given), path)


def _folder(folder: Path) -> Iterator[Source | Problem]:
    """The files below a folder that hold reports, then one line about those that are left."""
    left: Counter[str] = Counter()
    for file in walk(folder):
        source = Source(str(file), file)
        if is_known(source):
            yield _found(file)
        else:
            left[file.suffix.lower()] += 1
    if left:
        kinds = ", ".join(f"{n} {kind or 'without suffix'}" for kind, n in sorted(left.items()))
        yield Problem(
            source=writable(str(folder)),
            what=f"files of other kinds were left ({kinds})",
            advice="Name a file itself to have it read as plain text",
            kind="left",
        )


def _found(file: Path) -> Source | Problem:
    """A file that was found, not named: opening a pipe that nobody writes to waits for ever."""
    if _is_special(file):
        return Problem(
            source=writable(str(file)),
            what="a pipe, socket or device among the files",
            advice="Name it itself, if it is to be read",
        )
    return Source(writable(str(file)), file)


def _is_special(file: Path) -> bool:
    try:
        return not stat.S_ISREG(file.stat().st_mode)
    except OSError:  # what can't be looked at is named when it is opened
        return False


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in walk(folder) if is_known(Source(str(file), file)))


def estimate(paths: Sequence[str]) -> int | None:
    """About how many documents there are: one a text, one a JSON line. None where only reading
    them would tell: from a pipe, of archives, tables and packed files."""
    if STDIN in paths:
        return None
    total = 0
    for source in sources(paths):
        if isinstance(source, Source) and source.path:
            count = _count(source.path)
            if count is None:
                return None
            total += count
    return total


def _count(path: Path) -> int | None:
    kind = SUFFIXES.get(path.suffix.lower(), "text" if path.suffix.lower() not in PACKED else None)
    if kind in ("text", "html"):
        return 1
    if kind != "jsonl" or _is_special(path):  # what is read of a pipe is gone
        return None
    try:
        with path.open("rb") as stream:
            return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1
