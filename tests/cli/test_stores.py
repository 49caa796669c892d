"""`status`, `problems`, `diff` and `compact`: what they say of a store, to people and programs."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from onrecord.model import Coder, Document, Problem, Record
from onrecord.store import StoreReader, StoreWriter
from support.commands import Call
from support.records import CODER, made_record

TESTS = Path(__file__).parents[1]
NEWER = Coder(version="0", lexicon="sha256:1", model="made by hand")


@pytest.fixture
def call(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command line on a wide terminal."""
    monkeypatch.setenv("COLUMNS", "160")
    return call


def document(number: int) -> Document:
    text = f"Norland attacked the harbour of Estria{number}"
    return Document(text=text, id=f"d{number}", source=f"in/{number}.txt")


def newer(item: Document) -> Record:
    """As a newer lexicon would code it: another type, and one statement less."""
    record = made_record(item)
    event = msgspec.structs.replace(record.events[0], type="COERCE", rule="newer")
    return msgspec.structs.replace(record, coder=NEWER, events=[event], statements=[])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two runs: three documents and two problems, then two of them coded anew and one added."""
    path = tmp_path / "run.duckdb"
    first = StoreWriter(path, CODER, "evidence", "onrecord code in --to run.duckdb")
    for number in (1, 2, 3):
        first.add(document(number), made_record(document(number)))
    hangs = "no result within its time limit"
    first.fail(Problem(source="in/a.jsonl:7", what=hangs, advice="Report it", document="d7"))
    first.fail(Problem(source="=cmd", what="not English (de)", kind="left"))
    first.close()
    second = StoreWriter(path, NEWER, "evidence", "onrecord code in --lexicon my")
    for number in (2, 3, 4):
        second.add(document(number), newer(document(number)))
    second.close()
    return path


def test_status_tells_what_there_is_and_what_to_do_next(call: Call, store: Path) -> None:
    status, out, _ = call("status", store)
    assert status == 0
    for words in (
        "4 documents, 4 events, 1 statement",
        "2 earlier records that a later coding replaced: onrecord diff",
        "1 failed, 1 left out: onrecord problems",
        "onrecord code in --lexicon my",
    ):
        assert words in out, words


def test_status_of_a_run_that_goes_on_and_of_one_that_was_stopped(call: Call, store: Path) -> None:
    writer = StoreWriter(store, NEWER, "evidence", "a third")
    assert "goes on" in call("status", store)[1]
    writer.interrupt()
    assert "stopped" in call("status", store)[1]


def test_status_for_programs(call: Call, store: Path) -> None:
    found = json.loads(call("status", store, "--format", "json")[1])
    assert (found["documents"], found["failed"], len(found["runs"])) == (4, 1, 2)
    lines = list(csv.DictReader(io.StringIO(call("status", store, "--format", "csv")[1])))
    assert [line["coded"] for line in lines] == ["3", "3"]


def test_problems_say_which_what_and_what_to_do(call: Call, store: Path) -> None:
    status, out, _ = call("problems", store)
    assert status == 0
    assert out.splitlines() == [
        "in/a.jsonl:7  document d7",
        "  no result within its time limit",
        "  Report it",
        "1 document or input failed; 1 more left out on purpose: --kind left",
    ]
    assert "not English (de)" in call("problems", store, "--kind", "left")[1]


def test_problems_for_programs(call: Call, store: Path) -> None:
    lines = call("problems", store, "--kind", "all", "--format", "json")[1].splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["left", "failed"]
    out = call("problems", store, "--kind", "all", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0]["source"] == "'=cmd"
    assert rows[1]["document"] == "d7"


def test_diff_shows_what_the_newer_lexicon_changed(call: Call, store: Path) -> None:
    status, out, _ = call("diff", store)
    assert status == 0
    for words in (
        "~ recoded event: COERCE · happened",
        "type: ASSAULT → COERCE",
        "- dropped statement",
        "run 1 → run 2",
        "1 document: new",
        "events: 2 before, 2 after; 0 added, 0 dropped, 2 recoded",
    ):
        assert words in out, words
    assert "d1" not in out


def test_diff_for_programs(call: Call, store: Path) -> None:
    lines = [json.loads(s) for s in call("diff", store, "--format", "json")[1].splitlines()]
    told = [(s["document"], s["what"], s["kind"]) for s in lines]
    changed = [("recoded", "event"), ("dropped", "statement")]
    assert told == [
        *[("d2", *one) for one in changed],
        *[("d3", *one) for one in changed],
        ("d4", "new", "document"),
    ]
    assert (lines[0]["field"], lines[0]["before"], lines[0]["after"]) == (
        *("type", "ASSAULT"),
        "COERCE",
    )
    assert call("diff", store, "--format", "csv")[1].count("\n") == 6


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--run", "1"), "--run names two runs"),
        (("--run", "2", "--run", "1"), "has runs 1 to 2"),
        (("--run", "1", "--run", "9"), "has runs 1 to 2"),
    ],
)
def test_runs_that_cant_be_compared_are_told(
    call: Call, store: Path, arguments: tuple[str, ...], what: str
) -> None:
    status, out, err = call("diff", store, *arguments)
    assert (status, out) == (2, "")
    assert what in err


def test_compact_says_what_it_saved(call: Call, store: Path) -> None:
    status, out, _ = call("compact", store, "--forget")
    assert status == 0
    assert "4 documents, 2 earlier records forgotten" in out
    assert StoreReader(store).status().earlier_records == 0


@pytest.mark.parametrize("verb", ["status", "problems", "diff", "compact"])
def test_what_is_no_store_is_told(call: Call, tmp_path: Path, verb: str) -> None:
    status, out, err = call(verb, tmp_path / "missing.duckdb")
    assert (status, out) == (2, "")
    assert "missing.duckdb: no such store" in err


WRITER = """
import sys
from pathlib import Path
from onrecord.model import Document
from onrecord.store import StoreWriter
from support.records import CODER, made_record

writer = StoreWriter(Path(sys.argv[1]), CODER, "evidence")
for number in range(100, 100_000):
    text = f"Norland attacked the harbour of Estria{number}"
    item = Document(text=text, id=f"d{number}", source=f"{number}.txt")
    writer.add(item, made_record(item))
    writer.flush()
    print(number, flush=True)
"""


def test_readers_answer_while_another_process_writes(call: Call, store: Path) -> None:
    """Status, problems and the records, again and again, between transactions."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    command = [sys.executable, "-c", WRITER, str(store)]
    counts = []
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for _ in range(4):
            assert writer.stdout.readline()
            assert call("problems", store)[0] == 0
            counts.append(json.loads(call("status", store, "--format", "json")[1])["documents"])
            ids = [json.loads(line)["document"]["id"] for line in StoreReader(store).json_records()]
            assert len(ids) == len(set(ids)) >= counts[-1]
            assert writer.poll() is None
        writer.kill()
    assert counts == sorted(set(counts))
