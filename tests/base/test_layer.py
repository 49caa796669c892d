"""Actors of the user's own, read beside the shipped base."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.base.actors import Known, open_actors
from onrecord.base.errors import GazetteerError
from onrecord.base.layer import ActorLayer, Source, add_actors, open_layered, own_path


def person(name: str, **more: str) -> Known:
    return Known(
        f"own:{name.lower().replace(' ', '-')}", name, "person", (), "EST", ("GOV",),
        more.get("start"), more.get("end"), more.get("office"), (), "",
    )  # fmt: skip


def source(name: str = "list.csv", edition: str = "one") -> Source:
    return Source(name, edition, "CC0-1.0")


def test_rows_come_back_with_source_and_licence(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    assert add_actors(path, source(), [person("Ivo Márn", start="2001-02-03")]) == 1
    (known,) = ActorLayer(path).lookup_key("ivo marn")
    assert (known.name, known.start, known.source) == (
        "Ivo Márn",
        "2001-02-03",
        "list.csv (CC0-1.0)",
    )


def test_the_same_edition_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    add_actors(path, source(), [person("Ivo Marn")])
    before = ActorLayer(path).digest
    assert add_actors(path, source(), [person("Somebody Else")]) == 1
    assert ActorLayer(path).digest == before
    assert not ActorLayer(path).lookup_key("somebody else")


def test_a_newer_edition_takes_the_place_of_the_older(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    add_actors(path, source("other.csv"), [person("Ada Sule")])
    add_actors(path, source(), [person("Ivo Marn")])
    before = ActorLayer(path).digest
    add_actors(path, source(edition="two"), [person("Una Marn")])
    layer = ActorLayer(path)
    assert layer.digest != before
    assert not layer.lookup_key("ivo marn")
    assert layer.lookup_key("una marn")
    assert layer.lookup_key("ada sule")
    assert [row[:2] for row in layer.sources()] == [("other.csv", "one"), ("list.csv", "two")]


def test_a_reader_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    add_actors(path, source(), [person("Ivo Marn")])
    before = path.read_bytes()

    def failing() -> Iterator[Known]:
        yield person("Ada Sule")
        raise GazetteerError("broken")

    with pytest.raises(GazetteerError):
        add_actors(path, source("other.csv"), failing())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"no database at all, and no file of ours", None])
def test_other_files_are_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "own.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"own\.sqlite"):
        ActorLayer(path)


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    add_actors(path, source(), [person("Ivo Marn")])
    with sqlite3.connect(path) as file:
        file.execute("UPDATE meta SET value = 'onrecord-actors/0' WHERE key = 'format'")
    with pytest.raises(GazetteerError, match="onrecord-actors/0"):
        add_actors(path, source(), [])


def test_the_base_reads_layers_beside_the_shipped_actors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = open_actors()
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    monkeypatch.setattr("onrecord.base.layer.open_actors", lambda: shipped)
    assert open_layered().digest == shipped.digest
    add_actors(own_path(tmp_path), source(), [person("Ivo Marn")])
    add_actors(tmp_path / "more.sqlite", source(), [person("Ada Sule")])
    base = open_layered([tmp_path / "more.sqlite"])
    assert [[known.name for known in found] for found in base.lookup_layers("ivo marn")] == [
        ["Ivo Marn"]
    ]
    assert base.lookup_layers("Ada Sule")
    assert base.digest.startswith(f"{shipped.digest}+")
    assert not shipped.layers
