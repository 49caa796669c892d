"""The Python interface as the README shows it."""

from pathlib import Path

import pytest

import onrecord
from onrecord.export import encode_line
from onrecord.record import CodingError

TEXT = "PORT SELA — Norland denied on Monday that its troops had shelled Estria."


@pytest.fixture(scope="module")
def coder() -> "onrecord.Coder":
    return onrecord.Coder()


def test_code_gives_a_record_with_what_the_caller_knows() -> None:
    record = onrecord.code(TEXT, published="2021-05-24", outlet="Example News")
    assert record.document.outlet == "Example News"
    assert (record.document.published, record.document.published_from) == ("2021-05-24", "user")
    (event,) = [event for event in record.events if event.type == "ASSAULT"]
    assert (event.status, event.trigger.text) == ("denied", "shelled")


def test_without_a_date_nobody_gave_one(coder: "onrecord.Coder") -> None:
    header = coder.code(TEXT).document
    assert (header.published, header.published_from) == (None, None)


def test_an_id_follows_from_the_text(coder: "onrecord.Coder") -> None:
    assert coder.code(TEXT).document.id == coder.code(TEXT).document.id
    assert coder.code(TEXT, id="mine").document.id == "mine"


def test_a_date_that_is_none_is_refused(coder: "onrecord.Coder") -> None:
    with pytest.raises(ValueError, match="2021-05-32"):
        coder.code(TEXT, published="2021-05-32")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'decode'"):
        onrecord.decode  # noqa: B018


@pytest.mark.parametrize(
    ("setting", "value"),
    [("quote", "sentences"), ("attributions", "everything"), ("dialect", "icews")],
)
def test_a_setting_that_there_is_not_is_refused(setting: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{setting} '{value}': there are "):
        onrecord.Coder(**{setting: value})


@pytest.mark.parametrize("setting", ["lexicon", "actors"])
def test_a_path_that_is_not_there_is_refused(setting: str, tmp_path: Path) -> None:
    with pytest.raises(CodingError, match="missing: no such"):
        onrecord.Coder(**{setting: [tmp_path / "missing"]})


def test_a_file_of_actors_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.sqlite").write_text("no database")
    coder = onrecord.Coder(actors=[tmp_path / "mine.sqlite"])
    with pytest.raises(CodingError, match="is no file of actors"):
        coder.code(TEXT)


def test_a_coder_keeps_as_much_text_as_told() -> None:
    record = onrecord.Coder(quote="full").code(TEXT)
    assert record.document.text == TEXT


def test_open_gives_tables(tmp_path: Path, coder: "onrecord.Coder") -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(encode_line(coder.code(TEXT, id="mine")))
    opened = onrecord.open(path)
    assert set(opened.events().column("document").to_pylist()) == {"mine"}
    assert opened.documents().num_rows == 1
    assert [record.document.id for record in opened.records()] == ["mine"]
