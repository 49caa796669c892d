"""CSV for spreadsheets: nothing runs, and a row stays a row."""

import csv
import io

import pytest

from onrecord.export.spreadsheets import FORMULA, csv_line


@pytest.mark.parametrize("sign", FORMULA)
def test_a_cell_that_would_run_is_made_text(sign: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_line([f"{sign}1+1", "1+1", -3]), newline=""))
    assert row == [f"'{sign}1+1", "1+1", "-3"]


@pytest.mark.parametrize("cell", ["a\rb", "a\nb", 'a"b', "a,b", "", None])
def test_a_row_stays_a_row(cell: str | None) -> None:
    line = csv_line([cell, "last"])
    assert line.endswith("last\n")
    (row,) = csv.reader(io.StringIO(line, newline=""))
    assert row == [cell or "", "last"]
