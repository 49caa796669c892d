"""Compacting: a smaller file with the same rows, and the old one where anything fails."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from onrecord.model import Coder, Document
from onrecord.store import StoreError, StoreReader, StoreWriter
from onrecord.store.compact import compact
from onrecord.store.layout import ALL_TABLES
from support.records import CODER, made_record

NEWER = Coder(version="0", lexicon="sha256:1", model="made by hand")


def document(number: int) -> Document:
    text = f"Norland attacked the harbour of Estria{number}"
    published = f"2021-05-{28 - number % 20:02}"
    return Document(text=text, id=f"d{number:03}", source=f"{number}.txt", published=published)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store in which every document was coded twice."""
    path = tmp_path / "run.duckdb"
    for coder in (CODER, NEWER):
        writer = StoreWriter(path, coder, "evidence")
        for number in range(60):
            writer.add(document(number), made_record(document(number)))
        writer.close()
    return path


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute(f"SELECT * FROM {table}").fetchall()


def everything(path: Path) -> dict[str, list[str]]:
    return {name: sorted(map(repr, rows(path, name))) for name in ALL_TABLES}


def test_the_rows_are_the_same_and_the_file_is_no_larger(path: Path) -> None:
    before = everything(path)
    done = compact(path)
    assert everything(path) == before
    assert (done.documents, done.forgotten) == (60, 0)
    assert done.after == path.stat().st_size
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("by", ["date", "document"])
@pytest.mark.parametrize("at_once", [2, 5_000])
def test_rows_lie_in_the_order_that_was_asked_for(
    path: Path, by: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.store.ordered.STRETCH", at_once)
    compact(path, by)
    order = "published, id" if by == "date" else "id"
    with duckdb.connect(str(path), read_only=True) as database:
        wanted = database.execute(f"SELECT id FROM documents ORDER BY {order}").fetchall()
        for table, key in (("documents", "id"), ("records", "document"), ("events", "document")):
            stored = database.execute(f"SELECT {key} FROM {table} ORDER BY rowid").fetchall()
            assert stored == wanted, table


def test_earlier_records_are_forgotten_only_if_asked(path: Path) -> None:
    compact(path)
    assert len(rows(path, "earlier_records")) == 60
    assert compact(path, forget=True).forgotten == 60
    assert rows(path, "earlier_records") == []
    assert len(list(StoreReader(path).json_records())) == 60


def test_a_compacted_store_is_gone_on_with(path: Path) -> None:
    compact(path)
    writer = StoreWriter(path, NEWER, "evidence")
    assert writer.done(document(7))
    writer.add(document(60), made_record(document(60)))
    writer.close()
    assert len(rows(path, "records")) == 61


def test_what_others_keep_in_the_file_comes_along(path: Path) -> None:
    with duckdb.connect(str(path)) as database:
        database.execute("CREATE TABLE notes AS SELECT 7 AS a")
    compact(path)
    assert rows(path, "notes") == [(7,)]


def test_a_run_that_is_writing_is_left_in_peace(path: Path) -> None:
    writer = StoreWriter(path, CODER, "evidence")
    with pytest.raises(StoreError, match="another run is writing"):
        compact(path)
    writer.close()
    assert compact(path).documents == 60


def test_a_store_with_rows_of_no_document_is_left_as_it_was(path: Path) -> None:
    with duckdb.connect(str(path)) as database:
        database.execute("INSERT INTO events (document, id) VALUES ('nobody', 'e1')")
    before = everything(path)
    with pytest.raises(StoreError, match="61 rows in events, of which 60"):
        compact(path)
    assert everything(path) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_full_disk_leaves_the_old_store(path: Path) -> None:
    before = everything(path)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from onrecord.store import StoreError\nfrom onrecord.store.compact import compact\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        f"try: compact(Path({str(path)!r}))\n"
        "except StoreError as error: sys.exit(str(error))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "can't be written" in done.stderr
    assert everything(path) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
