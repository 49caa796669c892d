"""What leaves: quote levels, lines, the schema, and JSON lines that survive a broken run."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from onrecord.check.pieces import pieces
from onrecord.export import (
    RecordError,
    Records,
    Sink,
    decode_record,
    encode_line,
    json_schema,
    quote,
    read_records,
    sink,
)
from onrecord.model import Document, Record
from support.records import CODER, made_record

TEXT = "Norland attacked the harbour of Estria"


def document(number: int = 1) -> Document:
    return Document(text=f"{TEXT}{number}", id=f"d{number}", outlet="Example News")


def words_of(record: Record) -> list[str | None]:
    return [piece.text for piece in pieces(record)]


def test_evidence_is_what_the_coder_gives() -> None:
    record = made_record(document())
    assert quote(record, "evidence", document().text) == record


def test_none_keeps_the_spans_and_no_words() -> None:
    record = made_record(document())
    bare = quote(record, "none", document().text)
    assert [p.span for p in pieces(bare)] == [p.span for p in pieces(record)]
    assert set(words_of(bare)) == {None}
    assert bare.actors[0].name == "Norland"


def test_sentence_keeps_the_sentences_that_something_was_coded_from() -> None:
    text = "It rained. Norland attacked Estria. It rained again."
    spans = [(0, 10), (11, 35), (36, 52)]
    record = made_record(Document(text=text[11:35], id="d"))
    moved = msgspec.json.decode(
        msgspec.json.encode(record).replace(b"[0,7]", b"[11,18]").replace(b"[0,24]", b"[11,35]"),
        type=Record,
    )
    record = msgspec.structs.replace(moved, sentences=spans)
    record = msgspec.structs.replace(record, statements=[], wordings=[])
    event = record.events[0]
    trigger = msgspec.structs.replace(event.trigger, span=(19, 27))
    mentions = [msgspec.structs.replace(event.mentions[0], trigger=trigger)]
    event = msgspec.structs.replace(event, trigger=trigger, mentions=mentions)
    record = msgspec.structs.replace(record, events=[event])
    assert quote(record, "sentence", text).sentence_texts == [None, text[11:35], None]


def test_full_keeps_the_text() -> None:
    assert quote(made_record(document()), "full", document().text).document.text == document().text


@pytest.mark.parametrize("level", ["none", "evidence", "sentence", "full"])
def test_every_line_validates_and_comes_back(level: str) -> None:
    record = quote(made_record(document()), level, document().text)
    line = encode_line(record)
    jsonschema.validate(json.loads(line), json_schema())
    assert line.count(b"\n") == 1
    assert decode_record(line) == record


def test_the_schema_refuses_what_is_no_record() -> None:
    line = json.loads(encode_line(made_record(document())))
    jsonschema.Draft202012Validator.check_schema(json_schema())
    for change in ({"surplus": 1}, {"events": [{}]}, {"document": None}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**line, **change}, json_schema())


def test_the_schema_explains_its_fields() -> None:
    definitions = json_schema()["$defs"]
    assert "`--quote full`" in definitions["Header"]["properties"]["text"]["description"]
    assert definitions["Event"]["description"] == "Who did what to whom."


def write(path: Path, *numbers: int, quote: str = "evidence") -> Sink:
    target = sink(str(path), CODER, quote)
    for number in numbers:
        if not target.done(document(number)):
            target.take(document(number), encode_line(made_record(document(number))))
    return target


def lines(path: Path) -> list[str]:
    return [record.document.id for record in read_records(path)]


def test_lines_replace_an_older_file_only_when_all_is_done(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write(path, 1).close()
    target = write(path, 2, 3)
    assert lines(path) == ["d1"]
    target.close()
    assert lines(path) == ["d2", "d3"]
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_broken_run_is_taken_up(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    write(whole, 1, 2, 3).close()
    write(broken, 1, 2).interrupt()
    with (tmp_path / "broken.jsonl.part").open("ab") as stream:
        stream.write(b'{"half a li')
    target = write(broken)
    assert [target.done(document(n)) for n in (1, 2, 3)] == [True, True, False]
    target.take(document(3), encode_line(made_record(document(3))))
    target.close()
    assert broken.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("lost", ["part", "part.ledger"])
def test_a_broken_run_with_a_file_lost_starts_anew(tmp_path: Path, lost: str) -> None:
    path = tmp_path / "a.jsonl"
    write(path, 1, 2).interrupt()
    (tmp_path / f"a.jsonl.{lost}").unlink()
    write(path, 2).close()
    assert lines(path) == ["d2"]


def test_a_broken_run_with_other_options_or_input_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write(path, 1, 2).interrupt()
    write(path, 2, 3, quote="none").close()
    assert lines(path) == ["d2", "d3"]
    write(path, 1, 2).interrupt()
    write(path, 2, 3).close()
    assert lines(path) == ["d2", "d3"]


@pytest.mark.parametrize("target", ["no-folder/a.jsonl", "folder.jsonl", "a.csv", "a"])
def test_a_target_that_cannot_be_written_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(RecordError, match=target):
        sink(str(tmp_path / target), CODER, "evidence")


def test_a_file_of_something_else_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(encode_line(made_record(document())) + b'{"text": "Norland"}\n')
    with pytest.raises(RecordError, match=r"a\.jsonl:2: not a record"):
        list(read_records(path))
    with pytest.raises(RecordError, match=r"b\.jsonl: no such file"):
        read_records(tmp_path / "b.jsonl")


def test_a_file_of_lines_opens_as_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write(path, 1, 2).close()
    opened = Records(path)
    assert opened.events().column("document").to_pylist() == ["d1", "d2"]
    assert opened.wordings().num_rows == 0
    with pytest.raises(RecordError, match="no table 'nothing'"):
        opened.table("nothing")
    with pytest.raises(RecordError, match="SQL"):
        opened.query("SELECT 1")
