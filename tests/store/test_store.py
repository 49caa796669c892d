"""The store: whole transactions, nothing twice, one writer, readers that wait."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from onrecord.export import decode_record
from onrecord.model import Document, Problem, Record
from onrecord.store import StoreError, StoreReader, StoreWriter, fingerprint
from onrecord.store.database import writing
from onrecord.store.tables import TABLES
from support.records import CODER, made_record


def document(number: int, **fields: str) -> Document:
    text = f"Norland attacked the harbour of Estria{number}"
    return Document(text=text, **({"id": f"d{number}", "source": f"{number}.txt"} | fields))


def write(path: Path, *documents: Document, quote: str = "evidence") -> StoreWriter:
    writer = StoreWriter(path, CODER, quote)
    for item in documents:
        if not writer.done(item):
            writer.add(item, made_record(item))
    return writer


def rows(path: Path, table: str) -> list[dict[str, object]]:
    return StoreReader(path).table(table).to_pylist()


def records(path: Path) -> list[Record]:
    return [decode_record(json) for json in StoreReader(path).json_records()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.duckdb"


def test_records_come_back_in_the_order_of_their_ids(path: Path) -> None:
    write(path, document(2), document(1)).close()
    assert records(path) == [made_record(document(1)), made_record(document(2))]


def test_many_records_come_in_the_same_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path, *(document(n, outlet="Ünlü\nNews\u2028") for n in (3, 1, 2))).close()
    together = list(StoreReader(path).json_records())
    monkeypatch.setattr("onrecord.store.ordered.STRETCH", 1)
    assert list(StoreReader(path).json_records()) == together
    assert [record.document.id for record in records(path)] == ["d1", "d2", "d3"]


def test_tables_are_views_of_the_records(path: Path) -> None:
    write(path, document(1)).close()
    (event,) = rows(path, "events")
    assert event["document"] == "d1"
    assert (event["trigger_start_char"], event["trigger_text"]) == (8, "attacked")
    assert (event["chain"], event["evidence_text"]) == (["a1", "outlet"], document(1).text)
    assert event["place"] is None
    assert [r["role"] for r in rows(path, "event_actors")] == ["source", "target"]
    (statement,) = rows(path, "statements")
    assert statement["content"] == [[32, 39]]
    assert rows(path, "sentences")[0]["end_char"] == len(document(1).text)
    assert rows(path, "documents")[0]["text_sha256"] == records(path)[0].document.text_sha256


def test_every_field_of_a_record_has_its_columns() -> None:
    record = made_record(document(1))
    for table in TABLES:
        for part, *keys in table.parts(record):
            assert len(keys) == len(table.keys), table.name
            assert part is not None


def test_the_same_again_is_skipped_also_under_another_file_name(path: Path) -> None:
    write(path, document(1)).close()
    again = write(path)
    assert again.done(document(1))
    assert again.done(document(1, source="renamed.txt"))
    assert not again.done(document(2))
    again.close()
    assert [run["skipped"] for run in rows(path, "runs")] == [0, 2]


@pytest.mark.parametrize(
    ("changed", "quote"),
    [(document(1, published="2021-05-23"), "evidence"), (document(1), "none")],
)
def test_what_changed_is_coded_again_and_replaced(
    path: Path, changed: Document, quote: str
) -> None:
    write(path, document(1), document(2)).close()
    write(path, changed, quote=quote).close()
    for table in ("documents", "events", "records", "ledger", "actor_mentions"):
        key = "id" if table == "documents" else "document"
        assert sorted({str(row[key]) for row in rows(path, table)}) == ["d1", "d2"]
    assert len(rows(path, "events")) == 2
    assert len(rows(path, "ledger")) == 2


def test_a_problem_goes_when_its_document_is_coded(path: Path) -> None:
    writer = write(path)
    writer.fail(Problem(source="1.txt", what="killed"))
    writer.fail(Problem(source="2.txt", what="empty"))
    writer.close()
    second = write(path, document(1))
    second.fail(Problem(source="2.txt", what="empty"))
    second.close()
    assert [row["source"] for row in rows(path, "problems")] == ["2.txt"]


def test_the_ledger_says_which_run_coded_what(path: Path) -> None:
    write(path, document(1)).close()
    write(path, document(1), document(2)).close()
    assert {r["document"]: r["run"] for r in rows(path, "ledger")} == {"d1": "1", "d2": "2"}
    assert [run["coded"] for run in rows(path, "runs")] == [1, 1]
    assert all(run["ended"] for run in rows(path, "runs"))


def test_a_run_that_ends_early_keeps_what_it_did_and_shows_no_end(path: Path) -> None:
    write(path, document(1)).interrupt()
    assert len(records(path)) == 1
    assert rows(path, "runs")[0]["ended"] is None
    assert write(path).done(document(1))


def test_a_failing_transaction_leaves_nothing(path: Path) -> None:
    write(path, document(1)).close()
    with suppress(ZeroDivisionError), writing(path) as store:
        store.execute("DELETE FROM records")
        raise ZeroDivisionError
    assert len(records(path)) == 1


def test_a_second_writer_is_told(path: Path) -> None:
    first = write(path, document(1))
    with pytest.raises(StoreError, match="another run is writing"):
        StoreWriter(path, CODER, "evidence")
    first.close()
    write(path, document(2)).close()
    assert len(records(path)) == 2
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_dead_writer_leaves_the_store_to_the_next(path: Path) -> None:
    code = (
        "import sys, os, signal; from pathlib import Path; from support.records import CODER\n"
        "from onrecord.store import StoreWriter\n"
        f"w = StoreWriter(Path({str(path)!r}), CODER, 'evidence'); print('in', flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    folders = [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(folders)}
    died = subprocess.run([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE)
    assert (died.returncode, died.stdout) == (-signal.SIGKILL, b"in\n")
    write(path, document(1)).close()
    assert len(records(path)) == 1


def hold(path: Path, seconds: float, ready: "multiprocessing.synchronize.Event") -> None:
    """Keep a store open for writing, as a transaction does."""
    with duckdb.connect(str(path)):
        ready.set()
        time.sleep(seconds)


def held(path: Path, seconds: float) -> multiprocessing.Process:
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    process = context.Process(target=hold, args=(path, seconds, ready))
    process.start()
    ready.wait()
    return process


def test_a_reader_waits_for_a_transaction(path: Path) -> None:
    write(path, document(1)).close()
    holder = held(path, 1.0)
    assert len(records(path)) == 1
    holder.join()


def test_a_reader_does_not_wait_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.database.READERS_WAIT", 0.2)
    write(path, document(1)).close()
    holder = held(path, 2.0)
    with pytest.raises(StoreError, match="still in use"):
        records(path)
    holder.join()


def test_readers_read_while_a_run_goes_on(path: Path) -> None:
    writer = write(path, document(1))
    writer.flush()
    assert len(records(path)) == 1
    writer.add(document(2), made_record(document(2)))
    writer.close()
    assert len(records(path)) == 2


def test_what_is_no_store_is_refused(tmp_path: Path, path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        records(path)
    path.write_text("not a database, though it is named like one")
    with pytest.raises(StoreError, match="can't be opened"):
        records(path)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as database:
        database.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(StoreError, match="no store of onrecord"):
        write(other)
    with pytest.raises(StoreError, match="can't be written"):
        write(tmp_path / "no-folder" / "run.duckdb")


def test_an_unknown_table_is_named(path: Path) -> None:
    write(path).close()
    with pytest.raises(StoreError, match="no table 'nothing'"):
        rows(path, "nothing")
    assert StoreReader(path).query("SELECT count(*) AS n FROM events").to_pylist() == [{"n": 0}]


def test_the_fingerprint_is_of_all_that_the_record_follows_from() -> None:
    one = fingerprint(document(1), CODER, "evidence")
    assert one == fingerprint(document(1, source="elsewhere.txt"), CODER, "evidence")
    assert one != fingerprint(document(1, outlet="A"), CODER, "evidence")
    assert one != fingerprint(document(1), CODER, "full")


def test_answers_come_in_batches_and_a_session_sees_one_state(path: Path) -> None:
    write(path, *map(document, range(1, 8))).close()
    reader = StoreReader(path)
    query = "SELECT id FROM documents WHERE id > ? ORDER BY id"
    batches = list(reader.batches(query, ["d2"], rows=2))
    assert [name for batch in batches for name in batch.column("id").to_pylist()] == [
        "d3", "d4", "d5", "d6", "d7",
    ]  # fmt: skip
    assert all(batch.num_rows <= 2 for batch in batches)
    with reader.session() as store:
        store.execute("CREATE TEMP TABLE mine AS SELECT id FROM documents")
        assert store.execute("SELECT count(*) FROM mine").fetchall() == [(7,)]
        with pytest.raises(duckdb.Error, match="read-only"):
            store.execute("DELETE FROM documents")
    with pytest.raises(StoreError, match="the query failed"):
        list(reader.batches("SELECT nothing FROM documents"))


def test_no_long_query_draws_a_bar_on_the_terminal(path: Path) -> None:
    write(path, document(1)).close()
    sql = "SELECT current_setting('enable_progress_bar') AS shown"
    assert StoreReader(path).query(sql)["shown"].to_pylist() == [False]


def test_a_transaction_has_a_limit_of_memory(path: Path) -> None:
    write(path, document(1)).close()
    with writing(path) as store:
        assert store.execute("SELECT current_setting('memory_limit')").fetchall() == [
            ("953.6 MiB",)
        ]
