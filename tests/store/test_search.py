"""Full-text search: what is typed, what is found, and an index that is never wrong for long."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document
from onrecord.store import StoreError, StoreReader, StoreWriter
from onrecord.store import search as searching
from onrecord.store.search import SearchIndex
from onrecord.store.search_words import SearchError, fts_query
from support.records import CODER, made_record

REPORTS = {
    "d1": "Norland attacked the harbour of Estria",
    "d2": "Estria denies attacks on Port Sela",
    "d3": "Zürich hosted envoys of Norland",
    "d4": "Gunmen attack a convoy: O'Marn's NOT-so-quiet border",
}


def write(path: Path, reports: dict[str, str]) -> None:
    writer = StoreWriter(path, CODER, "evidence")
    for name, text in reports.items():
        document = Document(text=text, id=name, title=f"Headline of {name}", outlet="Example News")
        if not writer.done(document):
            writer.add(document, made_record(document))
    writer.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "run.duckdb"
    write(path, REPORTS)
    return path


@pytest.fixture
def found(store: Path) -> Callable[[str], list[str]]:
    index = SearchIndex(store)

    def find(words: str) -> list[str]:
        index.update()
        keys = index.keys(words)
        sql = "SELECT document FROM flat WHERE list_contains($keys, key) ORDER BY 1"
        with StoreReader(store).session() as ask:
            return [row[0] for row in ask.execute(sql, {"keys": keys}).fetchall()]

    return find


@pytest.mark.parametrize(
    ("words", "documents"),
    [
        ("norland", ["d1", "d3"]),
        ("NORLAND harbour", ["d1"]),
        ("attack", ["d1", "d2", "d4"]),
        ('"port sela"', ["d2"]),
        ('"sela port"', []),
        ("zurich", ["d3"]),
        ("har*", ["d1"]),
        ("attack -norland", ["d2", "d4"]),
        ("harbour OR envoys", ["d1", "d3"]),
        ("norland harbour OR envoys", ["d1", "d3"]),
        ("O'Marn's", ["d4"]),
        ("NOT-so-quiet", ["d4"]),
        ("convoy: \"o'marn", ["d4"]),
        ("headline d2", ["d2"]),
        ("norland AND", []),
    ],
)
def test_words_find_their_events(
    found: Callable[[str], list[str]], words: str, documents: list[str]
) -> None:
    assert found(words) == documents


@pytest.mark.parametrize("words", ["", "  ", "—", "-norland", '""', "* OR %"])
def test_a_search_for_nothing_is_told(words: str) -> None:
    with pytest.raises(SearchError, match="no word"):
        fts_query(words)


@given(st.text(max_size=60) | st.from_regex(r"[-a-zOR\"*():^{}+. ']{1,30}", fullmatch=True))
def test_nothing_typed_is_a_syntax_error(words: str) -> None:
    try:
        asked = fts_query(words)
    except SearchError:
        return
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5 (evidence)")
    assert index.execute("SELECT * FROM words WHERE words MATCH ?", [asked]).fetchall() == []
    index.close()


def test_statements_and_headlines_are_found_too(store: Path) -> None:
    index = SearchIndex(store)
    index.update()
    assert [hit.document for hit in index.hits("statement", "border")] == ["d4"]
    assert [hit.document for hit in index.hits("document", "headline d3")] == ["d3"]
    assert index.count("document", "headline") == len(REPORTS)


@pytest.mark.parametrize("chunk", [1, searching.CHUNK])
def test_an_update_reads_what_is_new_and_forgets_what_is_old(
    store: Path,
    found: Callable[[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    chunk: int,
) -> None:
    """With one document a chunk the last one is d4: its numbers mustn't be given to the next."""
    monkeypatch.setattr(searching, "CHUNK", chunk)
    assert found("harbour") == ["d1"]
    write(store, {"d4": "Envoys left Port Sela", "d5": "A harbour was opened"})
    assert not SearchIndex(store).state().fresh
    assert found("harbour") == ["d1", "d5"]
    assert found("convoy") == []
    assert found("envoys") == ["d3", "d4"]
    assert SearchIndex(store).state() == (5, 5, True)


