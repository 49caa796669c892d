"""Rows in the order of their documents, however many files they are dealt out to."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from onrecord.store import ordered
from onrecord.store.ordered import number_documents, ordered_rows

NAMES = ["osprey", "avocet", "dunlin", "curlew", "bittern"]


@pytest.fixture
def store() -> Iterator[duckdb.DuckDBPyConnection]:
    """Five documents with two notes each, a document without any, and a note of no document."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE documents (id VARCHAR, published VARCHAR)")
        connection.execute("CREATE TABLE notes (document VARCHAR, words VARCHAR[], n BIGINT)")
        for day, name in enumerate([*NAMES, "without"], 1):
            connection.execute("INSERT INTO documents VALUES (?, ?)", [name, f"2021-05-{day:02}"])
        for n in (1, 2):
            for name in NAMES:
                connection.execute("INSERT INTO notes VALUES (?, ?, ?)", [name, [name[:2], "é"], n])
        connection.execute("INSERT INTO notes VALUES ('nobody', ['no'], 3)")
        yield connection


def notes(store: duckdb.DuckDBPyConnection, by: str) -> list[tuple[str, int]]:
    assert number_documents(store, "SELECT id, published FROM documents", by) == 6
    with ordered_rows(store, "notes", "t.document, t.words, t.n") as rows:
        found = rows.read_all().to_pylist()
    assert all(row["words"] == [row["document"][:2], "é"] for row in found)
    assert all(list(row) == ["document", "words", "n"] for row in found)
    return [(row["document"], row["n"]) for row in found]


@pytest.mark.parametrize("stretch", [1, 2, 5, 5_000])
@pytest.mark.parametrize("batch", [1, 3, 50_000])
def test_documents_come_in_order_and_their_rows_as_they_lie(
    store: duckdb.DuckDBPyConnection, stretch: int, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordered, "STRETCH", stretch)
    monkeypatch.setattr(ordered, "BATCH_ROWS", batch)
    assert notes(store, "published") == [(name, n) for name in NAMES for n in (1, 2)]
    assert notes(store, "id") == [(name, n) for name in sorted(NAMES) for n in (1, 2)]


def test_there_are_never_more_files_than_allowed(
    store: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    real = ordered.spool
    monkeypatch.setattr(ordered, "STRETCH", 1)
    monkeypatch.setattr(ordered, "MOST_FILES", 3)
    monkeypatch.setattr(ordered, "spool", lambda *given: made.append(given) or real(*given))
    assert notes(store, "id") == [(name, n) for name in sorted(NAMES) for n in (1, 2)]
    assert len(made) == 3


def test_an_empty_table_has_no_rows_but_its_columns(store: duckdb.DuckDBPyConnection) -> None:
    store.execute("DELETE FROM notes")
    number_documents(store, "SELECT id, published FROM documents", "id")
    with ordered_rows(store, "notes", "t.n, t.document") as rows:
        assert rows.schema.names == ["n", "document"]
        assert rows.read_all().num_rows == 0


def test_the_table_may_change_once_the_rows_are_dealt_out(
    store: duckdb.DuckDBPyConnection,
) -> None:
    number_documents(store, "SELECT id, published FROM documents", "id")
    with ordered_rows(store, "notes", "t.n") as rows:
        store.execute("DROP TABLE notes")
        assert rows.read_all().num_rows == 10


def test_a_document_that_is_named_twice_has_its_rows_once(
    store: duckdb.DuckDBPyConnection,
) -> None:
    store.execute("INSERT INTO documents VALUES ('avocet', '2021-05-30')")
    assert number_documents(store, "SELECT id FROM documents", "id") == 6
    with ordered_rows(store, "notes", "t.n") as rows:
        assert rows.read_all().num_rows == 10


def test_where_there_is_no_room_the_folder_is_named(tmp_path: Path) -> None:
    code = (
        "import duckdb; from pathlib import Path; from onrecord.store import StoreError\n"
        "from onrecord.store.ordered import number_documents, ordered_rows\n"
        "import sys; store = duckdb.connect()\n"
        "store.execute('CREATE TABLE notes AS SELECT i::VARCHAR AS document, '\n"
        "              'md5(i::VARCHAR) AS words FROM range(5000) t(i)')\n"
        "number_documents(store, 'SELECT document AS id FROM notes', 'id')\n"
        "try:\n"
        f"    with ordered_rows(store, 'notes', 't.words', folder={tmp_path.as_posix()!r}): pass\n"
        "except StoreError as error: sys.exit(str(error))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )
    assert (done.returncode, done.stderr) == (
        1,
        f"{tmp_path}: no room to sort in (File too large); make some\n",
    )
    assert not list(tmp_path.iterdir())
