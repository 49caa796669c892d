"""`onrecord review` and `onrecord score`, as somebody calls them."""

import csv
import json
from pathlib import Path

import pytest

from support.commands import Call
from support.reviewed import at_work, keep, store_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_of(tmp_path / "run.duckdb", 10)


def test_from_a_queue_to_figures(call: Call, path: Path, tmp_path: Path) -> None:
    status, out, err = call("review", path)
    assert (status, out) == (0, "nothing is reviewed yet\n")
    assert "--sample 100 --seed 1" in err
    status, out, err = call("review", path, "--sample", 6, "--seed", 7, "--strata", "type")
    assert "ASSAULT" in out
    assert "queue random-6-by-type-seed-7" in err
    people = {name: at_work(path, "d1", name) for name in ("Ada", "Ben")}
    keep(path, people["Ada"].accept("e1"), *people["Ben"].edit("e1", {"status": "denied"}))
    keep(path, *(at_work(path, f"d{n}", "Ada").reject("e1") for n in (2, 3)))
    _, out, _ = call("review", path)
    assert "3 events reviewed: 1 disputed, 2 rejected" in out
    assert "Ada: 3 events" in out
    assert "queue random-6-by-type-seed-7: 6 events" in out
    _, out, err = call("review", path, "agreement")
    assert "Status" in out
    assert "1 disagreements to settle" in err
    _, out, _ = call("review", path, "disputes")
    assert "Ada: happened; Ben: denied" in out
    _, out, err = call("score", path, "--against", "review")
    assert "is an event" in out
    assert "1 left out, as reviewers disagree" in err
    assert "speak for the whole store" in err
    file = tmp_path / "figures.csv"
    call("score", path, "--by", "type", "--to", file)
    rows = list(csv.DictReader(file.open()))
    assert rows[0] == {
        "group": "event",
        "name": "is an event",
        "right": "0",
        "reviewed": "2",
        "precision": "0.0",
        "low": "0.0",
        "high": "0.6576",
        "effective_n": "2.0",
        "filled_in": "0",
    }
    call("score", path, "--queue", "random-6-by-type-seed-7", "--to", tmp_path / "f.json")
    assert json.loads((tmp_path / "f.json").read_text())[0]["group"] == "event"


def test_reviews_move_between_people(call: Call, path: Path, tmp_path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    _, _, err = call("review", path, "export", tmp_path / "ada.jsonl")
    assert "1 acts of review written" in err
    other = store_of(tmp_path / "other.duckdb", 1)
    _, _, err = call("review", other, "import", tmp_path / "ada.jsonl")
    assert "1 acts of review read, 1 of them new" in err
    assert "aren't in this store" in err
    _, out, err = call("review", other, "orphans")
    assert "its document isn't in the store" in out
    assert "nothing of them is lost" in err
    _, out, _ = call("review", other)
    assert "1 orphan:" in out


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["review", "{}", "destroy"], "there are agreement"),
        (["review", "{}", "export"], "export FILE.jsonl"),
        (["review", "{}", "agreement", "more"], "write onrecord review STORE agreement"),
        (["review", "missing.duckdb"], "no such store"),
        (["review", "{}", "--sample", "3", "--strata", "type"], "needs a --seed"),
        (["review", "{}", "--sample", "3", "--seed", "1", "--strata", "mood"], "no column"),
        (["review", "{}", "import", "missing.jsonl"], "can't be read"),
        (["score", "{}", "--against", "gold"], "there are review"),
        (["score", "{}", "--by", "mood"], "there are type, field"),
        (["score", "{}", "--level", "0.5"], "there are 0.9"),
        (["score", "{}", "--queue", "x"], "no queue 'x'"),
        (["score", "{}", "--to", "x.xls"], ".csv or .json"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(
    call: Call, path: Path, arguments: list[str], what: str
) -> None:
    status, out, err = call(*(part.format(path) for part in arguments))
    assert (status, out) == (2, "")
    assert what in err
    assert "Traceback" not in err
