"""The Python interface to a store: tables, filters, batches, exports, citations."""

import json
from pathlib import Path

import polars as pl
import pytest

import onrecord
from onrecord.export import ExportError, RecordError, encode_line
from support.told import PRIVATE, told


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_bytes(encode_line(told().record()))
    return path


@pytest.fixture
def store(told: Path) -> Path:
    return told


def test_events_can_be_filtered(store: Path) -> None:
    run = onrecord.open(store)
    assert run.events().num_rows == 8
    found = run.events(type=["ASSAULT", "CONSULT"], country="SOM", since="2021-05-01")
    assert found.column("id").to_pylist() == ["e1", "e2", "e4", "e7", "e1"]
    assert found.schema == run.events().schema
    assert run.events(status="denied").column("trigger_text").to_pylist() == ["attacked"]


def test_flat_goes_into_pandas_and_polars(store: Path) -> None:
    flat = onrecord.open(store).flat(document="d1")
    assert flat.to_pandas().groupby("type").size()["ASSAULT"] == 3
    exploded = pl.from_arrow(flat).explode("source_countries")  # type: ignore[union-attr]
    assert exploded["source_countries"].to_list().count("KEN") == 5


def test_batches_and_queries_take_sql(store: Path) -> None:
    run = onrecord.open(store)
    query = "SELECT type FROM events WHERE document = ? ORDER BY id"
    (batch,) = run.batches(query, ["d2"])
    assert batch.column("type").to_pylist() == ["ASSAULT"]
    assert run.query("SELECT count(*) AS n FROM statements").to_pylist() == [{"n": 2}]


def test_export_writes_as_the_command_does(store: Path, tmp_path: Path) -> None:
    written = onrecord.open(store).export("gdelt", tmp_path / "a.tsv", claims=True, type="AGREE")
    assert written.rows == 1
    assert [file.name for file in written.files] == [
        "a.tsv", "a.tsv.sidecar.csv", "a.tsv.readme.txt",
    ]  # fmt: skip
    assert "onrecord.open(" in (tmp_path / "a.tsv.readme.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"colour": "red"}, "colour: no filter; there are type, status"),
        ({"types": "ASSAULT"}, "types: no filter; there are type"),
        ({"type": "WAR"}, "--type WAR: there are"),
        ({"confidence": "high"}, "a filter isn't right"),
        ({"names": "some"}, "a filter isn't right"),
    ],
)
def test_filters_that_there_are_not_are_refused(
    store: Path, given: dict[str, str], words: str
) -> None:
    with pytest.raises(ExportError, match=words):
        onrecord.open(store).events(**given)


def test_an_option_that_there_is_not_is_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="an option of the export isn't right"):
        onrecord.open(store).export("csv", tmp_path / "a.csv", quote="some")


def test_lines_have_tables_but_no_filters(lines: Path) -> None:
    run = onrecord.open(lines)
    assert run.events().num_rows == 7
    with pytest.raises(RecordError, match=r"filters need a \.duckdb store"):
        run.events(type="ASSAULT")
    with pytest.raises(RecordError, match=r"SQL needs a \.duckdb store"):
        run.batches("SELECT 1")


def test_a_citation_has_what_a_reader_needs(store: Path, lines: Path) -> None:
    for path in (store, lines):
        found = onrecord.open(path).cite("d1", "e1")
        text = found.text()
        for part in ("Example News", "Troops shell Kismayo", "2021-05-25", "https://example.org/1",
                     "“Kenyan troops shelled the port of Kismayo” (characters 0 to 41)",
                     "ASSAULT/heavy-weapons, happened, according to Example News",
                     "rule made"):  # fmt: skip
            assert part in text
        assert "@article{d1-e1," in found.bibtex()
        (item,) = json.loads(found.csl())
        assert item["issued"] == {"date-parts": [[2021, 5, 25]]}
        assert item["container-title"] == "Example News"
        assert PRIVATE not in onrecord.open(path).cite("d1", "e4").text()


def test_a_citation_of_nothing_is_refused(store: Path) -> None:
    with pytest.raises(RecordError, match="no document 'd9'"):
        onrecord.open(store).cite("d9", "e1")
    with pytest.raises(RecordError, match="has no event 'e9'; there are e1"):
        onrecord.open(store).cite("d2", "e9")


def test_bibtex_takes_every_character(tmp_path: Path) -> None:
    from onrecord.export.cite import _tex

    assert _tex("50% of {A}_B & C#1 \\ ~^") == (
        r"50\% of \{A\}\_B \& C\#1 \textbackslash{} \textasciitilde{}\textasciicircum{}"
    )
