"""Exports say what people made of each event, and take their corrections where asked to."""

import csv
import json
from pathlib import Path

import jsonschema
import pytest

import onrecord
from onrecord.cli.main import main
from onrecord.export import decode_record, json_schema
from support.reviewed import at_work, keep, store_of

ESTRIA = {"span": [32, 39], "text": "Estria1"}
HARBOUR = {"span": [21, 28], "text": "harbour"}
MISSED = {"type": "PROTEST", "trigger": HARBOUR, "sources": [{"span": [0, 7]}], "dead": 3}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """One event accepted, one corrected, one rejected, one left, and one added beside another."""
    path = store_of(tmp_path / "run.duckdb", 5)
    place = {"span": [21, 28], "name": "Port Sela", "country": "NOR"}
    days = {"start": "2021-05-01", "end": "2021-05-01"}
    values = {"type": "COERCE", "sources": [ESTRIA], "place": place, "date": days}
    said = {"according_to": {"span": [32, 39], "text": "Estria1"}}
    keep(
        path,
        at_work(path, "d0", "Ada").accept("e1"),
        *at_work(path, "d1", "Ada").edit("e1", {**values, **said}),
        at_work(path, "d2", "Ada").reject("e1"),
        at_work(path, "d3", "Ada").add(MISSED),
    )
    return path


def flat(path: Path, mode: str) -> list[dict[str, str]]:
    to = path.with_name(f"{mode}.csv")
    arguments = ["--format", "csv", "--to", str(to), "--reviewed", mode]
    assert main(["export", str(path), *arguments]) == 0
    return list(csv.DictReader(to.open(encoding="utf-8")))


def brief(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(row["document"], row["type"], row["reviewed"]) for row in rows]


def test_as_coded_the_rows_say_what_people_made_of_them(path: Path) -> None:
    assert brief(flat(path, "as-coded")) == [
        ("d0", "ASSAULT", "accepted"),
        ("d1", "ASSAULT", "corrected"),
        ("d2", "ASSAULT", "rejected"),
        ("d3", "ASSAULT", ""),
        ("d4", "ASSAULT", ""),
    ]


def test_corrected_rows_have_peoples_values(path: Path) -> None:
    rows = flat(path, "corrected")
    assert brief(rows) == [
        ("d0", "ASSAULT", "accepted"),
        ("d1", "COERCE", "corrected"),
        ("d3", "ASSAULT", ""),
        ("d3", "PROTEST", "added"),
        ("d4", "ASSAULT", ""),
    ]
    changed, added = rows[1], rows[3]
    assert (changed["source_names"], changed["target_names"]) == ("Estria1", "Estria1")
    assert (changed["place_name"], changed["place_country"]) == ("Port Sela", "NOR")
    assert (changed["date_start"], changed["quad"]) == ("2021-05-01", "4")
    assert changed["according_to"].startswith("Estria1")
    assert (added["source_names"], added["dead"], added["rule"]) == ("Norland", "3", "review")


def test_only_what_people_let_stand(path: Path) -> None:
    assert brief(flat(path, "only")) == [
        ("d0", "ASSAULT", "accepted"),
        ("d1", "COERCE", "corrected"),
        ("d3", "PROTEST", "added"),
    ]


@pytest.mark.parametrize(("mode", "records"), [("as-coded", 5), ("corrected", 5), ("only", 3)])
def test_whole_records_hold_their_schema(path: Path, mode: str, records: int) -> None:
    to = path.with_name(f"{mode}.jsonl")
    main(["export", str(path), "--format", "jsonl", "--to", str(to), "--reviewed", mode])
    lines = to.read_text("utf-8").splitlines()
    assert len(lines) == records
    schema = json_schema()
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
    (event,) = decode_record(lines[1]).events
    assert event.reviewed == "corrected"
    assert '"reviewed"' not in lines[-1] or mode == "only"


@pytest.mark.parametrize("format", ["gdelt", "icews", "plover", "polecat", "dyad-months"])
def test_every_format_takes_corrections(path: Path, format: str) -> None:
    to = path.with_name(f"out.{format}")
    for mode in ("corrected", "only"):
        arguments = ["--format", format, "--to", str(to), "--reviewed", mode]
        assert main(["export", str(path), *arguments]) == 0
    assert to.stat().st_size > 0


def test_a_store_without_reviews_is_exported_as_before(tmp_path: Path) -> None:
    path = store_of(tmp_path / "plain.duckdb", 2)
    assert brief(flat(path, "corrected")) == [("d0", "ASSAULT", ""), ("d1", "ASSAULT", "")]
    assert flat(path, "only") == []


def test_from_python(path: Path) -> None:
    run = onrecord.open(path)
    types = run.events(reviewed="corrected").column("type").to_pylist()
    assert types == ["ASSAULT", "COERCE", "ASSAULT", "PROTEST", "ASSAULT"]
    assert run.flat(reviewed="only").column("reviewed").to_pylist() == [
        "accepted",
        "corrected",
        "added",
    ]
    assert run.export("csv", path.with_name("a.csv"), reviewed="only").rows == 3
