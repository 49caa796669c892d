"""The ledger: runs, chunks and inputs; earlier records kept; what differs between runs."""

import threading
from pathlib import Path

import msgspec
import pytest

from onrecord.export import decode_record
from onrecord.model import Coder, Document, Problem
from onrecord.store import StoreError, StoreReader, StoreWriter
from onrecord.store.lock import is_locked
from support.records import CODER, made_record

NEWER = Coder(version="0", lexicon="sha256:1", model="made by hand")


def document(number: int, **fields: str) -> Document:
    text = f"Norland attacked the harbour of Estria{number}"
    return Document(text=text, **({"id": f"d{number}", "source": f"in/{number}.txt"} | fields))


def write(path: Path, *documents: Document, coder: Coder = CODER, chunk: int = 64) -> StoreWriter:
    writer = StoreWriter(path, coder, "evidence")
    for number, item in enumerate(documents, 1):
        if not writer.done(item):
            writer.add(item, msgspec.structs.replace(made_record(item), coder=coder))
        if number % chunk == 0:
            writer.flush()
    return writer


def rows(path: Path, table: str) -> list[dict[str, object]]:
    return StoreReader(path).table(table).to_pylist()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.duckdb"


def test_each_chunk_has_its_line_and_its_documents_point_to_it(path: Path) -> None:
    write(path, *(document(n) for n in range(5)), chunk=2).close()
    assert [(c["run"], c["chunk"], c["records"]) for c in rows(path, "chunks")] == [
        ("1", 1, 2),
        ("1", 2, 2),
        ("1", 3, 1),
    ]
    assert sorted(str(line["chunk"]) for line in rows(path, "ledger")) == ["1", "1", "2", "2", "3"]


def test_inputs_say_what_became_of_each_file(path: Path) -> None:
    writer = write(path, document(1, source="a.jsonl:1"), document(2, source="a.jsonl:2"))
    writer.fail(Problem(source="a.jsonl:3", what="no text"))
    writer.fail(Problem(source="b.txt", what="not English", kind="left"))
    writer.close()
    told = [(i["path"], i["coded"], i["failed"], i["left_out"]) for i in rows(path, "inputs")]
    assert told == [("a.jsonl", 2, 1, 0), ("b.txt", 0, 0, 1)]
    status = StoreReader(path).status()
    assert (status.inputs, status.failed, status.left_out) == (2, 1, 1)
    (run,) = status.runs
    assert (run.coded, run.failed, run.left_out) == (2, 1, 1)


def test_status_says_whether_a_run_goes_on(path: Path) -> None:
    writer = write(path, document(1))
    assert StoreReader(path).status().is_being_written
    writer.close()
    assert not StoreReader(path).status().is_being_written


def test_problems_name_document_run_and_advice(path: Path) -> None:
    writer = write(path)
    writer.fail(Problem(source="b.txt", what="hangs", advice="Report it", document="d7"))
    writer.fail(Problem(source="a.txt", what="not English", kind="left"))
    writer.close()
    failed, left = sorted(StoreReader(path).problems(), key=lambda problem: problem.kind)
    assert (failed.source, failed.document, failed.advice, failed.run) == (
        *("b.txt", "d7", "Report it"),
        "1",
    )
    assert StoreReader(path).problems("left") == [left]


def test_a_problem_goes_when_its_document_comes_from_elsewhere(path: Path) -> None:
    writer = write(path)
    writer.fail(Problem(source="b.txt", what="hangs", document="d1"))
    writer.close()
    write(path, document(1)).close()
    assert StoreReader(path).problems() == []


def test_recoding_with_a_newer_lexicon_keeps_both_records(path: Path) -> None:
    write(path, document(1), document(2)).close()
    write(path, document(2), document(3), coder=NEWER).close()
    (earlier,) = rows(path, "earlier_records")
    assert (earlier["document"], earlier["run"], earlier["replaced_by"]) == ("d2", "1", "2")
    assert decode_record(str(earlier["json"])) == made_record(document(2))
    assert len(rows(path, "records")) == len(rows(path, "documents")) == 3
    changes = list(StoreReader(path).changes(1, 2))
    assert [(c.document, c.old is None) for c in changes] == [("d2", False), ("d3", True)]
    assert decode_record(changes[0].new).coder == NEWER
    assert changes[0].old == earlier["json"]


def test_any_two_runs_can_be_compared(path: Path) -> None:
    third = Coder(version="0", lexicon="sha256:2", model="made by hand")
    for coder in (CODER, NEWER, third):
        write(path, document(1), coder=coder).close()
    for before, after, old, new in (
        (1, 2, CODER, NEWER),
        (2, 3, NEWER, third),
        (1, 3, CODER, third),
    ):
        (change,) = StoreReader(path).changes(before, after)
        assert decode_record(change.old or "").coder == old
        assert decode_record(change.new).coder == new
    for before, after in ((0, 1), (2, 2), (2, 1), (1, 4)):
        with pytest.raises(StoreError, match="has runs 1 to 3"):
            list(StoreReader(path).changes(before, after))


def test_a_document_that_changes_back_within_a_run_is_coded_again(path: Path) -> None:
    writer = write(path, document(1), chunk=1)
    changed = document(1, outlet="Example News")
    assert not writer.done(changed)
    writer.add(changed, made_record(changed))
    writer.flush()
    assert writer.done(changed)
    assert not writer.done(document(1))
    writer.add(document(1), made_record(document(1)))
    writer.flush()
    assert writer.done(document(1))
    assert not writer.done(changed)
    writer.close()
    assert len(rows(path, "records")) == 1
    assert len(rows(path, "earlier_records")) == 2


def test_chunks_grow_where_transactions_are_slow(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.store.writer.CHUNK", 2)
    monkeypatch.setattr("onrecord.store.writer.LARGEST_CHUNK", 5)
    writer = write(path)
    writer._took = 1000.0
    for number in range(4):
        writer.add(document(number), made_record(document(number)))
    assert rows(path, "records") == []
    writer.add(document(4), made_record(document(4)))
    assert len(rows(path, "records")) == 5
    writer.close()


def test_looking_at_the_lock_keeps_nobody_from_writing(path: Path) -> None:
    """`status` takes the lock for a moment; a run that starts just then isn't refused."""
    write(path, document(0)).close()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            is_locked(path)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for number in range(1, 6):
            write(path, document(number)).close()
    finally:
        stop.set()
        thread.join()
    assert len(rows(path, "records")) == 6
