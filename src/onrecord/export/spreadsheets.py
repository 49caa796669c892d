"""CSV that a spreadsheet can open: cells that it would run are found, and made plain text."""

import csv
import io
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

FORMULA = "=+-@\t\r\n＝＋－＠"
"""What a cell begins with that a spreadsheet would run: the usual list, and the full-width
forms that some spreadsheets read alike."""


def disarmed(cell: T) -> T | str:
    """A cell of CSV: a text that begins like a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(tuple(FORMULA)):
        return f"'{cell}"
    return cell


def csv_line(cells: Iterable[object]) -> str:
    """A row of CSV with its line end, its cells disarmed.

    Python before 3.13 quotes a carriage return only where it is part of the line end; so the
    row is written with that of RFC 4180, and then has the line end of this system's tools.
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([disarmed(cell) for cell in cells])
    return line.getvalue().removesuffix("\r\n") + "\n"
