"""Full-text search: an SQLite FTS5 index beside the store, brought up to date document by document.

It holds the words of events (evidence, what the statement behind them says, headline, public
names), of statements and of headlines; which document each was made from is the ledger's
fingerprint, so an update reads what is new, and a build that was stopped goes on where it was.
"""

import sqlite3
import threading
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.store.database import reading
from onrecord.store.errors import StoreError
from onrecord.store.search_words import fts_query

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LAYOUT = "1"
CHUNK = 8_000
"""Documents in a transaction."""
WAIT = 10.0
"""Seconds that one process waits for another's transaction."""
KINDS = ("event", "statement", "document")

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL
);
CREATE TABLE entries (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL, kind INTEGER NOT NULL, item TEXT, key INTEGER
);
CREATE INDEX entries_document ON entries (document);
CREATE VIRTUAL TABLE words USING fts5 (
  evidence, said, headline, names, content='', tokenize='porter unicode61 remove_diacritics 2'
);
"""
_EVENTS = """
SELECT f.document, 0 AS kind, f.event AS item, f.key, told.words AS evidence,
  array_to_string(s.content_text, ' … ') AS said, f.title AS headline,
  array_to_string(f.actors || f.speakers || [coalesce(f.place, '')], ' · ') AS names
FROM flat f
LEFT JOIN (
  SELECT document, event, string_agg(DISTINCT evidence_text, ' … ') AS words
  FROM event_mentions WHERE document IN (SELECT unnest($documents)) GROUP BY ALL
) told USING (document, event)
LEFT JOIN (
  SELECT document, id, statement FROM events WHERE document IN (SELECT unnest($documents))
) e ON e.document = f.document AND e.id = f.event
LEFT JOIN (
  SELECT document, id, content_text FROM statements
  WHERE document IN (SELECT unnest($documents))
) s ON s.document = f.document AND s.id = e.statement
WHERE f.document IN (SELECT unnest($documents))
ORDER BY f.document, f.event
"""
_STATEMENTS = """
SELECT s.document, 1, s.id, NULL, NULL, array_to_string(s.content_text, ' … '), d.title, a.name
FROM statements s
JOIN documents d ON d.id = s.document
LEFT JOIN actors a ON a.document = s.document AND a.id = s.speaker_actor AND a.public
WHERE s.document IN (SELECT unnest($documents))
ORDER BY s.document, s.id
"""
_HEADLINES = """
SELECT id, 2, NULL, NULL, NULL, NULL, title, NULL FROM documents
WHERE id IN (SELECT unnest($documents)) AND title IS NOT NULL ORDER BY id
"""


class State(NamedTuple):
    """How far an index has come."""

    done: int
    """Documents that are in it."""
    of: int
    """Documents that the store had when it was last looked at."""
    fresh: bool
    """Whether the store is still the one that was last looked at, and all of it is in."""


class Hit(NamedTuple):
    """A statement or document that a search found."""

    document: str
    item: str | None


class SearchIndex:
    """The index of a store.

    Args:
        store: the `.duckdb` file; the index is `FILE.search.sqlite` beside it, or in the user's
            cache where that folder can't be written.
    """

    def __init__(self, store: Path):
        self.store = store
        self.path = _place(store)

    def state(self) -> State:
        """How far it has come; nothing is built. Raises StoreError where it can't be read."""
        with self._open() as index:
            return self._state(index)

    def update(self, *, confined: bool = False, stop: threading.Event | None = None) -> State:
        """Bring the index up to date, some thousand documents a transaction.

        Args:
            confined: how this process reads the store, see `StoreReader.confined`.
            stop: where it is set, the update ends after the transaction that it is in.

        Raises StoreError where the store can't be read or the index can't be written.
        """
        stamp = store_stamp(self.store)
        with self._open() as index:
            if self._state(index).fresh:
                return self._state(index)
            with reading(self.store, confined) as store:
                ledger = dict(store.execute(
                    "SELECT document, concat(fingerprint, ':', run) FROM ledger"
                ).fetchall())  # fmt: skip
            self._take_out(index, ledger)
            _keep(index, "of", str(len(ledger)))
            index.commit()
            missing = self._missing(index, ledger)
            for first in range(0, len(missing), CHUNK):
                if stop is not None and stop.is_set():
                    return self._state(index)
                self._add(index, missing[first : first + CHUNK], ledger, confined)
            _keep(index, "store", stamp)
            index.commit()
            return self._state(index)

    def keys(self, words: str) -> list[int]:
        """The keys of the events (`flat.key`) that have the words.

        Raises SearchError where there's no word to look for.
        """
        found = self._ask("SELECT e.key", words, "e.kind = 0", "")
        return [key for (key,) in found]

    def hits(self, kind: str, words: str, limit: int = 20) -> list[Hit]:
        """The best statements or documents with the words, the best first.

        Args:
            kind: one of `KINDS`.
        """
        where = f"e.kind = {KINDS.index(kind)}"
        end = f"ORDER BY bm25(words), e.id LIMIT {int(limit)}"
        document = "(SELECT d.document FROM documents d WHERE d.id = e.document)"
        return [Hit(*r) for r in self._ask(f"SELECT {document}, e.item", words, where, end)]

    def count(self, kind: str, words: str) -> int:
        """How many events, statements or documents have the words."""
        ((found,),) = self._ask("SELECT count(*)", words, f"e.kind = {KINDS.index(kind)}", "")
        return found

    def version(self) -> str:
        """Changes with every transaction that changed what can be found."""
        with self._open() as index:
            return _kept(index, "version", "0")

    def _ask(self, select: str, words: str, where: str, end: str) -> list[Any]:
        tables = "words JOIN entries e ON e.id = words.rowid"
        sql = f"{select} FROM {tables} WHERE words MATCH ? AND {where} {end}"
        with self._open() as index:
            return index.execute(sql, [fts_query(words)]).fetchall()

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection, None, None]:
        """The index, made anew where it is missing, broken, or of another layout."""
        try:
            with closing(_connected(self.path)) as index:
                yield index
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{self.path}: the search index can't be used ({error}); close what else uses it, "
                "or make room, and try again"
            ) from error
        except sqlite3.DatabaseError as error:
            _remove(self.path)
            raise StoreError(
                f"{self.path}: the search index was broken ({error}) and has been taken away; "
                "try again, and it is built anew"
            ) from error

    def _state(self, index: sqlite3.Connection) -> State:
        ((done,),) = index.execute("SELECT count(*) FROM documents")
        of = int(_kept(index, "of", "0"))
        return State(done, of, done == of and _kept(index, "store") == store_stamp(self.store))

    def _missing(self, index: sqlite3.Connection, ledger: dict[str, str]) -> list[str]:
        done = {document for (document,) in index.execute("SELECT document FROM documents")}
        return sorted(ledger.keys() - done)

    def _take_out(self, index: sqlite3.Connection, ledger: dict[str, str]) -> None:
        """Forget documents that have changed or gone. Their words stay in FTS5, unreachable."""
        known = index.execute("SELECT document, fingerprint FROM documents").fetchall()
        gone = [(document,) for document, mark in known if ledger.get(document) != mark]
        if not gone:
            return
        index.execute("BEGIN IMMEDIATE")
        if len(gone) > len(known) / 2:
            _make(index)
            return
        _changed(index)
        index.executemany(
            "DELETE FROM entries WHERE document = (SELECT id FROM documents WHERE document = ?)",
            gone,
        )
        index.executemany("DELETE FROM documents WHERE document = ?", gone)

    def _add(
        self,
        index: sqlite3.Connection,
        documents: Sequence[str],
        ledger: dict[str, str],
        confined: bool,
    ) -> None:
        """One transaction: the words of some documents that no other process has added."""
        with reading(self.store, confined) as store:
            found = [_rows(store, sql, documents) for sql in (_EVENTS, _STATEMENTS, _HEADLINES)]
        index.execute("BEGIN IMMEDIATE")
        known = "SELECT 1 FROM documents WHERE document = ?"
        new = [d for d in documents if not index.execute(known, [d]).fetchall()]
        index.executemany(
            "INSERT INTO documents (document, fingerprint) VALUES (?, ?)",
            ((document, ledger[document]) for document in new),
        )
        among = set(new)
        _insert(index, [row for rows in found for row in rows if row[0] in among])
        _changed(index)
        index.commit()


