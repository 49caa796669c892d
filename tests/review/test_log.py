"""Reviews are appended, survive whatever happens, and go from one store to another."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from onrecord.review import ReviewError, ReviewLog, export_acts, import_acts
from onrecord.store import StoreError, StoreReader, StoreWriter
from onrecord.store.compact import compact
from support.records import CODER, made_record
from support.reviewed import at_work, document, keep, store_of, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_of(tmp_path / "run.duckdb", 3)


def test_an_act_comes_back_as_it_was_written(path: Path) -> None:
    person = at_work(path, "d1", "Ada  Ó Search 🙂")
    acts = [
        *person.edit("e1", {"sources": [{"span": [0, 7]}], "dead": 3}, "why, “so”"),
        person.add({"type": "AID", "trigger": {"span": [21, 28], "text": "harbour"}}),
        person.reject("e1"),
    ]
    keep(path, *acts)
    assert ReviewLog(path).acts() == acts
    assert ReviewLog(path).acts("d0") == []
    assert acts[0].reviewer == "Ada Ó Search 🙂"


def test_an_act_that_is_sent_twice_counts_once(path: Path) -> None:
    act = at_work(path, "d1", "Ada").accept("e1")
    log = ReviewLog(path)
    assert [log.append([act]), log.append([act])] == [1, 0]
    assert len(log.acts()) == 1


def test_no_store_no_review(tmp_path: Path, path: Path) -> None:
    act = at_work(path, "d1", "Ada").accept("e1")
    with pytest.raises(StoreError, match="no such store"):
        keep(tmp_path / "other.duckdb", act)
    assert not (tmp_path / "other.duckdb").exists()


def test_a_store_of_before_takes_reviews(path: Path) -> None:
    with duckdb.connect(str(path)) as database:
        database.execute("DROP TABLE reviews")
        database.execute("DROP TABLE samples")
    assert StoreReader(path).table("reviews").num_rows == 0
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    assert StoreReader(path).table("reviews").num_rows == 1


def test_coding_again_leaves_reviews_alone(path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    write(path, *((item, made_record(item)) for item in map(document, range(3))))
    assert len(ReviewLog(path).acts()) == 1


def test_reviews_go_in_while_a_run_is_on(path: Path) -> None:
    run = StoreWriter(path, CODER, "evidence")
    run.add(document(7), made_record(document(7)))
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    run.flush()
    keep(path, at_work(path, "d7", "Ada").accept("e1"))
    run.close()
    assert len(ReviewLog(path).acts()) == 2


def test_threads_read_and_write_at_once(path: Path) -> None:
    faults: list[Exception] = []
    acts = [at_work(path, "d1", f"Reviewer {n}").accept("e1") for n in range(6)]

    def write_all() -> None:
        try:
            for act in acts:
                keep(path, act)
        except Exception as error:  # noqa: BLE001 (the test reports it)
            faults.append(error)

    def read_all() -> None:
        try:
            for _ in range(20):
                ReviewLog(path).acts()
        except Exception as error:  # noqa: BLE001 (the test reports it)
            faults.append(error)

    threads = [threading.Thread(target=work) for work in (write_all, read_all, read_all)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(ReviewLog(path).acts()) == len(acts)


def test_compacting_loses_no_review(path: Path) -> None:
    acts = [at_work(path, "d1", f"Reviewer {n}").accept("e1") for n in range(8)]
    writer = threading.Thread(target=lambda: [keep(path, act) for act in acts])
    writer.start()
    for _ in range(3):
        compact(path)
    writer.join()
    assert ReviewLog(path).acts() == acts
    assert [file.name for file in path.parent.iterdir()] == [path.name]


REVIEWER = """
import sys
from pathlib import Path
from support.reviewed import at_work, keep
path = Path(sys.argv[1])
person = at_work(path, "d1", "Ada")
while True:
    act = person.comment("e1", "on and on")
    keep(path, act)
    print(act.id, flush=True)
"""


def test_what_was_confirmed_survives_kill_9(path: Path) -> None:
    confirmed: list[str] = []
    folders = (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, folders))}
    for round_ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", REVIEWER, str(path)], env=env, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        confirmed += [child.stdout.readline().strip() for _ in range(3)]
        time.sleep(0.013 * round_)
        child.send_signal(signal.SIGKILL)
        confirmed += child.stdout.read().split()
        child.wait()
    kept = [act.id for act in ReviewLog(path).acts()]
    assert set(confirmed) <= set(kept)
    assert len(set(kept)) == len(kept) <= len(confirmed) + 4
    assert len(list(StoreReader(path).json_records())) == 3


# --- exchange -------------------------------------------------------------------------------


def test_reviews_travel_as_lines(path: Path, tmp_path: Path) -> None:
    keep(path, *at_work(path, "d1", "Ada").edit("e1", {"sources": [{"span": [0, 7]}]}))
    keep(path, at_work(path, "d2", "Ada").reject("e1", "no"))
    lines = tmp_path / "ada.jsonl"
    assert export_acts(ReviewLog(path), lines) == 2
    other = store_of(tmp_path / "other.duckdb", 3)
    keep(other, at_work(other, "d2", "Ben").accept("e1"))
    assert import_acts(ReviewLog(other), lines) == (2, 2, 0)
    assert import_acts(ReviewLog(other), lines) == (2, 0, 0)
    hers = [act for act in ReviewLog(other).acts() if act.reviewer == "Ada"]
    assert hers == ReviewLog(path).acts()
    small = store_of(tmp_path / "small.duckdb", 2)
    assert import_acts(ReviewLog(small), lines) == (2, 2, 1)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"act": "destroy"}, "Invalid enum value"),
        ({"colour": "red"}, "unknown field"),
        ({"reviewer": " "}, "write a name"),
        ({"act": "edit", "field": "status", "value": "maybe"}, "no such code"),
        ({"act": "add", "value": 3}, "needs its fields"),
        ({"trigger_end_char": 3}, "no words of a text"),
        ("not JSON", "not a review"),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_taken(
    path: Path, tmp_path: Path, change: dict[str, object] | str, what: str
) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    lines = tmp_path / "ada.jsonl"
    export_acts(ReviewLog(path), lines)
    good = lines.read_text()
    bad = change if isinstance(change, str) else json.dumps({**json.loads(good), **change})
    lines.write_text(f"{good}\n{bad}\n")
    other = store_of(tmp_path / "other.duckdb", 3)
    with pytest.raises(ReviewError, match=f"ada.jsonl:3: .*{what}"):
        import_acts(ReviewLog(other), lines)
    assert ReviewLog(other).acts() == []


def test_files_that_cannot_be(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="can't be read"):
        import_acts(ReviewLog(path), tmp_path / "missing.jsonl")
    with pytest.raises(ReviewError, match="can't be written"):
        export_acts(ReviewLog(path), tmp_path / "no-folder" / "x.jsonl")
