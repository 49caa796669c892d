"""A store that an earlier version wrote is brought up to date, or refused in words."""

from pathlib import Path

import duckdb
import pytest

from onrecord.export import decode_record
from onrecord.model import Document
from onrecord.store import StoreError, StoreReader, StoreWriter
from onrecord.store.layout import ALL_TABLES, LAYOUT
from support.records import CODER, made_record

LAYOUT_1 = Path(__file__).with_name("layout-1.sql")


def document(number: int) -> Document:
    text = f"Norland attacked the harbour of Estria{number}"
    return Document(text=text, id=f"d{number}", source=f"{number}.txt")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of layout 1 with two documents."""
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as database:
        database.execute(LAYOUT_1.read_text("utf-8"))
    return path


def layout(path: Path) -> str:
    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute("SELECT layout FROM meta").fetchall()[0][0]


def columns(path: Path, table: str) -> set[str]:
    return set(StoreReader(path).table(table).column_names)


def test_the_fixture_is_of_layout_1(old: Path) -> None:
    assert layout(old) == "1"
    with duckdb.connect(str(old)) as database:
        query = "SELECT table_name FROM duckdb_tables()"
        tables = {row[0] for row in database.execute(query).fetchall()}
    assert "chunks" not in tables


def test_a_writer_brings_it_up_to_date_and_goes_on(old: Path) -> None:
    writer = StoreWriter(old, CODER, "evidence")
    assert writer.done(document(1))
    writer.add(document(3), made_record(document(3)))
    writer.close()
    assert layout(old) == str(LAYOUT)
    found = [decode_record(json) for json in StoreReader(old).json_records()]
    assert found == [made_record(document(n)) for n in (1, 2, 3)]
    assert {run.run: run.coded for run in StoreReader(old).status().runs} == {"1": 2, "2": 1}


def test_a_reader_brings_it_up_to_date(old: Path) -> None:
    status = StoreReader(old).status()
    assert (status.documents, status.failed, status.chunks) == (2, 1, 0)
    assert layout(old) == str(LAYOUT)
    for name, cells in ALL_TABLES.items():
        assert columns(old, name) >= {column.name for column in cells}


def test_problems_of_an_old_store_are_kept(old: Path) -> None:
    (problem,) = StoreReader(old).problems()
    assert (problem.source, problem.what, problem.document) == ("3.txt", "no text", None)


def test_a_column_that_came_later_is_added(old: Path) -> None:
    StoreReader(old).status()
    with duckdb.connect(str(old)) as database:
        database.execute("ALTER TABLE runs DROP COLUMN left_out")
        database.execute("DROP TABLE inputs")
    assert "left_out" in columns(old, "runs")
    assert columns(old, "inputs")


def test_new_tables_and_columns_are_filled_from_the_records(old: Path) -> None:
    assert len(StoreReader(old).table("flat")) == 2
    with duckdb.connect(str(old)) as database:
        database.execute("ALTER TABLE events DROP COLUMN trigger_text")
    assert StoreReader(old).table("events")["trigger_text"].to_pylist() == ["attacked"] * 2


def test_records_that_cant_be_read_any_more_are_refused_in_words(old: Path) -> None:
    with duckdb.connect(str(old)) as database:
        database.execute("UPDATE records SET json = '{}' WHERE document = 'd2'")
    with pytest.raises(StoreError, match="holds records that this version of onrecord can't read"):
        StoreReader(old).status()
    assert layout(old) == "1"


def test_what_others_keep_in_the_file_is_left_alone(old: Path) -> None:
    with duckdb.connect(str(old)) as database:
        database.execute("CREATE TABLE notes (a INTEGER)")
    StoreReader(old).status()
    with duckdb.connect(str(old)) as database:
        assert database.execute("SELECT count(*) FROM notes").fetchall() == [(0,)]


@pytest.mark.parametrize("other", ["0", "99", "x"])
def test_an_unknown_layout_is_refused_in_words(old: Path, other: str) -> None:
    with duckdb.connect(str(old)) as database:
        database.execute("UPDATE meta SET layout = ?", [other])
    for use in (lambda: StoreWriter(old, CODER, "evidence"), lambda: StoreReader(old).status()):
        with pytest.raises(StoreError, match=f"a store of layout {other}, where this version"):
            use()
    assert layout(old) == other


def test_an_old_store_that_cant_be_written_is_refused_in_words(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(StoreError, match="written by an older version"):
        StoreReader(old).status()
    assert layout(old) == "1"
