"""Cells that a spreadsheet would run: found, and made plain text."""

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
