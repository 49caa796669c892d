"""Cells that a spreadsheet would run: one list for exports, stories, lists and figures."""

import pytest

from onrecord.cli.listing import print_csv
from onrecord.export.spreadsheets import FORMULA, disarmed


@pytest.mark.parametrize("first", FORMULA)
def test_a_text_that_begins_like_a_formula_is_plain_text(first: str) -> None:
    assert disarmed(f"{first}SUM(A1)") == f"'{first}SUM(A1)"


@pytest.mark.parametrize("cell", ["a=1", "", "–", -1, -0.5, None, True])
def test_other_cells_stay_what_they_are(cell: object) -> None:
    assert disarmed(cell) is cell


@pytest.mark.parametrize("first", FORMULA)
def test_lists_are_printed_without_formulas(first: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_csv(["what", "number"], [{"what": f"{first}A1", "number": -1}])
    out = capsys.readouterr().out
    assert f"'{first}A1" in out
    assert ",-1\n" in out
