"""CSV, Parquet and Arrow: the same tables, read alike by DuckDB, pandas and polars."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from onrecord.export import Written
from onrecord.store.tables import BY_NAME
from support.exported import read_csv, with_duckdb
from support.told import PRIVATE, TEXT

Export = Callable[..., Written]
TABLES = sorted({*BY_NAME, "flat"})


def of(rows: list[dict[str, Any]], event: str, document: str = "d1") -> dict[str, Any]:
    (row,) = [row for row in rows if (row["document"], row["event"]) == (document, event)]
    return row


def test_the_flat_table_has_a_row_for_each_event(exported: Export, tmp_path: Path) -> None:
    assert exported("csv", "a.csv").rows == 8
    rows = read_csv(tmp_path / "a.csv")
    shelled = of(rows, "e1")
    assert (shelled["source_names"], shelled["target_countries"]) == ("Kenyan troops", "SOM")
    assert (shelled["place_name"], shelled["lat"], shelled["dead"]) == ("Kismayo", "-0.36", "3")
    assert (shelled["date_start"], shelled["status"]) == ("2021-05-24", "happened")
    aid = of(rows, "e3")
    assert (aid["asserted_by"], aid["according_to"]) == ("quote", "Amina Wario; Example News")
    assert (aid["statement_act"], aid["cue_text"]) == ("say", "said")


@pytest.mark.parametrize("format", ["csv", "parquet", "arrow"])
def test_a_folder_holds_every_table(exported: Export, tmp_path: Path, format: str) -> None:
    written = exported(format, "tables")
    names = {file.stem for file in written.files if file.suffix == f".{format}"}
    assert sorted(names) == TABLES
    assert not list((tmp_path / "tables").glob("*.part"))


def test_parquet_and_arrow_hold_the_same(exported: Export, tmp_path: Path) -> None:
    exported("parquet", "p")
    exported("arrow", "a")
    for name in TABLES:
        parquet, arrow = tmp_path / "p" / f"{name}.parquet", tmp_path / "a" / f"{name}.arrow"
        rows = with_duckdb(f"SELECT * FROM read_parquet('{parquet}')")
        with pa.memory_map(str(arrow)) as file:
            assert pa.ipc.open_file(file).read_all().to_pylist() == rows
        assert pl.read_parquet(parquet).to_dicts() == rows
        assert pl.read_ipc(arrow).to_dicts() == rows
        frame = pd.read_parquet(parquet)
        assert (len(frame), list(frame.columns)) == (len(rows), list(rows[0]) if rows else [*frame])
        assert len(pd.read_feather(arrow)) == len(rows)


def test_tables_join_on_the_document_and_the_id(exported: Export, tmp_path: Path) -> None:
    exported("csv", "t")
    (row,) = with_duckdb(
        f"""SELECT a.name FROM read_csv('{tmp_path}/t/events.csv') e
        JOIN read_csv('{tmp_path}/t/event_actors.csv') p
            ON (p.document, p.event) = (e.document, e.id) AND p.role = 'target'
        JOIN read_csv('{tmp_path}/t/actors.csv') a ON (a.document, a.id) = (p.document, p.actor)
        WHERE e.trigger_text = 'shelled'"""
    )
    assert row == {"name": "port of Kismayo"}


def test_cells_that_a_spreadsheet_would_run_are_disarmed(exported: Export, tmp_path: Path) -> None:
    exported("csv", "a.csv")
    row = of(read_csv(tmp_path / "a.csv"), "e1", "d2")
    assert row["source_names"] == "'=HYPERLINK(1)"
    assert row["target_names"] == "'-two\twords"
    assert row["outlet"] == "'+1 News"
    assert row["title"] == '\'@A1,"quoted"'
    assert row["evidence_text"].startswith("'=")
    assert row["intensity"] == "-9.0"
    text = (tmp_path / "a.csv").read_text("utf-8")
    assert "\n=" not in text
    assert ",=" not in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_each_way_to_begin_a_formula_is_known(start: str, tmp_path: Path) -> None:
    import duckdb

    from onrecord.export.writing import literal, write_csv

    with duckdb.connect() as connection:
        sql = f"SELECT {literal(start + '1')} AS cell, -1 AS number, [{literal(start)}] AS list"
        write_csv(connection, [sql], tmp_path / "a.csv")
        write_csv(connection, [sql], tmp_path / "raw.csv", raw=True)
    for name, before in (("a.csv", "'"), ("raw.csv", "")):
        (row,) = with_duckdb(
            f"SELECT * FROM read_csv('{tmp_path / name}', all_varchar = true, header = true, "
            "quote = '\"', escape = '\"', delim = ',')"
        )
        assert row == {"cell": f"{before}{start}1", "number": "-1", "list": f"{before}{start}"}


def test_raw_leaves_cells_as_they_are(exported: Export, tmp_path: Path) -> None:
    exported("csv", "a.csv", raw=True)
    row = of(read_csv(tmp_path / "a.csv"), "e1", "d2")
    assert (row["source_names"], row["title"]) == ("=HYPERLINK(1)", '@A1,"quoted"')


def test_private_persons_appear_by_description(exported: Export, tmp_path: Path) -> None:
    exported("parquet", "p")
    rows = {
        name: with_duckdb(f"SELECT * FROM read_parquet('{tmp_path}/p/{name}.parquet')")
        for name in TABLES
    }
    words = ("evidence_text", "content_text")
    for name, table in rows.items():
        for row in table:
            shown = {k: v for k, v in row.items() if k not in words}
            assert PRIVATE not in json.dumps(shown, default=str), name
            assert "Q999" not in json.dumps(shown, default=str), name
    assert {row["id"] for row in rows["actors"] if row["document"] == "d1"} == {
        f"a{n}" for n in range(1, 12) if n != 9
    }
    arrested = of(rows["flat"], "e5")
    assert arrested["target_names"] == ["a private person"]
    assert (arrested["target_sectors"], arrested["target_words"]) == (["CVL"], [None])
    assert PRIVATE in arrested["evidence_text"]
    assert of(rows["flat"], "e4")["according_to"] == ["a private person", "Example News"]
    denied = next(row for row in rows["statements"] if row["act"] == "deny")
    assert (denied["speaker_actor"], denied["chain"]) == (None, ["private", "outlet"])


def test_private_persons_are_named_where_asked(exported: Export, tmp_path: Path) -> None:
    exported("csv", "t", names="all")
    assert PRIVATE in (tmp_path / "t" / "actors.csv").read_text()
    assert of(read_csv(tmp_path / "t" / "flat.csv"), "e5")["target_names"] == PRIVATE


def test_as_much_text_leaves_as_told(exported: Export, tmp_path: Path) -> None:
    for quote in ("none", "evidence", "sentence", "full"):
        exported("csv", quote, quote=quote)
    files = {
        quote: {file.stem: file.read_text("utf-8") for file in (tmp_path / quote).glob("*.csv")}
        for quote in ("none", "evidence", "sentence", "full")
    }
    assert "shelled" not in json.dumps(files["none"])
    assert "Kismayo" in files["none"]["places"]
    assert "shelled the port of Kismayo" in files["evidence"]["flat"]
    assert "on Monday." not in json.dumps(files["evidence"])
    assert "on Monday." in files["sentence"]["flat"]
    assert "on Monday." in files["sentence"]["sentences"]
    assert TEXT not in files["sentence"]["documents"]
    assert TEXT.replace('"', '""') in files["full"]["documents"]


def test_filters_hold_for_all_tables(exported: Export, tmp_path: Path) -> None:
    exported("csv", "t", types=("CONSULT",))
    (event,) = read_csv(tmp_path / "t" / "events.csv")
    assert event["id"] == "e2"
    assert {row["event"] for row in read_csv(tmp_path / "t" / "event_actors.csv")} == {"e2"}
    assert [row["id"] for row in read_csv(tmp_path / "t" / "documents.csv")] == ["d1"]


@pytest.mark.parametrize("format", ["csv", "parquet", "arrow"])
def test_slices_make_one_table(
    exported: Export, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(format, f"whole.{format}")
    monkeypatch.setattr("onrecord.export.formats.tidy.SLICE", 3)
    assert exported(format, f"sliced.{format}").rows == 8
    if format == "csv":
        assert (tmp_path / "sliced.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    read = {"csv": pl.read_csv, "parquet": pl.read_parquet, "arrow": pl.read_ipc}[format]
    whole, sliced = (read(tmp_path / f"{name}.{format}") for name in ("whole", "sliced"))
    assert whole.equals(sliced)
    assert not list(tmp_path.glob("*.slice"))


def test_an_export_of_nothing_has_its_columns(exported: Export, tmp_path: Path) -> None:
    for format in ("csv", "parquet", "arrow"):
        assert exported(format, f"a.{format}", countries=("FRA",)).rows == 0
    assert (
        pl.read_parquet(tmp_path / "a.parquet").columns == pl.read_csv(tmp_path / "a.csv").columns
    )
    assert pl.read_ipc(tmp_path / "a.arrow").columns == pl.read_csv(tmp_path / "a.csv").columns