def _insert(index: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Entries and their words. Numbers are never given twice: words outlive their entries."""
    last = int(_kept(index, "last", "0"))
    index.executemany(
        "INSERT INTO entries SELECT ?, id, ?, ?, ? FROM documents WHERE document = ?",
        ((last + n, *row[1:4], row[0]) for n, row in enumerate(rows, 1)),
    )
    index.executemany(
        "INSERT INTO words (rowid, evidence, said, headline, names) VALUES (?, ?, ?, ?, ?)",
        ((last + n, *row[4:]) for n, row in enumerate(rows, 1)),
    )
    _keep(index, "last", str(last + len(rows)))


def _rows(store: "DuckDBPyConnection", sql: str, documents: Sequence[str]) -> list[Any]:
    return store.execute(sql, {"documents": list(documents)}).fetchall()


def store_stamp(store: Path) -> str:
    """Changes whenever the store is written."""
    if not store.is_file():
        raise StoreError(f"{store}: no such store; check the path")
    files = (store, store.with_name(f"{store.name}.wal"))
    found = [file.stat() for file in files if file.is_file()]
    return " ".join(f"{file.st_mtime_ns} {file.st_size}" for file in found)


def _place(store: Path) -> Path:
    """Beside the store, else in the user's cache under a name that its path gives."""
    import os

    import platformdirs

    beside = store.with_name(f"{store.name}.search.sqlite")
    if os.access(beside if beside.exists() else store.parent, os.W_OK):
        return beside
    folder = Path(platformdirs.user_cache_dir("onrecord")) / "search"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{sha256(str(store.resolve()).encode()).hexdigest()[:24]}.sqlite"


def _connected(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(path, timeout=WAIT)
    try:
        index.execute("PRAGMA journal_mode = WAL")
        index.execute("PRAGMA synchronous = NORMAL")
        if not _made(index):
            index.execute("BEGIN IMMEDIATE")
            if not _made(index):
                _make(index)
            index.commit()
    except sqlite3.OperationalError:
        index.close()
        raise
    except sqlite3.DatabaseError:
        index.close()
        _remove(path)
        return _connected(path)
    return index


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def _made(index: sqlite3.Connection) -> bool:
    """Whether the tables are there, in this program's layout."""
    known = index.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchall()
    return bool(known) and _kept(index, "layout") == LAYOUT


def _make(index: sqlite3.Connection) -> None:
    """Empty tables in place of what there is, in the transaction that is open."""
    version = int(_kept(index, "version", "0")) if _made(index) else 0
    for name in ("words", "entries", "documents", "meta"):
        index.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in _TABLES.split(";"):
        index.execute(statement)
    _keep(index, "layout", LAYOUT)
    _keep(index, "version", str(version + 1))


def _keep(index: sqlite3.Connection, name: str, value: str) -> None:
    index.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])


def _kept(index: sqlite3.Connection, name: str, otherwise: str = "") -> str:
    found = index.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchall()
    return found[0][0] if found else otherwise


def _changed(index: sqlite3.Connection) -> None:
    _keep(index, "version", str(int(_kept(index, "version", "0")) + 1))
