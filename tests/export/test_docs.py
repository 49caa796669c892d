"""The codebook of the exports has every format and column, and the tutorial runs."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import nbformat
import pytest
from nbclient import NotebookClient

from onrecord.export import Written
from onrecord.export.formats import FORMATS, gdelt, icews
from onrecord.model.record import Type
from support.exported import read_csv
from support.layouts import published

Export = Callable[..., Written]
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def named() -> set[str]:
    """Everything that stands in `…` on the page."""
    text = (DOCS / "exports.md").read_text("utf-8")
    return set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def test_every_format_has_its_row(named: set[str]) -> None:
    assert set(FORMATS) <= named


def test_every_column_of_the_flat_table_and_the_sidecar_is_explained(
    named: set[str], exported: Export, tmp_path: Path
) -> None:
    exported("csv", "flat.csv")
    exported("dyad-months", "dyads.csv", level="actor")
    for name in ("flat.csv", "dyads.csv", "dyads.csv.sidecar.csv"):
        assert set(read_csv(tmp_path / name)[0]) <= named, name
    assert {type.lower() for type in get_args(Type)} <= named


def test_columns_of_the_layouts_are_named(named: set[str]) -> None:
    assert set(icews.COLUMNS) <= named
    single = [name for name in gdelt.COLUMNS if not name.startswith(("Actor", "Action"))]
    assert set(single) <= named
    ours = {"status", "asserted_by", "according_to", "mutual", "about", "trigger_span", "reviewed"}
    fields = {line.split()[1].rstrip("*") for line in published("plover")}
    unfilled = {"time", "endtime", "link", "coded_date", "coded_time"}
    records = {line.split()[1].rstrip("*") for line in published("plover") if "record" in line}
    assert (records - unfilled) | ours <= named
    assert {"religion", "ethnicity", "gender", "age"} <= named & fields


def test_each_notebook_runs_to_its_end() -> None:
    notebook = nbformat.read(DOCS / "tutorial.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook, timeout=240, kernel_name="python3").execute()
    shown = " ".join(str(cell.get("outputs")) for cell in notebook.cells)
    assert "ASSAULT denied shelled" in shown
    assert "events.tsv.sidecar.csv" in shown
