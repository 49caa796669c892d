"""Lists for people, for programs and for spreadsheets: a table, JSON lines or CSV."""

import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any


class ListFormat(StrEnum):
    """How a list is printed."""

    text = "text"
    json = "json"
    csv = "csv"


def print_json(rows: Iterable[dict[str, Any]]) -> None:
    """One object a line."""
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def print_csv(names: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    """With a head; cells that a spreadsheet would run begin with an apostrophe."""
    from onrecord.export.spreadsheets import csv_line

    sys.stdout.write(csv_line(names))
    for row in rows:
        sys.stdout.write(csv_line(row.get(name) for name in names))


def size(count: float) -> str:
    """Bytes for people."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:,.0f} {unit}" if unit == "bytes" else f"{count:,.1f} {unit}"
        count /= 1000
    return f"{count:,.1f} GB"
