"""The cache folder, its lock, and files that are whole or not there."""

import threading
from pathlib import Path

import pytest

from onrecord.base import cache
from onrecord.base.cache import cache_folder, one_builder, whole_file
from onrecord.base.errors import GazetteerError


def test_named_folder_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "a" / "b"))
    assert cache_folder() == tmp_path / "a" / "b"
    assert cache_folder().is_dir()


def test_named_folder_that_is_a_file_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "file"))
    with pytest.raises(GazetteerError, match="can't be written"):
        cache_folder()


def test_default_folder_falls_back_to_a_private_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.delenv("ONRECORD_CACHE", raising=False)
    monkeypatch.setattr(cache, "user_cache_path", lambda _: tmp_path / "file" / "onrecord")
    monkeypatch.setattr(cache, "_private_folder", lambda: tmp_path / "private")
    assert cache_folder() == tmp_path / "private"


def test_failed_file_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.sqlite"

    def fail() -> None:
        with whole_file(path) as part:
            part.write_text("half")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_whole_file_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "out.sqlite"
    path.write_text("old")
    with whole_file(path) as part:
        part.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"


def test_second_builder_waits(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with one_builder(tmp_path):
            order.append("second")

    with one_builder(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
