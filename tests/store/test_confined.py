"""A store as the page reads it: what a query may not do, and who waits for whom."""

import threading
import time
from pathlib import Path

import pytest

from onrecord.model import Document
from onrecord.store import QueryError, StoreError, StoreReader, StoreWriter, TooSlowError
from support.records import CODER, made_record

MINE = [1, 2, 3]
"""A variable of this process, which a query mustn't see."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = tmp_path / "run.duckdb"
    write(store, 1)
    return store


def write(path: Path, number: int) -> None:
    writer = StoreWriter(path, CODER, "evidence")
    document = Document(text="Norland attacked Estria", id=f"d{number}", source=f"{number}.txt")
    writer.add(document, made_record(document))
    writer.close()


def test_answers_come_as_rows_dicts_values_and_batches(path: Path) -> None:
    with StoreReader(path).confined() as ask:
        sql = "SELECT id, type FROM events WHERE type = $type"
        given = {"type": "ASSAULT", "unused": 1}
        assert ask.rows(sql, given) == [("e1", "ASSAULT")]
        assert ask.dicts(sql, given) == [{"id": "e1", "type": "ASSAULT"}]
        assert ask.value("SELECT count(*) FROM events") == 1
        assert ask.value("SELECT 1 WHERE false") is None
        names, batches = ask.batches("SELECT n FROM range(12000) t(n)")
        assert names == ["n"]
        assert sum(len(rows) for rows in batches) == 12_000


@pytest.mark.parametrize(
    "sql", ["DROP TABLE events", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM MINE",
            "SET lock_configuration = false", "SET memory_limit = '64GB'",
            "SET enable_external_access = true", "LOAD fts", "nonsense"],
)  # fmt: skip
def test_a_query_does_no_more_than_read(path: Path, sql: str) -> None:
    with StoreReader(path).confined() as ask, pytest.raises(QueryError, match="the query failed"):
        ask.rows(sql)


def test_a_query_ends_in_time(path: Path) -> None:
    began = time.monotonic()
    endless = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b"
    with (
        StoreReader(path).confined(0.3) as ask,
        pytest.raises(TooSlowError, match=r"stopped after 0\.3 s"),
    ):
        ask.rows(endless)
    assert time.monotonic() - began < 10


def test_threads_of_one_process_read_and_write_side_by_side(path: Path) -> None:
    """DuckDB refuses a second configuration beside the first, so these wait for each other."""
    wrong: list[StoreError] = []

    def often(act: object, times: int) -> None:
        try:
            for number in range(times):
                act(number)  # type: ignore[operator]
        except StoreError as error:
            wrong.append(error)

    def confined(number: int) -> None:
        with StoreReader(path).confined() as ask:
            ask.rows("SELECT count(*) FROM events")
        time.sleep(0.01)

    def plain(number: int) -> None:
        StoreReader(path).table("events")
        time.sleep(0.01)

    threads = [
        threading.Thread(target=often, args=(act, times))
        for act, times in ((confined, 20), (confined, 20), (plain, 20),
                           (lambda n: write(path, n + 2), 4))
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert not any(thread.is_alive() for thread in threads)
    with StoreReader(path).confined() as ask:
        assert ask.value("SELECT count(*) FROM events") == 5
