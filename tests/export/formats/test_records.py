"""JSON lines of whole records, PLOVER's records, Web Annotations and PROV."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pandas as pd
import polars as pl
import pytest

from onrecord.export import ExportError, Written, encode_line, json_schema, quote
from onrecord.what.ontology import ontology
from support.layouts import published
from support.told import PRIVATE, TEXT, evil, told

Export = Callable[..., Written]
Rows = list[dict[str, Any]]


@pytest.fixture
def lines(exported: Export, tmp_path: Path) -> Callable[..., Rows]:
    """`lines("plover", claims=True)`: the objects of an export of lines, as Python reads them."""

    def read(format: str, **given: object) -> Rows:
        path = tmp_path / "a.jsonl"
        written = exported(format, "a.jsonl", **given)
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert written.rows == len(rows)
        if rows:
            assert len(pd.read_json(path, lines=True)) == len(rows)
            assert pl.read_ndjson(path, infer_schema_length=None).height == len(rows)
            with duckdb.connect() as connection:
                count = f"SELECT count(*) FROM read_json('{path}', format = 'newline_delimited')"
                assert connection.execute(count).fetchall() == [(len(rows),)]
        return rows

    return read


def test_lines_are_the_bytes_that_code_writes(exported: Export, tmp_path: Path) -> None:
    for level in ("evidence", "sentence", "full"):
        exported("jsonl", "a.jsonl", quote=level)
        expected = b"".join(
            encode_line(quote(record, level, told_text) if level != "evidence" else record)
            for told_text, record in _records()
        )
        assert (tmp_path / "a.jsonl").read_bytes() == expected


def _records() -> Any:
    import msgspec

    for telling in (told(), evil()):
        record = telling.record()
        bare = msgspec.structs.replace(record.document, text=None)
        yield telling.text, msgspec.structs.replace(record, document=bare)


def test_lines_validate_at_every_level(lines: Callable[..., Rows]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for level, names in (
        ("none", None),
        ("evidence", "public"),
        ("sentence", None),
        ("full", None),
    ):
        for row in lines("jsonl", quote=level, names=names):
            validator.validate(row)


def test_lines_hold_private_persons_only_where_records_are_whole(
    lines: Callable[..., Rows],
) -> None:
    whole, public = lines("jsonl")[0], lines("jsonl", names="public")[0]
    assert whole["actors"][8]["name"] == PRIVATE
    assert public["actors"][8] | {"mentions": []} == {
        "id": "a9", "name": "a private person", "kind": "person", "public": False,
        "country": "KEN", "sectors": [], "note": None, "wikidata": None, "kb": None,
        "office": None, "mentions": [], "why": {},
    }  # fmt: skip
    evidence = json.dumps([event["evidence"] for event in public["events"]])
    assert PRIVATE in evidence
    for event in public["events"]:
        event["evidence"], event["mentions"] = [], []
    assert PRIVATE not in json.dumps(public)


def test_filters_choose_documents_and_leave_records_whole(lines: Callable[..., Rows]) -> None:
    (row,) = lines("jsonl", types=("CONSULT",))
    assert (row["document"]["id"], len(row["events"])) == ("d1", 7)
    assert lines("jsonl", countries=("FRA",)) == []


def test_plovers_fields_are_the_published_ones(lines: Callable[..., Rows]) -> None:
    fields: dict[str, set[str]] = {}
    for line in published("plover"):
        kind, _, name = line.partition(" ")
        fields.setdefault(kind, set()).add(name.rstrip("*"))
    required = [line.split()[1][:-1] for line in published("plover") if line.endswith("*")]
    more = {
        "status", "asserted_by", "according_to", "mutual", "historical", "about", "trigger_span",
        "date_from", "date_precision", "cameo", "rule", "confidence", "reviewed",
    }  # fmt: skip
    for row in lines("plover", claims=True, all_statuses=True):
        assert row.keys() <= fields["record"] | more
        assert all(row[name] is not None for name in required)
        for entity in (*row["actor"], *row["recipient"]):
            assert entity.keys() <= fields["entity"] - {"religion", "ethnicity", "gender", "age"}
        for name in ("text_info", "size", "cite_info"):
            assert row[name].keys() <= fields[name]
        assert (row["event_loc"] or {}).keys() <= fields["event_loc"]


def test_plovers_records_say_what_the_event_says(lines: Callable[..., Rows]) -> None:
    shelled, met, *others = lines("plover", claims=True, all_statuses=True)
    assert (shelled["id"], shelled["date"], shelled["event"]) == (
        "d1#e1",
        "2021-05-24",
        ["ASSAULT"],
    )
    assert (shelled["mode"], shelled["size"]["dead"]) == (["heavy-weapons"], 3)
    assert shelled["event_loc"]["geonameid"] == 55671
    assert shelled["event_loc"]["resolution"] == 4
    assert shelled["text_info"] == {"sequence": 1, "start": 0, "end": TEXT.index(".") + 1}
    assert [entity["code"] for entity in met["actor"]] == ["KEN", "SOM"]
    assert (met["actor"][0]["identifier_id"], met["recipient"]) == ("Q1", [])
    assert met["actor"][1]["sector"] == "GOVELI"
    (denied,) = [row for row in others if row["status"] == "denied"]
    assert denied["according_to"] == ["a private person", "Example News"]
    (nations,) = [row for row in others if row["event"] == ["ACCUSE"]]
    assert nations["actor"][0]["code"] == "UNO"
    tables = ontology()
    for row in (shelled, met, *others):
        assert row["quad_code"] == tables.types[row["event"][0]].quad
        assert all((row["event"][0], mode) in tables.modes for mode in row["mode"])
        assert all(context in tables.contexts for context in row["context"])


def test_plover_leaves_claims_and_words_out_as_told(lines: Callable[..., Rows]) -> None:
    rows = lines("plover", quote="none")
    assert {row["status"] for row in rows} <= {"happened", "ongoing"}
    assert {row["asserted_by"] for row in rows} == {"outlet"}
    assert {row["text"] for row in rows} == {None}
    assert "shelled" not in json.dumps(rows)
    assert PRIVATE not in json.dumps(rows)


MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip


def annotations(exported: Export, folder: Path, **given: object) -> dict[str, Any]:
    exported("annotation", "a.jsonld", **given)
    return json.loads((folder / "a.jsonld").read_text("utf-8"))


def test_annotations_are_a_collection_as_the_recommendation_has_it(
    exported: Export, tmp_path: Path
) -> None:
    found = annotations(exported, tmp_path, documents=("d1",))
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationCollection"
    assert found["first"]["type"] == "AnnotationPage"
    items = found["first"]["items"]
    assert found["total"] == len(items) == len({item["id"] for item in items})
    for item in items:
        assert item["type"] == "Annotation"
        assert item["motivation"] in MOTIVATIONS
        assert item["target"]["source"] == "https://example.org/1"
        assert all(body["purpose"] in MOTIVATIONS for body in item["body"])
        position, words = item["target"]["selector"]
        assert (position["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert TEXT[position["start"] : position["end"]] == words["exact"]


def test_annotations_name_role_place_and_person(exported: Export, tmp_path: Path) -> None:
    items = annotations(exported, tmp_path)["first"]["items"]
    by_id = {item["id"]: item for item in items}
    place = by_id["urn:onrecord:d1:e1:place:1"]
    assert place["body"][1]["source"] == "https://sws.geonames.org/55671/"
    assert by_id["urn:onrecord:d1:e2:source:1"]["body"][1]["source"].endswith("/Q1")
    assert by_id["urn:onrecord:d1:e4:trigger:1"]["onrecord:status"] == "denied"
    assert by_id["urn:onrecord:d1:s2:cue:1"]["body"][0]["value"] == "deny/negative"
    assert {item["onrecord:role"] for item in items} == {
        "trigger", "source", "target", "place", "time", "cue", "speaker", "content",
    }  # fmt: skip
    assert PRIVATE not in json.dumps(items)


def test_annotations_quote_as_much_as_told(exported: Export, tmp_path: Path) -> None:
    none = annotations(exported, tmp_path, quote="none")["first"]["items"]
    assert all(len(item["target"]["selector"]) == 1 for item in none)
    assert "shelled" not in json.dumps(none)
    full = annotations(exported, tmp_path, quote="full")["first"]["items"]
    words = next(i for i in full if i["id"].endswith("d1:e1:trigger:1"))["target"]["selector"][1]
    assert (words["prefix"], words["exact"]) == ("Kenyan troops ", "shelled")
    assert words["suffix"] == TEXT[21:53]


def test_prov_says_what_was_made_from_what(exported: Export, tmp_path: Path) -> None:
    exported("prov", "a.json")
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    (activity,) = found["activity"]
    assert found["activity"][activity]["onrecord:command"] == "onrecord code made"
    assert (
        found["activity"][activity]["prov:startTime"] <= found["activity"][activity]["prov:endTime"]
    )
    assert found["entity"]["onrecord:document/d1"]["onrecord:source"] == "https://example.org/1"
    assert "onrecord:outlet/Example%20News" in found["agent"]
    generated = {(r["prov:entity"], r["prov:activity"]) for r in found["wasGeneratedBy"].values()}
    assert generated == {("onrecord:record/d1", activity), ("onrecord:record/d2", activity)}


def test_prov_names_only_what_it_declares(exported: Export, tmp_path: Path) -> None:
    exported("prov", "a.json")
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    ends = {
        "wasAssociatedWith": {"activity": "activity", "agent": "agent"},
        "used": {"activity": "activity", "entity": "entity"},
        "wasGeneratedBy": {"entity": "entity", "activity": "activity"},
        "wasDerivedFrom": {"generatedEntity": "entity", "usedEntity": "entity"},
        "wasAttributedTo": {"entity": "entity", "agent": "agent"},
    }
    assert found.keys() == {"prefix", "entity", "activity", "agent", *ends}
    for name, parts in ends.items():
        for relation in found[name].values():
            assert relation.keys() == {f"prov:{end}" for end in parts}
            assert all(relation[f"prov:{end}"] in found[kind] for end, kind in parts.items())
    for section in ("entity", "activity", "agent"):
        for name, item in found[section].items():
            assert name.startswith("onrecord:")
            assert item["prov:type"]["type"] == "prov:QUALIFIED_NAME"


def test_prov_of_a_run_that_is_not_there_is_refused(exported: Export) -> None:
    assert exported("prov", "a.json", run="1").rows > 0
    with pytest.raises(ExportError, match="--run 7: no such run in the store; there are 1"):
        exported("prov", "a.json", run="7")


def test_json_documents_load_in_all_three_tools(exported: Export, tmp_path: Path) -> None:
    items = annotations(exported, tmp_path)["first"]["items"]
    path = tmp_path / "a.jsonld"
    assert len(pd.json_normalize(json.loads(path.read_text("utf-8")), ["first", "items"])) == len(
        items
    )
    assert pl.from_dicts(items, infer_schema_length=None).height == len(items)
    exported("prov", "p.json")
    with duckdb.connect() as connection:
        count = f"SELECT len(first.items) FROM read_json('{path}')"
        assert connection.execute(count).fetchall() == [(len(items),)]
        runs = f"SELECT len(map_keys(activity)) FROM read_json('{tmp_path}/p.json', columns = "
        runs += "{activity: 'MAP(VARCHAR, JSON)'})"
        assert connection.execute(runs).fetchall() == [(1,)]
    assert len(pd.read_json(tmp_path / "p.json", typ="series")["activity"]) == 1
    assert pl.read_json(tmp_path / "p.json").height == 1
