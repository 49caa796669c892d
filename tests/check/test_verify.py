"""Verification: what is whole passes, and whatever is damaged is found and said."""

import json
import zipfile
from pathlib import Path

import msgspec
import pytest

from onrecord.check import Texts, faults
from onrecord.check.pieces import pieces
from onrecord.export import quote
from onrecord.ingest import InputError
from onrecord.model import Document, Evidence, Record
from support.records import made_record

TEXT = "Norland attacked the harbour of Estria"
DOCUMENT = Document(text=TEXT, id="d1")


def damaged(record: Record, **changes: object) -> Record:
    event = msgspec.structs.replace(record.events[0], **changes)
    return msgspec.structs.replace(record, events=[event])


@pytest.mark.parametrize("level", ["none", "evidence", "sentence", "full"])
@pytest.mark.parametrize("text", [TEXT, None])
def test_a_sound_record_has_no_fault(level: str, text: str | None) -> None:
    assert faults(quote(made_record(DOCUMENT), level, TEXT), text) == []


def test_every_span_is_looked_at() -> None:
    paths = [piece.path for piece in pieces(made_record(DOCUMENT))]
    assert "events[0].mentions[0].evidence[0]" in paths
    assert "statements[0].content[0]" in paths
    assert "sentences[0]" in paths


@pytest.mark.parametrize(
    ("evidence", "with_text", "without"),
    [
        (Evidence(span=(0, 7), text="Estland"), "where the text has", None),
        (Evidence(span=(0, 8), text="Norland"), "where the text has", "longer or shorter"),
        (Evidence(span=(0, 99), text="N"), "is no span", "is no span"),
        (Evidence(span=(5, 5), text=""), "is no span", "is no span"),
        (Evidence(span=(-3, 2), text="N"), "is no span", "is no span"),
    ],
)
def test_a_bad_span_is_found(evidence: Evidence, with_text: str, without: str | None) -> None:
    record = damaged(made_record(DOCUMENT), evidence=[evidence])
    (fault,) = faults(record, TEXT)
    assert fault.path == "events[0].evidence[0]"
    assert with_text in fault.what
    found = faults(record)
    assert [without in fault.what for fault in found] == [True] if without else not found


def test_another_text_is_found() -> None:
    found = {fault.path for fault in faults(made_record(DOCUMENT), TEXT.replace("Nor", "Est", 1))}
    assert {"document.text_sha256", "events[0].sources[0]"} <= found
    assert faults(made_record(DOCUMENT), TEXT + ".")[0].path == "document.chars"


def test_a_reference_to_nothing_is_found() -> None:
    record = made_record(DOCUMENT)
    party = msgspec.structs.replace(record.events[0].sources[0], actor="a9")
    (fault,) = faults(damaged(record, sources=[party]), TEXT)
    assert fault == ("events[0].sources", "refers to a9, which isn't in the record")


def test_texts_are_found_where_they_still_are(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXT)
    record = made_record(msgspec.structs.replace(DOCUMENT, source=str(source)))
    assert Texts().find(record) == (TEXT, "source")
    assert Texts([str(tmp_path)]).find(record) == (TEXT, "texts")
    assert Texts().find(quote(record, "full", TEXT)) == (TEXT, "record")
    source.write_text(TEXT + " since")
    assert Texts().find(record) == (None, "words")
    with pytest.raises(InputError):
        Texts([str(tmp_path / "missing")])


def test_a_line_of_a_file_is_found(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    lines = [json.dumps({"text": text}) for text in ("Other words here", TEXT)]
    source.write_text("\n".join(lines))
    record = made_record(msgspec.structs.replace(DOCUMENT, source=f"{source}:2"))
    assert Texts().find(record) == (TEXT, "source")


def test_a_page_in_an_archive_and_an_object_of_an_array_are_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a#1.zip", "w") as archive:
        archive.writestr("deep/a.html", f"<p>{TEXT}</p>")
        archive.writestr("b.json", json.dumps([{"text": "Other words"}, {"text": TEXT}]))
    for member in ("deep/a.html", "b.json#2"):
        source = f"{tmp_path}/a#1.zip/{member}"
        record = made_record(msgspec.structs.replace(DOCUMENT, source=source))
        assert Texts().find(record) == (TEXT, "source")
    record = made_record(msgspec.structs.replace(DOCUMENT, source="https://post.example/a#b"))
    assert Texts().find(record) == (None, "words")
