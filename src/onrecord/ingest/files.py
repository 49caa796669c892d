"""Paths as the user gives them -> the sources that they stand for."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.ingest.formats import SUFFIXES, format_of
from onrecord.ingest.reading import InputError, Reading, Source
from onrecord.model import Problem

STDIN = "-"


def check(paths: Sequence[str], reading: Reading) -> None:
    """Refuse a call that can't be right, before any work.

    Raises InputError for a missing path, a file of an unknown kind, or a folder without reports.
    """
    for given in paths:
        path = Path(given)
        if given == STDIN:
            continue
        if path.is_dir():
            if next(_files(path), None) is None:
                kinds = ", ".join(sorted(SUFFIXES))
                raise InputError(f"{given}: the folder holds no report (looked for {kinds})")
        elif path.exists():
            format_of(Source(given, path), reading)
        else:
            raise InputError(f"{given}: no such file or folder; check the path")


def sources(paths: Sequence[str]) -> Iterator[Source | Problem]:
    """The files in the order given, a folder's in the order of their names."""
    for given in paths:
        path = Path(given)
        if given == STDIN:
            yield Source("stdin", None)
        elif path.is_dir():
            yield from (Source(str(file), file) for file in _files(path))
            yield from _others(path)
        else:
            yield Source(given, path)


def _walk(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in a fixed order; nothing hidden, no links to folders."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in _walk(folder) if file.suffix.lower() in SUFFIXES)


def _others(folder: Path) -> Iterator[Problem]:
    """One line about the files that are left, if there are any."""
    left = Counter(f.suffix.lower() for f in _walk(folder) if f.suffix.lower() not in SUFFIXES)
    if left:
        kinds = ", ".join(f"{n} {kind or 'without suffix'}" for kind, n in sorted(left.items()))
        yield Problem(
            source=str(folder),
            what=f"files of other kinds were left ({kinds})",
            advice="Name a file itself to have it read as plain text",
            kind="left",
        )


def estimate(paths: Sequence[str]) -> int | None:
    """About how many documents there are: one a text, one a JSON line. None for a pipe."""
    if STDIN in paths:
        return None
    found = (source for source in sources(paths) if isinstance(source, Source))
    return sum(_count(source.path) for source in found if source.path)


def _count(path: Path) -> int:
    if SUFFIXES.get(path.suffix.lower()) != "jsonl":
        return 1
    try:
        with path.open("rb") as stream:
            return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1