def test_a_half_built_index_finds_what_it_has(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "CHUNK", 1)
    index, stop = SearchIndex(store), threading.Event()
    add = SearchIndex._add

    def add_and_stop(*given: object) -> None:
        add(*given)  # type: ignore[arg-type]
        stop.set()

    monkeypatch.setattr(SearchIndex, "_add", add_and_stop)
    assert index.update(stop=stop) == (1, 4, False)
    assert len(index.keys("norland")) == 1
    monkeypatch.undo()
    assert index.update() == (4, 4, True)
    assert len(index.keys("norland")) == 2


def test_a_killed_update_is_taken_up(store: Path) -> None:
    code = f"""if True:
        import os, signal
        from pathlib import Path
        from onrecord.store import search
        search.CHUNK, insert = 1, search._insert
        def insert_and_die(index, rows):
            insert(index, rows)
            if any(row[0] == "d3" for row in rows):
                os.kill(os.getpid(), signal.SIGKILL)
        search._insert = insert_and_die
        search.SearchIndex(Path({str(store)!r})).update()
    """
    folders = os.pathsep.join(p for p in sys.path if p)
    env = {**os.environ, "PYTHONPATH": folders}
    assert subprocess.run([sys.executable, "-c", code], env=env).returncode == -signal.SIGKILL
    index = SearchIndex(store)
    assert index.state() == (2, 4, False)
    assert index.update() == (4, 4, True)
    assert len(index.keys("norland")) == len(set(index.keys("norland"))) == 2


def test_two_updates_at_once_add_nothing_twice(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "CHUNK", 1)
    threads = [threading.Thread(target=SearchIndex(store).update) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SearchIndex(store).state() == (4, 4, True)
    assert len(SearchIndex(store).keys("attack")) == 3


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read", b""])
def test_what_is_no_index_is_made_one(store: Path, content: bytes) -> None:
    index = SearchIndex(store)
    index.path.write_bytes(content * 100)
    assert index.update() == (4, 4, True)


def test_an_index_of_torn_pages_is_made_anew(store: Path) -> None:
    index = SearchIndex(store)
    index.update()
    size = index.path.stat().st_size
    with index.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    assert StoreReader(store).query(COUNT.format("'norland'")).to_pylist() == [{"n": 2}]


def test_broken_words_are_told_and_taken_away(store: Path) -> None:
    index = SearchIndex(store)
    index.update()
    with sqlite3.connect(index.path) as broken:
        broken.execute("UPDATE words_data SET block = x'ffff' WHERE id > 10")
    with pytest.raises(StoreError, match="built anew"):
        index.keys("norland")
    index.update()
    assert len(index.keys("norland")) == 2


def test_an_index_goes_to_the_cache_where_the_folder_is_read_only(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    index = SearchIndex(store)
    assert index.path.is_relative_to(tmp_path / "cache")
    assert index.update().fresh


COUNT = "SELECT count(*) AS n FROM flat f WHERE f.key IN (SELECT key FROM matches WHERE words = {})"


def test_sql_may_ask_for_matches(store: Path) -> None:
    reader = StoreReader(store)
    assert reader.query(COUNT.format("'har* OR envoys'")).to_pylist() == [{"n": 2}]
    with reader.confined() as ask:
        assert ask.value(COUNT.format("$text"), {"text": "attack"}) == 3
        assert ask.value(COUNT.format("'O''Marn''s'")) == 1
        assert ask.value(COUNT.format("$text"), {"text": "norland"}) == 2
        with pytest.raises(SearchError):
            ask.value(COUNT.format("'-'"))


def test_a_query_finds_what_was_written_just_before(store: Path) -> None:
    reader = StoreReader(store)
    for number in range(3):
        write(store, {f"new{number}": "A lighthouse fell"})
        with reader.confined() as ask:
            assert ask.value(COUNT.format("'lighthouse'")) == number + 1
