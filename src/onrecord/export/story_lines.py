"""Stories as files: CSV with one line a story, JSON lines with its reports in full."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.export.jsonl import RecordError
from onrecord.export.spreadsheets import disarmed
from onrecord.store import StoryReport, ToldStory, Wanted, read_stories

SUFFIXES = (".csv", ".jsonl", ".ndjson")
BETWEEN = " | "
"""Between the reports' values in a cell of a CSV file; every such cell has as many values."""
_SIDE_BY_SIDE = (
    "document",
    "outlet",
    "published",
    "status",
    "words",
    "dead",
    "injured",
    "arrested",
)


def check_story_target(path: Path) -> None:
    """Raises RecordError for a kind of file that stories aren't written to."""
    if path.suffix not in SUFFIXES:
        raise RecordError(f"{path}: stories are written to .csv or .jsonl; name such a file")


def write_stories(store: Path, wanted: Wanted, path: Path, raw: bool = False) -> int:
    """Write stories to a file; returns how many.

    Args:
        store: where they are.
        wanted: which ones.
        path: a .csv file (a line a story, its reports side by side in the cells) or a .jsonl
            file (an object a story, with all that each report says).
        raw: leave CSV cells that a spreadsheet would take for formulas as they are.

    Raises RecordError where the file can't be written, StoreError where the store can't be read.
    """
    check_story_target(path)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            told = read_stories(store, wanted)
            number = _csv(file, told, raw) if path.suffix == ".csv" else _lines(file, told)
        part.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RecordError(
            f"{path}: can't be written ({reason}); name a file in a folder of yours"
        ) from error
    return number


def _lines(file: Any, told: Iterator[ToldStory]) -> int:
    number = 0
    for one in told:
        line = {**one.story, "reports": one.reports}
        file.write(msgspec.json.encode(line).decode() + "\n")
        number += 1
    return number


def _csv(file: Any, told: Iterator[ToldStory], raw: bool) -> int:
    out = csv.writer(file)
    number = 0
    for number, one in enumerate(told, 1):
        row = {**one.story, **side_by_side(one.reports)}
        if number == 1:
            out.writerow(row)
        out.writerow(_cell(value, raw) for value in row.values())
    return number


def side_by_side(reports: Iterable[StoryReport]) -> dict[str, str]:
    """What the reports say, one value for each in the same order: `happened | denied`."""
    told = list(reports)
    cells = {
        f"report_{name}": BETWEEN.join(_plain(getattr(report, name)) for report in told)
        for name in _SIDE_BY_SIDE
    }
    chains = (" ← ".join(report.according_to) for report in told)
    return {**cells, "report_according_to": BETWEEN.join(chains)}


def _plain(value: Any) -> str:
    """A value on one line; what separates values doesn't stand within one."""
    return "" if value is None else " ".join(str(value).split()).replace("|", "/")


def _cell(value: Any, raw: bool) -> Any:
    """A list as one text, and nothing that a spreadsheet would run."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return value if raw else disarmed(value)
